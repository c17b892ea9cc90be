"""What kind of update it is: by what its headline says, what its text begins with, and what is left of it."""

from __future__ import annotations

# ruff: noqa: E501 (words of many languages, and patterns of them, stand on long lines)
import re
from typing import Final

from stoppress.archive.capture import Block, EntryKind, Figure, LinkCard, ListBlock, Paragraph, Quotation
from stoppress.archive.plaintext.phrases import (
    BREAKING,
    CORRESPONDENT,
    EXPLAINER,
    QUESTION,
    REPORTING_FROM,
    SUMMARY,
    VIDEO,
    key_of,
)

_PREFIX: Final = re.compile(r"^[\[(]?(?P<label>[^:|–—\-\])]{2,24}?)(?P<mark>[\])]|\s?[:：|]|\s[–—-])\s*(?P<rest>\S.*)$")
_QUOTED: Final = re.compile(
    r"^(?:‘[^’]{2,}(?:’(?=\w)[^’]*)*’|“[^”]{2,}”|„[^“”]{2,}[“”]|«[^»]{2,}»|\"[^\"]{2,}\"|'[^']{2,}')\s*(?:$|[:–—,|-])"
)
_SAYS_QUOTED: Final = re.compile(r"^[^\"“«„:]{2,60}:\s*(?:“[^”]{4,}”|«[^»]{4,}»|„[^“”]{4,}[“”]|\"[^\"]{4,}\"|‘.{4,}’)$")
_WATCH: Final = re.compile(
    r"^(?:watch|see|regardez|voir|mira|vea|guarda|guardate|schau|sehen sie|assista|veja|bekijk|смотрите|дивіться|شاهد|شاهدوا|צפו|izleyin)\b.{0,120}[:：]$",
    re.IGNORECASE,
)


def without_prefix(headline: str) -> tuple[str, EntryKind | None]:
    """The headline without "BREAKING:", and the kind that its prefix names; prefixes that say more than the kind stay."""
    match = _PREFIX.match(headline)
    if not match:
        return headline, None
    key = key_of(match["label"])
    if key in BREAKING:
        return match["rest"], "breaking"
    if key in VIDEO:
        return headline, "video"
    if key in EXPLAINER:
        return headline, "explainer"
    return headline, "summary" if SUMMARY.match(match["label"]) else None


def kind_of(headline: str, blocks: tuple[Block, ...], lost_links: tuple[str, ...], *, on_the_spot: bool) -> EntryKind:
    """The kind of an update whose headline has no telling prefix."""
    first = next((block.text for block in blocks if isinstance(block, Paragraph)), "")
    if _only_a_way_elsewhere(headline, blocks, lost_links):
        return "link"
    if first and _WATCH.match(first) and all(isinstance(block, Paragraph) for block in blocks) and len(blocks) == 1:
        return "video"
    if headline and SUMMARY.match(headline):
        return "summary"
    if on_the_spot or CORRESPONDENT.search(headline) or (first and REPORTING_FROM.match(first)):
        return "correspondent"
    if _QUOTED.match(headline) or _SAYS_QUOTED.match(headline):
        return "quote"
    if _explains(headline, blocks):
        return "explainer"
    if not headline and blocks and all(isinstance(block, Quotation) for block in blocks):
        return "quote"
    return "report"


def _only_a_way_elsewhere(headline: str, blocks: tuple[Block, ...], lost_links: tuple[str, ...]) -> bool:
    if blocks:
        return all(isinstance(block, LinkCard) for block in blocks)
    return bool(lost_links) and bool(headline)


def _explains(headline: str, blocks: tuple[Block, ...]) -> bool:
    """A question as headline, a label, or nothing but pictures below (maps, charts)."""
    if not headline:
        return False
    if key_of(headline) in EXPLAINER or (headline.rstrip('”’"» ')[-1:] in "?؟？" and QUESTION.match(headline)):
        return True
    return len(blocks) >= 2 and all(isinstance(block, Figure) for block in blocks)


def has_text(blocks: tuple[Block, ...]) -> bool:
    """True when an update has words of its own below its headline."""
    return any(isinstance(block, Paragraph | Quotation | ListBlock) for block in blocks)
