"""Writes what is generated: docs/limits.md, the settings in docs/operate.md, the tables in docs/roles.md and api.md.

With --check it writes nothing and says which page is out of date; a test calls it so.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
import roles

ROOT = Path(__file__).resolve().parents[1]
LIMITS = ROOT / "src/stoppress/base/limits"
SETTINGS = ROOT / "src/stoppress/base/settings.py"
TABLE = re.compile(r"(?<=<!-- settings: made by `make docs` -->\n).*?(?=<!-- end of settings -->)", re.DOTALL)

ROLES = re.compile(r"(?<=<!-- roles: made by `make docs` -->\n).*?(?=<!-- end of roles -->)", re.DOTALL)
OPERATIONS = re.compile(r"(?<=<!-- operations: made by `make docs` -->\n).*?(?=<!-- end of operations -->)", re.DOTALL)


class Setting(NamedTuple):
    """One field of Settings."""

    variable: str
    default: str
    meaning: str


def main() -> int:
    """Write or check the pages. Returns 1 when one is out of date under --check."""
    pages = {
        ROOT / "docs/limits.md": limits_page(sorted(LIMITS.glob("[a-z]*.py"))),
        ROOT / "docs/operate.md": operate_page((ROOT / "docs/operate.md").read_text(), SETTINGS.read_text()),
        ROOT / "docs/roles.md": roles_page((ROOT / "docs/roles.md").read_text()),
        ROOT / "docs/api.md": api_page((ROOT / "docs/api.md").read_text()),
    }
    old = [path for path, text in pages.items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv[1:]:
        for path in old:
            sys.stdout.write(f"{path.relative_to(ROOT)} is out of date; call `make docs`.\n")
        return bool(old)
    for path in old:
        path.write_text(pages[path])
        sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")
    return 0


def limits_page(files: list[Path]) -> str:
    """docs/limits.md from the files of base/limits/, in their order: each file's docstring is its heading."""
    lines = [
        "# Limits",
        "",
        "Every bound of the system, with its reason. Made from `base/limits/` by `make docs`; do not edit.",
    ]
    for tree in [ast.parse(file.read_text()) for file in files]:
        title = (ast.get_docstring(tree) or "").rstrip(".")
        lines += ["", f"## {title}", "", "| Limit | Value | What and why |", "|---|---|---|"]
        lines += [f"| `{name}` | {number(value)} | {text} |" for name, value, text in documented(tree.body)]
    return "\n".join(lines) + "\n"


def operate_page(page: str, source: str) -> str:
    """docs/operate.md with its table of settings made anew."""
    rows = ["| Setting | Default | Meaning |", "|---|---|---|"]
    rows += [f"| `{setting.variable}` | {setting.default} | {setting.meaning} |" for setting in settings(source)]
    return TABLE.sub(lambda _: "\n".join(rows) + "\n", page)


def roles_page(page: str) -> str:
    """docs/roles.md with its tables made anew."""
    made = roles.tables()
    return ROLES.sub(lambda _: made, page)


def api_page(page: str) -> str:
    """docs/api.md with its tables made anew."""
    made = roles.operations()
    return OPERATIONS.sub(lambda _: made, page)


def settings(source: str) -> list[Setting]:
    """The settings in the order of the class; one without words of its own shares those of the next that has some."""
    body = next(node.body for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return [Setting(f"STOPPRESS_{name.upper()}", default, meaning) for name, default, meaning in documented(body)]


def documented(body: list[ast.stmt]) -> list[tuple[str, str, str]]:
    """Annotated names with their values and the text that follows each: (name, value, text)."""
    found: list[tuple[str, str, str]] = []
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            text = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            found.append((node.target.id, shown(node.value), " ".join(str(text).split()).replace("|", "\\|")))
    # Two ends of one range share the words below the second.
    for place in reversed(range(len(found) - 1)):
        name, value, text = found[place]
        found[place] = (name, value, text or found[place + 1][2])
    return found


def number(text: str) -> str:
    """A number with its digits in groups; other text as it is."""
    return f"{int(text):,}" if text.isdigit() else text


def shown(value: ast.expr) -> str:
    """A default as people write it."""
    source = ast.unparse(value)
    if source.startswith("Path("):
        source = source.removeprefix("Path(").removesuffix(")")
    if source in {"''", '""'}:
        return "–"
    if source in {"True", "False"}:
        return "yes" if source == "True" else "no"
    return source.strip("'\"")


if __name__ == "__main__":
    sys.exit(main())
