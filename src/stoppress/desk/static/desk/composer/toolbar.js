// The buttons below the text: one stop of the Tab key, arrows between them, each saying whether it holds.
import { ACTS } from "./acts.js";

export function toolbar(bar, view, ask) {
  const buttons = [...bar.querySelectorAll("button")];
  const acts = { ...ACTS, link: { run: ask.link, on: ask.linkIsOn }, card: { run: ask.card } };
  let stop = buttons[0];
  const show = () => {
    for (const button of buttons) {
      const act = acts[button.dataset.act];
      button.setAttribute("aria-disabled", String(!act.run(view.state, undefined, view)));
      if (act.on) button.setAttribute("aria-pressed", String(act.on(view.state)));
      button.tabIndex = button === stop ? 0 : -1;
    }
  };
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the cursor stays in the text
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    stop = button;
    if (button.getAttribute("aria-disabled") === "true") return;
    const byKey = event.detail === 0;
    acts[button.dataset.act].run(view.state, view.dispatch, view);
    if (!byKey && !bar.parentElement.contains(document.activeElement)) view.focus();
    show();
  });
  bar.addEventListener("keydown", (event) => {
    const back = getComputedStyle(bar).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
    const on = back === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const at = buttons.indexOf(document.activeElement);
    const to = { [on]: at + 1, [back]: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Escape") view.focus();
    else if (to === undefined) return;
    else (stop = buttons.at(to % buttons.length)).focus();
    event.preventDefault();
    event.stopPropagation();
    show();
  });
  show();
  return { show, focus: () => stop.focus() };
}
