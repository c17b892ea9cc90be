// The pictures of an update: however many are given, they go up one after another, each in a row of its own, in the order
// in which they came. The form brings their names; the words of a row may be typed while its picture is on its way.
import { say } from "./say.js";
import { showProgress, takeGiven, tellNotices, upload } from "./upload.js";

const AGAIN_MS = [1000, 2000, 4000, 8000, 15000]; // then every 15 s, while the page is open
const places = new Map(); // form → its pictures

export function takePictures() {
  for (const input of document.querySelectorAll("[data-upload][data-max]")) places.set(input.form, new Pictures(input));
  // A form that leaves the page waits for what is on its way; those that don't leave it wait by themselves.
  document.addEventListener("submit", async (event) => {
    const waiting = places.get(event.target)?.running;
    if (event.defaultPrevented || !waiting) return;
    event.preventDefault();
    await waiting;
    event.target.requestSubmit(event.submitter);
  });
}

// Wait for what is on its way.
export async function uploaded(form) {
  await places.get(form)?.running;
}

export function dropPictures(form) {
  places.get(form)?.clear();
}

// Rows for kept pictures, named so that their boxes can be told apart (forms/pictures.py).
export function makeRows(form, assets) {
  places.get(form)?.makeRows(assets);
}

// The field of the row that was refused; null where no row was.
export function fieldAtFault(form, name) {
  const open = { picture_alt: (row) => !row.one("alt").value.trim() && !row.one("decorative").checked, picture_noted: (row) => !row.notices.hidden && !row.one("noted").checked };
  return places.get(form)?.rows().find(open[name] ?? (() => false))?.one(name.slice(8)) ?? null;
}

class Pictures {
  constructor(input) {
    this.input = input;
    this.form = input.form;
    this.box = input.closest(".picture");
    this.list = this.box.querySelector(".pictures");
    this.running = null;
    this.waiting = [];
    this.known = new Map([...this.list.children].map((place) => [place, new Row(place)]));
    this.blank = this.list.lastElementChild; // the words for a file that goes with the form, where no script runs
    this.blank.hidden = true;
    this.blank.querySelector("fieldset").disabled = true;
    this.rows().forEach((row) => this.listen(row));
    takeGiven(this.form, this.box, input, (files) => this.take(files));
    this.form.addEventListener("restored", () => this.restored());
    this.number();
  }

  rows() {
    return [...this.list.children].filter((place) => place !== this.blank).map((place) => this.known.get(place));
  }

  take(files) {
    const room = Math.max(0, Number(this.input.dataset.max) - this.rows().length);
    this.input.value = "";
    this.box.querySelectorAll(".choose .refusal").forEach((one) => one.remove());
    if (files.length > room) this.refuse(say("TooManyPictures", { max: this.input.dataset.max, count: files.length - room }));
    for (const file of files.slice(0, room)) {
      const row = this.add();
      row.named(file.name);
      row.tell(say("PictureWaits"));
      this.waiting.push([row, file]);
    }
    if (this.waiting.length) this.running ??= this.work();
  }

  async work() {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) await this.send(...next);
    this.running = null;
  }

  async send(row, file) {
    for (let turn = 0; row.place.isConnected; turn++) {
      row.tell(turn ? say("PictureNoLine") : say("Uploading"), true);
      const { status, said } = await upload(this.form, this.input, file, (part) => showProgress(row.bar, part));
      if (!row.place.isConnected) return; // it was left out meanwhile
      if (status === 200 && said) return this.keep(row, said);
      if (status) return row.refuse(said?.detail ?? (status < 500 ? say("Login") : say("Broken")));
      await new Promise((resolve) => {
        setTimeout(resolve, AGAIN_MS[Math.min(turn, AGAIN_MS.length - 1)]);
        addEventListener("online", resolve, { once: true });
      });
    }
  }

  keep(row, said) {
    if (this.rows().some((other) => other !== row && other.one("asset").value === said.asset)) return row.refuse(say("PictureTwice"));
    row.keep(said);
    this.changed();
  }

  add() {
    const place = this.blank.cloneNode(true);
    place.hidden = false;
    place.querySelector("fieldset").disabled = false;
    place.querySelectorAll("input:not([type=checkbox])").forEach((field) => (field.value = ""));
    this.blank.before(place);
    const row = new Row(place);
    this.known.set(place, row);
    this.listen(row);
    this.number();
    return row;
  }

  listen(row) {
    row.out.hidden = row.place === this.blank;
    row.out.addEventListener("click", () => {
      const next = row.place.nextElementSibling;
      row.place.remove();
      this.number();
      (next === this.blank ? this.input : this.known.get(next).out).focus();
      this.changed();
    });
  }

  makeRows(assets) {
    const rows = this.rows();
    assets.forEach((asset, i) => (rows[i] ?? this.add()).name(asset));
    rows.slice(assets.length).forEach((row) => row.place.remove());
    this.box.open ||= assets.some(Boolean);
    this.number();
  }

  // A draft was put back: the rows hold what it says, and show it.
  restored() {
    for (const row of this.rows()) {
      if (row.one("asset").value) row.show();
      else if (!this.running) row.place.remove();
    }
    this.number();
  }

  clear() {
    this.waiting.length = 0;
    this.rows().forEach((row) => row.place.remove());
    this.number();
  }

  number() {
    const rows = this.rows();
    this.box.querySelector(".holds").textContent = rows.length || "";
    rows.forEach((row, i) => (row.place.querySelector(".place").textContent = rows.length > 1 ? i + 1 : ""));
  }

  refuse(sentence) {
    const place = document.createElement("p");
    place.className = "refusal";
    place.setAttribute("role", "alert");
    place.textContent = sentence;
    this.box.querySelector(".choose").append(place);
  }

  changed() {
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// One picture: where it stands (it waits, it is on its way, it is kept, it was refused), and its words.
class Row {
  constructor(place) {
    this.place = place;
    this.out = place.querySelector(".drop");
    this.bar = place.querySelector("progress");
    this.notices = place.querySelector(".notices");
  }

  one(name) {
    return this.place.querySelector(`[name=picture_${name}]`);
  }

  named(file) {
    this.place.querySelector(".file").textContent = file;
  }

  name(asset) {
    this.one("asset").value = asset;
    for (const box of ["decorative", "noted"]) this.one(box).value = asset || "new";
  }

  tell(sentence, moving = false) {
    this.place.querySelector("output").textContent = sentence;
    this.bar.hidden = !moving;
    this.bar.removeAttribute("value");
  }

  keep(said) {
    this.name(said.asset);
    for (const name of ["alt", "caption", "credit", "copyright"]) this.one(name).value ||= said[name];
    tellNotices(this.place, said.notices);
    this.show();
  }

  show() {
    const image = this.place.querySelector("img") ?? Object.assign(document.createElement("img"), { alt: "" });
    image.src = this.out.dataset.copies.replace("ASSET", this.one("asset").value);
    this.place.querySelector(".shown").replaceChildren(image);
    this.tell("");
  }

  refuse(sentence) {
    this.tell("");
    const place = Object.assign(document.createElement("p"), { className: "wrong", textContent: sentence });
    place.setAttribute("role", "alert");
    this.place.querySelector("output").after(place);
    this.place.classList.add("refused-one");
  }
}
