/* The live part of a story's page: keeps it what it would be if it were loaded now, without harm to who reads it.
   The press joins the modules of this folder, in the order of their imports, into one file (press/joining.py). */

import { draw, hold, news, state } from "./bar.js";
import { connect } from "./connection.js";
import { live, story } from "./document.js";
import "./keys.js";
import { apply, position } from "./rules.js";
import { begin, carryOut, goToNews, heldChanged, pageAt, renew } from "./view.js";
import { returned } from "./visits.js";

const printedAt = () => position(live.dataset.position);
let page = pageAt(printedAt());
let queue = [];

/* Changes that come together are shown together: one layout for a burst. */
const flush = () => {
  const steps = queue;
  queue = [];
  if (steps.length) carryOut(steps);
};

const follower = {
  at: () => `${page.epoch}-${page.number}`,
  isClosed: () => story.dataset.state === "closed",
  take(change) {
    const result = apply(page, change);
    if (result.again) return false;
    if (!queue.length) setTimeout(flush);
    queue.push(...result.steps);
    page = result.page;
    live.dataset.position = follower.at();
    return true;
  },
  async anew() {
    const answer = await fetch(location.pathname, { cache: "no-cache" });
    if (!answer.ok) throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    flush();
    renew(fresh);
    page = pageAt(printedAt());
  },
  lost(since) {
    if (+since === +state.lost) return;
    state.lost = since;
    draw();
  },
};

returned();
begin();
news.onclick = goToNews;
hold.onclick = heldChanged;
connect(live.dataset, follower);
