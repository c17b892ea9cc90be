"""A posted form as it came: fields by name, nothing cleaned, so that a refused form is shown as it was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import zip_longest
from typing import TypeVar

from stoppress.base.errors import Refusal
from stoppress.base.limits.desk import FORM_ROWS_MAX

Word = TypeVar("Word", bound=StrEnum)


class Typed:
    """The fields of one form."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self._fields = fields

    def text(self, name: str, default: str = "") -> str:
        """The first value of a field; the default when the form has none of that name."""
        values = self._fields.get(name)
        return values[0] if values else default

    def all(self, name: str) -> Sequence[str]:
        """Every value of a field, in the form's order."""
        return self._fields.get(name, ())

    def has(self, name: str) -> bool:
        """Whether the form has a field of that name, filled or not."""
        return name in self._fields

    def ticked(self, name: str) -> bool:
        """True when a box of that name was ticked."""
        return self.text(name) not in {"", "0", "false", "off", "no"}

    def rows(self, *names: str) -> Iterator[tuple[str, ...]]:
        """Fields that repeat, row by row: the first values, then the second ones … Empty rows are left out.

        Raises   Refusal too-many.
        """
        columns = [self._fields.get(name, ()) for name in names]
        if max(map(len, columns)) > FORM_ROWS_MAX:
            raise Refusal(
                "too-many",
                f"“{names[0]}” has {max(map(len, columns))} rows; at most {FORM_ROWS_MAX} are read. Leave some out.",
                field=names[0],
            )
        yield from (row for row in zip_longest(*columns, fillvalue="") if any(value.strip() for value in row))


def word_from(words: type[Word], text: str, field: str) -> Word:
    """One of a closed list of words.

    Raises   Refusal word-unknown.
    """
    try:
        return words(text)
    except ValueError:
        known = ", ".join(f"“{word}”" for word in words)
        raise Refusal("word-unknown", f"“{text[:40]}” is not known here. Take one of {known}.", field=field) from None


def number_from(text: str, field: str) -> int | None:
    """A whole number from 0; None for nothing.

    Raises   Refusal number-not-readable.
    """
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Refusal("number-not-readable", f"“{text[:40]}” is no number. Load the page anew.", field=field)
    return int(text)
