/* Times in the reader's zone, named. The press prints them in the story's zone, with day and zone in the title:

   <time datetime="…Z">14:03</time> <span class="zone">EET</span> <span class="date">22 Nov</span>
   The zone and the day right after a time are changed with it. A time may be printed with its day before it and its
   zone after it: "22 November 2026, 14:03 EET"; it keeps that form. What was printed stays as data-there.

   Asking Intl is slow, and a page has a hundred times: it is asked once for a day and once for an offset. */

import { live } from "./document.js";
import { language } from "./words.js";

const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const { zone } = live.dataset;
// Zones have Latin names in every language, as the press prints them.
const zonesLanguage = /^en/.test(navigator.language) ? navigator.language : "en-GB";

const known = new Map();
const once = (name, make) => {
  if (!known.has(name)) known.set(name, make());
  return known.get(name);
};

const thisYear = new Date().getFullYear();
const dayWithYear = (date, year) =>
  once(date.toDateString() + year, () =>
    date
      .toLocaleDateString(language, { day: "numeric", month: "short", year, numberingSystem: "latn" })
      .replace("Sept ", "Sep "), // as the press, and half of the browsers, have it
  );
const zoneName = (date) =>
  once(date.getTimezoneOffset(), () => {
    const parts = new Intl.DateTimeFormat(zonesLanguage, { timeZoneName: "short" }).formatToParts(date);
    return parts.find(({ type }) => type === "timeZoneName").value;
  });

export const clock = (date) => [date.getHours(), date.getMinutes()].map((n) => `${n}`.padStart(2, "0")).join(":");
export const day = (date) => dayWithYear(date, date.getFullYear() === thisYear ? undefined : "numeric");
export const moment = (date) => (day(date) === day(new Date()) ? "" : `${day(date)}, `) + clock(date);

const inZone = (date, timeZone) => date.toLocaleString("en", { timeZone });
const isSame = (date) => own === zone || inZone(date, zone) === inZone(date);

/* Whose times these are; "" for those of the story's zone. */
export const ownZone = () => (isSame(new Date()) ? "" : zoneName(new Date()));

export const localise = (root) => {
  for (const time of root.querySelectorAll("time[datetime]:not([data-there])")) {
    const date = new Date(time.dateTime);
    const printed = time.textContent;
    time.dataset.there = printed;
    if (printed.includes(clock(date)) && isSame(date)) continue;
    const next = time.nextElementSibling;
    const near = [next, next?.nextElementSibling, time.parentElement.nextElementSibling];
    const [zoned, dated] = [".zone", ".date"].map((name) => near.find((element) => element?.matches(name)));
    const rail = time.closest(".rail");
    if (rail && zoned) rail.dataset.there = `${printed} ${zoned.textContent}`;
    // A short month, so that the line is no longer than what is printed and does not break anew.
    time.textContent = printed.replace(
      /^(?:(.+?)([,،] ))?\d\d:\d\d( \S+)?$/,
      (_, before, comma, after) =>
        (before ? dayWithYear(date, /\d{4}/.test(before) ? "numeric" : undefined) + comma : "") +
        clock(date) +
        (after ? ` ${zoneName(date)}` : ""),
    );
    if (zoned) zoned.textContent = zoneName(date);
    if (dated) {
      rail?.classList.toggle("other-day", date.getDate() != /\d+/.exec(dated.textContent));
      dated.textContent = day(date);
    }
  }
};
