// A picture goes up while the words are typed, chosen, dropped, pasted or taken with the phone; what its file says fills
// the empty fields, for a person to check.
import { say } from "./say.js";

const running = new WeakMap(); // form → the upload that is on its way

export function uploadAtOnce() {
  for (const input of document.querySelectorAll("[data-upload]")) new Place(input.form, input);
}

// Wait for an upload that is on its way. One that failed stays in its field and goes with the form.
export async function uploaded(form) {
  await running.get(form);
}

export function dropPicture(form) {
  const box = form.querySelector(".picture");
  if (!box) return;
  box.querySelectorAll("input:not([type=checkbox])").forEach((field) => (field.value = ""));
  box.querySelectorAll("[type=checkbox]").forEach((field) => (field.checked = false));
  box.querySelector(".chosen").hidden = true;
  box.querySelector(".chosen img")?.remove();
  tellNotices(box, []);
}

class Place {
  constructor(form, input) {
    this.form = form;
    this.input = input;
    this.box = form.querySelector(".picture");
    this.told = this.box.querySelector(".chosen");
    this.box.querySelector(".way").hidden = false;
    const out = this.box.querySelector(".drop");
    out.hidden = false;
    out.addEventListener("click", () => {
      dropPicture(form);
      this.changed();
    });
    input.addEventListener("change", () => this.take(input.files));
    form.addEventListener("paste", (event) => this.given(event, event.clipboardData));
    form.addEventListener("drop", (event) => this.given(event, event.dataTransfer));
    for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => this.over(event));
    for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
    this.offerCamera();
  }

  // Phones offer their camera with the field already; the button saves two touches.
  offerCamera() {
    const button = this.box.querySelector(".camera");
    button.hidden = !matchMedia("(pointer: coarse)").matches;
    button.addEventListener("click", () => {
      const camera = Object.assign(document.createElement("input"), { type: "file", accept: "image/jpeg" });
      camera.setAttribute("capture", "environment");
      camera.addEventListener("change", () => this.take(camera.files));
      camera.click();
    });
  }

  over(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.form.classList.add("over");
  }

  // Text that is pasted or dropped goes its own way; so do files while an office program sends the text beside them.
  given(event, data) {
    if (!data?.files.length || (event.type === "paste" && data.types.includes("text/plain"))) return;
    event.preventDefault();
    this.box.open = true;
    this.take(data.files);
  }

  take(files) {
    const [first, ...others] = files; // a list of its own: the field is emptied below
    if (!first) return;
    const busy = running.has(this.form);
    this.box.querySelectorAll(".refusal").forEach((one) => one.remove());
    if (others.length || busy) this.refuse(say("OnePicture"));
    if (busy) return;
    const sending = this.send(first).finally(() => running.delete(this.form));
    running.set(this.form, sending);
  }

  async send(file) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.namedItem("csrfmiddlewaretoken").value);
    body.set("picture", file);
    const { status, said } = await sent(this.input.dataset.upload, body, this.arriving());
    this.box.querySelector(".arriving").hidden = true;
    if (status === 200 && said) this.show(said);
    else if (said?.detail) this.refuse(said.detail);
    else this.keepFor(file);
  }

  // Says how much has gone up; then the desk still has to read it.
  arriving() {
    const place = this.box.querySelector(".arriving");
    const bar = place.querySelector("progress");
    place.hidden = false;
    place.querySelector("output").textContent = say("Uploading");
    bar.removeAttribute("value");
    return (part) => (part < 1 ? (bar.value = part * 100) : bar.removeAttribute("value"));
  }

  show(said) {
    this.input.value = "";
    if (this.value("asset") !== said.asset) this.form.elements.namedItem("picture_noted").checked = false;
    this.form.elements.namedItem("picture_asset").value = said.asset;
    const image = this.told.querySelector("img") ?? document.createElement("img");
    image.alt = "";
    image.width = 120;
    image.src = said.address;
    this.told.prepend(image);
    this.told.hidden = false;
    for (const name of ["alt", "caption", "credit", "copyright"]) {
      const field = this.form.elements.namedItem(`picture_${name}`);
      field.value ||= said[name];
    }
    tellNotices(this.box, said.notices);
    this.changed();
  }

  value(name) {
    return this.form.elements.namedItem(`picture_${name}`).value;
  }

  // No line: the file stays chosen and goes with the form.
  keepFor(file) {
    const files = new DataTransfer();
    files.items.add(file);
    this.input.files = files.files;
  }

  refuse(sentence) {
    const place = document.createElement("p");
    place.className = "refusal";
    place.setAttribute("role", "alert");
    place.textContent = sentence;
    this.box.querySelector(".choose").append(place);
    this.input.value = "";
  }

  changed() {
    this.form.elements.namedItem("picture_alt").dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function tellNotices(box, notices) {
  const place = box.querySelector(".notices");
  const lines = notices.map((words) => Object.assign(document.createElement("li"), { textContent: words, dir: "auto" }));
  place.querySelector("ul").replaceChildren(...lines);
  place.hidden = !notices.length;
}

// fetch() does not say how much has gone; this old way does.
function sent(url, body, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("loadend", () => resolve({ status: request.status, said: request.response }));
    request.send(body);
  });
}
