// Everything typed is kept in this browser as it is typed, and is back after a crash, until it is known to be sent.
import { clock, say } from "./say.js";

const AGE_MAX_MS = 7 * 86400e3; // as long as a session
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "password"]);

export function keepDrafts() {
  const user = document.body.dataset.user;
  forgetOld();
  if (document.querySelector("[data-sent]")) forgetSent(user);
  const drafts = [...document.querySelectorAll("form[data-draft]")].map((form) => new Draft(form, user));
  return { of: (form) => drafts.find((draft) => draft.form === form) };
}

class Draft {
  constructor(form, user) {
    this.form = form;
    this.name = `stoppress:draft:${user}:${form.dataset.draft}`;
    this.output = form.querySelector("#draft-said") || document.createElement("output");
    this.pristine = this.typed();
    const refusedByServer = document.querySelector(".refused") !== null;
    if (refusedByServer) this.keep();
    else this.restore();
    form.addEventListener("input", () => this.keep());
    form.addEventListener("change", () => this.keep());
    form.addEventListener("submit", (event) => {
      const previews = event.submitter?.hasAttribute("formaction");
      if (!event.defaultPrevented && !previews) this.keep({ submitted: true });
    });
  }

  fields() {
    return [...new FormData(this.form)].filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string");
  }

  typed() {
    const made = new Set(["command_id", "key", "spare_slug", "based_on", "parts_of", "head_was", "points_were"]);
    return JSON.stringify(this.fields().filter(([name]) => !made.has(name)));
  }

  keep(more = {}) {
    if (!more.submitted && this.typed() === this.pristine) return this.forget();
    try {
      localStorage.setItem(this.name, JSON.stringify({ at: Date.now(), fields: this.fields(), ...more }));
      this.output.textContent = say("Kept", { time: clock(new Date()) });
    } catch {
      this.output.textContent = ""; // no room, or private: then nothing is claimed
    }
  }

  forget() {
    localStorage.removeItem(this.name);
    this.output.textContent = "";
  }

  restore() {
    const kept = read(this.name);
    if (!kept) return;
    if (this.wasSent(kept)) return this.forget();
    fill(this.form, kept.fields);
    this.form.dispatchEvent(new Event("restored"));
    this.output.textContent = say("Restored", { time: clock(new Date(kept.at)) });
  }

  // The update of the kept key stands in the timeline: it was sent, though the page that says so was never seen.
  wasSent(kept) {
    const key = kept.fields.find(([name]) => name === "key")?.[1];
    return key !== undefined && document.getElementById(`e-${key}`) !== null;
  }
}

// The page says "Sent 413": what was submitted is safe now. Submitted alone is not enough: a line may break in between.
function forgetSent(user) {
  for (const name of names()) {
    if (name.startsWith(`stoppress:draft:${user}:`) && read(name)?.submitted) localStorage.removeItem(name);
  }
}

function names() {
  try {
    return Object.keys(localStorage);
  } catch {
    return []; // storage is switched off: nothing is kept, nothing is to forget
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function forgetOld() {
  for (const name of names()) {
    if (name.startsWith("stoppress:draft:") && !(Date.now() - read(name)?.at < AGE_MAX_MS)) localStorage.removeItem(name);
  }
}

export function fill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) || []), value]);
  for (const [name, wanted] of values) {
    const rows = () => [...form.elements].filter((element) => element.name === name);
    for (let i = rows().length; i < wanted.length && i < 40; i++) {
      const grow = rows()[0]?.closest(".rows, form")?.querySelector(".add");
      if (!grow) break;
      grow.click();
    }
    rows().forEach((element, i) => {
      if (element.type === "radio") element.checked = wanted.includes(element.value);
      else if (element.type !== "checkbox") element.value = wanted[i] ?? element.value;
    });
  }
  for (const box of form.querySelectorAll('input[type="checkbox"]')) box.checked = values.has(box.name);
  if (fields.some(([name, value]) => value && name === "picture_asset")) {
    form.querySelector(".picture").setAttribute("open", "");
    form.querySelector(".picture .chosen").hidden = false;
  }
  if (fields.some(([name, value]) => value && ["event_time", "author_name", "language"].includes(name))) {
    form.querySelector("details[data-fold=more]")?.setAttribute("open", "");
  }
}
