// The parts of ProseMirror that the composer uses (src/stoppress/desk/static/desk/composer/).
export { DOMParser, DOMSerializer, Fragment, Node, Schema, Slice } from "prosemirror-model";
export { EditorState, NodeSelection, Plugin, PluginKey, Selection, TextSelection } from "prosemirror-state";
export { Decoration, DecorationSet, EditorView } from "prosemirror-view";
export { baseKeymap, chainCommands, exitCode, lift, selectParentNode, toggleMark, wrapIn } from "prosemirror-commands";
export { dropCursor } from "prosemirror-dropcursor";
export { gapCursor } from "prosemirror-gapcursor";
export { history, redo, undo } from "prosemirror-history";
export { InputRule, inputRules, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
export { keydownHandler, keymap } from "prosemirror-keymap";
export { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
export { canJoin } from "prosemirror-transform";
