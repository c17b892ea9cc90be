/* What the reader has seen: kept in his browser, sent to nobody. On his return the page says what is new since then,
   marks it, and draws the line to which he had read. */

import { draw, state } from "./bar.js";
import { isOnScreen } from "./steady.js";
import { word } from "./words.js";

const AWAY_MS = 600_000;
const SEEN_AFTER_MS = 1_200;

const story = document.getElementById("story");
const live = document.getElementById("live");
const name = `stoppress:${story.dataset.slug}`;
const isStoryPage = (live.dataset.page || "story") === "story";
const articles = (selector = "") => [...live.querySelectorAll(`:scope > article${selector}`)];
const rank = (article) => Number(article.dataset.rank);
const updatedAt = () => document.querySelector("#updated time")?.dateTime || "";

let readTo = null; // The greatest rank he had seen when this visit began.
let topSeen = -Infinity;
let hiddenAt = 0;

const stored = () => {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null; // Storage is forbidden, or holds something else.
  }
};

const store = () => {
  if (!isStoryPage || topSeen === -Infinity) return;
  try {
    localStorage.setItem(name, JSON.stringify({ rank: topSeen, updated: updatedAt(), at: Date.now() }));
  } catch {
    // Storage is forbidden or full: he will not be told what is new.
  }
};

/* Mark what is new since the last visit. Corrections are told by the server's clock, not the reader's. */
export const returned = () => {
  const last = isStoryPage && stored();
  if (!last) return;
  topSeen = readTo = last.rank;
  for (const article of articles()) {
    article.classList.toggle("unread", rank(article) > readTo);
    const corrected = [...article.querySelectorAll(".correction time")].some((time) => time.dateTime > last.updated);
    article.classList.toggle("amended", corrected && rank(article) <= readTo);
  }
  if (articles(".unread, .amended").length) state.since = new Date(last.at);
  drawLine();
};

export const drawLine = () => {
  live.querySelector(".read-line")?.remove();
  const shown = articles(":not(.waiting)");
  const first = readTo === null ? -1 : shown.findIndex((article) => rank(article) <= readTo);
  if (first < 1) return;
  const line = document.createElement("p");
  line.className = "read-line";
  line.append(document.createElement("span"));
  line.firstChild.textContent = word("read");
  shown[first].before(line);
};

/* Take notice of what is on the screen, once it has been there for a moment. */
let due = 0;
export const lookSoon = () => {
  due ||= setTimeout(() => {
    due = 0;
    if (document.hidden) return;
    look();
    draw();
  }, SEEN_AFTER_MS);
};
addEventListener("scroll", lookSoon, { passive: true });

const look = () => {
  for (const article of articles(":not(.waiting)")) {
    if (isOnScreen(article)) {
      topSeen = Math.max(topSeen, rank(article));
      article.classList.add("seen");
      article.classList.remove("arrived", "amended");
    } else if (article.classList.contains("seen")) article.classList.remove("unread");
  }
  if (!articles(".unread:not(.seen), .amended").length) state.since = null;
};

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    hiddenAt = Date.now();
    store();
  } else if (hiddenAt && Date.now() - hiddenAt > AWAY_MS) {
    readTo = topSeen;
    state.since = new Date(hiddenAt);
  }
});
addEventListener("pagehide", store);
