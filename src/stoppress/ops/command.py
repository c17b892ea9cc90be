"""The command `stoppress`: which commands there are, what they share, and how a call ends.

Exit codes: 0 done; 1 a Fault, with a line in the log; 2 refused or wrongly called, with one sentence on standard
error; 130 interrupted; 141 nobody reads the answer any more. Each command is a module in ops/commands/; only the one
that is called is loaded, so that a start costs no more than it must.
"""

from __future__ import annotations

import difflib
import importlib
import json
import logging
import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn, cast

from stoppress import __version__
from stoppress.base.errors import Fault, Refusal
from stoppress.base.settings import PREFIX, Settings
from stoppress.ops.call import Call, CommandModule
from stoppress.ops.house import house_with
from stoppress.ops.logs import log_to_stderr


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its module in ops/commands/, what it is for, and whether it answers."""

    module: str
    purpose: str
    answers: bool = True
    """True: takes --json."""
    listed: bool = True
    """False: only the supervisor calls it."""


COMMANDS: Final[dict[str, Command]] = {
    "serve": Command("serve", "Start everything: readers' pages, desk and press.", answers=False),
    "demo": Command("demo", "Start with an invented story that goes on by itself, or with text files.", answers=False),
    "user": Command("user", "Make a user, a login link, or list the users."),
    "token": Command("token", "Make, list or revoke the tokens of a user's programs."),
    "open": Command("open_story", "Open a story."),
    "publish": Command("publish", "Publish an update."),
    "amend": Command("amend", "Change an update: a typo, an update or a correction."),
    "withdraw": Command("withdraw", "Take an update back."),
    "close": Command("close_story", "Close a story."),
    "import": Command("import_files", "Import live blogs from text files."),
    "export": Command("export", "Write a story, complete, as JSON."),
    "reprint": Command("reprint", "Print stories again from the log."),
    "backup": Command("backup", "Write everything that is precious into one file."),
    "restore": Command("restore", "Put a backup in the place of what is there."),
    "doctor": Command("doctor", "Look for what is wrong, and say what to do."),
    "loadtest": Command("loadtest", "Try your own server with many readers."),
    "reader": Command("reader", "Start one readers' process alone.", answers=False),
    "desk": Command("desk", "Start the desk alone.", answers=False),
    "press": Command("press", "Start the press alone.", answers=False),
    "perform": Command("perform", "Tell the demo's stories.", answers=False, listed=False),
}
"""In the order in which the help lists them."""

_AS_SETTINGS: Final = ("data", "reader_port", "desk_port", "reader_processes")
"""Options that are settings too."""


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one call and return its exit code.

    argv     without the program's name; None = sys.argv.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _called(arguments)
        sys.stdout.flush()
    except Refusal as refusal:
        return _refused(refusal, as_json="--json" in arguments)
    except BrokenPipeError:
        # Python would complain once more when it flushes standard output at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return 130
    except Fault as fault:
        return _failed(fault)
    except Exception as error:  # noqa: BLE001  the last one who can log it, with what happened
        return _failed(error)
    return code


def _called(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        sys.stdout.write(overview())
        return 0
    if arguments[0] == "--version":
        sys.stdout.write(f"stoppress {__version__}\n")
        return 0
    name = arguments[0]
    log_to_stderr("stoppress", "info")
    if name not in COMMANDS:
        raise Refusal("command-unknown", f"“{name}” is no command.{_nearest(name)} `stoppress --help` lists them.")
    module = load(name)
    options = parser_of(name, module).parse_args(arguments[1:])
    house = _house_for(options)
    log_to_stderr(name, house.log_level)
    return module.run(Call(options, house, _typed_as()))


def load(name: str) -> CommandModule:
    """The module of one command."""
    return cast(CommandModule, importlib.import_module(f"stoppress.ops.commands.{COMMANDS[name].module}"))


def parser_of(name: str, module: CommandModule) -> ArgumentParser:
    """What one command takes."""
    parser = _Parser(
        prog=f"stoppress {name}",
        description=COMMANDS[name].purpose,
        epilog=(module.__doc__ or "").partition("\n")[2].strip() or None,
        allow_abbrev=False,
    )
    module.arguments(parser)
    parser.add_argument("--data", metavar="DIR", help=f"data folder (default: ${PREFIX}DATA, else stoppress-data)")
    if COMMANDS[name].answers:
        parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    else:
        parser.add_argument("--lifeline", type=int, metavar="FD", help=SUPPRESS)
    return parser


def overview() -> str:
    """What `stoppress --help` says."""
    lines = [f"  {name:10} {command.purpose}" for name, command in COMMANDS.items() if command.listed]
    return (
        "Stop Press, a live blog of your own.\n\nusage: stoppress COMMAND [OPTIONS]\n\n"
        + "\n".join(lines)
        + "\n\n`stoppress COMMAND --help` says what a command takes; every command takes --data DIR.\n"
        f"Settings come from the environment ({PREFIX}…); docs/operate.md lists them.\n"
    )


class _Parser(ArgumentParser):
    """argparse, but wrong calls are Refusals like everything else that can't be done."""

    def error(self, message: str) -> NoReturn:
        raise Refusal("usage", f"{message[:1].upper()}{message[1:]}. `{self.prog} --help` says what it takes.")


def _nearest(name: str) -> str:
    near = difflib.get_close_matches(name, [name for name, command in COMMANDS.items() if command.listed], n=1)
    return f" Do you mean {near[0]}?" if near else ""


def _house_for(options: Namespace) -> Settings:
    return house_with(**{setting: getattr(options, setting, None) for setting in _AS_SETTINGS})


def _typed_as() -> str:
    program = Path(sys.argv[0])
    return "python -m stoppress" if program.name == "__main__.py" else sys.argv[0]


def _refused(refusal: Refusal, *, as_json: bool) -> int:
    if as_json:
        facts = {"refused": refusal.code, "message": refusal.message, "field": refusal.field}
        sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    sys.stderr.write(f"stoppress: {refusal.message}\n")
    return 2


def _failed(error: Exception) -> int:
    logging.getLogger("stoppress").critical("%s: %s", type(error).__name__, error, exc_info=error)
    return 1
