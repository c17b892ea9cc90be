/* What the script adds to printed updates: the reader's times, and a way to share. */

import { story } from "./document.js";
import { localise } from "./times.js";
import { word } from "./words.js";

export const decorate = (root) => {
  localise(root);
  const rail = root.querySelector(":scope > .rail");
  if (!rail || root.matches(".withdrawn") || !(navigator.share || navigator.clipboard)) return;
  const button = document.createElement("button");
  button.className = "share";
  button.textContent = word(navigator.share ? "share" : "copy");
  rail.append(button);
};

const share = async (button) => {
  const article = button.closest("article");
  const url = article.querySelector(".permalink").href.split("#")[0];
  if (navigator.share) return navigator.share({ title: article.querySelector(".headline")?.textContent, url });
  await navigator.clipboard.writeText(url);
  button.textContent = word("copied");
  setTimeout(() => (button.textContent = word("copy")), 3000);
};

/* A film is loaded from elsewhere only now that it is asked for. */
const play = (link) => {
  const frame = document.createElement("iframe");
  frame.src = link.dataset.player;
  frame.title = link.textContent;
  frame.allow = "autoplay; fullscreen";
  link.replaceWith(frame);
  frame.focus();
};

story.addEventListener("click", (event) => {
  const button = event.target.closest(".share, [data-player]");
  if (!button || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (button.dataset.player) play(button);
  else share(button).catch(() => {}); // The reader changed his mind, or the browser did.
});
