"""What a house that lacks something is told to do next."""

from __future__ import annotations

from argparse import Namespace

import pytest

from stoppress.base.settings import Settings
from stoppress.ops.call import Call
from stoppress.ops.commands.serve import first_steps

CALL = Call(options=Namespace(), house=Settings(), typed_as="stoppress")


@pytest.mark.parametrize(
    ("users", "stories", "found", "commands"),
    [
        (False, False, "There is nothing here yet.", ["user add", "open", "publish"]),
        (True, False, "There is no story yet.", ["open", "publish"]),
        (False, True, "There is no user yet.", ["user add"]),
    ],
)
def test_a_house_is_told_what_it_lacks_and_nothing_else(
    users: bool, stories: bool, found: str, commands: list[str]
) -> None:
    first, *steps = first_steps(CALL, users=users, stories=stories)

    assert first == f"{found} Next, in another terminal:"
    typed = [step.strip() for step in steps if step.strip().startswith("stoppress ")]
    assert len(typed) == len(commands)
    assert all(line.startswith(f"stoppress {command}") for line, command in zip(typed, commands, strict=True))
