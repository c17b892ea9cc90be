/* What shows the way: lines with the date between updates, the outline of key events, the reader's place in time. */

import { line, live, named, rank, shown, story } from "./document.js";
import { localise } from "./times.js";

/* A line before the first of the shown updates of each day. Days are the story's, as the press prints them. */
export const drawDays = () => {
  for (const old of live.querySelectorAll(".day")) old.remove();
  let last;
  for (const article of shown()) {
    const { day } = article.dataset;
    if (day && day !== last) article.before(line("day", day));
    last = day || last;
  }
};

const MOST = 40; // Key events that the press prints.
let lowest;

/* Key events older than those printed have no place. */
export const outlineLoaded = () => {
  const items = named("events")?.children || [];
  lowest = items.length < MOST ? -Infinity : rank(items[MOST - 1]);
};

/* A key event's line is put in its place; an update that is none leaves the outline. */
export const outlined = ({ key, rank: at, to }) => {
  const list = named("events");
  if (!list) return;
  list.querySelector(`li[data-key="${key}"]`)?.remove();
  if (!to || at < lowest) return;
  const next = [...list.children].find((item) => rank(item) < at);
  if (next) next.insertAdjacentHTML("beforebegin", to);
  else list.insertAdjacentHTML("beforeend", to);
  localise(list);
};

/* The line in the drawing of updates over time: where the update stands that he read last. */
let place;
export const drawPlace = (published = place) => {
  place = published;
  const svg = story.querySelector("#rhythm svg");
  if (!svg || !place) return;
  const { from, to } = svg.dataset;
  const x = (svg.viewBox.baseVal.width * (Date.parse(place) / 1000 - from)) / (to - from);
  svg.querySelector(".place").setAttribute("d", `M${Math.max(0, x)} 0v100`);
};
