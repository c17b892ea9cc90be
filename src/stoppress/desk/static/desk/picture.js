// A picture goes up while the words are typed; what its file says fills the empty fields, for a person to check.
import { say } from "./say.js";

const running = new WeakMap(); // form → the upload that is on its way

export function uploadAtOnce() {
  for (const input of document.querySelectorAll("[data-upload]")) {
    const form = input.form;
    form.querySelector(".picture .drop").hidden = false;
    form.querySelector(".picture .drop").addEventListener("click", () => {
      dropPicture(form);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    input.addEventListener("change", () => {
      if (input.files.length) running.set(form, send(form, input));
    });
  }
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
}

async function send(form, input) {
  const box = form.querySelector(".picture");
  const told = box.querySelector(".chosen");
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
  body.set("picture", input.files[0]);
  box.querySelectorAll(".refusal").forEach((one) => one.remove());
  told.hidden = false;
  const kept = told.querySelector("span").textContent;
  told.querySelector("span").textContent = say("Uploading");
  const answer = await fetch(input.dataset.upload, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  told.querySelector("span").textContent = kept;
  const said = answer && (await answer.json().catch(() => null));
  if (!answer?.ok || !said) {
    told.hidden = true;
    return refuse(input, said?.detail);
  }
  input.value = "";
  form.elements.namedItem("picture_asset").value = said.asset;
  const image = told.querySelector("img") ?? document.createElement("img");
  image.alt = "";
  image.width = 120;
  image.src = said.address;
  told.prepend(image);
  for (const name of ["alt", "caption", "credit"]) {
    const field = form.elements.namedItem(`picture_${name}`);
    field.value ||= said[name];
  }
  form.elements.namedItem("picture_alt").dispatchEvent(new Event("input", { bubbles: true }));
}

function refuse(input, detail) {
  if (!detail) return; // no line: the file stays chosen and goes with the form
  const sentence = document.createElement("p");
  sentence.className = "refusal";
  sentence.setAttribute("role", "alert");
  sentence.textContent = detail;
  input.after(sentence);
  input.value = "";
}
