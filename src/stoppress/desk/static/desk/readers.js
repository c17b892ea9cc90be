// How many readers are there, asked anew each minute while somebody looks.
const EACH_MS = 60_000;

export function countReaders() {
  if (!document.getElementById("readers-now")) return;
  setInterval(() => document.hidden || renew(), EACH_MS);
  document.addEventListener("visibilitychange", () => document.hidden || renew());
}

async function renew() {
  const old = document.getElementById("readers-now");
  const answer = await fetch(old.dataset.address).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const shell = document.createElement("template");
  shell.innerHTML = await answer.text(); // our own template, everything in it escaped
  const fresh = shell.content.getElementById("readers-now");
  if (fresh) document.getElementById("readers-now").replaceWith(fresh);
}
