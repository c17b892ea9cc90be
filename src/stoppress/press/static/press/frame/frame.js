/* Inside a frame on another site: tells whoever asks how high the page is, and notices when the reader is past its
   upper end, so that new updates wait then. It speaks to the page around it only, and says nothing but a height.

   Asked   { "stop-press": 1 } by the page around the frame
   Told    { "stop-press": 1, height: 4711 } in pixels, to the origin that asked; now and after each change */

const VERSION = 1;
const TELL_EVERY_MS = 100;

let host = "";
let told = 0;
let tellDue = 0;

const height = () => Math.ceil(document.documentElement.getBoundingClientRect().height);

const tell = () => {
  tellDue = 0;
  if (!host || height() === told) return;
  told = height();
  parent.postMessage({ "stop-press": VERSION, height: told }, host);
};

const tellSoon = () => {
  tellDue ||= setTimeout(tell, TELL_EVERY_MS);
};

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || parent === window || data?.["stop-press"] !== VERSION || !/^https?:/.test(origin)) return;
  host = origin;
  told = 0;
  document.documentElement.classList.add("framed");
  tell();
});

new ResizeObserver(tellSoon).observe(document.documentElement);

/* The frame may be as high as its content: what is on the screen, only the browser knows. Before #live stands a mark;
   when the updates are seen and the mark is not, the reader is past it. */
const stream = document.getElementById("live");
const main = document.getElementById("story");
const edgeMark = document.createElement("div");
edgeMark.className = "edge-mark";
stream.before(edgeMark);

const seen = new Map();
const watch = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) seen.set(target, isIntersecting);
  main.toggleAttribute("data-away", Boolean(seen.get(stream) && !seen.get(edgeMark)));
});
watch.observe(edgeMark);
watch.observe(stream);
