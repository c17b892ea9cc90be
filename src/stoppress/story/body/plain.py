"""A document as plain text: for search, feeds, share cards and the second reader."""

from __future__ import annotations

from stoppress.story.body.document import Node


def plain_text(node: Node) -> str:
    """The words of a document, blocks apart by a blank line, list items by "• ", figures as caption and credit."""
    return "\n\n".join(part for part in map(_block, node.content) if part)


def _block(node: Node) -> str:
    match node.kind:
        case "paragraph":
            return "".join("\n" if child.kind == "hard_break" else child.text for child in node.content)
        case "bullet_list" | "ordered_list":
            return "\n".join(f"• {plain_text(item)}" for item in node.content)
        case "blockquote":
            cite = node.words("cite")
            return plain_text(node) + (f"\n— {cite}" if cite else "")
        case "figure":
            return _joined(node, "caption", "credit")
        case _:
            return _joined(node, "title", "text", "author")


def _joined(node: Node, *names: str) -> str:
    return " · ".join(found for name in names if (found := node.words(name)))
