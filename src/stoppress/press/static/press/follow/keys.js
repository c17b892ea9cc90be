/* From update to update by keys: Page Up and Page Down in the stream; J and K, and N for the next unread one, while
   the focus is in it, so that they take no letter from anyone who speaks or types to his browser. Links to an update
   that stands on this page lead there. */

import { bottom, edge, isOnScreen, live, named, rank, shown, story, top } from "./document.js";
import { goTo, reveal } from "./view.js";

const NEAR = 64; // Room for a line with the date.

const focused = () => document.activeElement.closest("#live > article");

/* The update that is read: the one in focus, or the one under the strip. */
const current = () =>
  focused() && isOnScreen(focused())
    ? focused()
    : shown().find((article) => top(article) <= edge() + NEAR && bottom(article) > edge() + NEAR);

const beside = (steps) => {
  const articles = shown();
  if (current()) return articles[articles.indexOf(current()) + steps];
  return steps > 0 && top(live) < innerHeight && articles[0]; // From the head of the story, once the stream is in sight.
};

/* Corrections first, then what is unread from the oldest on. */
const nextUnread = () => {
  reveal();
  return shown(".amended")[0] || shown(".unread:not(.seen)").sort((a, b) => rank(a) - rank(b))[0];
};

// An update longer than the screen is paged through as ever.
const KEYS = {
  PageDown: () => !(current() && bottom(current()) > innerHeight) && beside(1),
  PageUp: () => current() && top(current()) >= edge() - NEAR && beside(-1),
  j: () => focused() && beside(1),
  k: () => focused() && beside(-1),
  n: () => focused() && nextUnread(),
};

document.addEventListener("keydown", (event) => {
  const { target, ctrlKey, altKey, metaKey, shiftKey } = event;
  if (ctrlKey || altKey || metaKey || shiftKey || target.closest("input, textarea, select")) return;
  const to = KEYS[event.key]?.();
  if (!to) return;
  event.preventDefault();
  goTo(to);
});

story.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-key]");
  const article = link && !event.ctrlKey && !event.metaKey && named(`e-${link.dataset.key}`);
  if (!article) return;
  event.preventDefault();
  if (article.matches(".waiting")) reveal();
  location.hash = article.id;
  goTo(article);
});

/* An address that names an update: where it has moved on to an older page, go to its own; there, go down to it. */
const [, wanted] = /\/e\/(\w+)\/$/.exec(location.pathname) || /^#e-(\w+)$/.exec(location.hash) || [];
if (wanted && !named(`e-${wanted}`)) location.replace(`/${story.dataset.slug}/e/${wanted}/`);
else if (wanted && !location.hash) location.replace(`#e-${wanted}`);
