// Keys for hands that stay on the keyboard. The list of them is in the page (desk/_keys.html).
export function listenForKeys() {
  const dialog = document.getElementById("keys");
  const button = document.getElementById("show-keys");
  if (!dialog || !button) return;
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return document.querySelector(".bar .primary")?.click();
    }
    if (event.ctrlKey || event.metaKey || dialog.open) return;
    if (event.target.closest("input, textarea, select, [contenteditable=true]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const act = ACTS[event.key];
    if (act?.(dialog)) event.preventDefault();
  });
}

// Each act says whether it could be done; if not, the key does what it usually does.
const ACTS = {
  "?": (dialog) => on(dialog, "showModal"),
  c: () => on(document.getElementById("headline"), "focus"),
  e: () => on(document.querySelector(".update.chosen .words"), "click"),
  j: () => choose(1),
  k: () => choose(-1),
  n: () => on(document.querySelector(".list .bar .primary"), "click"),
  p: () => on(document.getElementById("to-points"), "click"),
  s: () => on(document.querySelector("header nav a"), "click"),
  w: () => on(document.getElementById("to-workspace"), "click"),
};

function on(element, act) {
  element?.[act]();
  return Boolean(element);
}

function choose(step) {
  const rows = [...document.querySelectorAll(".update")];
  if (!rows.length) return false;
  const now = rows.findIndex((row) => row.classList.contains("chosen"));
  const next = Math.max(0, Math.min(rows.length - 1, now < 0 ? 0 : now + step));
  rows[now]?.classList.remove("chosen");
  rows[next].classList.add("chosen");
  rows[next].querySelector(".words").focus({ preventScroll: true });
  rows[next].scrollIntoView({ block: "nearest" });
  return true;
}
