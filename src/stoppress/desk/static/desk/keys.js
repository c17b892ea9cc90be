// Keys for hands that stay on the keyboard. The list of them is in the page (desk/_keys.html), true and complete.
import { read, write } from "./kept.js";

const LETTERS = "stoppress:letters"; // "no" where somebody wants no keys of one letter (speech input, slips)

export function listenForKeys() {
  const dialog = document.getElementById("keys");
  if (dialog) offerList(dialog);
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || dialog?.open) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return mainAct(event.target);
    }
    if (event.key === "Enter" && event.target.matches("form[data-keep] input:not([type=file], [data-field], .cite)")) return enter(event);
    if (!dialog || event.ctrlKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable=true]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key !== "?" && read(LETTERS) === "no") return;
    const act = ACTS[event.key];
    if (act?.(dialog)) event.preventDefault();
  });
}

function offerList(dialog) {
  const button = document.getElementById("show-keys");
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  const letters = dialog.querySelector("[name=letters]");
  letters.checked = read(LETTERS) !== "no";
  letters.addEventListener("change", () => write(LETTERS, letters.checked ? "yes" : "no"));
}

// The button of the bar; in a field of another form, that form's own: what is typed as a reason must not save an amendment.
function mainAct(target) {
  const main = document.querySelector(".bar .primary");
  const form = target.matches?.("input, textarea, select") ? target.form : null;
  if (!form || form === main?.form) return main?.click();
  form.querySelector("button:not([type=button])")?.click();
}

// Enter in a field of an update publishes nothing half-written: it goes on to the text.
function enter(event) {
  event.preventDefault();
  if (event.target.name === "headline") document.getElementById("body")?.focus();
}

// Each act says whether it could be done; if not, the key does what it usually does.
const ACTS = {
  "?": (dialog) => on(dialog, "showModal"),
  c: () => on(document.getElementById("headline") ?? firstField(), "focus"),
  e: () => on(document.querySelector(".update.chosen .words"), "click"),
  j: () => choose(1),
  k: () => choose(-1),
  n: () => on(document.getElementById("to-open"), "click"),
  p: () => on(document.getElementById("to-points"), "click"),
  s: () => on(document.getElementById("to-stories"), "click"),
  t: () => on(document.getElementById("to-pin"), "focus"),
  w: () => on(document.getElementById("to-workspace"), "click"),
  x: () => toTheEnd(),
};

function on(element, act) {
  element?.[act]();
  return Boolean(element);
}

function firstField() {
  return document.querySelector(".bar .primary")?.form?.querySelector("input:not([type=hidden]), textarea, select");
}

// Where an update is withdrawn, or the story closed: its field, not its deed.
function toTheEnd() {
  const field = document.querySelector("#reason, .about #note");
  field?.closest("details")?.setAttribute("open", "");
  return on(field, "focus");
}

function choose(step) {
  const rows = [...document.querySelectorAll(".update")];
  if (!rows.length) return false;
  const held = document.activeElement.closest(".update") ?? document.querySelector(".update.chosen");
  const now = rows.indexOf(held);
  chooseRow(rows[Math.max(0, Math.min(rows.length - 1, now < 0 ? 0 : now + step))]);
  return true;
}

export function chooseRow(row) {
  document.querySelector(".update.chosen")?.classList.remove("chosen");
  row.classList.add("chosen");
  row.querySelector(".words").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}
