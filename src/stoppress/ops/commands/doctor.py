"""stoppress doctor

Changes nothing. Exit code 1 when something needs to be done.
"""

from __future__ import annotations

import dataclasses
from argparse import ArgumentParser
from typing import Final

from stoppress.ops.call import Call
from stoppress.ops.doctor import look_at

_SIGNS: Final = {"well": " ", "look": "?", "act": "!"}


def arguments(parser: ArgumentParser) -> None:
    del parser


def run(call: Call) -> int:
    remarks = list(look_at(call.house))
    lines = [
        f"{_SIGNS[remark.level]} {remark.code:12} {remark.finding}" + (f" → {remark.remedy}" if remark.remedy else "")
        for remark in remarks
    ]
    to_do = sum(remark.level == "act" for remark in remarks)
    verdict = f"{to_do} to act on (!)." if to_do else "Nothing to act on."
    call.answer({"well": not to_do, "remarks": [dataclasses.asdict(remark) for remark in remarks]}, *lines, verdict)
    return 1 if to_do else 0
