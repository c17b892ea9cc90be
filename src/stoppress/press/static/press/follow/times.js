/* Times in the reader's zone, named. The title says the printed time with its day and the story's zone.

   <time datetime="…Z">14:03</time> <span class="zone">EET</span> <span class="date">22 Nov</span>
   The zone and the day right after a time are changed with it. A time may be printed with its day before it and its
   zone after it: "22 November 2026, 14:03 EET"; it keeps that form. */

import { live } from "./document.js";
import { language } from "./words.js";

// Zones have Latin names in every language, as the press prints them, and the digits are Western.
const zonesLanguage = /^en/.test(navigator.language) ? navigator.language : "en-GB";
const zone = live.dataset.zone;

const DAY = { day: "numeric", month: "short" };
const SHORT = { ...DAY, year: "numeric" }; // No longer than what is printed, so that no line breaks anew.
const DATE = { day: "numeric", month: "long", year: "numeric" };

const formats = new Map();
const format = (date, shape, timeZone) => {
  const name = JSON.stringify([shape, timeZone]);
  const locale = shape.timeZoneName ? zonesLanguage : language;
  if (!formats.has(name))
    formats.set(name, new Intl.DateTimeFormat(locale, { ...shape, timeZone, numberingSystem: "latn" }));
  return formats.get(name).formatToParts(date);
};
const text = (...given) => format(...given).map((part) => part.value).join("");

export const clock = (date, timeZone) =>
  text(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, timeZone);
export const day = (date) =>
  text(date, date.getFullYear() === new Date().getFullYear() ? DAY : SHORT);
export const moment = (date) => (day(date) === day(new Date()) ? "" : `${day(date)}, `) + clock(date);

const zoneName = (date, timeZone) =>
  format(date, { timeZoneName: "short" }, timeZone).find((part) => part.type === "timeZoneName").value;

const inFull = (date, timeZone) => `${text(date, DATE, timeZone)}, ${clock(date, timeZone)}`;
const isSame = (date) => inFull(date) === inFull(date, zone);

/* Whose times these are; "" for those of the story's zone. */
export const ownZone = () => (isSame(new Date()) ? "" : zoneName(new Date()));

export const localise = (root) => {
  for (const time of root.querySelectorAll("time[datetime]:not([data-there])")) {
    const date = new Date(time.dateTime);
    const printed = time.textContent;
    time.dataset.there = printed;
    if (isSame(date)) continue;
    time.title ||= `${inFull(date, zone)} ${zoneName(date, zone)}`;
    time.textContent = printed.replace(
      /^(?:(.+?)([,،] ))?\d\d:\d\d( \S+)?$/,
      (_, dated, comma, zoned) =>
        (dated ? text(date, /\d{4}/.test(dated) ? SHORT : DAY) + comma : "") +
        clock(date) +
        (zoned ? ` ${zoneName(date)}` : ""),
    );
    const next = time.nextElementSibling;
    for (const beside of [next, next?.nextElementSibling, time.parentElement.nextElementSibling])
      if (beside?.matches(".zone, .date")) beside.textContent = beside.matches(".zone") ? zoneName(date) : day(date);
  }
};
