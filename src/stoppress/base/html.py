"""The only sanitiser: HTML from outside on its way in, and our own once more on its way out."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

import nh3

from stoppress.base.limits.words import URL_CHARS_MAX
from stoppress.base.text import is_half, is_hidden

LINK_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
"""What a link may lead to. No javascript:, no data:."""

BODY_TAGS: Final = frozenset(
    {
        "p",
        "br",
        "ul",
        "ol",
        "li",
        "blockquote",
        "cite",
        "strong",
        "em",
        "a",
        "figure",
        "figcaption",
        "img",
        "picture",
        "source",
        "aside",
        "footer",
        "span",
        "time",
        "small",
    }
)
_ATTRIBUTES: Final = {
    "a": {"href", "class", "data-player"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "source": {"type", "srcset", "sizes"},
    "figure": {"class"},
    "aside": {"class", "data-provider"},
    "ol": {"start"},
    "p": {"class"},
    "span": {"class"},
    "small": {"class"},
    "blockquote": {"class"},
    "time": {"datetime"},
    "*": {"dir", "lang"},
}


def sanitised(html: str) -> str:
    """Keep BODY_TAGS with their harmless attributes; everything else becomes text or goes. Links get rel=nofollow.

    html     any text, from anywhere; need not be well-formed.
    Returns  a fragment that executes nothing and loads nothing from another host except when a link is followed.
    """
    return nh3.clean(
        html,
        tags=set(BODY_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(LINK_SCHEMES),
        link_rel="nofollow noopener noreferrer",
        strip_comments=True,
        attribute_filter=_filtered_attribute,
    )


def for_elsewhere(html: str, address: str) -> str:
    """A sanitised fragment for a page that is not ours (feeds): addresses made whole, one copy of each picture.

    html     what sanitised() gave.
    address  absolute, of the page that the fragment stands on.
    """
    attributes = {tag: names - {"srcset", "sizes", "data-player"} for tag, names in _ATTRIBUTES.items()}
    return nh3.clean(
        html,
        tags=BODY_TAGS - {"picture", "source"},
        attributes=attributes,
        url_schemes=set(LINK_SCHEMES),
        link_rel="nofollow noopener noreferrer",
        url_relative=("rewrite_with_base", address),
    )


def _filtered_attribute(tag: str, name: str, value: str) -> str | None:
    """Pictures come from our own /media/ only: no third party learns who reads."""
    del tag  # nh3 calls with three; the rule is the same for every element
    if name == "data-player" and not value.startswith("https://"):
        return None
    if name in {"src", "srcset"} and not all(part.strip().startswith("/media/") for part in value.split(",")):
        return None
    return value


def seen_address(url: str) -> str:
    """An address in which everything can be seen: signs of direction and the like are written with percent signs, as
    browsers send them. Else a link could lead elsewhere than it says."""
    return "".join(quote(c) if is_hidden(c) and not is_half(c) else c for c in url)


def is_safe_link(url: str) -> bool:
    """True for an absolute address of a scheme in LINK_SCHEMES, or a path on this host that can't name another."""
    if not url or len(url) > URL_CHARS_MAX or any(ord(c) <= 0x20 or c in '\\"<>`' or is_half(c) for c in url):
        return False
    if url.startswith(("/", "#")):
        return not url.startswith("//")
    scheme, colon, rest = url.partition(":")
    if not colon or scheme.lower() not in LINK_SCHEMES or not rest:
        return False
    return scheme.lower() not in {"http", "https"} or rest.startswith("//")
