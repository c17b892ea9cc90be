"""Folders of style sheets and of modules as one file each: read apart, delivered together. Pure but for reading.

One request instead of a dozen that wait for each other, and one compression. What is written for people (comments,
indentation) stays in the source.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from stoppress.base.errors import Fault

_IMPORT: Final = re.compile(r'^import (?:\{ [^}]* \} from )?"\./([a-z]+)\.js";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=const \w+)", re.MULTILINE)
_TOP_NAME: Final = re.compile(r"^(?:export )?(?:const|let|function|class) (\w+)", re.MULTILINE)
_NUMBER: Final = re.compile(r"^const ([A-Z][A-Z_]+) = ([\d_]+|[\d_]+ \* ([A-Z][A-Z_]+));\n", re.MULTILINE)
_COMMENT: Final = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
_LINE_COMMENT: Final = re.compile(r"(?:^|[ \t]+)// [^\n]*$", re.MULTILINE)
_INDENT: Final = re.compile(r"^\s+", re.MULTILINE)
_WORDS: Final = re.compile(
    r"""
    "(?:[^"\\\n]|\\.)*" | `[^`]*`                          # text in quotation marks, and with places in it
    | (?<=[(,=:&|?;{}!])\s*/(?:[^/\\\n\[]|\\.|\[[^]\n]*])+/[a-z]*  # a pattern: a slash where no value can end
    """,
    re.VERBOSE,
)
_AROUND_SIGNS: Final = re.compile(r" ?([{}()\[\];,:?=<>&|!*%]) ?|(?:(?<!\+) )?(\+)(?! ?\+) ?|(?:(?<!-) )?(-)(?! ?-) ?")


def joined(folder: Path) -> tuple[str, str]:
    """One file out of a folder, and its name: page/ gives page.css, follow/ gives follow.js.

    folder   style sheets, in the order of their names; or modules, of which the one with the folder's name imports the
             others: import { a, b } from "./name.js" and export const only; no /* or // inside strings.
    Raises   Fault: a module is missing, imports in a circle, says import or export in another way, or has a name at
             its top that another one has.
    """
    sheets = sorted(folder.glob("*.css"))
    if sheets:
        return f"{folder.name}.css", "".join(_bare(sheet.read_text(encoding="utf-8")) for sheet in sheets)
    sources: dict[str, str] = {}
    _collect(folder, folder.name, sources, ())
    _check_names(sources)
    script = "".join(_alone(name, source) for name, source in sources.items())
    return f"{folder.name}.js", _tight(_with_numbers(script))


def _collect(folder: Path, name: str, sources: dict[str, str], above: tuple[str, ...]) -> None:
    """Put a module after those that it imports into sources, which keeps the order."""
    if name in above:
        raise Fault(f"{folder.name}/{name}.js imports itself, by {' and '.join(above)}")
    if name in sources:
        return
    path = folder / f"{name}.js"
    if not path.is_file():
        raise Fault(f"{path} is not there, though {above[-1] if above else 'the page'} needs it")
    source = path.read_text(encoding="utf-8")
    for found in _IMPORT.finditer(source):
        _collect(folder, found[1], sources, (*above, name))
    sources[name] = source


def _alone(name: str, source: str) -> str:
    """A module without its imports and exports."""
    body = _EXPORT.sub("", _IMPORT.sub("", source))
    if re.search(r"^(import|export)\b", body, re.MULTILINE):
        raise Fault(f"{name}.js imports or exports in a way that can't be joined")
    return _LINE_COMMENT.sub("", _bare(body))


def _with_numbers(script: str) -> str:
    """A script with its named numbers (const ROOM_MS = 15 * SECOND) written where they are used."""
    numbers: dict[str, int] = {}
    for name, value, unit in _NUMBER.findall(script):
        numbers[name] = int(value.partition(" ")[0]) * (numbers[unit] if unit else 1)
    return re.sub(r"\b[A-Z][A-Z_]+\b", lambda hit: str(numbers.get(hit[0], hit[0])), _NUMBER.sub("", script))


def _check_names(sources: dict[str, str]) -> None:
    """Joined modules share one scope: a name may stand at the top of one of them only."""
    owners: dict[str, str] = {}
    for name, source in sources.items():
        for found in _TOP_NAME.finditer(source):
            if other := owners.get(found[1]):
                raise Fault(f"{other}.js and {name}.js both have a {found[1]} at their top; rename one")
            owners[found[1]] = name


def _tight(script: str) -> str:
    """A script without the spaces and line ends that its meaning does not need: they are 5 % of it, compressed.

    script   statements end with semicolons; no template literal within another; "quoted" text, not 'quoted'.
    """
    parts: list[str] = []
    end = 0
    for found in _WORDS.finditer(script):
        parts += [_tight_code(script[end : found.start()]), found[0].strip()]
        end = found.end()
    return "".join([*parts, _tight_code(script[end:])]).replace(";}", "}") + "\n"


def _tight_code(code: str) -> str:
    """Outside of quotation marks and patterns."""
    return _AROUND_SIGNS.sub(r"\1\2\3", re.sub(r"\s+", " ", code))


def _bare(text: str) -> str:
    """Without block comments, indentation and empty lines."""
    return _INDENT.sub("", _COMMENT.sub("", text))
