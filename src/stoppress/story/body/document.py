"""The document: an immutable tree of nodes, and the allow-list that says what may stand in it.

The JSON is that of ProseMirror: {"type": …, "attrs": {…}, "content": […], "marks": […], "text": …}. The node and
mark names are those of its basic and list schemas, with figure and embed added. What was once valid stays so, and
goes on meaning the same: the log keeps it for ever.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from stoppress.base.errors import Refusal
from stoppress.base.html import is_safe_link, seen_address
from stoppress.base.limits.words import (
    BODY_DEPTH_MAX,
    ENTRY_BODY_BYTES_MAX,
    ENTRY_NODES_MAX,
    NAME_CHARS_MAX,
    NOTE_CHARS_MAX,
    URL_CHARS_MAX,
)
from stoppress.base.pictures import ASSET_PATTERN
from stoppress.base.text import clean_line, clean_text

Attributes = tuple[tuple[str, str | int], ...]
"""Pairs of name and value, so that a document can be hashed, compared and pickled."""

BLOCKS: Final = frozenset({"paragraph", "bullet_list", "ordered_list", "blockquote", "figure", "embed"})
_CONTENT: Final[dict[str, frozenset[str]]] = {
    "doc": BLOCKS,
    "paragraph": frozenset({"text", "hard_break"}),
    "bullet_list": frozenset({"list_item"}),
    "ordered_list": frozenset({"list_item"}),
    "list_item": BLOCKS - {"figure", "embed"},
    "blockquote": BLOCKS - {"figure", "embed"},
    "figure": frozenset(),
    "embed": frozenset(),
    "hard_break": frozenset(),
    "text": frozenset(),
}
EMBED_PROVIDERS: Final = ("post", "card", "video")
"""A quoted post of a social network, a link with its title, a moving picture elsewhere."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Emphasis or a link over a run of text. kind is strong, em or link; href only for link."""

    kind: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One node. text only where kind is "text"."""

    kind: str
    content: tuple[Node, ...] = ()
    attributes: Attributes = ()
    text: str = ""
    marks: tuple[Mark, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The node as ProseMirror writes it."""
        found: dict[str, Any] = {"type": self.kind}
        if self.attributes:
            found["attrs"] = dict(self.attributes)
        if self.content:
            found["content"] = [child.to_json() for child in self.content]
        if self.kind == "text":
            found["text"] = self.text
        if self.marks:
            found["marks"] = [
                {"type": mark.kind, "attrs": {"href": mark.href}} if mark.kind == "link" else {"type": mark.kind}
                for mark in self.marks
            ]
        return found

    def words(self, name: str) -> str:
        """An attribute of text; "" when the node has none of that name."""
        return next((value for key, value in self.attributes if key == name and isinstance(value, str)), "")

    def count(self, name: str) -> int:
        """An attribute of number; 0 when the node has none of that name."""
        return next((value for key, value in self.attributes if key == name and isinstance(value, int)), 0)


def attributes(**values: str | int) -> Attributes:
    """Attributes from keywords, in the order given."""
    return tuple(values.items())


EMPTY: Final = Node("doc")


def document_from(raw: object) -> Node:
    """Check a document from outside, and take it.

    raw      what json.loads gave, of any origin.
    Returns  a Node of kind doc with cleaned text; unknown attributes are dropped, equal neighbours of text joined.
    Raises   Refusal body-not-readable, body-too-long, link-not-safe.
    """
    reader = _Reader()
    node = reader.node(raw, BLOCKS | {"doc"}, depth=0)
    if node.kind != "doc":
        raise _wrong(f"it begins with “{node.kind}”, not with “doc”")
    if len(json.dumps(node.to_json(), ensure_ascii=False).encode()) > ENTRY_BODY_BYTES_MAX:
        raise Refusal(
            "body-too-long",
            f"The text has more than {ENTRY_BODY_BYTES_MAX} bytes. Split it in two.",
            field="body",
        )
    return node


def _wrong(finding: str) -> Refusal:
    return Refusal(
        "body-not-readable",
        f"The text can't be read: {finding}. Paste it as plain text or Markdown.",
        field="body",
    )


class _Reader:
    """Counts nodes while it walks, so that a hostile document ends early."""

    def __init__(self) -> None:
        self.nodes = 0

    def node(self, raw: object, allowed: frozenset[str], depth: int) -> Node:
        self.nodes += 1
        if self.nodes > ENTRY_NODES_MAX:
            raise Refusal(
                "body-too-long",
                f"The text has more than {ENTRY_NODES_MAX} parts. Split it in two.",
                field="body",
            )
        if depth > BODY_DEPTH_MAX:
            raise _wrong(f"lists and quotations are nested more than {BODY_DEPTH_MAX} deep")
        if not isinstance(raw, dict):
            raise _wrong("a part is not an object")
        kind = raw.get("type")
        if not isinstance(kind, str) or kind not in allowed:
            raise _wrong(f"“{str(kind)[:40]}” may not stand there")
        if kind == "text":
            return self._text(raw)
        children = raw.get("content", [])
        if not isinstance(children, list):
            raise _wrong("the content of a part is not a list")
        inner = tuple(self.node(child, _CONTENT[kind], depth + 1) for child in children)
        return Node(kind, _joined(inner), _attributes(kind, raw.get("attrs") or {}))

    def _text(self, raw: dict[str, Any]) -> Node:
        text, marks = raw.get("text"), raw.get("marks") or []
        if not isinstance(text, str) or not isinstance(marks, list) or len(marks) > 3:
            raise _wrong("a run of text is not text")
        return Node("text", text=clean_text(text).replace("\n", " "), marks=tuple(_mark(mark) for mark in marks))


def _joined(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Join neighbours of equal marks and drop empty ones: one way to write one text."""
    out: list[Node] = []
    for node in nodes:
        if node.kind == "text" and not node.text:
            continue
        if out and node.kind == "text" == out[-1].kind and node.marks == out[-1].marks:
            out[-1] = Node("text", text=out[-1].text + node.text, marks=node.marks)
        else:
            out.append(node)
    return tuple(out)


def _mark(raw: object) -> Mark:
    kind = raw.get("type") if isinstance(raw, dict) else None
    if kind in ("strong", "em"):
        return Mark(str(kind))
    if not isinstance(raw, dict) or kind != "link":
        raise _wrong(f"the mark “{str(kind)[:40]}” is not known")
    href = (raw.get("attrs") or {}).get("href") if isinstance(raw.get("attrs"), dict) else None
    href = seen_address(href) if isinstance(href, str) else ""
    if not is_safe_link(href):
        raise Refusal(
            "link-not-safe",
            f"The link “{str(href)[:80]}” can't be used. Begin it with https://, http://, mailto: or tel:.",
            field="body",
        )
    return Mark("link", href)


def _attributes(kind: str, raw: object) -> Attributes:
    if not isinstance(raw, dict):
        raise _wrong("the attributes of a part are not an object")
    if kind == "figure":
        return _figure(raw)
    if kind == "embed":
        return _embed(raw)
    if kind == "blockquote" and raw.get("cite"):
        return attributes(cite=_line(raw, "cite", NAME_CHARS_MAX))
    if kind == "ordered_list" and type(raw.get("order")) is int and 0 <= raw["order"] <= 9999 and raw["order"] != 1:
        return attributes(order=raw["order"])
    return ()


def _figure(raw: dict[str, Any]) -> Attributes:
    asset = raw.get("asset") or ""
    width, height = raw.get("width") or 0, raw.get("height") or 0
    if not isinstance(asset, str) or (asset and not ASSET_PATTERN.fullmatch(asset)):
        raise _wrong("a figure names no picture of ours")
    if not all(type(side) is int and 0 <= side <= 100_000 for side in (width, height)) or (
        asset and not (width and height)
    ):
        raise _wrong("a figure has no width and height in pixels")
    owner = _line(raw, "copyright", NAME_CHARS_MAX)
    return attributes(
        asset=asset,
        width=width,
        height=height,
        alt=_line(raw, "alt", NOTE_CHARS_MAX),
        caption=_line(raw, "caption", NOTE_CHARS_MAX),
        credit=_line(raw, "credit", NAME_CHARS_MAX),
        # Only where there is one: documents of before are to stay equal to themselves.
        **({"copyright": owner} if owner else {}),
    )


def _embed(raw: dict[str, Any]) -> Attributes:
    url = seen_address(_line(raw, "url", URL_CHARS_MAX))
    if url and not is_safe_link(url):
        raise Refusal("link-not-safe", f"The link “{url[:80]}” can't be used. Begin it with https://.", field="body")
    if raw.get("provider") not in EMBED_PROVIDERS:
        raise _wrong(f"an embed is one of: {', '.join(EMBED_PROVIDERS)}")
    text = raw.get("text") or ""
    if not isinstance(text, str):
        raise _wrong("an embed's text is not text")
    return attributes(
        provider=raw["provider"],
        author=_line(raw, "author", NAME_CHARS_MAX),
        handle=_line(raw, "handle", NAME_CHARS_MAX),
        date=_line(raw, "date", NAME_CHARS_MAX),
        title=_line(raw, "title", NOTE_CHARS_MAX),
        url=url,
        text=clean_text(text).strip(),
    )


def _line(raw: dict[str, Any], name: str, chars_max: int) -> str:
    value = raw.get(name) or ""
    if not isinstance(value, str):
        raise _wrong(f"“{name}” is not text")
    value = clean_line(value)
    if len(value) > chars_max:
        raise Refusal(
            "body-too-long",
            f"“{name}” has {len(value)} characters; at most {chars_max} fit. Shorten it.",
            field="body",
        )
    return value
