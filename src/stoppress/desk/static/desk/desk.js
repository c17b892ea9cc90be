// What the desk does with script: everything here makes pages faster that work without it.
import { keepDrafts } from "./drafts.js";
import { sendWithoutLeaving } from "./compose.js";
import { followReaders } from "./live.js";
import { uploadAtOnce } from "./picture.js";
import { takePictures } from "./pictures.js";
import { putCursor } from "./focus.js";
import { listenForKeys } from "./keys.js";
import { showPresence } from "./presence.js";
import { countReaders } from "./readers.js";
import { placeBackdated } from "./when.js";
import { growRows, suggestSlug } from "./fields.js";
import { cite } from "./cite.js";

const bar = document.querySelector(".bar");
if (bar) {
  // Sticky columns begin below the bar, however many lines it has.
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
}
growRows();
suggestSlug();
cite();
uploadAtOnce();
takePictures();
const drafts = keepDrafts();
const live = followReaders();
countReaders();
placeBackdated();
sendWithoutLeaving(drafts, live, showPresence(drafts));
listenForKeys();
putCursor();
