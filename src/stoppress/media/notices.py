"""What an agency writes to editors in a picture's file, found by its words: orders, not captions. Pure.

A person must see these words before the picture goes out: some forbid it, others ask for a credit, and none of them
is for readers. Agencies write them in capitals and in English wherever they are; in small letters only those count
that no caption says by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from stoppress.base.limits.pictures import NOTICE_CHARS_MAX, NOTICES_MAX
from stoppress.base.text import clean_line, shortened

_ALWAYS: Final = re.compile(
    r"\bmandatory credit\b|\beditorial use only\b|\bfor editorial use\b|\beditor(?:['’]?s|s['’]) notes?\b"
    r"|\bnotes? to editors?\b|\battention editors?\b|\bembargo(?:ed)?\b|\bnot for (?:publication|release|sale|use)\b"
    r"|\bdo not (?:use|publish|archive|crop|alter)\b|\bone[- ]time use\b|\bno (?:archives?|archiving|re-?sales?)\b"
    r"|\brestricted to editorial\b|\bmust (?:be )?credit(?:ed)?\b|\bno third[- ]part\w+",
    re.IGNORECASE,
)
_IN_CAPITALS: Final = re.compile(
    r"\bNO (?:SALES?|MAGS|MAGAZINES|TV|TELEVISION|INTERNET|ONLINE|WEB|ADVERTISING|MARKETING|MERCHANDISING"
    r"|COMMERCIAL\w*|MODEL RELEASE|NEW USES?)\b"
    r"|\b(?:[A-Z]{2,}(?: AND [A-Z]{2,})*|[A-Z]+, [A-Z]+) OUT\b"
    r"|\b(?:MANDATORY |PHOTO |PICTURE )?KILL(?:ED)?\b|\bWITHHOLD\b"
    r"|\bCAPTION CORRECTION\b|\bCORRECTS?(?:ION)?\b|\bHAND-?OUT\b|\bGRAPHIC CONTENT\b|\bADVISORY\b|\bRESTRICTED\b"
)
_SENTENCE_END: Final = re.compile(r"(?<=[.;!?])\s+|\s+[-–|]{1,3}\s+|\s*\n+\s*")


def notices_in(text: str) -> list[str]:
    """The sentences of a text that speak to editors, in their order, each once and cut to NOTICE_CHARS_MAX."""
    found = [
        sentence for sentence in _SENTENCE_END.split(text) if _ALWAYS.search(sentence) or _IN_CAPITALS.search(sentence)
    ]
    return _few(found)


def notices_of(texts: Iterable[str], orders: Iterable[str]) -> list[str]:
    """All that is said to editors.

    texts    fields meant for readers: only the sentences found by their words count.
    orders   fields meant for editors, such as IPTC's special instructions: all of them counts.
    Returns  at most NOTICES_MAX single lines; orders first.
    """
    return _few([*orders, *(sentence for text in texts for sentence in notices_in(text))])


def _few(found: Iterable[str]) -> list[str]:
    return list(_distinct(shortened(clean_line(one), NOTICE_CHARS_MAX) for one in found))[:NOTICES_MAX]


def _distinct(lines: Iterable[str]) -> Iterator[str]:
    """Each once; agencies repeat the special instructions in the caption."""
    seen: set[str] = set()
    for line in lines:
        plain = line.casefold().strip(" .;!()[]")
        if plain and plain not in seen:
            seen.add(plain)
            yield line
