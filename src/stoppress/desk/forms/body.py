"""The text of an update as it comes from a form: a document from the composer, or Markdown from a text area."""

from __future__ import annotations

import json
from dataclasses import replace

from stoppress.base.errors import Refusal
from stoppress.base.limits.composer import BODY_DOCUMENT_CHARS_MAX
from stoppress.story.body.document import EMPTY, Node, document_from
from stoppress.story.body.plain import plain_text
from stoppress.story.body.to_markdown import document_from_edited_markdown


def body_from(markdown: str, document: str, before: Node = EMPTY) -> Node:
    """What the two fields say. The document wins: with it, the text area only holds what stood there at first.

    document "" where no script ran, or where it changed nothing.
    before   the text that was shown for editing; EMPTY for a new update.
    Raises   Refusal, those of posted_document() and document_from_edited_markdown().
    """
    if not document.strip():
        return document_from_edited_markdown(markdown.replace("\r\n", "\n"), before)
    posted = posted_document(document)
    return before if posted == before else without_empty_paragraphs(posted)


def posted_document(text: str) -> Node:
    """A document as the composer posts it: JSON, of any origin.

    Raises   Refusal body-not-readable, body-too-long, link-not-safe.
    """
    if len(text) > BODY_DOCUMENT_CHARS_MAX:
        raise Refusal(
            "body-too-long",
            f"The text takes {len(text)} characters with its formatting; at most {BODY_DOCUMENT_CHARS_MAX} fit. "
            "Split it in two.",
            field="body",
        )
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise Refusal(
            "body-not-readable",
            "The text can't be read: it is no document of the composer. Paste it as plain text or Markdown.",
            field="body",
        ) from None
    return document_from(raw)


def without_empty_paragraphs(document: Node) -> Node:
    """The document without paragraphs that say nothing: what stays when somebody presses Enter twice."""
    said = tuple(block for block in document.content if block.kind != "paragraph" or _says_something(block))
    return replace(document, content=said)


def document_text(document: Node) -> str:
    """A document as the composer is given it."""
    return json.dumps(document.to_json(), ensure_ascii=False, separators=(",", ":"))


def _says_something(paragraph: Node) -> bool:
    return bool(plain_text(Node("doc", (paragraph,))).strip())
