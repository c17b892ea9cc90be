// The one picture of a story: it goes up as soon as it is there, its words are checked, and the form brings only its name.
import { say } from "./say.js";
import { showProgress, takeGiven, tellNotices, upload } from "./upload.js";

export function uploadAtOnce() {
  for (const input of document.querySelectorAll("[data-upload]:not([data-max])")) new Place(input.form, input);
}

class Place {
  constructor(form, input) {
    this.form = form;
    this.input = input;
    this.box = form.querySelector(".picture");
    this.told = this.box.querySelector(".chosen");
    this.busy = false;
    const out = this.box.querySelector(".drop");
    out.hidden = false;
    out.addEventListener("click", () => this.drop());
    takeGiven(form, this.box, input, (files) => this.take(files));
  }

  async take([first, ...others]) {
    if (!first) return;
    this.box.querySelectorAll(".refusal").forEach((one) => one.remove());
    if (others.length || this.busy) this.refuse(say("OnePicture"));
    if (this.busy) return;
    this.busy = true;
    await this.send(first);
    this.busy = false;
  }

  async send(file) {
    const arriving = this.box.querySelector(".arriving");
    const bar = arriving.querySelector("progress");
    arriving.hidden = false;
    arriving.querySelector("output").textContent = say("Uploading");
    bar.removeAttribute("value");
    const { status, said } = await upload(this.form, this.input, file, (part) => showProgress(bar, part));
    arriving.hidden = true;
    if (status === 200 && said) this.show(said);
    else if (said?.detail) this.refuse(said.detail);
    else this.keepFor(file);
  }

  show(said) {
    this.input.value = "";
    if (this.field("asset").value !== said.asset) this.field("noted").checked = false;
    this.field("asset").value = said.asset;
    const image = this.told.querySelector("img") ?? document.createElement("img");
    image.alt = "";
    image.width = 120;
    image.src = said.address;
    this.told.prepend(image);
    this.told.hidden = false;
    for (const name of ["alt", "caption", "credit", "copyright"]) this.field(name).value ||= said[name];
    tellNotices(this.box, said.notices);
    this.changed();
  }

  drop() {
    this.box.querySelectorAll("input:not([type=checkbox])").forEach((field) => (field.value = ""));
    this.box.querySelectorAll("[type=checkbox]").forEach((field) => (field.checked = false));
    this.told.hidden = true;
    this.told.querySelector("img")?.remove();
    tellNotices(this.box, []);
    this.changed();
  }

  field(name) {
    return this.form.elements.namedItem(`picture_${name}`);
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
    this.field("alt").dispatchEvent(new Event("input", { bubbles: true }));
  }
}
