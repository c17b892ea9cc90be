"""The process that draws share cards: a card a line on standard input, its file on standard output, until that ends.

Started by painter.py: `python -m stoppress.media.card_worker PICTURES FONT`, FONT "" for none of the house's own. An
answer is four bytes of length and so many bytes; length 0 = this card can't be drawn, standard error says why. It takes
what time of the processor others leave.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
import traceback
from pathlib import Path

from stoppress.base.limits.pictures import PICTURE_WORKER_MEMORY_BYTES
from stoppress.media.card import Card, card_from_line
from stoppress.media.drawing import drawn
from stoppress.media.faces import Face, can_shape, faces


def main() -> None:
    """Draw what is asked for, one after the other."""
    _bound_this_process()
    os.nice(15)
    pictures, font = Path(sys.argv[1]), sys.argv[2]
    known = faces(Path(font) if font else None)
    with contextlib.suppress(BrokenPipeError):  # nobody waits any more
        for line in sys.stdin.buffer:
            content = _drawn(card_from_line(line), known, pictures)
            _write(len(content).to_bytes(4, "big") + content)


def _write(content: bytes) -> None:
    """Past Python's own buffer, which would complain at the end that it could not be emptied."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(1, rest) :]


def _bound_this_process() -> None:
    """Its memory; its time is the painter's to watch, since it draws for hours."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (PICTURE_WORKER_MEMORY_BYTES,) * 2)


def _drawn(card: Card, known: tuple[Face, ...], pictures: Path) -> bytes:
    if card.direction == "rtl" and not can_shape():
        print("this Pillow can't join Arabic letters (it has no Raqm); no card", file=sys.stderr)  # noqa: T201
        return b""
    try:
        return drawn(card, known, pictures)
    except Exception:  # noqa: BLE001 - one card must not cost the others
        traceback.print_exc()
        return b""


if __name__ == "__main__":
    main()
