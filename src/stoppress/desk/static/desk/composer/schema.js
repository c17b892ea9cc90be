// What may stand in a text: the allow-list of story/body/document.py, as ProseMirror has it. The desk has the last word.
import { Schema } from "../vendor/prosemirror.js";

const BLOCKS = "paragraph | bullet_list | ordered_list | blockquote";
const LINK = /^(https?:\/\/|mailto:|tel:)[^\u0000-\u0020\\"<>`]+$/i; // as base/html.py

export function isSafeLink(href) {
  return typeof href === "string" && href.length <= 2000 && LINK.test(href);
}

const texts = (...names) => Object.fromEntries(names.map((name) => [name, { default: "" }]));

// A block that is shown whole and edited in a panel of its own; its attributes travel as data-attrs.
function whole(name, attrs) {
  return {
    group: "whole",
    atom: true,
    draggable: true,
    attrs,
    toDOM: (node) => ["div", { "data-whole": name, "data-attrs": JSON.stringify(node.attrs) }],
    parseDOM: [
      {
        tag: `div[data-whole="${name}"]`,
        getAttrs(dom) {
          try {
            return JSON.parse(dom.dataset.attrs);
          } catch {
            return false;
          }
        },
      },
    ],
  };
}

export const schema = new Schema({
  nodes: {
    doc: { content: `(${BLOCKS} | whole)+` },
    paragraph: { content: "(text | hard_break)*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", { dir: "auto" }, 0] },
    bullet_list: { content: "list_item+", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", { dir: "auto" }, 0] },
    ordered_list: {
      content: "list_item+",
      attrs: { order: { default: 1 } },
      parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: orderOf(dom) }) }],
      toDOM: (node) => ["ol", { dir: "auto", start: String(node.attrs.order) }, 0],
    },
    list_item: { content: `(${BLOCKS})+`, defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    blockquote: {
      content: `(${BLOCKS})+`,
      defining: true,
      attrs: texts("cite"),
      parseDOM: [{ tag: "blockquote", getAttrs: (dom) => ({ cite: (dom.dataset.cite ?? "").slice(0, 200) }) }],
      toDOM: (node) => ["blockquote", { dir: "auto", "data-cite": node.attrs.cite }, 0],
    },
    figure: whole("figure", { ...texts("asset", "alt", "caption", "credit", "copyright"), width: { default: 0 }, height: { default: 0 } }),
    embed: whole("embed", { ...texts("author", "handle", "date", "title", "url", "text"), provider: { default: "card" } }),
    // What this composer does not know: kept as it came, shown, moved, taken out; never changed.
    locked: whole("locked", { json: { default: "" } }),
    hard_break: { inline: true, selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    text: {},
  },
  // In this order marks are written; it is that of the Markdown reader, so that equal texts are equal documents.
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (dom) => isSafeLink(dom.getAttribute("href")) && { href: dom.getAttribute("href") } }],
      toDOM: (mark) => ["a", { href: mark.attrs.href, title: mark.attrs.href, rel: "noopener noreferrer" }, 0],
    },
    strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  },
});

function orderOf(dom) {
  const start = Number(dom.getAttribute("start") || 1);
  return Number.isInteger(start) && start >= 0 && start <= 9999 ? start : 1;
}

// A stored document as the editor's; what can't be read is locked, block by block, and nothing is lost.
export function readDocument(json) {
  const blocks = (JSON.parse(json || '{"type":"doc"}').content ?? []).map(readBlock);
  return schema.node("doc", null, blocks.length ? blocks : [schema.node("paragraph")]);
}

function readBlock(json) {
  try {
    if (json.type === "locked") throw new RangeError("locked is a name of this editor");
    const node = schema.nodeFromJSON(json);
    node.check();
    if (sameShape(json, node.toJSON())) return node;
  } catch {
    // Fall through: it is kept as it is.
  }
  return schema.node("locked", { json: JSON.stringify(json) });
}

// Whether every name and value of the stored block is in what would be written again.
function sameShape(before, after) {
  if (before === null || typeof before !== "object") return before === after;
  if (Array.isArray(before)) return before.length === (after ?? []).length && before.every((one, i) => sameShape(one, after[i]));
  return Object.entries(before).every(([name, value]) => {
    if (Array.isArray(value) && !value.length) return true;
    return after !== null && typeof after === "object" && name in after && sameShape(value, after[name]);
  });
}

// The editor's document as the desk reads it.
export function writeDocument(doc) {
  const json = doc.toJSON();
  json.content = json.content.map((block) => (block.type === "locked" ? JSON.parse(block.attrs.json) : block));
  return JSON.stringify(json);
}

export function isBlank(doc) {
  return doc.childCount === 1 && doc.firstChild.type.name === "paragraph" && doc.firstChild.content.size === 0;
}
