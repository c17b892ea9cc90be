"""A document as HTML. Every node, mark and attribute is written here by name; the sanitiser has the last word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlsplit

from stoppress.base.html import sanitised
from stoppress.base.pictures import PICTURE_FORMATS, PICTURE_TYPES, picture_name, stored_widths
from stoppress.story.body.document import Node
from stoppress.story.body.players import host_of, player_address

_SIZES: Final = "(min-width: 48rem) 40rem, 100vw"
_SENTENCE_ENDS: Final = ".!?…؟۔。"
"""After any other sign, a caption and the credit behind it are parted by a dot."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that the renderer adds, in the language of the story."""

    picture_missing: str = "Picture not available"
    open_original: str = "Open the original"
    play: str = "Play. It is loaded from {host}."
    players: frozenset[str] = frozenset()
    """Hosts whose players a reader may load into the page; of films on others there is a link."""


def body_html(document: Node, labels: Labels = Labels()) -> str:
    """The document as a fragment that is safe anywhere in a page.

    Pictures come from /media/ only; embeds are their text and a link, and load nothing from elsewhere.
    """
    return sanitised("".join(_rendered(block, labels) for block in document.content))


def _rendered(node: Node, labels: Labels) -> str:
    return _RENDERERS[node.kind](node, labels)


def _inside(node: Node, labels: Labels) -> str:
    return "".join(_rendered(child, labels) for child in node.content)


def _text(node: Node, labels: Labels) -> str:
    del labels
    html = escape(node.text)
    for mark in reversed(node.marks):
        html = (
            f'<a href="{escape(mark.href)}">{html}</a>' if mark.kind == "link" else f"<{mark.kind}>{html}</{mark.kind}>"
        )
    return html


def _ordered_list(node: Node, labels: Labels) -> str:
    start = f' start="{node.count("order")}"' if node.attributes else ""
    return f"<ol{start}>{_inside(node, labels)}</ol>"


def _quotation(node: Node, labels: Labels) -> str:
    cite = f"<footer>— <cite>{escape(node.words('cite'))}</cite></footer>" if node.words("cite") else ""
    return f'<blockquote dir="auto">{_inside(node, labels)}{cite}</blockquote>'


def _figure(node: Node, labels: Labels) -> str:
    asset, caption, credit = (node.words(name) for name in ("asset", "caption", "credit"))
    credit = " ".join(escape(line) for line in (credit, _owner(node)) if line)
    parted = " · " if caption and credit and caption[-1] not in _SENTENCE_ENDS else " "
    words = escape(caption) + (f'{parted}<small class="credit">{credit}</small>' if credit else "")
    if not asset:
        alt = f'<p class="alt">{escape(node.words("alt"))}</p>' if node.words("alt") else ""
        return (
            f'<figure class="missing"><p class="notice">{escape(labels.picture_missing)}</p>{alt}'
            f"<figcaption>{words}</figcaption></figure>"
        )
    caption_html = f"<figcaption>{words}</figcaption>" if words else ""
    return f"<figure>{picture_html(node)}{caption_html}</figure>"


def _owner(node: Node) -> str:
    """The line of the copyright, where it says more than the credit does."""
    owner, credit = node.words("copyright"), node.words("credit")
    bare = owner.removeprefix("©").removeprefix("(c)").removeprefix("(C)").strip()
    if not bare or bare.casefold() in credit.casefold():
        return ""
    return owner if owner != bare or "copyright" in bare.casefold() else f"© {bare}"


def picture_html(node: Node, *, loading: str = "lazy") -> str:
    """The picture of a figure that has one: all stored widths, its space kept by width and height. Not sanitised yet.

    loading  "lazy", or "eager" for the picture that is seen first.
    """
    asset, width, height = node.words("asset"), node.count("width"), node.count("height")
    widths = stored_widths(width)
    sources = "".join(
        f'<source type="{PICTURE_TYPES[form]}" sizes="{_SIZES}" srcset="'
        + ", ".join(f"/media/{picture_name(asset, w, form)} {w}w" for w in widths)
        + '">'
        for form in PICTURE_FORMATS[:-1]
    )
    shown = widths[min(1, len(widths) - 1)]
    return (
        f"<picture>{sources}"
        f'<img src="/media/{picture_name(asset, shown, "jpg")}" alt="{escape(node.words("alt"))}" '
        f'width="{width}" height="{height}" loading="{loading}" decoding="async"></picture>'
    )


def _embed(node: Node, labels: Labels) -> str:
    author, handle, date, title, url, text = (
        escape(node.words(name)) for name in ("author", "handle", "date", "title", "url", "text")
    )
    paragraphs = "".join(f"<p>{part}</p>".replace("\n", "<br>") for part in text.split("\n\n") if part)
    headline = f"<p><strong>{title}</strong></p>" if title else ""
    named = " ".join(part for part in (author, f"({handle})" if handle else "") if part)
    by = ", ".join(part for part in (named, date) if part)
    link = f'<a href="{url}">{escape(labels.open_original)}</a>' if url else ""
    player = _player(node.words("url"), labels) if node.words("provider") == "video" else ""
    if node.words("provider") == "card" and (host := _host(node.words("url"))):
        link += f' <span class="host" dir="ltr">{escape(host)}</span>'
    foot = " · ".join(part for part in (f"— {by}" if by else "", link) if part)
    footer = f"<footer>{foot}</footer>" if foot else ""
    provider = escape(node.words("provider"))
    return f'<aside class="embed" data-provider="{provider}" dir="auto">{headline}{player}{paragraphs}{footer}</aside>'


def _player(url: str, labels: Labels) -> str:
    """A film's room, with a link to it that the page's script turns into its player; "" where none may be loaded."""
    address = player_address(url, labels.players)
    if not address:
        return ""
    words = escape(labels.play.format(host=host_of(address)))
    return f'<p class="player"><a href="{escape(url)}" data-player="{escape(address)}">{words}</a></p>'


def _host(url: str) -> str:
    """Where a card leads, so that readers know before they go; "" where the address names no host."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


_RENDERERS: Final[dict[str, Callable[[Node, Labels], str]]] = {
    "text": _text,
    "hard_break": lambda _node, _labels: "<br>",
    "paragraph": lambda node, labels: f"<p>{_inside(node, labels)}</p>",
    "bullet_list": lambda node, labels: f"<ul>{_inside(node, labels)}</ul>",
    "ordered_list": _ordered_list,
    "list_item": lambda node, labels: f"<li>{_inside(node, labels)}</li>",
    "blockquote": _quotation,
    "figure": _figure,
    "embed": _embed,
}
