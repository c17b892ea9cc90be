"""Where a film that stands elsewhere can be played inside a page. Pure.

Only players on hosts that the newsroom names are ever loaded, and only once a reader asks for it: whoever loads one
tells that host what he reads.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final
from urllib.parse import urlsplit

_ADDRESSES: Final = (
    (
        re.compile(r"https://(?:(?:www|m)\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|live/|shorts/|embed/)([\w-]{11})\b"),
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    (re.compile(r"https://youtu\.be/([\w-]{11})\b"), "https://www.youtube-nocookie.com/embed/{}?autoplay=1"),
    (re.compile(r"https://(?:www\.)?vimeo\.com/(\d{5,12})\b"), "https://player.vimeo.com/video/{}?autoplay=1&dnt=1"),
    (
        re.compile(r"https://(?:www\.)?dailymotion\.com/video/(\w{5,12})\b"),
        "https://geo.dailymotion.com/player.html?video={}",
    ),
)
"""Addresses that people copy, and that of the player for them: the one that sets no cookies, where there is one."""


def player_address(url: str, hosts: Set[str]) -> str:
    """The address of a player for a film; "" where there is none on these hosts.

    url      of the film, as people copy it. One on a host of `hosts` that we know nothing of is a player itself.
    hosts    host names in small letters.
    """
    address = next((player.format(hit[1]) for film, player in _ADDRESSES if (hit := film.match(url))), url)
    return address if address.startswith("https://") and host_of(address) in hosts else ""


def host_of(url: str) -> str:
    """The name of an address's host; "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
