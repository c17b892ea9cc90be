/* The strip above the story: what is new, since when the connection is lost, and the switch that holds everything
   back. Also the window's title, and what is said aloud to those who listen. It counts what stands in the document. */

import { clock, moment } from "./times.js";
import { count, word } from "./words.js";

const SAY_AT_MOST_EVERY_MS = 30_000;

const story = document.getElementById("story");
const live = document.getElementById("live");
export const takesNew = /^(story|oldest)?$/.test(live.dataset.page || "");
const titleOf = () => document.title.replace(/^\(\d+\+?\) /, "");

export const state = {
  held: false, // The reader holds new updates back.
  since: null, // A Date: he has been away since then.
  lost: null, // A Date: nothing is heard from the server since then.
  elsewhere: 0, // New updates that have no place on this page.
};

const part = (name, className) => {
  const element = document.createElement(name);
  element.className = className;
  element.hidden = true;
  bar.append(element);
  return element;
};
const bar = document.getElementById("bar");
const lost = part("span", "lost");
const news = part("button", "news");
const hold = part("button", "hold");
const aloud = document.createElement("p");
aloud.className = "aloud";
aloud.setAttribute("role", "status");
document.body.append(aloud);
hold.textContent = word("hold");
hold.title = word("hold-title");
bar.hidden = false;

const all = (selector) => live.querySelectorAll(`:scope > article${selector}`).length;

const sentence = () => {
  const updates = (state.since ? all(".unread:not(.withdrawn)") : all(".waiting:not(.withdrawn)")) + state.elsewhere;
  const corrections = all(".amended:not(.waiting)");
  const a = updates ? count("new", updates) : "";
  const b = corrections ? count("corrections", corrections) : "";
  const what = a && b ? word("both", { updates: a, corrections: b }) : a || b;
  return what && state.since && !state.lost ? word("since", { what, time: moment(state.since) }) : what;
};

export const draw = () => {
  const text = sentence();
  news.hidden = !text;
  if (news.textContent !== text) news.textContent = text;
  story.toggleAttribute("data-news", Boolean(text));
  story.toggleAttribute("data-lost", Boolean(state.lost));
  lost.hidden = !state.lost;
  if (state.lost) lost.textContent = word("lost", { time: clock(state.lost) });
  hold.hidden = story.dataset.state === "closed" || !takesNew;
  hold.setAttribute("aria-pressed", state.held);
  const unseen = all(".arrived:not(.withdrawn)") + state.elsewhere;
  document.title = (unseen ? `(${unseen}) ` : "") + titleOf();
  sayRarely(text);
};

export const retitled = (title) => (document.title = title);

let said = "";
let saidAt = -SAY_AT_MOST_EVERY_MS;
let due = 0;

/* Politely, at most every 30 s, and never the same twice. */
const sayRarely = (text) => {
  clearTimeout(due);
  if (!text || text === said) return;
  const wait = saidAt + SAY_AT_MOST_EVERY_MS - performance.now();
  if (wait > 0) return void (due = setTimeout(sayRarely, wait, text));
  said = text;
  saidAt = performance.now();
  aloud.textContent = text;
};

export const onNews = (go) => news.addEventListener("click", go);
export const onHold = (changed) =>
  hold.addEventListener("click", () => {
    state.held = !state.held;
    changed();
  });
