/* Nothing moves under the reader's eyes: the line he reads stays where it is, to the pixel, while the page changes
   around it, and the focus stays where it was. Browsers that anchor by themselves are told not to (page.css,
   overflow-anchor), so that all behave alike. */

const story = document.getElementById("story");
const strip = document.getElementById("strip");
const LINES = "h1, h2, p, li, figure, .change, .rail";
const FOCUSABLE = "a[href], button, summary, [tabindex]";

let held = null;

export const stripEdge = () => Math.max(0, strip.getBoundingClientRect().bottom);

export const isOnScreen = (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top < innerHeight - 40 && bottom > stripEdge() + 40;
};

/* Run change(), which may alter the document anywhere inside the story. */
export const steadily = (change) => {
  if (!held || held.scroll !== scrollY || held.width !== innerWidth || !held.line.isConnected) held = lineAtEye();
  const focus = focused();
  change();
  if (focus && !focus.element.isConnected) again(focus)?.focus({ preventScroll: true });
  if (!held) return;
  held.line = again(held.place) || held.line;
  held.place.element = held.line;
  // The wanted place is kept over many changes, so that roundings of a fraction of a pixel don't add up.
  if (held.line.isConnected) scrollBy({ top: held.line.getBoundingClientRect().top - held.top, behavior: "instant" });
  held.scroll = scrollY;
};

/* Forget the line: the reader is somewhere else on purpose. */
export const letGo = () => (held = null);

/* The first line under the strip; null at the very top, where the newest is what he wants to see. */
const lineAtEye = () => {
  if (scrollY <= 0) return null;
  const edge = stripEdge();
  const below = (element) => element.getBoundingClientRect().bottom > edge + 1;
  const blocks = [...story.querySelectorAll("#head > *, #live > article")].filter((block) => block.offsetParent);
  const block = blocks.find(below);
  if (!block) return null;
  const line = [...block.querySelectorAll(LINES)].find(below) || block;
  return { line, place: placeOf(line, LINES), top: line.getBoundingClientRect().top, scroll: scrollY, width: innerWidth };
};

const focused = () => {
  const element = document.activeElement;
  return element && story.contains(element) ? placeOf(element, FOCUSABLE) : null;
};

/* Where an element stands, so that its successor can be found when its update is replaced. */
const placeOf = (element, selector) => {
  const owner = element.closest("article[id], #head, #updated") || story;
  const all = [...owner.querySelectorAll(selector)];
  return { element, selector, owner: owner.id, index: all.indexOf(element), text: element.textContent };
};

const again = ({ element, selector, owner, index, text }) => {
  if (element.isConnected) return element;
  const now = document.getElementById(owner);
  if (!now || index < 0) return now;
  const all = [...now.querySelectorAll(selector)];
  return all.find((one) => one.textContent === text) || all[index] || now;
};
