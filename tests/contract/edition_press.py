"""A press in a process of its own, for tests: prints whole printings to a shelf, one after the other.

Arguments: the shelf's address, the number to print up to, the bytes that fill each piece, the
frames to keep.
"""

from __future__ import annotations

import sys

from stoppress.edition.by_address import open_edition
from tests.contract.printings import SLUG, whole_printing


def main(address: str, last: int, filling: int, kept: int) -> None:
    edition = open_edition(address)
    record = edition.printed(SLUG)
    print("ready", flush=True)
    for number in range(1 if record is None else record.number + 1, last + 1):
        edition.print(whole_printing(number, filling=filling, kept=kept))
    edition.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
