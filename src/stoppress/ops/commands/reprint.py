"""stoppress reprint [SLUG…]

Takes these stories off the shelf, or all of them, and prints them again from the log. Open pages fetch themselves anew
where they can't go on. Works beside a running press, and without one.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser

from stoppress.base.errors import Fault, Refusal
from stoppress.base.limits.ops import REPRINT_WAIT_S
from stoppress.bell.contract import EVERYTHING, Bell
from stoppress.edition.contract import Edition
from stoppress.ops.call import Call
from stoppress.ops.folder import held, is_held
from stoppress.ops.tables import open_tables
from stoppress.project import wiring


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("slug", nargs="*", metavar="SLUG", help="the stories (default: all)")


def run(call: Call) -> int:
    with open_tables(call.house):
        edition, bell = wiring.edition(call.house), wiring.bell(call.house)
        try:
            printed = _printed_again(call, edition, bell)
        finally:
            bell.close()
            edition.close()
    lines = [f"Printed {slug} up to {number}." for slug, number in printed.items()]
    call.answer({"printed": printed}, *(lines or ["There is nothing to print."]))
    return 0


def _printed_again(call: Call, edition: Edition, bell: Bell) -> dict[str, int]:
    from stoppress.story import read

    numbers = read.numbers()
    wanted = call.options.slug or sorted(numbers)
    if unknown := [slug for slug in wanted if slug not in numbers]:
        raise Refusal("story-unknown", f"There is no story “{unknown[0][:80]}”. Correct the address.", field="slug")
    if call.options.slug:
        for slug in wanted:
            edition.drop_story(slug)
    else:
        edition.clear()
    if is_held(call.house.data, "press"):
        bell.ring("log", EVERYTHING)
    else:
        with held(call.house.data, "press"):
            from stoppress.press.loop import Press

            Press(edition, bell, call.house).look_at_everything()
    return {slug: _wait_until_printed(edition, slug, f"{read.epoch()}-{numbers[slug]}") for slug in wanted}


def _wait_until_printed(edition: Edition, slug: str, position: str) -> int:
    """The number up to which a story is printed, once it is at least at this position.

    Raises   Fault: it is not printed in time.
    """
    epoch, _, number = position.partition("-")
    until = time.monotonic() + REPRINT_WAIT_S
    while True:
        printed = edition.printed(slug)
        if printed and printed.epoch == epoch and printed.number >= int(number):
            return printed.number
        if time.monotonic() > until:
            raise Fault(f"{slug} is not printed up to {position} after {REPRINT_WAIT_S:.0f} s; its log says why")
        time.sleep(0.05)
