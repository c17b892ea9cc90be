// How what is pasted or dropped gets in: cleaned, and with a sentence about what was left out.
import { Slice, Fragment } from "../vendor/prosemirror.js";
import { cleaned, plainText, unstyled } from "./paste.js";
import { isSafeLink, schema } from "./schema.js";

// Properties for the view. tell: shows a sentence, "" for none.
export function pasting(say, tell) {
  return {
    transformPastedHTML(html) {
      if (html.includes("data-pm-slice")) return unstyled(html); // from an editor like this one; the schema still has its say
      const found = cleaned(html);
      tell([["pictures", found.pictures], ["links", found.links], ["struck", found.struck]].filter(([, count]) => count).map(([name, count]) => say(name).replace("{count}", count)).join(" "));
      return found.html;
    },
    clipboardTextParser: (text, $context) => new Slice(Fragment.from(paragraphs(text)), 1, 1),
    handlePaste: pasteLink,
    handleDOMEvents: {
      paste: (view, event) => isFilesOnly(event.clipboardData),
      drop: (view, event) => isFilesOnly(event.dataTransfer),
    },
  };
}

// A picture that was copied comes as a file, perhaps with HTML that only names it; a text from an office program as
// HTML with words, perhaps with a picture of itself.
function isFilesOnly(data) {
  if (!data?.files.length) return false;
  const page = new DOMParser().parseFromString(data.getData("text/html"), "text/html");
  return !page.body.textContent.trim() && !data.getData("text/plain").trim();
}

// An address over chosen words links them; alone, it stands as a link.
function pasteLink(view, event) {
  const text = event.clipboardData?.getData("text/plain").trim() ?? "";
  const { state } = view;
  const { from, to, empty, $from } = state.selection;
  if (!/^https?:\/\/\S+$/.test(text) || !isSafeLink(text) || !$from.parent.inlineContent) return false;
  const mark = schema.marks.link.create({ href: text });
  const tr = empty ? state.tr.replaceSelectionWith(schema.text(text, [mark]), false) : state.tr.addMark(from, to, mark);
  view.dispatch(tr.removeStoredMark(schema.marks.link).scrollIntoView());
  return true;
}

// Plain text: an empty line ends a paragraph, a single one breaks the line.
function paragraphs(text) {
  const { paragraph, hard_break } = schema.nodes;
  const parts = text.replace(/\r\n?/g, "\n").split(/\n[ \t\u00a0]*\n\s*/).filter((part) => part.trim());
  const made = parts.map((part) => {
    const lines = part.replace(/^\n+|\n+$/g, "").split("\n").map(plainText);
    return paragraph.create(null, lines.flatMap((line, i) => [...(i ? [hard_break.create()] : []), ...(line ? [schema.text(line)] : [])]));
  });
  return made.length ? made : [paragraph.create()];
}
