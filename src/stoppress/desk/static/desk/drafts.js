// Everything typed is kept in this browser as it is typed, and is back after a crash, until it is known to be sent.
// Forms of updates are kept at the desk too (desk_draft.js).
import { DeskDraft } from "./desk_draft.js";
import { fill } from "./fill.js";
import { names, read, write } from "./kept.js";
import { clock, say } from "./say.js";

const AGE_MAX_MS = 7 * 86400e3; // as long as a session
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "password", "draft", "draft_version", "draft_writer", "draft_turn", "amends"]);
const MADE = new Set(["command_id", "key", "spare_slug", "based_on", "parts_of", "head_was", "points_were"]);

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
    this.place = `stoppress:draft:${user}:${form.dataset.draft}`;
    this.output = form.querySelector("#draft-said") || document.createElement("output");
    this.pristine = this.typed();
    this.desk = form.dataset.keep ? new DeskDraft(this) : null;
    const refusedByServer = document.querySelector(".refused") !== null;
    if (refusedByServer) this.keep();
    else if (this.desk) this.desk.restore();
    else this.restore(read(this.place));
    form.addEventListener("input", () => this.keep());
    form.addEventListener("change", () => this.keep());
    form.addEventListener("submit", (event) => {
      const previews = event.submitter?.hasAttribute("formaction");
      if (!event.defaultPrevented && !previews) this.keep({ submitted: true });
    });
  }

  id() {
    return this.form.elements.namedItem("draft")?.value ?? "";
  }

  // Each draft has a place of its own, so that two tabs on one story keep two texts.
  name() {
    return this.desk ? `${this.place}:${this.id()}` : this.place;
  }

  fields() {
    return [...new FormData(this.form)].filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string");
  }

  typed() {
    return JSON.stringify(this.fields().filter(([name]) => !MADE.has(name)));
  }

  isTyped() {
    return this.typed() !== this.pristine;
  }

  keep(more = {}) {
    // A draft that is at the desk is kept when it is emptied, too.
    if (!more.submitted && !this.isTyped() && !this.desk?.isKept()) return this.forget();
    this.desk?.typed();
    const kept = write(this.name(), { at: Date.now(), fields: this.fields(), ...this.desk?.known(), ...more });
    if (this.desk) return this.desk.keptHere(kept);
    // No room, or private: then nothing is claimed.
    this.tell(kept ? say("Kept", { time: clock(new Date()) }) : "");
  }

  forget() {
    this.desk?.stop();
    localStorage.removeItem(this.name());
    this.tell("");
  }

  restore(kept) {
    if (!kept) return;
    if (this.wasSent(kept)) return this.forget();
    fill(this.form, kept.fields);
    this.tell(say("Restored", { time: clock(new Date(kept.at)) }));
  }

  // The form was emptied for the next update: another draft begins.
  begin() {
    this.desk?.begin();
    this.pristine = this.typed();
  }

  // The update of the kept key stands in the timeline: it was sent, though the page that says so was never seen.
  wasSent(kept) {
    const key = kept.fields.find(([name]) => name === "key")?.[1];
    return key !== undefined && document.getElementById(`e-${key}`) !== null;
  }

  tell(sentence) {
    this.output.textContent = sentence;
  }
}

// The page says "Sent 413": what was submitted is safe now. Submitted alone is not enough: a line may break in between.
function forgetSent(user) {
  for (const name of names()) {
    if (name.startsWith(`stoppress:draft:${user}:`) && read(name)?.submitted) localStorage.removeItem(name);
  }
}

function forgetOld() {
  for (const name of names()) {
    if (name.startsWith("stoppress:draft:") && !(Date.now() - read(name)?.at < AGE_MAX_MS)) localStorage.removeItem(name);
  }
}
