"""Where the next page of a list begins. Opaque to callers: a number in base 36 behind a letter that names the list."""

from __future__ import annotations

from typing import Final

from stoppress.base.errors import Refusal

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def cursor_at(kind: str, number: int) -> str:
    """The cursor that goes on from a number; may be negative.

    kind     one letter, so that a cursor of another list is refused.
    """
    digits, rest = "", abs(number)
    while rest or not digits:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return f"{kind}{'-' if number < 0 else ''}{digits}"


def cursor_number(kind: str, cursor: str | None) -> int | None:
    """The number inside; None for no cursor.

    Raises   Refusal cursor-not-usable.
    """
    if not cursor:
        return None
    digits = cursor[1:].removeprefix("-")
    if cursor[0] != kind or not digits or len(digits) > 13 or not set(digits) <= set(_DIGITS):
        raise Refusal(
            "cursor-not-usable",
            "This cursor is none of this list. Take `next` of the page before, or leave it out.",
            field="cursor",
        )
    number = min(int(digits, 36), 2**63 - 1)
    return -number if cursor[1] == "-" else number
