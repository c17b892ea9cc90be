// A draft at the desk: sent there about a second after the last key, and when the page is left; sent again until the desk
// has it. What others typed meanwhile is never overwritten: the desk says so, and both texts are put together.
import { fill } from "./fill.js";
import { byName, choose, merged } from "./merge.js";
import { names, read, write } from "./kept.js";
import { pageName } from "./presence.js";
import { clock, say } from "./say.js";

const QUIET_MS = 1000; // after the last key
const AGAIN_MS = [1000, 2000, 4000, 8000, 15000];
const LAST_BYTES_MAX = 60000; // what a browser sends of a page that is being left

export class DeskDraft {
  constructor(draft) {
    this.draft = draft;
    this.form = draft.form;
    this.writer = pageName; // what one writer typed later replaces what it typed earlier
    this.turn = 0;
    this.savedTurn = 0;
    this.base = draft.fields(); // as the desk has it, as far as we know
    this.opened = this.form.dataset.opened; // the writer of the draft that was opened; undefined for a new one
    this.unsure = false; // true while both texts are to be chosen from, or the desk refused
    this.failed = 0;
    addEventListener("online", () => this.save());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.last());
    addEventListener("pagehide", () => this.last());
    // However the form is sent, also by the browser itself, it says which page sends it.
    this.form.addEventListener("formdata", (event) => this.sign(event.formData));
    this.form.addEventListener("focusout", () => this.save());
  }

  version() {
    return this.form.elements.namedItem("draft_version");
  }

  isKept() {
    return this.version().value !== "0";
  }

  known() {
    const { writer, turn, savedTurn, base } = this;
    return { writer, turn, savedTurn, base, draft: this.draft.id(), version: this.version().value };
  }

  typed() {
    this.turn += 1;
  }

  keptHere(kept) {
    if (!this.unsure) this.draft.tell(kept ? say(this.failed ? "KeptHere" : "Kept", { time: clock(new Date()) }) : "");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), QUIET_MS);
  }

  stop() {
    clearTimeout(this.timer);
    this.savedTurn = this.turn;
    this.unsure = false;
  }

  begin() {
    this.stop();
    this.form.elements.namedItem("draft").value = random(10);
    this.version().value = "0";
    this.turn = this.savedTurn = 0;
    this.writer = random(12);
    this.base = this.draft.fields();
    this.form.querySelector("#clashes").hidden = true;
    this.hold(this.draft.name());
  }

  // After a crash or on another day: the newest text of this place that no other tab of this browser has open.
  async restore() {
    const before = this.turn;
    const opened = this.opened !== undefined;
    const wanted = opened ? [this.draft.name()] : this.left();
    for (const name of wanted) {
      const kept = read(name);
      if (!kept || !(await this.hold(name))) continue;
      if (this.turn !== before) return; // a key was faster
      if (this.draft.wasSent(kept)) {
        localStorage.removeItem(name);
        continue;
      }
      // Of an opened draft the desk's text stands, unless this browser has something that never came there.
      if (opened && kept.turn === kept.savedTurn) break;
      this.takeUp(kept);
      return;
    }
    if (this.turn === before) this.hold(this.draft.name());
  }

  left() {
    const mine = names().filter((name) => name.startsWith(`${this.draft.place}:`) && read(name)?.fields);
    return mine.sort((one, other) => read(other).at - read(one).at);
  }

  takeUp(kept) {
    this.form.elements.namedItem("draft").value = kept.draft;
    this.version().value = kept.version;
    Object.assign(this, { writer: kept.writer, turn: kept.turn, savedTurn: kept.savedTurn, base: kept.base });
    fill(this.form, kept.fields);
    this.draft.tell(say("Restored", { time: clock(new Date(kept.at)) }));
    if (this.turn > this.savedTurn) this.timer = setTimeout(() => this.save(), QUIET_MS);
  }

  // True when no other tab of this browser has this draft open. Without locks (old browsers, plain http) nobody knows: then
  // the desk finds out, since each tab is a writer of its own.
  hold(name) {
    if (!navigator.locks) return this.draft.name() === name || !read(name)?.submitted;
    return new Promise((resolve) => {
      navigator.locks.request(name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise(() => {}); // until the tab is closed
      });
    });
  }

  body(fields) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    for (const name of ["csrfmiddlewaretoken", "draft", "draft_version", "amends"]) {
      const field = this.form.elements.namedItem(name);
      if (field) body.set(name, field.value);
    }
    this.sign(body);
    return body;
  }

  // Who sends it, so that what this page typed itself is never taken for another's.
  sign(body) {
    body.set("draft_writer", this.writer);
    body.set("draft_turn", String(this.turn));
  }

  async save() {
    if (this.busy || this.unsure || this.turn === this.savedTurn) return;
    clearTimeout(this.timer);
    this.busy = true;
    const [turn, fields, draft] = [this.turn, this.draft.fields(), this.draft.id()];
    const answer = await this.post(this.body(fields));
    this.busy = false;
    if (draft !== this.draft.id() || turn <= this.savedTurn) return; // it was sent meanwhile, or emptied
    if (answer === null) return this.again();
    this.failed = 0;
    if (answer.version !== undefined && answer.state !== undefined) return this.kept(turn, fields, answer);
    if (answer.code === "draft-stale") return this.putTogether(fields, answer);
    this.unsure = true; // typing on stays in this browser; the sentence says what to do
    this.draft.tell(answer.detail ?? say("Broken"));
  }

  kept(turn, fields, answer) {
    this.version().value = answer.version;
    this.savedTurn = turn;
    this.base = fields;
    write(this.draft.name(), { at: Date.now(), fields: this.draft.fields(), ...this.known() });
    if (this.turn === turn) this.draft.tell(say("KeptDesk", { time: clock(new Date(answer.saved_at)) }));
    else this.save();
  }

  again() {
    this.failed += 1;
    this.draft.tell(say("KeptHere", { time: clock(new Date()) }));
    this.timer = setTimeout(() => this.save(), AGAIN_MS[Math.min(this.failed, AGAIN_MS.length) - 1]);
  }

  // Null without a line; else what the desk said, also when it said no.
  async post(body, keepalive = false) {
    const headers = { Accept: "application/json" };
    const answer = await fetch(this.form.dataset.keep, { method: "POST", body, headers, keepalive }).catch(() => null);
    if (!answer || answer.status >= 500) return null;
    if (answer.status === 401) return { detail: say("Login") };
    return answer.json().catch(() => ({ detail: say("Broken") }));
  }

  last() {
    if (this.unsure || this.turn === this.savedTurn) return;
    const fields = this.draft.fields();
    const bytes = new Blob([JSON.stringify(fields)]).size;
    const { turn } = this;
    this.post(this.body(fields), bytes < LAST_BYTES_MAX).then((answer) => {
      if (answer?.version !== undefined && answer.state !== undefined && turn > this.savedTurn) this.kept(turn, fields, answer);
    });
  }

  async putTogether(mine, said) {
    this.unsure = true;
    const told = await merged(this.form, this.draft.id(), this.base, mine);
    if (!told) {
      this.unsure = false;
      return this.again();
    }
    const put = (fields, sentence) => {
      this.base = Object.entries(told.theirs).flatMap(([name, values]) => values.map((value) => [name, value]));
      this.version().value = told.version;
      this.unsure = false;
      fill(this.form, fields);
      this.draft.keep();
      if (sentence) this.draft.tell(sentence);
    };
    if (JSON.stringify(byName(this.draft.fields())) !== JSON.stringify(byName(mine))) {
      this.unsure = false; // typed on meanwhile: merge that
      return this.save();
    }
    if (told.clashes.length) return choose(this.form, told, (fields) => put(fields, ""));
    const pairs = Object.entries(told.fields).flatMap(([name, values]) => values.map((value) => [name, value]));
    put(pairs, say("Merged", { name: told.by ?? said.theirs.by }));
  }
}

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"; // as base/keys.py

export function random(length) {
  return [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => ALPHABET[byte % 32]).join("");
}
