/* <stop-press story="https://…/slug/">…</stop-press>: a story, or one of its updates, in a newsroom's own page. A
   sandboxed frame that grows with what is in it. What stands between the tags is shown where there is no script, while
   the frame loads, and when it can't be shown; a link to the story is the best thing to put there. */

const VERSION = 1;
const HEIGHT_MAX = 500_000;
const SILENT_MS = 8_000; // A frame that is refused, or shows something else, never answers.

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; position: relative; }
  :host([hidden]) { display: none; }
  iframe { display: block; position: relative; inline-size: 100%; block-size: 40rem; border: 0; }
  iframe + slot { position: absolute; inset: 0; }
  iframe.here + slot { display: none; }
`);

/* The address of the embed of a story's or an update's page; null when it is none. */
const embedOf = (text) => {
  if (!URL.canParse(text || "", location.href)) return null;
  const { protocol, origin, pathname } = new URL(text, location.href);
  const isHttp = protocol === "https:" || protocol === "http:";
  return isHttp && pathname !== "/" ? new URL(`${pathname.replace(/\/$/, "")}/embed/`, origin) : null;
};

const frameOf = (address, title) => {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox");
  frame.loading = "lazy";
  frame.title = title;
  frame.src = address;
  return frame;
};

class StopPress extends HTMLElement {
  static observedAttributes = ["story"];
  #root = this.attachShadow({ mode: "open" });
  #frame = null;
  #origin = "";
  #silence = 0;

  #hear = ({ source, origin, data }) => {
    if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#origin) return;
    const height = data?.["stop-press"] === VERSION ? data.height : null;
    if (!Number.isFinite(height) || height <= 0 || height > HEIGHT_MAX) return;
    clearTimeout(this.#silence);
    this.#frame.style.blockSize = `${height}px`;
    this.#frame.classList.add("here");
  };

  connectedCallback() {
    this.#root.adoptedStyleSheets = [sheet];
    addEventListener("message", this.#hear);
    this.#show();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#hear);
    clearTimeout(this.#silence);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  #show() {
    const address = embedOf(this.getAttribute("story"));
    clearTimeout(this.#silence);
    this.#frame = null;
    this.#root.replaceChildren(this.#fallback(address));
    if (!address) return;
    this.#origin = address.origin;
    this.#frame = frameOf(address.href, this.title || this.textContent.trim() || address.hostname);
    this.#frame.addEventListener("load", () => this.#ask());
    this.#root.prepend(this.#frame);
  }

  #ask() {
    const frame = this.#frame;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => frame.remove(), SILENT_MS);
    frame.contentWindow?.postMessage({ "stop-press": VERSION }, this.#origin);
  }

  #fallback(address) {
    const slot = document.createElement("slot");
    if (!address) return slot;
    const link = document.createElement("a");
    link.href = link.textContent = address.href.replace(/embed\/$/, "");
    slot.append(link);
    return slot;
  }
}

if (!customElements.get("stop-press")) customElements.define("stop-press", StopPress);
