"""A document to Markdown that reads back as the same document, for text areas. Pure.

What Markdown can't say (figures, embeds, odd spacing inside emphasis) becomes one line, "![figure 1: The quay]". It
stands for the first such part of the stored document and puts that part back when the text is read again; taken out,
the part is taken out. Nothing is ever written that reads back as something else: every block is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.base.text import shortened
from stoppress.story.body.document import Mark, Node, document_from
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.body.plain import plain_text

_PART_LINE: Final = re.compile(r"^!\[(?:figure|embed|part) (\d{1,4})(?:: [^\n]*)?\] *$", re.MULTILINE)
_PART_WORD_CHARS: Final = 60
_LIST_KINDS: Final = ("bullet_list", "ordered_list")


@dataclass(frozen=True, slots=True)
class _Style:
    """One way to write: heavy escapes all that could mean something; em is the sign of emphasis."""

    heavy: bool
    em: str


_STYLES: Final = tuple(_Style(heavy, em) for heavy in (False, True) for em in "*_")
"""Tried in this order: the first that reads back is the most readable one."""


def to_markdown(document: Node) -> str:
    """Write a document as Markdown.

    document what document_from() gave.
    Returns  text for which document_from_edited_markdown(text, document) == document; without parts in it,
             document_from_markdown(text) == document too.
    """
    blocks, parts = _written(document)
    text = "\n\n".join(blocks)
    if not parts and document.content and not _reads_back(text, document.content):
        # Blocks that read back alone but not side by side: none is known, and none is let through.
        return "\n\n".join(_part_line(i, block) for i, block in enumerate(document.content, 1))
    return text


def kept_parts(document: Node) -> tuple[Node, ...]:
    """The top-level blocks that to_markdown() writes as part lines, in their order; line n stands for the nth."""
    text = to_markdown(document)
    lines = [int(found[1]) for found in _PART_LINE.finditer(text)]
    if len(lines) == len(document.content):
        return document.content
    return _written(document)[1]


def document_from_edited_markdown(text: str, stored: Node) -> Node:
    """Read Markdown back, with the parts of the stored document where their lines stand.

    text     what to_markdown(stored) gave, as it was edited.
    Raises   Refusal part-unknown, and those of document_from_markdown().
    """
    parts = kept_parts(stored)
    blocks: list[Node] = []
    end = 0
    for found in _PART_LINE.finditer(text):
        blocks += document_from_markdown(text[end : found.start()]).content
        number, end = int(found[1]), found.end()
        if not 1 <= number <= len(parts):
            raise Refusal(
                "part-unknown",
                f"The line “{shortened(found[0], 40)}” stands for a picture or part that this text does not have. "
                "Take the line out.",
                field="body",
            )
        blocks.append(parts[number - 1])
    blocks += document_from_markdown(text[end:]).content
    return document_from(Node("doc", tuple(blocks)).to_json())


def _written(document: Node) -> tuple[list[str], tuple[Node, ...]]:
    """Every block as Markdown or part line, and the blocks that are parts."""
    texts: list[str] = []
    parts: list[Node] = []
    turn = 0
    for i, block in enumerate(document.content):
        follows_its_like = i > 0 and block.kind in _LIST_KINDS and document.content[i - 1].kind == block.kind
        turn = 1 - turn if follows_its_like else 0
        text = _said(block, turn)
        if text is None:
            parts.append(block)
            text = _part_line(len(parts), block)
        texts.append(text)
    return texts, tuple(parts)


def _said(block: Node, turn: int) -> str | None:
    """The block in the first style that reads back as it; None when there is none."""
    if block.kind in {"figure", "embed"} or not block.content:
        return None
    for style in _STYLES:
        text = _block(block, style, turn)
        if not _PART_LINE.search(text) and _reads_back(text, (block,)):
            return text
    return None


def _reads_back(text: str, blocks: tuple[Node, ...]) -> bool:
    try:
        return document_from_markdown(text).content == blocks
    except Refusal:
        return False


def _part_line(number: int, block: Node) -> str:
    name = block.kind if block.kind in {"figure", "embed"} else "part"
    words = block.words("caption") or block.words("alt") or block.words("title") or plain_text(Node("doc", (block,)))
    words = shortened(" ".join(words.replace("[", "").replace("]", "").split()), _PART_WORD_CHARS)
    return f"![{name} {number}: {words}]" if words else f"![{name} {number}]"


def _block(node: Node, style: _Style, turn: int) -> str:
    match node.kind:
        case "paragraph":
            return _paragraph(node.content, style)
        case "blockquote":
            cite = [f"— {_escaped(node.words('cite'), style)}"] if node.words("cite") else []
            inside = "\n\n".join([*_blocks(node.content, style), *cite])
            return "\n".join(f"> {line}" if line else ">" for line in inside.split("\n"))
        case _:
            return _list(node, style, turn)


def _blocks(nodes: Iterable[Node], style: _Style) -> Iterator[str]:
    before, turn = "", 0
    for node in nodes:
        turn = 1 - turn if node.kind in _LIST_KINDS and node.kind == before else 0
        before = node.kind
        yield _block(node, style, turn)


def _list(node: Node, style: _Style, turn: int) -> str:
    first = node.count("order") if node.attributes else 1
    loose = any(len(item.content) > 1 and item.content[1].kind not in _LIST_KINDS for item in node.content)
    items = []
    for i, item in enumerate(node.content):
        marker = "-*"[turn] if node.kind == "bullet_list" else f"{first + i}{'.)'[turn]}"
        tight = len(item.content) == 2 and item.content[1].kind in _LIST_KINDS
        inside = ("\n" if tight else "\n\n").join(_blocks(item.content, style))
        indent = " " * (len(marker) + 1)
        lines = [f"{indent}{line}" if line else "" for line in inside.split("\n")]
        items.append((marker + " " + "\n".join(lines)[len(indent) :]).rstrip(" ") if inside else marker)
    return ("\n\n" if loose else "\n").join(items)


def _paragraph(nodes: tuple[Node, ...], style: _Style) -> str:
    out: list[str] = []
    is_open: tuple[Mark, ...] = ()
    for node in nodes:
        marks = node.marks if node.kind == "text" else ()
        shared = next((i for i, pair in enumerate(zip(is_open, marks, strict=False)) if pair[0] != pair[1]), None)
        shared = min(len(is_open), len(marks)) if shared is None else shared
        out += [_closing(mark, style) for mark in reversed(is_open[shared:])]
        out += [_opening(mark, style) for mark in marks[shared:]]
        is_open = marks
        out.append(_escaped(node.text, style) if node.kind == "text" else "\\\n")
    out += [_closing(mark, style) for mark in reversed(is_open)]
    lines = "".join(out).split("\n")
    return "\n".join(_line_begun_safely(line) for line in lines)


def _opening(mark: Mark, style: _Style) -> str:
    return {"link": "[", "strong": "**"}.get(mark.kind, style.em)


def _closing(mark: Mark, style: _Style) -> str:
    if mark.kind != "link":
        return _opening(mark, style)
    href = re.sub(r"&(?=#?\w+;)", r"\\&", mark.href)
    return f"](<{href}>)" if re.search(r"[()]", href) else f"]({href})"


_LIGHT: Final = re.compile(r"\\|`|\*|\[|\]|(?<!\w)_|_(?!\w)|<(?=\S)|&(?=#?\w+;)")
_HEAVY: Final = re.compile(r"[!-/:-@\[-`{-~]")
_BEGINS: Final = re.compile(r"#{1,6}(?= |\t|$)|>|[-+](?= |\t|$)|~{3}|(?:- *){3,}$")
_BEGINS_NUMBER: Final = re.compile(r"(\d{1,9})([.)])(?= |\t|$)")


def _escaped(text: str, style: _Style) -> str:
    if not style.heavy:
        return _LIGHT.sub(r"\\\g<0>", text)
    inner = text.strip()
    if not inner:
        return "".join(f"&#{ord(c)};" for c in text)
    start = text.index(inner)
    before, after = text[:start], text[start + len(inner) :]
    return (
        "".join(f"&#{ord(c)};" for c in before) + _HEAVY.sub(r"\\\g<0>", inner) + "".join(f"&#{ord(c)};" for c in after)
    )


def _line_begun_safely(line: str) -> str:
    """A backslash where a line's first signs would begin a list, heading, quotation or fence."""
    if found := _BEGINS_NUMBER.match(line):
        return f"{found[1]}\\{line[len(found[1]) :]}"
    return f"\\{line}" if _BEGINS.match(line) else line
