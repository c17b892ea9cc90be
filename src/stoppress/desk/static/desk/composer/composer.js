// The composer: an editor in place of the Markdown text area, where script runs. What it holds stands at every moment
// in the form's field body_document, so that whatever keeps or sends the form keeps and sends it.
//
// From outside: set the field and send the form a "restored" event, and the editor shows what the field holds.
// Pasted and dropped files are left to whoever listens on the form; what the editor took is defaultPrevented.
import { EditorState, EditorView, dropCursor, gapCursor, history } from "../vendor/prosemirror.js";
import { keys, rules } from "./acts.js";
import { asking, linkAlone } from "./ask.js";
import { nodeViews } from "./blocks.js";
import { pasting } from "./pasting.js";
import { isBlank, readDocument, schema, writeDocument } from "./schema.js";
import { toolbar } from "./toolbar.js";

const parts = document.getElementById("composer-parts");
const area = document.querySelector("textarea#body");
if (parts && area?.form.elements.namedItem("body_document")) mount(area, area.form, area.form.elements.namedItem("body_document"));

function mount(area, form, field) {
  // Markdown that came back as a draft, or was typed before this script was here: the text area knows it best.
  const ours = () => field.value || field.dataset.document || "";
  if (!field.value && (area.value !== area.defaultValue || (!ours() && area.value.trim()))) return;

  // A draft, or a form that was refused: what was typed is sent again as it stands, touched or not. Without script the text
  // area says the same in Markdown.
  if (field.dataset.typed) field.value ||= field.dataset.document;

  const box = parts.content.firstElementChild.cloneNode(true);
  const say = (name) => box.dataset[name] ?? "";
  const panels = Object.fromEntries([...box.querySelectorAll("[data-panel]")].map((panel) => [panel.dataset.panel, panel]));
  const notice = box.querySelector(".notice");
  let view = null;
  const ask = asking(panels, () => view);
  const begin = () => EditorState.create({ doc: readDocument(ours()), plugins: plugins(ask) });

  view = new EditorView({ mount: box.querySelector(".writing") }, {
    state: begin(),
    nodeViews: nodeViews(say, ask.edit),
    attributes: (state) => ({ class: isBlank(state.doc) ? "body blank" : "body" }),
    dispatchTransaction(change) {
      view.updateState(view.state.apply(change));
      if (change.docChanged) write();
      tools.show();
      offerCard();
    },
    ...pasting(say, (sentence) => tell(notice, sentence)),
  });
  const tools = toolbar(box.querySelector("[role=toolbar]"), view, ask);
  const offer = box.querySelector(".offer");
  const offerCard = () => (offer.hidden = linkAlone(view.state) === null || !panels.embed.hidden);
  offer.querySelector("button").addEventListener("click", () => ask.card(view.state, view.dispatch));
  notice.querySelector("button").addEventListener("click", () => (notice.hidden = true));

  const write = () => {
    field.value = isBlank(view.state.doc) && !field.dataset.document ? "" : writeDocument(view.state.doc);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  form.addEventListener("restored", () => {
    view.updateState(begin());
    notice.hidden = true;
    tools.show();
  });
  view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") tools.focus();
  });
  takePlaceOf(area, view.dom, box);
  offerCard();
}

function plugins(ask) {
  return [rules(), ...keys(ask), history(), dropCursor({ color: "currentColor", width: 2 }), gapCursor()];
}

// The text area stays in the form, out of sight: what is said about it, and the cursor that is put into it, goes on.
function takePlaceOf(area, words, box) {
  const held = document.activeElement === area;
  const label = document.querySelector('label[for="body"]');
  label.id = "body-label";
  label.removeAttribute("for");
  label.querySelector("small")?.remove();
  document.querySelector(".about-markdown")?.remove();
  label.addEventListener("click", () => words.focus());
  area.after(box);
  area.id = "body-markdown";
  area.classList.add("hidden");
  area.tabIndex = -1;
  area.setAttribute("aria-hidden", "true");
  area.addEventListener("focus", () => words.focus());
  words.id = "body";
  if (held) words.focus();
  words.lang = area.lang;
  const follow = () => {
    for (const name of ["aria-invalid", "aria-describedby"]) {
      if (area.hasAttribute(name)) words.setAttribute(name, area.getAttribute(name));
      else words.removeAttribute(name);
    }
  };
  new MutationObserver(follow).observe(area, { attributeFilter: ["aria-invalid", "aria-describedby"] });
  follow();
}

function tell(notice, sentence) {
  notice.querySelector("span").textContent = sentence;
  notice.hidden = !sentence;
}
