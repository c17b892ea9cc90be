/* The words that the script adds. The press prints them, translated, as data-label-… of the live region. */

import { live } from "./document.js";

// Days are written "22 Nov", as the press prints them, in every English.
export const language = document.documentElement.lang.replace(/^en\b.*|^$/i, "en-GB");

const label = (name) => live.getAttribute(`data-label-${name}`) || "";

/* word("lost", { time: "14:03" }): the label with {time} filled in; "" when the press printed none. */
export const word = (name, parts = {}) => label(name).replace(/\{(\w+)\}/g, (_, part) => parts[part] ?? "");

/* count("new", 3): the label in the plural form that this language has for 3. */
export const count = (name, n) => {
  const template = label(`${name}-${new Intl.PluralRules(language).select(n)}`) || label(`${name}-other`);
  return template.replace("{count}", n.toLocaleString(language, { numberingSystem: "latn" }));
};
