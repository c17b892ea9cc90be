/* What the reader has seen: kept in his browser, sent to nobody. On his return the page says what is new since then,
   marks it, and draws the line to which he had read. */

import { draw, state } from "./bar.js";
import { all, isOnScreen, line, live, rank, shown, story } from "./document.js";
import { drawPlace } from "./outline.js";
import { word } from "./words.js";

const AWAY_MS = 600_000;
const SEEN_AFTER_MS = 1_200;
const CATCH_UP_MS = 15_000; // What happened while he was away may take a moment to arrive.

const name = `stoppress:${story.dataset.slug}`;
const isStoryPage = live.dataset.page === "story";

let last = null; // What was stored at the end of his last visit.
let readTo = null; // The greatest rank he had seen when this visit began.
let topSeen = -Infinity;
let hiddenAt = 0;
let shownAt = 0;

const stored = () => {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null; // Storage is forbidden, or holds something else.
  }
};

const store = () => {
  if (!isStoryPage || topSeen === -Infinity) return;
  const updated = document.querySelector("#updated time")?.dateTime || "";
  try {
    localStorage.setItem(name, JSON.stringify({ rank: topSeen, updated, at: Date.now() }));
  } catch {
    // Storage is forbidden or full: he will not be told what is new.
  }
};

/* Corrections are told by the server's clock, not the reader's. */
export const isNewlyCorrected = (article) =>
  [...article.querySelectorAll(".correction time")].some((time) => time.dateTime > (last?.updated || ""));

/* Going back, a browser may show an older copy of the page, which then catches up: that is no news to him. */
export const wasSeen = (article) => last && rank(article) <= last.rank && article.dataset.published <= last.updated;

/* Mark what is new since the last visit. */
export const returned = () => {
  last = isStoryPage && stored();
  if (!last) return;
  topSeen = readTo = last.rank;
  for (const article of all()) {
    const isNew = rank(article) > readTo;
    article.classList.toggle("unread", isNew);
    article.classList.toggle("amended", isNewlyCorrected(article) && !isNew);
  }
  if (all(":is(.unread, .amended)").length) state.since = new Date(last.at);
};

export const drawLine = () => {
  live.querySelector(".read-line")?.remove();
  const articles = shown();
  const first = readTo === null ? -1 : articles.findIndex((article) => rank(article) <= readTo);
  if (first < 1) return;
  articles[first].before(line("read-line", word("read")));
  drawPlace(articles[first].dataset.published);
};

/* Take notice of what is on the screen, once it has been there for a moment. */
let lookDue = 0;
export const lookSoon = () => {
  lookDue ||= setTimeout(() => {
    lookDue = 0;
    if (!document.hidden) look();
  }, SEEN_AFTER_MS);
};

const look = () => {
  for (const article of shown()) {
    if (isOnScreen(article)) {
      topSeen = Math.max(topSeen, rank(article));
      drawPlace(article.dataset.published || undefined);
      article.classList.add("seen");
      article.classList.remove("arrived", "amended");
    } else if (article.matches(".seen")) article.classList.remove("unread");
  }
  const isNews = all(":is(.unread:not(.seen), .amended)").length;
  if (!isNews && Date.now() - shownAt > CATCH_UP_MS) state.since = null;
  draw();
};

addEventListener("scroll", lookSoon, { passive: true });
addEventListener("pagehide", store);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    hiddenAt = Date.now();
    return store();
  }
  shownAt = Date.now();
  if (hiddenAt && shownAt - hiddenAt > AWAY_MS) {
    readTo = topSeen;
    state.since = new Date(hiddenAt);
    drawLine();
  }
  lookSoon();
});
