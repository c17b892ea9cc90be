// The preview: asked for once, it stays open and follows what is typed.
import { say } from "./say.js";
import { uploaded } from "./pictures.js";

const QUIET_MS = 700;

for (const button of document.querySelectorAll("button[data-preview]")) {
  const place = document.getElementById(button.dataset.preview);
  const form = button.form;
  let waiting = 0;
  let asked = 0;

  const renew = async () => {
    const turn = ++asked;
    await uploaded(form);
    const body = new FormData(form);
    body.delete("picture"); // a file goes up by itself
    const answer = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    const told = answer && (await answer.json().catch(() => null));
    if (turn !== asked || place.hidden) return; // typed on meanwhile
    const sentence = place.querySelector(".why");
    sentence.textContent = told?.html === undefined ? (told?.detail ?? say("Broken")) : "";
    if (told?.html !== undefined) show(place.querySelector(".seen"), told.html);
  };
  const open = (wanted) => {
    place.hidden = !wanted;
    button.setAttribute("aria-expanded", String(wanted));
    if (wanted) renew();
  };

  button.setAttribute("aria-expanded", String(!place.hidden));
  button.setAttribute("aria-controls", place.id);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    open(place.hidden);
  });
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    if (!place.hidden) waiting = setTimeout(renew, QUIET_MS);
  });
  form.addEventListener("restored", () => open(false));
  addEventListener("keydown", (event) => {
    if ((event.key !== "." && event.code !== "Period") || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    open(place.hidden);
  });
}

// The next picture of it takes the place of the last when it is ready, so that nothing flickers while somebody types.
function show(seen, html) {
  const shell = document.createElement("template");
  shell.innerHTML = html; // a frame made by the desk; what is in it is printed and sanitised by the press
  const frame = shell.content.firstElementChild;
  const old = seen.querySelector("iframe");
  if (old) frame.classList.add("coming");
  frame.addEventListener("load", () => {
    fit(frame);
    frame.classList.remove("coming");
    old?.remove();
  });
  seen.append(frame);
  for (const one of [...seen.querySelectorAll("iframe")].slice(0, -1)) if (one !== old) one.remove();
}

// As high as what it shows.
export function fit(frame) {
  const page = frame.contentDocument?.documentElement;
  const main = page?.querySelector("main");
  if (!main) return;
  const borders = frame.offsetHeight - frame.clientHeight;
  const measure = () => (frame.style.blockSize = `${Math.ceil(main.getBoundingClientRect().bottom) + borders}px`);
  page.style.overflow = "hidden";
  new ResizeObserver(measure).observe(main);
  measure();
}

for (const frame of document.querySelectorAll("iframe.as-readers")) {
  fit(frame);
  frame.addEventListener("load", () => fit(frame));
}
