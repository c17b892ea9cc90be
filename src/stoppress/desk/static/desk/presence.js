// Who is there: a sign of life every 15 s with what is being written (no words), and the list of what is in the making.
const BEAT_MS = 15000; // as base/limits/drafts.py
const LOOK_MS = 5000;
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

export const pageName = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => ALPHABET[byte % 32]).join("");

export function showPresence(drafts) {
  const form = document.querySelector("form[data-here]");
  if (form) new Beat(form, drafts).begin();
  const list = document.getElementById("making-list");
  const making = list?.dataset.address ? new List(list) : null;
  making?.begin();
  return { look: () => making?.look() };
}

class Beat {
  constructor(form, drafts) {
    this.form = form;
    this.drafts = drafts;
    this.told = "";
  }

  begin() {
    this.beat();
    setInterval(() => this.beat(), BEAT_MS);
    // What is begun is said at once, not with the next beat.
    this.form.addEventListener("input", () => this.what() !== this.told && this.beat());
    addEventListener("pagehide", () => this.send({ gone: "1" }, true));
    addEventListener("pageshow", (event) => event.persisted && this.beat());
  }

  what() {
    const draft = this.drafts.of(this.form);
    return draft?.isTyped() || this.form.dataset.opened !== undefined ? draft.id() : "";
  }

  async beat() {
    const draft = (this.told = this.what());
    const amends = (draft && this.form.elements.namedItem("amends")?.value) || "";
    const answer = await this.send({ draft, amends });
    const told = answer?.ok && (await answer.json().catch(() => null));
    if (told) this.show(told.others);
  }

  send(values, last = false) {
    const token = this.form.elements.namedItem("csrfmiddlewaretoken").value;
    const body = new URLSearchParams({ page: pageName, csrfmiddlewaretoken: token, ...values });
    const headers = { Accept: "application/json" };
    return fetch(this.form.dataset.here, { method: "POST", body, headers, keepalive: last }).catch(() => null);
  }

  show(others) {
    const notice = document.getElementById("others");
    if (!notice) return;
    notice.firstElementChild.replaceChildren(
      ...others.flatMap((name, i) => {
        const one = document.createElement("bdi");
        one.textContent = name;
        return i ? [", ", one] : [one];
      }),
    );
    notice.hidden = !others.length;
  }
}

class List {
  constructor(place) {
    this.place = place;
    this.mark = "";
  }

  begin() {
    setInterval(() => document.visibilityState === "visible" && this.look(), LOOK_MS);
    addEventListener("focus", () => this.look());
  }

  async look() {
    const headers = this.mark ? { "If-None-Match": this.mark } : {};
    const answer = await fetch(this.place.dataset.address, { headers, cache: "no-store" }).catch(() => null);
    if (!answer?.ok || answer.redirected) return; // 304: the same
    this.mark = answer.headers.get("ETag") || "";
    const held = this.place.contains(document.activeElement) && document.activeElement.getAttribute("href");
    this.place.innerHTML = await answer.text(); // our own template, everything in it escaped
    if (held) this.place.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus();
  }
}
