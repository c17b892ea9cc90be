/* The page as seen: carries out the steps of rules.js. New updates wait, unseen and without room, until the reader
   asks for them or stands at the top; everything else happens at once, without moving his line. */

import { draw, retitled, state, takesNew } from "./bar.js";
import { decorate, parted } from "./entries.js";
import { isOnScreen, letGo, steadily, stripEdge } from "./steady.js";
import { day, ownZone } from "./times.js";
import { drawLine, lookSoon } from "./visits.js";
import { word } from "./words.js";

const story = document.getElementById("story");
const live = document.getElementById("live");
const entry = (key) => document.getElementById(`e-${key}`);
const articles = () => [...live.querySelectorAll(":scope > article")];
const shown = () => articles().filter((article) => !article.matches(".waiting"));
const oldestFirst = live.dataset.order === "oldest";

/* The page as rules.js knows it, read from its live region. */
export const pageOf = (region, { epoch, number }) => ({
  epoch,
  number,
  order: region.dataset.order,
  whole: !region.parentElement.querySelector(":scope > .more"),
  takesNew,
  entries: [...region.querySelectorAll(":scope > article")].map(({ dataset }) => ({
    key: dataset.key,
    rank: Number(dataset.rank),
  })),
});

/* Whether new updates may appear where they belong: the reader sees the end of the stream to which they come, and
   does nothing there. */
const mayShow = () => {
  const edge = shown().at(oldestFirst ? -1 : 0)?.getBoundingClientRect();
  if (state.held || live.contains(document.activeElement) || !getSelection().isCollapsed) return false;
  return !edge || (oldestFirst ? edge.bottom <= innerHeight : edge.top >= stripEdge() - 1);
};

const made = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  decorate(template.content.firstElementChild);
  return template.content.firstElementChild;
};

const filled = (id, html) => {
  const element = document.getElementById(id);
  element.innerHTML = html;
  decorate(element);
};

/* The day of the last change need not be said on that day. */
const dated = () => {
  const [time, date] = ["time", ".date"].map((name) => document.querySelector(`#updated ${name}`));
  if (date) date.hidden = day(new Date(time.dateTime)) === day(new Date());
};

/* A successor inherits what the script knows of the update, and is counted when it corrects what he may have read. */
const heir = (old, { html, mark }) => {
  const article = made(html);
  for (const name of ["waiting", "unread", "arrived", "seen", "amended"])
    article.classList.toggle(name, old.classList.contains(name));
  if (mark === "correction" && !old.matches(".unread, .waiting") && !(isOnScreen(old) && !document.hidden))
    article.classList.add("amended");
  return article;
};

const DO = {
  replace(step) {
    entry(step.key).replaceWith(heir(entry(step.key), step));
  },
  place(step, mayAppear) {
    const old = entry(step.key);
    const article = old ? heir(old, step) : made(step.html);
    if (!old) article.classList.add("unread", "arrived", ...(mayAppear ? [] : ["waiting"]));
    old?.remove();
    live.insertBefore(article, step.before && entry(step.before));
  },
  remove({ key }) {
    entry(key).remove();
  },
  elsewhere() {
    state.elsewhere += 1;
  },
  head({ to }) {
    if (document.getElementById("head")) filled("head", to);
  },
  updated({ to }) {
    filled("updated", to);
    dated();
  },
  title: ({ to }) => retitled(to),
  state({ to }) {
    story.dataset.state = to;
  },
};

const arranged = () => {
  parted(shown());
  drawLine();
};

export const carryOut = (steps) => {
  const mayAppear = mayShow();
  steadily(() => {
    for (const step of steps) DO[step.do](step, mayAppear);
    arranged();
  });
  draw();
  lookSoon();
};

/* Show what waits, in its place. */
export const reveal = () => {
  for (const article of articles()) article.classList.remove("waiting");
  arranged();
  draw();
  lookSoon();
};

/* Go to an update: its upper edge under the strip, the focus on it. */
export const goTo = (article) => {
  letGo();
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: "start", behavior: "instant" });
  lookSoon();
};

/* What the strip's sentence leads to: a correction first, then the newest update. */
export const goToNews = () => {
  const corrected = live.querySelector(":scope > .amended:not(.waiting)");
  if (corrected) return goTo(corrected);
  if (state.elsewhere) return void (location.href = `/${story.dataset.slug}/`);
  reveal();
  state.since = null;
  const first = shown().at(oldestFirst ? -1 : 0);
  if (first) goTo(first);
  draw();
};

/* The reader holds updates back, or lets them in again. */
export const heldChanged = () => (mayShow() ? reveal() : draw());

/* Take over a page fetched anew. What was not there before waits, unless nothing is known any more. */
export const renew = (page) => {
  const fresh = page.getElementById("live");
  const known = new Map(articles().map((article) => [article.dataset.key, article]));
  const news = [...fresh.querySelectorAll(":scope > article")];
  const isSameStory = news.some((article) => known.has(article.dataset.key));
  const mayAppear = !isSameStory || mayShow();
  steadily(() => {
    live.replaceChildren(
      ...news.map((article) => {
        const old = known.get(article.dataset.key);
        if (old) return heir(old, { html: article.outerHTML });
        const one = made(article.outerHTML);
        one.classList.add("unread", "arrived", ...(mayAppear ? [] : ["waiting"]));
        return one;
      }),
    );
    for (const id of ["head", "updated"]) DO[id]({ to: page.getElementById(id)?.innerHTML });
    document.querySelector("#story > .more")?.remove();
    live.after(...page.querySelectorAll("#story > .more"));
    live.dataset.position = fresh.dataset.position;
    story.dataset.state = page.getElementById("story").dataset.state;
    arranged();
  });
  retitled(page.title);
  draw();
  lookSoon();
};

export const begin = () => {
  document.documentElement.classList.add("scripted");
  decorate(story);
  for (const article of articles()) decorate(article);
  const note = document.querySelector(".zone-note");
  if (note && ownZone()) note.textContent = word("zone", { zone: ownZone() });
  dated();
  arranged();
  draw();
};
