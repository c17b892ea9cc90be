/* The parts of the document that the script works on. */

export const named = (id) => document.getElementById(id);

export const story = named("story");
export const live = named("live");

/* The updates on the page in their order; all() those that wait too. */
export const all = (selector = "") => [...live.querySelectorAll(`:scope > article${selector}`)];
export const shown = (selector = "") => all(`:not(.waiting)${selector}`);
export const rank = (article) => Number(article.dataset.rank);

/* Whether this page takes new updates, or holds a part of the story that stays as it is. */
export const takesNew = /^(story|oldest|embed)$/.test(live.dataset.page);
export const oldestFirst = live.dataset.order === "oldest";

/* The lower edge of the strip, from the top of the window. */
export const edge = () => Math.max(0, named("strip").getBoundingClientRect().bottom);

export const top = (element) => element.getBoundingClientRect().top;
export const bottom = (element) => element.getBoundingClientRect().bottom;
export const isOnScreen = (element) => top(element) < innerHeight - 40 && bottom(element) > edge() + 40;
