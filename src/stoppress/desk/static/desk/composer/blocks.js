// Blocks that are shown whole: pictures, cards and posts, what is locked; and quotations with who said it.
const WIDTH = 480; // the smallest kept copy, or the picture's own width where it is smaller (base/pictures.py)

export function nodeViews(say, open) {
  const whole = (node, view, getPos) => new Whole(node, view, getPos, say, open);
  return { figure: whole, embed: whole, locked: whole, blockquote: (node, view, getPos) => new Quotation(node, view, getPos, say) };
}

class Whole {
  constructor(node, view, getPos, say, open) {
    this.say = say;
    this.dom = make("div", `whole ${node.type.name}`);
    this.dom.contentEditable = "false";
    this.show(node);
    this.dom.addEventListener("dblclick", () => open(this.node, getPos()));
    this.dom.addEventListener("click", (event) => event.target.closest("button") && open(this.node, getPos()));
  }

  show(node) {
    this.node = node;
    this.dom.replaceChildren(...(node.type.name === "locked" ? this.locked(node) : node.type.name === "figure" ? this.figure(node.attrs) : this.embed(node.attrs)));
    if (node.type.name !== "locked") {
      const edit = make("button", "plain", this.say("edit"));
      edit.type = "button";
      this.dom.append(edit);
    }
  }

  figure({ asset, width, alt, caption, credit, copyright }) {
    const picture = make(asset ? "img" : "p", asset ? "" : "quiet", asset ? "" : this.say("missing"));
    if (asset) {
      picture.src = `/media/${asset}-${Math.min(width, WIDTH)}.jpg`;
      picture.alt = alt;
    }
    const words = make("p", "", caption || alt || this.say("figure"));
    words.dir = "auto";
    const by = [credit, copyright && `© ${copyright}`].filter(Boolean).join(" "); // as readers see it
    return [picture, words, ...(by ? [make("small", "quiet", by)] : [])];
  }

  embed({ provider, author, handle, date, title, url, text }) {
    const words = (tag, content, name = "") => {
      const element = make(tag, name, content);
      element.dir = "auto";
      return element;
    };
    const by = [author, handle && `(${handle})`, date].filter(Boolean).join(" ");
    return [
      words("small", `${this.say(provider)} · ${hostOf(url) || this.say("nolink")}`, "quiet"),
      ...(title ? [words("strong", title)] : []),
      ...(text ? [words("p", text.length > 400 ? `${text.slice(0, 400)}…` : text)] : []),
      ...(by ? [words("small", `— ${by}`, "quiet")] : []),
    ];
  }

  locked(node) {
    const words = [...node.attrs.json.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map((hit) => JSON.parse(`"${hit[1]}"`)).join(" ");
    return [make("small", "quiet", this.say("locked")), make("p", "", words.slice(0, 400))];
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    if (node.attrs !== this.node.attrs) this.show(node);
    this.node = node;
    return true;
  }

  stopEvent(event) {
    return Boolean(event.target.closest?.("button"));
  }

  ignoreMutation() {
    return true;
  }
}

class Quotation {
  constructor(node, view, getPos, say) {
    this.node = node;
    this.dom = make("blockquote");
    this.contentDOM = make("div", "quoted");
    this.cite = make("input", "cite");
    Object.assign(this.cite, { type: "text", maxLength: 200, placeholder: say("cite"), value: node.attrs.cite, dir: "auto", autocomplete: "off" });
    this.cite.setAttribute("aria-label", say("cite"));
    const foot = make("footer");
    foot.contentEditable = "false";
    foot.append("— ", this.cite);
    this.dom.append(this.contentDOM, foot);
    this.cite.addEventListener("input", () => {
      view.dispatch(view.state.tr.setNodeAttribute(getPos(), "cite", this.cite.value));
    });
    this.cite.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      view.focus();
    });
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    if (this.cite.value !== node.attrs.cite) this.cite.value = node.attrs.cite;
    return true;
  }

  stopEvent(event) {
    return event.target === this.cite;
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}

export function hostOf(url) {
  try {
    return new URL(url).hostname.replace(/^www\./, "");
  } catch {
    return "";
  }
}

export function make(tag, name = "", text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}
