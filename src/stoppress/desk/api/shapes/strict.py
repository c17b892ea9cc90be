"""What all that comes in has in common: nothing unknown, nothing turned from one type into another."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field

from stoppress.base.clock import from_iso


class Asked(Schema):
    """A body. Unknown fields are refused; "1" is no number, 1 is no text."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _moment(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("A time is a text like 2026-11-22T14:03:07Z, with its zone")
    try:
        return from_iso(value)
    except (ValueError, OverflowError):
        raise ValueError("This is no time with a zone. Write it like 2026-11-22T14:03:07Z") from None


Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
"""A time that comes in: ISO 8601 with a zone."""

Shown = datetime
"""A time that goes out: UTC."""

Words = Annotated[str, Field(max_length=200_000)]
"""Any text; how much of it fits is said by the rules of the desk, with a sentence."""
