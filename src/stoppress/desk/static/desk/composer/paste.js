// What comes from office programs and the web, as plain words with the few forms that an update has.
// The HTML is read in a document that runs and loads nothing; what is not named here becomes text or goes.
import { listsFromWord } from "./lists_of_word.js";
import { isSafeLink } from "./schema.js";

const NEVER =
  "script, style, template, noscript, head, meta, link, title, svg, math, object, embed, applet, iframe, frame, audio, " +
  "video, canvas, map, form, input, button, select, textarea, dialog, del, sup > a[href^='#'], [hidden], [aria-hidden='true'], " +
  "[data-style*='mso-element:comment'], .MsoCommentReference, [data-style*='mso-comment-reference'], [data-style*='mso-hide:all']";
const PICTURES = "img, picture, v\\:imagedata, figure > svg";
const BLOCK = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL".split(" "),
);
const KEPT = new Set("P UL OL LI BLOCKQUOTE BR STRONG EM A".split(" "));

// → {html, pictures, links, struck}: clean HTML, and how many pictures and links were left out, how much was struck out.
export function cleaned(html) {
  const page = new DOMParser().parseFromString(unstyled(html), "text/html");
  const root = page.body;
  const told = { pictures: 0, links: 0, struck: 0 };
  told.pictures = [...root.querySelectorAll(PICTURES)].filter((one) => !isSpacer(one)).length;
  root.querySelectorAll(PICTURES).forEach((one) => one.remove());
  dropHidden(root);
  told.struck = [...root.querySelectorAll("s, strike")].filter((one) => one.textContent.trim()).length;
  listsFromWord(root);
  tablesToText(root, page);
  formsToTags(root, page);
  told.links = checkLinks(root);
  flatten(root, page);
  blocksApart(root, page);
  plainSpaces(root);
  dropEmpty(root);
  return { html: root.innerHTML, ...told };
}

// Styles only tell us about words; under another name they are read, and nobody tries to apply them.
export function unstyled(html) {
  return html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'])style\s*=/gi, "$1data-style="));
}

function isSpacer(image) {
  return Number(image.getAttribute("width") ?? 9) <= 2 || Number(image.getAttribute("height") ?? 9) <= 2;
}

function dropHidden(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  comments.forEach((one) => one.remove());
  root.querySelectorAll(NEVER).forEach((one) => one.remove());
  for (const one of root.querySelectorAll("[data-style]")) {
    if (/display:\s*none|visibility:\s*hidden/i.test(one.dataset.style)) one.remove();
  }
}

// A table of words becomes a line a row; one that only arranges a page is taken as what is in it.
function tablesToText(root, page) {
  for (const table of [...root.querySelectorAll("table")].reverse()) {
    const rows = [...table.rows].filter((row) => row.textContent.trim());
    const arranges = rows.every((row) => row.cells.length < 2) || table.querySelector("table, p + p, div + div, ul, ol, blockquote, h1, h2, h3");
    if (arranges) {
      const cells = [...table.querySelectorAll("td, th, caption")].map((cell) => wrapped(page, "div", cell.childNodes));
      table.replaceWith(...cells);
      continue;
    }
    const lines = rows.map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim()).filter(Boolean).join(" · "));
    const text = page.createElement("p");
    lines.forEach((line, i) => text.append(...(i ? [page.createElement("br")] : []), line));
    const caption = table.caption?.textContent.trim();
    table.replaceWith(...(caption ? [wrapped(page, "p", [page.createTextNode(caption)])] : []), text);
  }
}

function wrapped(page, tag, children) {
  const element = page.createElement(tag);
  element.append(...children);
  return element;
}

// Weight and slope, however they were said, as strong and em; headings as paragraphs in bold; the rest without a form.
function formsToTags(root, page) {
  for (const one of [...root.querySelectorAll("*")]) {
    const style = one.dataset?.style ?? "";
    const isHeading = /^H[1-6]$/.test(one.tagName);
    const weight = style.match(/font-weight:\s*(\w+)/i)?.[1];
    const bold = weight ? /^(bold|bolder|[6-9]00)$/i.test(weight) : isHeading || one.tagName === "B" || one.tagName === "STRONG";
    const slope = style.match(/font-style:\s*(\w+)/i)?.[1];
    const italic = slope ? /^(italic|oblique)$/i.test(slope) : one.tagName === "I" || one.tagName === "EM";
    if (bold || italic) mark(one, page, isHeading || bold ? bold : false, italic);
  }
}

// Put the marks inside: around each run of text of this element that has its own line.
function mark(element, page, bold, italic) {
  const walker = page.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const runs = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) runs.push(walker.currentNode);
  for (const run of runs) {
    for (const [wanted, tag] of [[bold, "strong"], [italic, "em"]]) {
      if (!wanted || run.parentElement.closest(`[data-kept="${tag}"]`)) continue;
      const around = page.createElement(tag);
      around.dataset.kept = tag;
      run.replaceWith(around);
      around.append(run);
    }
  }
}

function checkLinks(root) {
  let dropped = 0;
  for (const link of root.querySelectorAll("a")) {
    const href = whereTo(link.getAttribute("href") ?? "");
    if (isSafeLink(href)) link.setAttribute("href", href);
    else {
      if (/^\s*[a-z]+:/i.test(href)) dropped += 1; // an anchor inside the page it came from is no loss
      link.replaceWith(...link.childNodes);
    }
  }
  return dropped;
}

// Mail and documents lead through their makers' counters: readers are sent where the words say.
function whereTo(href) {
  try {
    const url = new URL(href.trim());
    const inner =
      /(^|\.)safelinks\.protection\.outlook\.com$/.test(url.hostname) ? url.searchParams.get("url")
      : /^www\.google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url" ? (url.searchParams.get("q") ?? url.searchParams.get("url"))
      : null;
    return inner && isSafeLink(inner) ? inner : href.trim();
  } catch {
    return href.trim();
  }
}

// Only the forms that are kept stay elements; no attribute but a link's address and a list's beginning.
function flatten(root, page) {
  for (const one of [...root.querySelectorAll("*")].reverse()) {
    const marks = one.dataset?.kept !== undefined;
    if (one.tagName === "PRE") breakLines(one, page);
    if (one.tagName === "HR") one.remove();
    else if (KEPT.has(one.tagName) && (marks || !["STRONG", "EM"].includes(one.tagName))) keepAttributes(one);
    else if (BLOCK.has(one.tagName)) renamed(one, page, isLeaf(one) ? "p" : "div");
    else one.replaceWith(...one.childNodes);
  }
}

function isLeaf(element) {
  return ![...element.querySelectorAll("*")].some((one) => BLOCK.has(one.tagName));
}

function renamed(element, page, tag) {
  element.replaceWith(wrapped(page, tag, element.childNodes));
}

function keepAttributes(element) {
  for (const { name } of [...element.attributes]) {
    if (!(element.tagName === "A" && name === "href") && !(element.tagName === "OL" && name === "start")) element.removeAttribute(name);
  }
}

function breakLines(pre, page) {
  const walker = page.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    text.replaceWith(...text.data.split("\n").flatMap((line, i) => (i ? [page.createElement("br"), line] : [line])));
  }
}

// Two breaks in a row end a paragraph: so write mail programs.
function blocksApart(root, page) {
  for (const place of [root, ...root.querySelectorAll("p, div, li, blockquote")]) {
    if (!place.querySelector(":scope > br")) continue;
    const parts = [[]];
    let breaks = 0;
    for (const node of [...place.childNodes]) {
      if (node.nodeName === "BR") breaks += 1;
      else if (node.nodeType === 3 && !node.data.trim() && breaks) continue;
      else {
        if (breaks > 1) parts.push([]);
        else if (breaks === 1 && parts.at(-1).length) parts.at(-1).push(page.createElement("br"));
        breaks = 0;
        parts.at(-1).push(node);
      }
    }
    if (parts.length < 2) continue;
    const made = parts.map((nodes) => (nodes.some((node) => BLOCK.has(node.nodeName)) ? wrapped(page, "div", nodes) : wrapped(page, "p", nodes)));
    if (place.tagName === "P") place.replaceWith(...made);
    else place.replaceChildren(...made);
  }
}

// A space that does not break is kept where it means something: between a number and what it counts, before the
// marks that French sets apart. Elsewhere programs make them of two spaces. Soft hyphens and marks of order go.
export function plainText(text) {
  return text
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, "")
    .replace(/[ \t\r\n\u00a0]+/g, (run, at, whole) => {
      if (run !== "\u00a0") return " ";
      const before = whole[at - 1] ?? "";
      const after = whole[at + 1] ?? "";
      return (/\d/.test(before) && /[\p{L}\d%€$£°]/u.test(after)) || /[:;!?»]/.test(after) || before === "«" ? run : " ";
    });
}

function plainSpaces(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = plainText(walker.currentNode.data);
}

function dropEmpty(root) {
  for (const one of [...root.querySelectorAll("*")].reverse()) {
    if (one.tagName !== "BR" && !one.textContent.trim()) one.replaceWith(...(BLOCK.has(one.tagName) ? [] : one.childNodes));
  }
}
