"""What a share card says, and the name that changes with it. Pure; drawing.py draws it, in a process of its own.

A share card is the picture that social networks and messengers show beside a link: 1,200 × 630 pixels.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from stoppress.base.pictures import card_name

DESIGN: Final = 1
"""Changes when cards of the same words look otherwise, so that all are drawn anew."""

Tone = Literal["now", "changed", "gone", "plain"]
"""Of the label: red for what is live or breaking, amber for what was changed, grey for what has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Single lines of plain text; "" leaves a line out."""

    house: str
    label: str
    tone: Tone
    title: str
    below: str
    """A sentence in small type below the title."""
    foot: str
    """The time, in words."""
    language: str
    direction: str
    """ltr or rtl."""
    picture: str = ""
    """File name of one of our own JPEG copies, shown beside the words."""

    @property
    def digest(self) -> str:
        """16 hex digits that change with whatever the card shows."""
        return hashlib.sha256(f"{DESIGN} {self.to_line()}".encode()).hexdigest()[:16]

    @property
    def name(self) -> str:
        """Its file name, the last part of its address. A photograph would be ten times as large as a PNG."""
        return card_name(self.digest, "jpg" if self.picture else "png")

    def to_line(self) -> str:
        """The card as one line of JSON, for the process that draws it."""
        return json.dumps(asdict(self), ensure_ascii=True, sort_keys=True)


def card_from_line(line: str | bytes) -> Card:
    """The card that to_line() wrote."""
    fields: dict[str, Any] = json.loads(line)
    return Card(**fields)
