"""What a command gets to work with, and how it answers: in sentences for people, as one JSON object for programs."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from stoppress.base.settings import Settings


class CommandModule(Protocol):
    """The shape of every module in ops/commands/."""

    __name__: str

    def arguments(self, parser: ArgumentParser) -> None:
        """Add what the command takes."""

    def run(self, call: Call) -> int:
        """Do it.

        Returns  the exit code.
        Raises   Refusal for what can't be done; Fault for our bugs.
        """


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a command."""

    options: Namespace
    house: Settings
    typed_as: str
    """How the program was called, so that what we tell people to type works as it stands."""

    def answer(self, facts: Mapping[str, object], *sentences: str) -> None:
        """Answer once: facts as one JSON object under --json, else the sentences, a line each."""
        if getattr(self.options, "json", False):
            sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
        else:
            sys.stdout.write("".join(f"{sentence}\n" for sentence in sentences))
        # Now, for whoever reads the addresses of a server from a pipe.
        sys.stdout.flush()

    def say(self, sentence: str) -> None:
        """Tell people how it goes, beside the answer: on standard error, a line."""
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()

    def to_type(self, command: str) -> str:
        """A command line that a person can type as it stands, for this data folder."""
        given = getattr(self.options, "data", None)
        return f"{self.typed_as} {command}" + (f" --data {given}" if given else "")
