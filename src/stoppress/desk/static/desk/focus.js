// Where the cursor stands after a page has come: in the field that was refused, or on what was just sent.
import { chooseRow } from "./keys.js";

const AGAIN_MS = [0, 150, 600, 2000];

export function putCursor() {
  put();
  // The address names the row. A browser that finds it replaced meanwhile takes the cursor away, once all is loaded: at
  // once, or on a busy machine some time after. Whoever has begun to do something has the cursor where he wants it.
  let untouched = true;
  for (const act of ["keydown", "pointerdown"]) addEventListener(act, () => (untouched = false), { once: true, capture: true });
  const again = () => untouched && document.activeElement === document.body && put();
  const loaded = () => requestAnimationFrame(() => AGAIN_MS.forEach((ms) => setTimeout(again, ms)));
  if (document.readyState === "complete") loaded();
  else addEventListener("load", loaded, { once: true });
}

function put() {
  const wrong = document.querySelector("[aria-invalid=true]");
  const told = document.querySelector(".refused, .just-sent");
  if (wrong) (wrong.matches("fieldset") ? (wrong.querySelector("input, select, textarea") ?? wrong) : wrong).focus();
  else if (told) putOn(told);
}

function putOn(told) {
  const row = document.getElementById(`e-${told.dataset.sentKey}`);
  if (told.dataset.sentKey && row) return chooseRow(row);
  told.tabIndex = -1;
  told.focus({ preventScroll: true });
}

// Run a change of the page; a link or button that had the cursor and was replaced by its like gives it on.
export function keepingCursor(change) {
  const held = document.activeElement;
  const like = held && selectorOf(held);
  const done = change();
  if (like && !held.isConnected) document.querySelector(like)?.focus({ preventScroll: true });
  return done;
}

// By its id; else by its place, and the class that tells it from other links to there. "" = nothing that is given on.
function selectorOf(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const href = element.getAttribute("href");
  return href ? `a${element.classList.length ? `.${CSS.escape(element.classList[0])}` : ""}[href="${CSS.escape(href)}"]` : "";
}
