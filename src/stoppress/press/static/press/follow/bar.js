/* The strip above the story: what is new, since when the connection is lost, and the switch that holds everything
   back. Also the window's title, and what is said aloud to those who listen. It counts what stands in the document. */

import { all, named, shown, story, takesNew } from "./document.js";
import { clock, moment } from "./times.js";
import { count, word } from "./words.js";

const SAY_AT_MOST_EVERY_MS = 30_000;

export const state = {
  held: false, // The reader holds new updates back.
  since: null, // A Date: he was away since then.
  lost: null, // A Date: nothing is heard from the server since then.
  elsewhere: 0, // New updates that have no place on this page.
};

const bar = named("bar");
const part = (name, className) => {
  const element = document.createElement(name);
  element.className = className;
  element.hidden = true;
  return element;
};
const lost = part("span", "lost");
export const news = part("button", "news");
export const hold = part("button", "hold");
hold.textContent = word("hold");
hold.title = word("hold-title");
bar.append(lost, news, hold);
bar.hidden = false;

const aloud = part("p", "aloud");
aloud.hidden = false;
aloud.setAttribute("role", "status");
document.body.append(aloud);

const sentence = () => {
  const fresh = all(state.since ? ".unread:not(.seen, .withdrawn)" : ".waiting:not(.withdrawn)").length + state.elsewhere;
  const amended = shown(".amended").length;
  const [updates, corrections] = [fresh && count("new", fresh), amended && count("corrections", amended)];
  const what = updates && corrections ? word("both", { updates, corrections }) : updates || corrections;
  return what && state.since && !state.lost ? word("since", { what, time: moment(state.since) }) : what || "";
};

export const draw = () => {
  const text = sentence();
  news.hidden = !text;
  news.textContent = text;
  lost.hidden = !state.lost;
  lost.textContent = state.lost && word("lost", { time: clock(state.lost) });
  hold.hidden = !takesNew || story.dataset.state === "closed";
  hold.setAttribute("aria-pressed", state.held);
  story.toggleAttribute("data-news", text);
  story.toggleAttribute("data-lost", state.lost);
  retitled(document.title.replace(/^\(\d+\) /, ""));
  sayRarely(text);
};

export const retitled = (title) => {
  const unseen = all(".arrived:not(.withdrawn)").length + state.elsewhere;
  document.title = (unseen ? `(${unseen}) ` : "") + title;
};

let said = "";
let saidAt = -SAY_AT_MOST_EVERY_MS;
let sayDue = 0;

/* Politely, at most every 30 s, and never the same twice. */
const sayRarely = (text) => {
  clearTimeout(sayDue);
  if (!text || text === said) return;
  const wait = saidAt + SAY_AT_MOST_EVERY_MS - performance.now();
  if (wait > 0) {
    sayDue = setTimeout(sayRarely, wait, text);
    return;
  }
  said = aloud.textContent = text;
  saidAt = performance.now();
};

