// Updates that support a key point, cited by a click or by keys: Down from the field into the list, Enter, and back.
export function cite() {
  const form = document.getElementById("points");
  if (!form) return;
  let last = form.querySelector(".cites");
  const buttons = [...document.querySelectorAll("[data-cite]")];
  form.addEventListener("focusin", (event) => {
    last = event.target.closest("li")?.querySelector(".cites") ?? last;
  });
  form.addEventListener("keydown", (event) => {
    if (!event.target.matches(".cites") || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") buttons[0]?.focus();
    else if (event.key === "Enter") next(event.target).focus(); // it sends nothing half-written
    else return;
    event.preventDefault();
  });
  for (const [at, button] of buttons.entries()) {
    button.disabled = false;
    button.addEventListener("click", () => put(button, last));
    button.addEventListener("keydown", (event) => {
      const to = { ArrowDown: buttons[at + 1] ?? button, ArrowUp: buttons[at - 1] ?? last, Escape: last }[event.key];
      if (!to) return;
      event.preventDefault();
      to.focus();
    });
  }
}

function next(field) {
  return field.closest("li").nextElementSibling?.querySelector("textarea") ?? field.form.querySelector(".add");
}

function put(button, field) {
  const keys = new Set(field.value.split(/[\s,]+/).filter(Boolean));
  if (!keys.has(button.dataset.cite)) tell(button.closest("li"), field);
  keys.add(button.dataset.cite);
  field.value = [...keys].join(" ");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

// What the key stands for, below the field, as the desk prints it.
function tell(line, field) {
  const told = document.createElement("p");
  told.className = "cited quiet";
  told.append("↓ ", ...[line.querySelector("time"), " ", line.querySelector("bdi")].map((one) => one?.cloneNode?.(true) ?? one ?? ""));
  field.closest("li").append(told);
}
