// The panels below the text that ask for what a key can't say: a link, a card or post, the words of a picture.
import { NodeSelection, TextSelection } from "../vendor/prosemirror.js";
import { hostOf } from "./blocks.js";
import { isSafeLink, schema } from "./schema.js";

const { nodes, marks } = schema;
const SOCIAL = /(^|\.)(x\.com|twitter\.com|bsky\.app|threads\.net|threads\.com|facebook\.com|instagram\.com|t\.me|truthsocial\.com|vk\.com|linkedin\.com|tiktok\.com|weibo\.com)$/;
const VIDEO = /(^|\.)(youtube\.com|youtu\.be|vimeo\.com|dailymotion\.com|rumble\.com|twitch\.tv)$/;

// panels   name → its element: link, embed, figure. Of each, fields by data-field and buttons by data-do.
export function asking(panels, getView) {
  let done = null;
  const close = () => {
    Object.values(panels).forEach((panel) => (panel.hidden = true));
    done = null;
    getView().focus();
  };
  const open = (name, values, act) => {
    close();
    const panel = panels[name];
    for (const field of fields(panel)) field.value = values[field.dataset.field] ?? "";
    panel.querySelectorAll(".wrong").forEach((one) => (one.hidden = true));
    panel.querySelector('[data-do="remove"]').hidden = !values.remove;
    panel.hidden = false;
    done = act;
    showHost(panel);
    fields(panel)[0].focus();
    panel.scrollIntoView({ block: "nearest" });
  };
  for (const panel of Object.values(panels)) listen(panel, close, (values) => done?.(values));
  return { ...links(getView, open), ...cards(getView, open), close };
}

function fields(panel) {
  return [...panel.querySelectorAll("[data-field]")];
}

function listen(panel, close, finish) {
  const submit = (removed) => {
    const values = removed ? null : Object.fromEntries(fields(panel).map((field) => [field.dataset.field, field.value.trim()]));
    for (const name of ["href", "url"]) if (values?.[name]) values[name] = webAddress(values[name]);
    const href = values && (values.href ?? values.url);
    if (href && !isSafeLink(href)) {
      panel.querySelector(".wrong").hidden = false;
      return panel.querySelector('[data-field="href"], [data-field="url"]').focus();
    }
    finish(values);
    close();
  };
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) ({ set: () => submit(false), remove: () => submit(true), cancel: close })[button.dataset.do]();
  });
  panel.addEventListener("keydown", (event) => {
    event.stopPropagation(); // no key of the page while a panel asks
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && (event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey)) submit(false);
    else return;
    event.preventDefault();
  });
  // What is typed here becomes part of the text only when it is set; it is no field of the form.
  panel.addEventListener("input", (event) => {
    event.stopPropagation();
    showHost(panel);
  });
}

function showHost(panel) {
  const shown = panel.querySelector("[data-host]");
  if (shown) shown.textContent = hostOf(panel.querySelector('[data-field="url"]').value);
}

function links(getView, open) {
  const linkIsOn = (state) => Boolean(marks.link.isInSet(state.selection.$from.marks())) || state.doc.rangeHasMark(state.selection.from, state.selection.to, marks.link);
  const link = (state, dispatch) => {
    if (!state.selection.$from.parent.inlineContent) return false;
    if (dispatch) {
      const { from, to } = stretch(state);
      const now = state.doc.rangeHasMark(from, to, marks.link) ? hrefAt(state, from, to) : "";
      open("link", { href: now, remove: now !== "" }, (values) => setLink(getView(), from, to, values?.href ?? ""));
    }
    return true;
  };
  return { link, linkIsOn };
}

function webAddress(text) {
  return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(text) ? `https://${text}` : text;
}

// The selection; with nothing selected, the link in which the cursor stands.
function stretch(state) {
  const { from, to, empty, $from } = state.selection;
  const mark = empty && marks.link.isInSet($from.marks());
  if (!mark) return { from, to };
  let start = $from.start();
  let found = { from, to };
  $from.parent.forEach((child, offset) => {
    const [a, b] = [start + offset, start + offset + child.nodeSize];
    if (mark.isInSet(child.marks) && a <= from && from <= b) found = { from: a, to: b };
  });
  return found;
}

function hrefAt(state, from, to) {
  let href = "";
  state.doc.nodesBetween(from, to, (node) => void (href ||= marks.link.isInSet(node.marks)?.attrs.href ?? ""));
  return href;
}

function setLink(view, from, to, href) {
  const { tr } = view.state;
  if (!href) tr.removeMark(from, to, marks.link);
  else if (from === to) tr.replaceSelectionWith(schema.text(href, [marks.link.create({ href })]), false);
  else tr.addMark(from, to, marks.link.create({ href }));
  if (from !== to) tr.setSelection(TextSelection.create(tr.doc, to));
  view.dispatch(tr.removeStoredMark(marks.link).scrollIntoView());
}

function cards(getView, open) {
  const card = (state, dispatch) => {
    if (dispatch) {
      const found = linkAlone(state);
      ask({ ...guess(found?.url ?? ""), url: found?.url ?? "" }, found ?? { from: state.selection.from, to: state.selection.to });
    }
    return true;
  };
  const ask = (values, at) => open("embed", values, (said) => said && put(getView(), at, nodes.embed.create(said)));
  const edit = (node, pos) => {
    const whole = { from: pos, to: pos + node.nodeSize };
    const name = node.type === nodes.figure ? "figure" : "embed";
    if (node.type === nodes.locked) return;
    open(name, { ...node.attrs, remove: true }, (said) => {
      const view = getView();
      if (view.state.doc.nodeAt(pos)?.type !== node.type) return; // it went meanwhile
      if (!said) return view.dispatch(view.state.tr.delete(whole.from, whole.to));
      view.dispatch(view.state.tr.setNodeMarkup(pos, null, { ...node.attrs, ...said }));
    });
  };
  return { card, edit };
}

// The address that stands alone in the paragraph of the cursor, and the place of that paragraph.
export function linkAlone(state) {
  const { $from } = state.selection;
  if ($from.depth !== 1 || $from.parent.type !== nodes.paragraph) return null;
  const text = $from.parent.textContent.trim();
  const url = /^https?:\/\/\S+$/.test(text) ? text : soleHref($from.parent);
  return url && isSafeLink(url) ? { url, from: $from.before(1), to: $from.after(1) } : null;
}

function soleHref(paragraph) {
  return paragraph.childCount === 1 ? (marks.link.isInSet(paragraph.firstChild.marks)?.attrs.href ?? "") : "";
}

// Provider and handle, as far as an address tells.
export function guess(url) {
  const host = hostOf(url);
  const handle = url.match(/^https?:\/\/[^/]+\/(?:profile\/)?(@?[\w.@-]+)\/(?:status|post|posts|statuses|\d{6,})/)?.[1] ?? "";
  const federated = /^https?:\/\/[^/]+\/@[\w.-]+(@[\w.-]+)?\/\d{6,}/.test(url);
  if (SOCIAL.test(host) || federated) return { provider: "post", handle: handle && !handle.startsWith("@") ? `@${handle}` : handle };
  return { provider: VIDEO.test(host) ? "video" : "card", handle: "" };
}

function put(view, { from, to }, node) {
  const { tr, doc } = view.state;
  const $from = doc.resolve(from);
  const top = $from.depth ? $from.after(1) : to;
  const at = $from.depth ? top : from;
  tr.replaceWith(at, $from.depth ? at : to, node);
  const after = at + node.nodeSize;
  if (after >= tr.doc.content.size) tr.insert(after, nodes.paragraph.create());
  const next = tr.doc.nodeAt(after);
  tr.setSelection(next?.isTextblock ? TextSelection.create(tr.doc, after + 1) : NodeSelection.create(tr.doc, at));
  view.dispatch(tr.scrollIntoView());
}
