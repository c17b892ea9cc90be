"""Writes docs/limits.md from base/limits.py, so that the page can't tell anything else than the code.

`python -m stoppress.ops.limits_page` in the repository rewrites it; tests/shape/test_limits_page.py compares.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stoppress.base import limits

PAGE: Final = Path("docs/limits.md")

_HEAD: Final = """\
# Limits

Every queue, loop, body and retry of Stop Press has a bound. This page lists them with their reasons. It is made from
`src/stoppress/base/limits.py`: change them there, then run `python -m stoppress.ops.limits_page`.

A name says what is bounded and in which unit: `_MAX` of a count, `_CHARS`, `_BYTES`, `_S` (seconds), `_MS`
(milliseconds).
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """One bound. why: its docstring, on one line."""

    section: str
    name: str
    value: int | float
    why: str


def all_limits(source: str, values: Mapping[str, object]) -> Iterator[Limit]:
    """The bounds in a module like base/limits.py, in its order: annotated names, each with a docstring below.

    values   of the module's names.
    Raises   ValueError  for a bound without a docstring, and for a section's comment that is missing.
    """
    statements = ast.parse(source).body
    sections = {number: line[2:] for number, line in enumerate(source.splitlines(), 1) if line.startswith("# ")}
    for statement, after in zip(statements, [*statements[1:], None], strict=True):
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        name = statement.target.id
        above = [number for number in sections if number < statement.lineno]
        if not above:
            raise ValueError(f"{name} stands in no section; begin one with a comment.")
        if not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)):
            raise ValueError(f"{name} has no docstring; say unit and reason below it.")
        value = values.get(name)
        if not isinstance(value, (int, float)):
            raise ValueError(f"{name} is no plain number.")
        yield Limit(sections[max(above)], name, value, " ".join(str(after.value.value).split()))


def page_from(source: str, values: Mapping[str, object]) -> str:
    """The page as Markdown. Arguments and errors as all_limits()."""
    parts = [_HEAD]
    section = ""
    for limit in all_limits(source, values):
        if limit.section != section:
            section = limit.section
            parts.append(f"\n## {section}\n\n| Limit | Value | What and why |\n|---|---:|---|\n")
        why = limit.why.replace("|", "\\|")
        parts.append(f"| `{limit.name}` | {limit.value:,} | {why} |\n")
    return "".join(parts)


def main() -> None:
    """Rewrite the page in the repository that is the current folder."""
    PAGE.write_text(page_from(inspect.getsource(limits), vars(limits)), encoding="utf-8")


if __name__ == "__main__":
    main()
