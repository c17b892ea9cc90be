/* From update to update by keys: Page Up and Page Down anywhere in the stream; J and K, and N for the next unread one,
   while the focus is in it, so that they take no letter from anyone who speaks or types to his browser. */

import { stripEdge } from "./steady.js";
import { goTo, reveal } from "./view.js";

const live = document.getElementById("live");
const articles = (selector = "") => [...live.querySelectorAll(`:scope > article:not(.waiting)${selector}`)];

const current = () => document.activeElement.closest("#live > article");

const next = () => {
  const edge = stripEdge();
  const below = (article) => article.getBoundingClientRect().top > edge + 24;
  const one = current();
  return one ? articles()[articles().indexOf(one) + 1] : articles().find(below);
};

const previous = () => {
  const edge = stripEdge();
  const above = (article) => article.getBoundingClientRect().top < edge - 24;
  const one = current();
  return one ? articles()[articles().indexOf(one) - 1] : articles().findLast(above);
};

/* Corrections first, then what is unread from the oldest on. */
const nextUnread = () => {
  reveal();
  return articles(".amended")[0] || articles(".unread:not(.seen)").sort((a, b) => a.dataset.rank - b.dataset.rank)[0];
};

/* A longer update than the screen is paged through as ever. */
const goesOn = () => current()?.getBoundingClientRect().bottom > innerHeight;
const beganAbove = () => current()?.getBoundingClientRect().top < stripEdge() - 24;

const KEYS = {
  PageDown: () => !goesOn() && next(),
  PageUp: () => !beganAbove() && previous(),
  j: () => current() && next(),
  k: () => current() && previous(),
  n: () => current() && nextUnread(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const to = KEYS[event.key]?.();
  if (!to) return;
  event.preventDefault();
  goTo(to);
});
