"""The headers of our answers, and why each says what it says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from stoppress.base.limits.embeds import SCRIPT_KEPT_S, SCRIPT_STALE_S
from stoppress.base.limits.reader import IMMUTABLE_S, PAGE_MAX_AGE_S, PAGE_STALE_ERROR_S, PAGE_STALE_S, SHARED_RANGE_S

Header = tuple[bytes, bytes]
Keeping = Literal["page", "feed", "second", "script", "immutable", "range", "never"]
"""How long caches may keep an answer."""

CACHE_CONTROL: Final[dict[Keeping, bytes]] = {
    "page": (
        f"public, max-age={PAGE_MAX_AGE_S}, stale-while-revalidate={PAGE_STALE_S}, stale-if-error={PAGE_STALE_ERROR_S}"
    ).encode(),
    # A hub that is told of a print must not get the feed from before it.
    "feed": f"public, max-age={PAGE_MAX_AGE_S}, stale-if-error={PAGE_STALE_ERROR_S}".encode(),
    # No stale copies: whoever polls the head wants to know where it is now.
    "second": f"public, max-age={PAGE_MAX_AGE_S}".encode(),
    "script": f"public, max-age={SCRIPT_KEPT_S}, stale-while-revalidate={SCRIPT_STALE_S}".encode(),
    "immutable": f"public, max-age={IMMUTABLE_S}, immutable".encode(),
    # A reader's own browser may keep what it has seen; what is shared is asked for again, since withdrawn
    # texts leave it.
    "range": f"public, max-age={IMMUTABLE_S}, s-maxage={SHARED_RANGE_S}, immutable".encode(),
    "never": b"no-store",
}

OPEN_TO_ALL: Final[Header] = (b"access-control-allow-origin", b"*")
"""Any origin may read it with script: the desk, a newsroom's own site. There are no cookies to steal."""

NO_SNIFFING: Final[Header] = (b"x-content-type-options", b"nosniff")


def lines(headers: Iterable[Header]) -> bytes:
    """Headers as they stand on the wire."""
    return b"".join(b"%b: %b\r\n" % header for header in headers)


def content_policy(style: str = "'self'", framed_by: str = "", players: str = "") -> bytes:
    """The Content-Security-Policy of our pages: what they load, they load from here; nothing is inline.

    framed_by   sites that may show the page in a frame, as frame-ancestors names them; "" = none. Links of a framed
                page lead out of the frame, by a base of our own.
    players     hosts whose film players a reader may ask for, with spaces; "" = none.
    """
    base, ancestors = ("'self'", framed_by) if framed_by else ("'none'", "'none'")
    frames = f"frame-src {players}; " if players else ""
    return (
        "default-src 'none'; script-src 'self'; "
        f"style-src {style}; img-src 'self' data:; connect-src 'self'; "
        f"{frames}base-uri {base}; form-action 'none'; frame-ancestors {ancestors}"
    ).encode()


def safety_headers(content_type: bytes, style: str = "'self'", framed_by: str = "", players: str = "") -> list[Header]:
    """What guards a reader's browser against what we serve, by its type."""
    if not content_type.startswith(b"text/html"):
        return [NO_SNIFFING]
    return [
        NO_SNIFFING,
        (b"content-security-policy", content_policy(style, framed_by, players)),
        # Sources that an update links to learn which site sent the reader, not what was read.
        (b"referrer-policy", b"strict-origin-when-cross-origin"),
    ]
