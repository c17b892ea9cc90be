"""What a line looks like: a heading, running text, a name. By its punctuation, length and letters, in any language."""

from __future__ import annotations

# ruff: noqa: E501 (words of many languages, and patterns of them, stand on long lines)
import re
import unicodedata
from typing import Final

from stoppress.archive.plaintext.phrases import BYLINES

HEADING_CHARS_MAX: Final = 220
QUESTION_CHARS_MAX: Final = 140
PROSE_WORDS_MIN: Final = 8

_QUOTES: Final = "\"'“”„‘’«»‹›「」『』״׳)]*_"
_CLOSERS: Final = ".:;,…。．：；，、।॥۔؛،"
_ASKING: Final = "?!؟？！"
_ABBREVIATED: Final = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|No|Gov|Sen|Rep|etc|u\.a|u\.S)\.$")
_NAME_WORD: Final = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΫА-ЯЁІЇЄҐ][\w.'’-]*|(?:de|da|do|dos|del|della|di|du|van|von|der|den|ten|ter|la|le|el|al|bin|ibn|abu|and|&|y|e|et|und|och|og|en|i|и|та)",
    re.UNICODE,
)
_WORD: Final = re.compile(r"\w+(?:['’.-]\w+)*")
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def words(text: str) -> int:
    """Words of a text; in scripts that put no spaces, two characters count as one."""
    count = len(_WORD.findall(text[:5000]))
    return count + len(_UNSPACED.findall(text[:5000])) // 2


def is_closed(text: str) -> bool:
    """True when it ends as a sentence ends, or leads on (colon, comma)."""
    bare = text.rstrip(_QUOTES + " ")
    if not bare:
        return False
    if bare[-1] in _CLOSERS:
        return not _ABBREVIATED.search(bare[-8:]) if bare[-1] == "." else True
    return bare[-1] in _ASKING


def is_question(text: str) -> bool:
    """True when it ends with a mark that a heading may end with too."""
    return text.rstrip(_QUOTES + " ")[-1:] in tuple(_ASKING)


def is_prose(text: str) -> bool:
    """True for running text: a sentence of some length that is closed, or a very long line."""
    count = words(text)
    return (count >= PROSE_WORDS_MIN and is_closed(text)) or count >= 45


def is_heading(text: str) -> bool:
    """True when a line may be a heading: not long, not closed, with letters; questions and exclamations only if short."""
    if not text or len(text) > HEADING_CHARS_MAX or not any(char.isalpha() for char in text):
        return False
    if text.startswith(("http://", "https://", "www.", "@", "pic.twitter.com")):
        return False
    return not is_closed(text) or (is_question(text) and len(text) <= QUESTION_CHARS_MAX)


def is_name(text: str) -> bool:
    """True for what may be a person's name or several: two to nine words, each with a capital letter."""
    if not 4 <= len(text) <= 90 or any(char.isdigit() for char in text) or text.isupper():
        return False
    parts = [part for part in re.split(r"[\s,;/]+", text) if part]
    if not 2 <= len(parts) <= 12 or not all(_NAME_WORD.fullmatch(part) for part in parts):
        return False
    return max(len(name.split()) for name in re.split(r",|;|/| and | & | und | et | y | e | i | и ", text)) <= 5


def byline_of(text: str) -> tuple[str, ...] | None:
    """The names of a line that says who wrote ("By Ada Byron and Ben Ali"); None for other lines."""
    if len(text) > 240:
        return None
    match = BYLINES.match(text)
    if not match:
        place = _FROM.match(text)
        return names_of(text[place.end() :]) or None if place and is_name(text[place.end() :]) else None
    names = names_of(text[match.end() :])
    return names or None


def names_of(text: str) -> tuple[str, ...]:
    """Names out of an enumeration, without roles; () when it does not read as names."""
    text = _WITH.sub(", ", text)
    text = _ROLES.sub("", text).strip(" .:,;|")
    if not text or is_prose(text):
        return ()
    if _letters_without_case(text):
        parts = [part.strip() for part in re.split(r"[,،;؛]|\s+و\s*(?=\S)|\sו(?=\S)|、|・", text)]
        return (
            tuple(part for part in parts if part) if all(1 <= len(part.split()) <= 5 for part in parts if part) else ()
        )
    parts = [_HOUSE.sub("", _ROLES.sub("", part).strip(" .")) for part in _AND.split(text)]
    found = tuple(part for part in parts if part and not _ROLE_PART.search(part))
    return found if all(_is_one_name(part) for part in found) else ()


_FROM: Final = re.compile(
    r"^(?:from|aus|de|da|von)\s(?:(?:[A-Z][\w.]*\s){1,3}?[\w.]+['’]s?\s)?(?=[A-Z])", re.IGNORECASE
)
_AND: Final = re.compile(
    r",\s*(?:and|und|et|y|e|och|og|en)\s+|[,;/|]|\s(?:and|und|et|&|y|e|och|og|en|ve|та|и|i|a)\s(?=[^\W\d_])"
)
_HOUSE: Final = re.compile(r"^(?:[A-Z][\w.]*\s){0,3}[\w.]+['’]s\s(?=[A-Z])")
"""The house that a writer works for: "The Ledger's Ada Byron"."""
_WITH: Final = re.compile(
    r",?\s(?:with (?:updates|reporting|analysis) (?:from|by)|with|edited by|mit|avec|con)\s(?=[A-Z])"
)
_ROLE_PART: Final = re.compile(
    r"\b(?:correspondent|reporter|editor|bureau chief|journalist|analyst|producer|news desk|korrespondent\w*|redakteur\w*|journaliste|corresponsal|redactora?|inviat[oa]|giornalista|jornalista|repórter)\b|^in [A-Z]",
    re.IGNORECASE,
)
_ROLES: Final = re.compile(
    r"\((?:now|earlier|jetzt|zuvor|maintenant|plus tôt|ahora|antes|in [^()]{2,40}|[^()]{2,30})\)|(?:,| \||;| –| -)? (?:in|en|à|aus) [A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)?$"
)


def _is_one_name(text: str) -> bool:
    pieces = text.split()
    return (
        1 <= len(pieces) <= 6
        and len(text) <= 60
        and all(_NAME_WORD.fullmatch(piece) for piece in pieces)
        and text[0].isupper()
    )


def _letters_without_case(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(unicodedata.category(char) == "Lo" for char in letters) * 2 > len(letters)
