// Keys for hands that stay on the keyboard. The list of them is in the page (desk/_keys.html), true and complete.
import { read, write } from "./kept.js";

const LETTERS = "stoppress:letters"; // "no" where somebody wants no keys of one letter (speech input, slips)
const TYPED = "input:not([type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable=true]";
const ROWS = ".update, .stories tbody tr";

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
    if (event.target.closest(TYPED)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const letter = letterOf(event);
    if (letter !== "?" && read(LETTERS) === "no") return;
    if (ACTS[letter]?.(dialog)) event.preventDefault();
  });
}

// What a key writes, also with Caps Lock; on a keyboard of another script, the Latin letter that shares its place.
function letterOf({ key, code, shiftKey }) {
  if (key === "\u061f") return "?";
  if (shiftKey || key.length > 1) return key;
  return /[^\x20-\x7e]/.test(key) && code.startsWith("Key") ? code.slice(3).toLowerCase() : key.toLowerCase();
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
  a: () => on(find("[name=amendment]:checked") ?? find("[name=amendment]"), "focus"),
  c: () => on(document.getElementById("headline") ?? firstField(), "focus"),
  e: () => on(linkOf(held() ?? find(".chosen:is(li, tr)")), "click"),
  i: () => reach("#picture"),
  j: () => choose(1),
  k: () => choose(-1),
  n: () => on(find("#to-open"), "click"),
  o: () => reach("[name=source_name]"),
  p: () => on(find("#to-points"), "click"),
  s: () => on(find("#to-stories"), "click"),
  t: () => reach("#to-pin") || open("#to-pin"),
  u: () => reach("#status"),
  w: () => on(find("#to-workspace"), "click"),
  x: () => reach("#reason, #close #note") || open("#reason") || on(find("#to-close"), "click"),
};

function find(selector) {
  return document.querySelector(selector);
}

function on(element, act) {
  element?.[act]();
  return Boolean(element);
}

// Put the cursor into a field, or on a button, which may be folded away.
function reach(selector) {
  const field = find(selector);
  field?.closest("details")?.setAttribute("open", "");
  return on(field, "focus");
}

// Open the update on which the cursor stands, at one place of its page.
function open(place) {
  const link = linkOf(held());
  if (link?.matches(".words")) location.assign(`${link.href}${place}`);
  return Boolean(link);
}

function firstField() {
  return find(".bar .primary")?.form?.querySelector("input:not([type=hidden]), textarea, select");
}

function held() {
  return document.activeElement.closest(ROWS);
}

function linkOf(row) {
  return row?.querySelector(".what > a");
}

// The next row; after the last, the way to older ones.
function choose(step) {
  const rows = [...document.querySelectorAll(ROWS)];
  const now = rows.indexOf(held() ?? find(".chosen:is(li, tr)"));
  if (now >= 0 && now + step === rows.length) return on(find(".more-link:not([hidden]) a"), "focus") || true;
  const row = rows[now < 0 ? 0 : Math.max(0, now + step)];
  if (row) chooseRow(row);
  return Boolean(row);
}

export function chooseRow(row) {
  find(".chosen:is(li, tr)")?.classList.remove("chosen");
  row.classList.add("chosen");
  linkOf(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}
