"""Markdown to a document. HTML in it is text; headings become bold paragraphs, code becomes plain text.

A quotation's last line, where it begins with a dash and a space, says who said it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from stoppress.base.errors import Refusal
from stoppress.base.html import is_safe_link
from stoppress.base.limits.words import ENTRY_CHARS_MAX, NAME_CHARS_MAX
from stoppress.base.text import clean_line, clean_text
from stoppress.story.body.document import Attributes, Mark, Node, attributes, document_from

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False, "maxNesting": 12}).disable(
    ["html_block", "html_inline", "code", "reference", "image", "lheading"]
)
"""CommonMark without what a newsroom does not write: indentation is no code, underlined lines are no headings."""

_BLOCK_NODES: Final = frozenset({"bullet_list", "ordered_list", "list_item", "blockquote"})
"""What CommonMark and our documents call by the same names."""


def document_from_markdown(text: str) -> Node:
    """Read Markdown as a document.

    text     at most ENTRY_CHARS_MAX characters, from anywhere.
    Raises   Refusal body-too-long, body-not-readable, link-not-safe.
    Source   CommonMark 0.31; a link that may not be used stays as its text with the address in brackets.
    """
    if len(text) > ENTRY_CHARS_MAX:
        raise Refusal(
            "body-too-long",
            f"The update has {len(text)} characters; at most {ENTRY_CHARS_MAX} fit. Shorten it or split it in two.",
            field="body",
        )
    tokens = iter(_MARKDOWN.parse(clean_text(text)))
    return document_from(Node("doc", tuple(_blocks(tokens, ""))).to_json())


def _blocks(tokens: Iterator[Token], closing: str) -> Iterator[Node]:
    for token in tokens:
        if token.type == closing:
            return
        name = token.type.removesuffix("_open")
        if name in {"paragraph", "heading"}:
            yield _paragraph(next(tokens), bold=name == "heading")
            next(tokens)
        elif name in _BLOCK_NODES:
            node = Node(name, tuple(_blocks(tokens, f"{name}_close")), _list_start(token))
            yield _cited(node) if name == "blockquote" else node
        elif token.type in {"fence", "code_block"}:
            yield Node("paragraph", tuple(_lines(token.content.rstrip("\n"))))
        elif token.type == "hr":
            yield Node("paragraph", (Node("text", text=token.markup),))


def _cited(quotation: Node) -> Node:
    """A quotation whose last line begins with a dash names who said it: "> — Olena, harbour master"."""
    *before, last = quotation.content or (Node("paragraph"),)
    *words, name = last.content or (Node("text"),)
    alone = not words or words[-1] in (Node("text", text=" "), Node("hard_break"))  # a line of its own
    cite = clean_line(name.text.removeprefix("— "))
    if (
        last.kind != "paragraph"
        or not (words or before)
        or not alone
        or name.marks
        or not name.text.startswith("— ")
        or not 0 < len(cite) <= NAME_CHARS_MAX
    ):
        return quotation
    kept = (*before, Node("paragraph", tuple(words[:-1]))) if words else tuple(before)
    return Node("blockquote", kept, attributes(cite=cite))


def _list_start(token: Token) -> Attributes:
    start = token.attrs.get("start", 1)
    return (
        attributes(order=start) if token.type == "ordered_list_open" and isinstance(start, int) and start != 1 else ()
    )


def _lines(text: str) -> Iterator[Node]:
    for i, line in enumerate(text.split("\n")):
        if i:
            yield Node("hard_break")
        yield Node("text", text=line)


def _paragraph(inline: Token, *, bold: bool) -> Node:
    marks: list[Mark] = [Mark("strong")] if bold else []
    nodes: list[Node] = []
    unsafe = ""
    for token in inline.children or []:
        match token.type:
            case "text" | "code_inline":
                nodes.append(Node("text", text=token.content, marks=_unique(marks)))
            case "softbreak":
                nodes.append(Node("text", text=" ", marks=_unique(marks)))
            case "hardbreak":
                nodes.append(Node("hard_break"))
            case "strong_open" | "em_open":
                marks.append(Mark(token.tag))
            case "link_open":
                href = str(token.attrs.get("href", ""))
                unsafe = "" if is_safe_link(href) else href
                marks.append(Mark("link", href) if not unsafe else Mark("", href))
            case "strong_close" | "em_close" | "link_close":
                marks.pop()
                if token.type == "link_close" and unsafe:
                    nodes.append(Node("text", text=f" ({unsafe})", marks=_unique(marks)))
                    unsafe = ""
            case _:
                nodes.append(Node("text", text=token.content, marks=_unique(marks)))
    return Node("paragraph", tuple(nodes))


def _unique(marks: list[Mark]) -> tuple[Mark, ...]:
    """Each mark once, in a fixed order, so that equal texts are equal documents."""
    found: dict[str, Any] = {mark.kind: mark for mark in marks if mark.kind}
    return tuple(found[kind] for kind in ("link", "strong", "em") if kind in found)
