"""The page's script as one file: modules that are read apart, delivered together. Pure but for reading the folder.

One request instead of a dozen that wait for each other, and one compression. Each module becomes a block of its own,
so that their names stay apart; the words for people (comments) stay in the source.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from stoppress.base.errors import Fault

_IMPORT: Final = re.compile(r'^import (?:\{ ([^}]*) \} from )?"\./([a-z]+)\.js";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=const (\w+))", re.MULTILINE)
_COMMENT: Final = re.compile(r"^\s*/\*.*?\*/\n|(?:^|[ \t])[ \t]*// [^\n]*$", re.MULTILINE | re.DOTALL)
_INDENT: Final = re.compile(r"^\s+", re.MULTILINE)


def joined(folder: Path, entry: str) -> str:
    """One module out of a folder of modules, each after those that it imports.

    entry    name, without ".js", of the one that imports the others.
    folder   modules that say import { a, b } from "./name.js" and export const only.
    Raises   Fault: a module is missing, imports in a circle, or says import or export in another way.
    """
    sources: dict[str, str] = {}
    _collect(folder, entry, sources, ())
    return "".join(_block(name, source) for name, source in sources.items())


def _collect(folder: Path, name: str, sources: dict[str, str], above: tuple[str, ...]) -> None:
    """Put a module after those that it imports into sources, which keeps the order."""
    if name in above:
        raise Fault(f"{name}.js imports itself, by {' and '.join(above)}")
    if name in sources:
        return
    path = folder / f"{name}.js"
    if not path.is_file():
        raise Fault(f"{above[-1] if above else 'the page'} imports {path}, which is not there")
    source = path.read_text(encoding="utf-8")
    for match in _IMPORT.finditer(source):
        _collect(folder, match[2], sources, (*above, name))
    sources[name] = source


def _block(name: str, source: str) -> str:
    """A module as a block that gives its exports to the blocks after it."""
    exports = ", ".join(match[1] for match in _EXPORT.finditer(source))
    body = _EXPORT.sub("", _IMPORT.sub(lambda found: _taken(found[1], found[2]), source))
    if re.search(r"^(import|export) ", body, re.MULTILINE):
        raise Fault(f"{name}.js imports or exports in a way that can't be joined")
    body = _INDENT.sub("", _COMMENT.sub("", body))
    return f"const _{name} = (() => {{\n{body}return {{ {exports} }};\n}})();\n"


def _taken(names: str | None, module: str) -> str:
    return f"const {{ {names} }} = _{module};\n" if names else ""
