"""oEmbed (oembed.com, 1.0): what another site needs to show a story, or an update, in a frame. Pure.

Nothing of the question comes back in the answer: the frame's address is made anew from the slug and the key in it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from stoppress.base.limits.embeds import EMBED_CACHE_S, EMBED_HEIGHT_PX, EMBED_WIDTH_PX, OEMBED_QUERY_BYTES_MAX
from stoppress.base.pictures import CARD_HEIGHT, CARD_WIDTH
from stoppress.reader import problems
from stoppress.reader.addresses import Address, address_of

_SANDBOX: Final = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
_OF_STORY: Final = frozenset({"story", "before", "after", "oldest", "embed"})


@dataclass(frozen=True, slots=True)
class Question:
    """What someone wants to embed.

    form           json or xml.
    key            of the update; "" = the whole story.
    width, height  pixels that fit.
    has_room       whether a share card fits: all pictures must keep to what was asked for (oEmbed, 2.3.4).
    """

    form: str
    slug: str
    key: str
    width: int
    height: int
    has_room: bool = True


@dataclass(frozen=True, slots=True)
class Subject:
    """What is embedded: its title, plain text, never empty; the file name of its share card, "" = none is drawn."""

    title: str
    card: str = ""


def question(query: bytes, readers: str) -> Question:
    """Read a question.

    query    of the address, as it came; hostile perhaps.
    readers  our address as the world sees it, without a slash at the end.
    Raises   Problem form-unknown (501), not-embeddable (404): oEmbed, 2.3.4.
    """
    if len(query) > OEMBED_QUERY_BYTES_MAX:
        raise problems.not_embeddable()
    asked = dict(reversed(parse_qsl(query.decode("latin-1"), encoding="utf-8", errors="replace")))
    form = asked.get("format", "json")
    if form not in {"json", "xml"}:
        raise problems.form_unknown()
    address = _ours(asked.get("url", ""), readers)
    wide, high = asked.get("maxwidth", ""), asked.get("maxheight", "")
    return Question(
        form,
        address.slug,
        address.name if address.kind in {"entry", "embed"} else "",
        _at_most(wide, EMBED_WIDTH_PX),
        _at_most(high, EMBED_HEIGHT_PX),
        _at_most(wide, CARD_WIDTH) == CARD_WIDTH and _at_most(high, CARD_HEIGHT) == CARD_HEIGHT,
    )


def _ours(url: str, readers: str) -> Address:
    """The story or update at an address of ours; with http or https, since links are passed on as either."""
    try:
        parts = urlsplit(url)
        own = urlsplit(readers)
        is_ours = parts.scheme in {"http", "https"} and parts.netloc.lower() == own.netloc.lower()
        path = parts.path.encode("ascii")
    except ValueError:
        raise problems.not_embeddable() from None
    address = address_of(path)
    if address.kind == "slash":
        address = address_of(path + b"/")
    if not is_ours or (address.kind != "entry" and address.kind not in _OF_STORY):
        raise problems.not_embeddable()
    return address


def _at_most(text: str, usual: int) -> int:
    """The usual size, or what fits; a size that can't be read is no limit."""
    return min(usual, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 10 else usual


def answer(asked: Question, subject: Subject, readers: str, site: str) -> tuple[bytes, bytes]:
    """The content type and the body of an answer.

    site     name of the newsroom.
    """
    page = f"{readers}/{asked.slug}/e/{asked.key}/" if asked.key else f"{readers}/{asked.slug}/"
    frame = (
        f'<iframe src="{escape(page)}embed/" title="{escape(subject.title)}" '
        f'width="{asked.width}" height="{asked.height}" loading="lazy" sandbox="{_SANDBOX}" frameborder="0"></iframe>'
    )
    values: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": subject.title,
        "provider_name": site,
        "provider_url": f"{readers}/",
        "cache_age": EMBED_CACHE_S,
        "html": frame,
        "width": asked.width,
        "height": asked.height,
    }
    if subject.card and asked.has_room:
        values |= {
            "thumbnail_url": page + subject.card,
            "thumbnail_width": CARD_WIDTH,
            "thumbnail_height": CARD_HEIGHT,
        }
    if asked.form == "json":
        return b"application/json", json.dumps(values, ensure_ascii=False).encode()
    elements = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in values.items())
    xml = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{elements}</oembed>\n'
    return b"text/xml; charset=utf-8", xml.encode()
