/* The page as seen: carries out the steps of rules.js. New updates wait, unseen and without room, until the reader
   asks for them or stands at the top; everything else happens at once, without moving his line. */

import { draw, retitled, state } from "./bar.js";
import { all, bottom, edge, isOnScreen, live, named, oldestFirst, rank, shown, story, takesNew, top } from "./document.js";
import { decorate } from "./entries.js";
import { drawDays, drawPlace, outlined, outlineLoaded } from "./outline.js";
import { steadily } from "./steady.js";
import { day, ownZone } from "./times.js";
import { drawLine, isNewlyCorrected, lookSoon, wasSeen } from "./visits.js";
import { word } from "./words.js";

const entry = (key) => named(`e-${key}`);

/* The page as rules.js knows it, read from the document. */
export const pageAt = ({ epoch, number }) => {
  const entries = all().map((article) => ({ key: article.dataset.key, rank: rank(article) }));
  const edge = story.querySelector(":scope > .more") && entries.length ? entries[entries.length - 1].rank : null;
  return { epoch, number, takesNew, oldestFirst, edge, entries };
};

const first = () => (oldestFirst ? shown().pop() : shown()[0]);

/* Whether new updates may appear where they belong: the reader sees the end of the stream to which they come, and
   does nothing there. In a frame on another site that end may be off the screen (frame/frame.js). */
const mayShow = () => {
  if (state.held || "away" in story.dataset || live.contains(document.activeElement) || !getSelection().isCollapsed) return false;
  return !first() || (oldestFirst ? bottom(first()) <= innerHeight : top(first()) >= edge() - 1);
};

const made = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  decorate(template.content.firstElementChild);
  return template.content.firstElementChild;
};

const newcomer = (html, mayAppear) => {
  const article = made(html);
  if (wasSeen(article)) return article;
  article.classList.add("unread", "arrived");
  article.classList.toggle("waiting", !mayAppear);
  return article;
};

/* A successor inherits what the script knows of the update, and is counted when it corrects what he may have read. */
const heir = (old, html, mark) => {
  const article = made(html);
  for (const name of ["waiting", "unread", "arrived", "seen", "amended"])
    article.classList.toggle(name, old.classList.contains(name));
  const isMissed = mark === "correction" && isNewlyCorrected(article) && !old.matches(".unread:not(.seen), .waiting");
  if (isMissed && (document.hidden || !isOnScreen(old))) article.classList.add("amended");
  return article;
};

const fill = (id, html) => {
  const element = named(id);
  if (!element || html === undefined) return;
  element.innerHTML = html;
  decorate(element);
  sayDay();
  drawPlace();
};

/* The day of the last change need not be said on that day. */
const sayDay = () => {
  const [time, date] = named("updated").querySelectorAll("time, .date");
  if (date) date.hidden = day(new Date(time.dateTime)) === day(new Date());
};

const DO = {
  replace: ({ key, html, mark }) => entry(key).replaceWith(heir(entry(key), html, mark)),
  place({ key, html, mark, before }, mayAppear) {
    const old = entry(key);
    const article = old ? heir(old, html, mark) : newcomer(html, mayAppear);
    old?.remove();
    live.insertBefore(article, before && entry(before));
  },
  remove: ({ key }) => entry(key).remove(),
  elsewhere: () => (state.elsewhere += story.dataset.page !== "embed_entry"),
  outline: outlined,
  head: ({ to }) => fill("head", to),
  rhythm: ({ to }) => fill("rhythm", to),
  updated: ({ to }) => fill("updated", to),
  title: ({ to }) => retitled(to),
  state: ({ to }) => (story.dataset.state = to),
};

const arrange = () => {
  drawDays();
  drawLine();
};

const finish = () => {
  draw();
  lookSoon();
};

export const carryOut = (steps) => {
  const mayAppear = mayShow();
  steadily(() => {
    for (const step of steps) DO[step.do](step, mayAppear);
    arrange();
  });
  finish();
};

/* Show what waits, in its place. */
export const reveal = () => {
  for (const article of all(".waiting")) article.classList.remove("waiting");
  arrange();
  finish();
};

/* Go to an update: its upper edge under the strip, the focus on it. */
export const goTo = (article) => {
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: "start", behavior: "instant" });
  lookSoon();
};

/* What the strip's sentence leads to: a correction first, then the newest update. */
export const goToNews = () => {
  const [corrected] = shown(".amended");
  if (corrected) return goTo(corrected);
  if (state.elsewhere) return location.assign(`/${story.dataset.slug}/`);
  state.since = null;
  reveal();
  if (first()) goTo(first());
};

/* The reader holds updates back, or lets them in again. */
export const heldChanged = () => {
  state.held = !state.held;
  if (mayShow()) reveal();
  draw();
};

/* Take over a page fetched anew. What was not there before waits, unless nothing is known any more. */
export const renew = (page) => {
  const isOther = page.documentElement.lang !== document.documentElement.lang;
  if (isOther || page.getElementById("live").dataset.zone !== live.dataset.zone) return location.reload();
  const known = new Map(all().map((article) => [article.dataset.key, article]));
  const news = [...page.querySelectorAll("#live > article")];
  const mayAppear = mayShow() || !news.some((article) => known.has(article.dataset.key));
  steadily(() => {
    const successors = news.map(({ dataset: { key }, outerHTML }) =>
      known.has(key) ? heir(known.get(key), outerHTML) : newcomer(outerHTML, mayAppear),
    );
    live.replaceChildren(...successors);
    story.querySelector(":scope > .more")?.remove();
    live.after(...page.querySelectorAll("#story > .more"));
    for (const id of ["head", "rhythm", "events", "updated"]) fill(id, page.getElementById(id)?.innerHTML);
    outlineLoaded();
    live.dataset.position = page.getElementById("live").dataset.position;
    story.dataset.state = page.getElementById("story").dataset.state;
    arrange();
  });
  retitled(page.title);
  finish();
};

export const begin = () => {
  document.documentElement.classList.add("scripted");
  decorate(story);
  outlineLoaded();
  for (const article of all()) decorate(article);
  const note = document.querySelector(".zone-note");
  if (note && ownZone()) note.textContent = word("zone", { zone: ownZone(), place: live.dataset.zone });
  sayDay();
  arrange();
  finish();
};
