// What can be done to the text, by key, by button and by typing as in Markdown.
import {
  Fragment, InputRule, baseKeymap, chainCommands, inputRules, keymap, lift, liftListItem, redo, sinkListItem, splitListItem,
  toggleMark, undo, undoInputRule, wrapIn, wrapInList, wrappingInputRule,
} from "../vendor/prosemirror.js";
import { isSafeLink, schema } from "./schema.js";

const { nodes, marks } = schema;

// Name → {run: a command, on: whether it holds where the cursor stands}.
export const ACTS = {
  strong: { run: toggleMark(marks.strong), on: (state) => hasMark(state, marks.strong) },
  em: { run: toggleMark(marks.em), on: (state) => hasMark(state, marks.em) },
  bullet_list: list(nodes.bullet_list),
  ordered_list: list(nodes.ordered_list),
  blockquote: {
    run: (state, dispatch) => (inside(state, nodes.blockquote) ? liftOut(nodes.blockquote) : wrapIn(nodes.blockquote))(state, dispatch),
    on: (state) => inside(state, nodes.blockquote),
  },
  undo: { run: undo },
  redo: { run: redo },
};

function list(type) {
  return {
    on: (state) => innermostList(state) === type,
    run(state, dispatch) {
      const now = innermostList(state);
      if (now === type) return liftListItem(nodes.list_item)(state, dispatch);
      if (now) return retype(state, dispatch, type);
      return wrapInList(type)(state, dispatch);
    },
  };
}

// A list of the one kind becomes one of the other.
function retype(state, dispatch, type) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if (!isList($from.node(depth).type)) continue;
    if (dispatch) dispatch(state.tr.setNodeMarkup($from.before(depth), type, {}));
    return true;
  }
  return false;
}

function liftOut(type) {
  return (state, dispatch) => {
    const { $from, $to } = state.selection;
    const range = $from.blockRange($to, (node) => node.type === type);
    return range ? lift(state, dispatch) : false;
  };
}

function isList(type) {
  return type === nodes.bullet_list || type === nodes.ordered_list;
}

function innermostList(state) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if (isList($from.node(depth).type)) return $from.node(depth).type;
  return null;
}

function inside(state, type) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return true;
  return false;
}

function hasMark(state, type) {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

// Out of a quotation, as out of a list, by Enter on an empty line.
function leaveQuotation(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.content.size || $from.depth < 2 || $from.node(-1).type !== nodes.blockquote) return false;
  return lift(state, dispatch);
}

function breakLine(state, dispatch) {
  if (!state.selection.$from.parent.inlineContent) return false;
  if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create(), false).scrollIntoView());
  return true;
}

export function keys(ask) {
  const bound = {
    "Mod-b": ACTS.strong.run,
    "Mod-i": ACTS.em.run,
    "Mod-k": ask.link,
    "Mod-Shift-7": ACTS.ordered_list.run,
    "Mod-Shift-8": ACTS.bullet_list.run,
    "Mod-Shift-9": ACTS.blockquote.run,
    "Mod-z": undo,
    "Mod-y": redo,
    "Mod-Shift-z": redo,
    "Mod-]": sinkListItem(nodes.list_item),
    "Mod-[": liftListItem(nodes.list_item),
    "Shift-Enter": breakLine,
    Enter: chainCommands(splitListItem(nodes.list_item), leaveQuotation),
    Backspace: undoInputRule,
    Escape: (state, dispatch, view) => (view?.dom.blur(), true),
  };
  // Publishing is the page's; a new paragraph made by its key would be one too many.
  const { "Mod-Enter": _out, ...base } = baseKeymap;
  return [keymap(bound), keymap(base)];
}

export function rules() {
  return inputRules({
    rules: [
      wrappingInputRule(/^\s*[-*•]\s$/, nodes.bullet_list),
      wrappingInputRule(/^(\d{1,4})[.)]\s$/, nodes.ordered_list, (hit) => ({ order: Number(hit[1]) }), (hit, node) => node.childCount + node.attrs.order === Number(hit[1])),
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      marked(/(?:^|[^*])(\*\*([^*\s](?:[^*]*[^*\s])?)\*\*)$/, marks.strong),
      marked(/(?:^|[^\w_])(__([^_\s](?:[^_]*[^_\s])?)__)$/, marks.strong),
      marked(/(?:^|[^*])(\*([^*\s](?:[^*]*[^*\s])?)\*)$/, marks.em),
      marked(/(?:^|[^\w_])(_([^_\s](?:[^_]*[^_\s])?)_)$/, marks.em),
      new InputRule(/\[([^\]]+)\]\((\S+)\)$/, (state, hit, start, end) => {
        if (!isSafeLink(hit[2])) return null;
        return state.tr.replaceWith(start, end, schema.text(hit[1], [marks.link.create({ href: hit[2] })])).removeStoredMark(marks.link);
      }),
    ],
  });
}

// hit[1] is what was typed with its signs, hit[2] the words; the last sign is not in the text yet.
function marked(pattern, type) {
  return new InputRule(pattern, (state, hit, start, end) => {
    const from = start + hit[0].length - hit[1].length;
    const sign = (hit[1].length - hit[2].length) / 2;
    const words = state.doc.slice(from + sign, from + sign + hit[2].length).content;
    const kept = [];
    words.forEach((node) => kept.push(node.mark(type.create().addToSet(node.marks))));
    return state.tr.replaceWith(from, end, Fragment.from(kept)).removeStoredMark(type);
  });
}
