"""Short ways to write a document in code, for importers and tests. What they build has yet to pass document_from()."""

from __future__ import annotations

from collections.abc import Sequence

from stoppress.story.body.document import Node, attributes


def document(*blocks: Node) -> Node:
    """A document of these blocks."""
    return Node("doc", blocks)


def text_document(text: str) -> Node:
    """Plain text as a document: a paragraph for each run of lines, every character as text, line ends as breaks."""
    return document(*(paragraph(part) for part in text.split("\n\n") if part.strip()))


def paragraph(text: str) -> Node:
    """A paragraph of plain text; \\n becomes a line break."""
    nodes: list[Node] = []
    for i, line in enumerate(text.strip("\n").split("\n")):
        if i:
            nodes.append(Node("hard_break"))
        if line:
            nodes.append(Node("text", text=line))
    return Node("paragraph", tuple(nodes))


def quotation(*paragraphs: str, cite: str = "") -> Node:
    """A block quotation, with who said it."""
    return Node("blockquote", tuple(paragraph(text) for text in paragraphs), attributes(cite=cite) if cite else ())


def bullet_list(items: Sequence[str]) -> Node:
    """An unordered list of one-paragraph items."""
    return Node("bullet_list", tuple(Node("list_item", (paragraph(item),)) for item in items))


def figure(
    *,
    asset: str = "",
    width: int = 0,
    height: int = 0,
    alt: str = "",
    caption: str = "",
    credit: str = "",
    owner: str = "",
) -> Node:
    """A picture with its words; asset "" = the picture itself is missing. width and height in pixels.

    owner    the line of its copyright.
    """
    words = {"alt": alt, "caption": caption, "credit": credit} | ({"copyright": owner} if owner else {})
    return Node("figure", attributes=attributes(asset=asset, width=width, height=height, **words))


def embed(
    provider: str,
    *,
    author: str = "",
    handle: str = "",
    date: str = "",
    title: str = "",
    url: str = "",
    text: str = "",
) -> Node:
    """Something quoted from elsewhere; provider is one of EMBED_PROVIDERS."""
    return Node(
        "embed",
        attributes=attributes(
            provider=provider, author=author, handle=handle, date=date, title=title, url=url, text=text
        ),
    )
