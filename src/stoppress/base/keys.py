"""Names of things: entry keys, command ids, slugs. They are made once and never change."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from typing import Final

from stoppress.base.errors import Refusal

KEY_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in small letters: no i, l, o, u, so that a key can be read aloud."""

SLUG_CHARS_MAX: Final = 80
SLUG_PATTERN: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
KEY_PATTERN: Final = re.compile(r"[0-9a-z]{6,26}")
"""Wider than what we make, so that importers may derive keys of their own."""

COMMAND_ID_PATTERN: Final = re.compile(r"[A-Za-z0-9_.:-]{8,80}")

SLUGS_TAKEN: Final = frozenset(
    {
        "api",
        "desk",
        "embed",
        "favicon.ico",
        "feed",
        "healthz",
        "media",
        "metrics",
        "oembed",
        "readyz",
        "robots",
        "schema",
        "sitemap",
        "static",
    }
)
"""First path segments that the readers' address uses itself."""


def new_entry_key() -> str:
    """Ten characters, 50 random bits: unguessable enough that keys of drafts say nothing, short enough for a link."""
    return "".join(secrets.choice(KEY_ALPHABET) for _ in range(10))


def entry_key_from(seed: str) -> str:
    """A key that follows from a text: the same text gives the same key. 50 bits of its SHA-256."""
    digest = hashlib.sha256(seed.encode()).digest()
    return "".join(KEY_ALPHABET[byte % len(KEY_ALPHABET)] for byte in digest[:10])


def new_command_id() -> str:
    """For callers that have none of their own; 100 random bits."""
    return "".join(secrets.choice(KEY_ALPHABET) for _ in range(20))


def command_id_after(command_id: str) -> str:
    """For what is done together with another command: the same each time, so that a repeat of both is one."""
    return f"after-{hashlib.sha256(command_id.encode()).hexdigest()[:20]}"


def new_epoch() -> str:
    """Names one history. Random, since the same backup may be restored twice. Letters and digits, no hyphen."""
    return "k" + "".join(secrets.choice(KEY_ALPHABET) for _ in range(7))


def checked_slug(slug: str) -> str:
    """The slug as it is, if it may stand in an address.

    Raises   Refusal slug-not-usable.
    """
    if len(slug) > SLUG_CHARS_MAX or not SLUG_PATTERN.fullmatch(slug) or slug in SLUGS_TAKEN:
        raise Refusal(
            "slug-not-usable",
            f"The address “{slug[:SLUG_CHARS_MAX]}” can't be used. Take 1 to {SLUG_CHARS_MAX} small letters a–z, "
            f"digits and single hyphens, and none of: {', '.join(sorted(SLUGS_TAKEN))}.",
            field="slug",
        )
    return slug


def slug_from(text: str, otherwise: str = "") -> str:
    """A usable slug from a headline: ASCII words joined by hyphens.

    otherwise  what to take when no word is left; "" = "story" with random letters.
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:60].rstrip("-")
    if not slug or slug in SLUGS_TAKEN:
        slug = otherwise or f"story-{new_entry_key()[:6]}"
    return slug
