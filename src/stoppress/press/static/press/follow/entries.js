/* What the script adds to printed updates: the reader's times, a way to share, and the line where a day begins. */

import { day, localise } from "./times.js";
import { word } from "./words.js";

export const decorate = (root) => {
  localise(root);
  const rail = root.querySelector(".rail");
  if (!rail || rail.querySelector(".share") || root.matches(".withdrawn") || !(navigator.share || navigator.clipboard)) return;
  const button = document.createElement("button");
  button.className = "share";
  button.textContent = word(navigator.share ? "share" : "copy");
  rail.append(button);
};

const share = async (button) => {
  const article = button.closest("article");
  const url = article.querySelector("a.permalink").href;
  if (navigator.share) return navigator.share({ title: article.querySelector(".headline")?.textContent, url });
  await navigator.clipboard.writeText(url);
  button.textContent = word("copied");
  setTimeout(() => (button.textContent = word("copy")), 3000);
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest(".share");
  if (button) share(button).catch(() => {}); // The reader changed his mind, or the browser did.
});

/* Mark the first of the shown updates of each day, in the reader's days. */
export const parted = (articles) => {
  let last = "";
  for (const article of articles) {
    const date = article.querySelector(".rail .date");
    const published = new Date(article.dataset.published || NaN);
    const today = Number.isNaN(+published) ? last : day(published);
    if (!article.classList.contains("waiting")) {
      article.classList.toggle("new-day", Boolean(date) && today !== last);
      last = today;
    }
  }
};
