/* Nothing moves under the reader's eyes: the line he reads stays where it is, to the pixel, while the page changes
   around it, and the focus stays where it was. Browsers that anchor by themselves are told not to (page/2-ground.css,
   overflow-anchor), so that all behave alike. */

import { bottom, edge, named, story, top } from "./document.js";

const LINES = "h1, h2, p, li, figure, .change";
const FOCUSABLE = "a[href], button, summary, [tabindex]";

let held = null; // { line, spare, … }: what is to stay, and the update after it, in case that it goes.

/* Run change(), which may alter the document anywhere inside the story. */
export const steadily = (change) => {
  if (held?.scroll !== scrollY || held.width !== innerWidth || !held.line.element.isConnected) held = lineAtEye();
  const focus = placeOf(document.activeElement, FOCUSABLE);
  change();
  if (focus && !focus.element.isConnected) found(focus)?.focus({ preventScroll: true });
  if (!held) return;
  const kept = [held.line, held.spare].find((place) => place && (place.element = found(place)));
  // The wanted place is kept over many changes, so that roundings of a fraction of a pixel don't add up.
  if (kept) scrollBy({ top: top(kept.element) - kept.top, behavior: "instant" });
  held.scroll = scrollY;
};

/* The first line under the strip; null at the very top, where the newest is what he wants to see. */
const lineAtEye = () => {
  if (scrollY <= 0) return null;
  const limit = edge() + 1;
  const isBelow = (element) => bottom(element) > limit;
  const blocks = [...story.querySelectorAll("#head > *, #rhythm, #outline li, #live > article")].filter((block) => block.offsetParent);
  const at = blocks.findIndex(isBelow);
  if (at < 0) return null;
  const line = [...blocks[at].querySelectorAll(LINES)].find(isBelow) || blocks[at];
  return {
    line: placeOf(line, LINES),
    spare: placeOf(blocks[at + 1] || blocks[at - 1], LINES),
    scroll: scrollY,
    width: innerWidth,
  };
};

/* Where an element stands, so that its successor can be found when its update is replaced. */
const placeOf = (element, selector) => {
  const owner = element && story.contains(element) && element.closest("article[id], #head, #rhythm, #outline, #updated");
  if (!owner) return null;
  const index = [...owner.querySelectorAll(selector)].indexOf(element);
  return { element, selector, owner: owner.id, index, text: element.textContent, top: top(element) };
};

const found = ({ element, selector, owner, index, text }) => {
  if (element.isConnected) return element;
  const now = named(owner);
  const like = now && index >= 0 ? [...now.querySelectorAll(selector)] : [];
  return like.find((one) => one.textContent === text) || like[index] || now;
};
