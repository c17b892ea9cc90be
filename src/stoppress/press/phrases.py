"""The words that we add to a page, in the language of the story: gettext catalogues below locale/. Pure.

tools/catalogues.py takes the phrases out of labels.py and times.py and compiles what translators wrote.
Kept apart from Django's translation, which belongs to a thread's current language; a page has its own.
"""

from __future__ import annotations

import gettext
from functools import lru_cache
from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).parent / "locale"
DOMAIN: Final = "django"
LANGUAGES: Final = ("en", "ar")
"""What there are catalogues for; others get English words around their own text."""

_RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_RIGHT_TO_LEFT_SCRIPTS: Final = frozenset({"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"})

PLURAL_EXAMPLES: Final = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
"""A number of each plural category of Unicode, as browsers name them; right for English and Arabic."""


@lru_cache(maxsize=256)
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue for a BCP 47 tag: its own, that of its language without region, or English."""
    primary = language.lower().partition("-")[0]
    return gettext.translation(DOMAIN, LOCALE, [primary, "en"], fallback=True)


def words_language(language: str) -> str:
    """The language in which our own words appear on a page of this language."""
    primary = language.lower().partition("-")[0]
    return primary if primary in LANGUAGES else "en"


def direction(language: str) -> str:
    """ "rtl" or "ltr" for a BCP 47 tag: by its script where it names one, else by its language."""
    primary, *more = language.lower().split("-")
    for part in more:
        if len(part) == 4 and part.isalpha():
            return "rtl" if part in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"
