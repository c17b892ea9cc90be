/* Times in the reader's zone, named. The title says the printed time with its day and the story's zone.

   <time datetime="…Z">14:03</time> <span class="zone">EET</span> <span class="date">22 Nov</span>
   The zone and the day right after a time are changed with it. A time that is printed with its day, or with year and
   zone, stays of that kind. */

import { live } from "./document.js";

const language = document.documentElement.lang.replace(/^en$/, "en-GB") || "en-GB";
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DAY = { day: "numeric", month: "short" };
const MOMENT = { day: "numeric", month: "long", year: "numeric", ...CLOCK };
const zone = live.dataset.zone || "UTC";

// Zones have Latin names in every language, as the press prints them, and the digits are Western.
const zonesLanguage = /^en/.test(navigator.language) ? navigator.language : "en-GB";

const formats = new Map();
const format = (date, shape, timeZone) => {
  const name = `${Object.keys(shape)} ${timeZone}`;
  const locale = shape.timeZoneName ? zonesLanguage : language;
  const made = () => new Intl.DateTimeFormat(locale, { ...shape, timeZone, numberingSystem: "latn" });
  if (!formats.has(name)) formats.set(name, made());
  return formats.get(name).formatToParts(date);
};
const text = (...given) => format(...given).map((part) => part.value).join("");

export const clock = (date) => text(date, CLOCK);
export const day = (date) =>
  text(date, date.getFullYear() === new Date().getFullYear() ? DAY : { ...DAY, year: "numeric" });
export const moment = (date) => (day(date) === day(new Date()) ? clock(date) : `${day(date)}, ${clock(date)}`);

const zoneName = (date, timeZone) =>
  format(date, { timeZoneName: "short" }, timeZone).find((part) => part.type === "timeZoneName").value;

const shown = (date, printed) => {
  if (/^\d\d:\d\d$/.test(printed)) return clock(date);
  return /\d{4}/.test(printed) ? `${text(date, MOMENT)} ${zoneName(date)}` : `${text(date, DAY)}, ${clock(date)}`;
};

/* The span of a class right behind a time, or behind the link in which it stands. */
const beside = (time, name) => {
  const near = [time.nextElementSibling, time.nextElementSibling?.nextElementSibling, time.parentElement.nextElementSibling];
  return near.find((element) => element?.classList.contains(name));
};

/* Whose times these are; "" for those of the story's zone. */
export const ownZone = () => {
  const now = new Date();
  return text(now, MOMENT) === text(now, MOMENT, zone) ? "" : zoneName(now);
};

export const localise = (root) => {
  for (const time of root.querySelectorAll("time[datetime]:not([data-there])")) {
    const date = new Date(time.dateTime);
    const printed = time.textContent;
    time.dataset.there = printed;
    if (Number.isNaN(+date) || text(date, MOMENT) === text(date, MOMENT, zone)) continue;
    time.title ||= `${text(date, MOMENT, zone)} ${zoneName(date, zone)}`;
    time.textContent = shown(date, printed);
    const [named, dated] = [beside(time, "zone"), beside(time, "date")];
    if (named) named.textContent = zoneName(date);
    if (dated) dated.textContent = day(date);
  }
};
