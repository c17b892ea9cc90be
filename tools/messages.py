"""Collects the desk's sentences for translators, and compiles what they wrote. `python tools/messages.py`.

Reads what is marked in desk/**/*.py and desk/templates, updates locale/<language>/LC_MESSAGES/django.po with what is
new, and writes django.mo. tests/desk/test_languages.py fails when this was forgotten or a sentence has no translation.
"""

from __future__ import annotations

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
DESK = ROOT / "src" / "stoppress" / "desk"
LANGUAGES = ("ar", "en")
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}

_TRANSLATE = re.compile(r"""{%\s*translate\s+"([^"]+)"|_\("([^"]+)"\)""")
_BLOCK = re.compile(r"{%\s*blocktranslate(?P<options>[^%]*)%}(?P<body>.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
_PLURAL = re.compile(r"{%\s*plural\s*%}")
_VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")


def sentences() -> Catalog:
    """Every sentence that the desk says in English, with the files that say it."""
    catalog = Catalog(domain="django", fuzzy=False)
    for path in sorted(DESK.rglob("*.py")):
        with path.open("rb") as file:
            for _line, message, _comments, _context in extract("python", file, KEYWORDS):
                catalog.add(message, locations=[(path.relative_to(DESK).as_posix(), 1)])
    for path in sorted((DESK / "templates").rglob("*.html")):
        for message in _of_template(path.read_text(encoding="utf-8")):
            catalog.add(message, locations=[(path.relative_to(DESK).as_posix(), 1)])
    return catalog


def _of_template(text: str) -> list[str | tuple[str, str]]:
    found: list[str | tuple[str, str]] = [one or other for one, other in _TRANSLATE.findall(text)]
    for block in _BLOCK.finditer(text):
        parts = [_as_message(part, trimmed="trimmed" in block["options"]) for part in _PLURAL.split(block["body"])]
        found.append((parts[0], parts[1]) if len(parts) == 2 else parts[0])
    return found


def _as_message(body: str, *, trimmed: bool) -> str:
    """As Django looks it up: variables in %(name)s, lines of a trimmed block joined."""
    if trimmed:
        body = " ".join(line.strip() for line in body.strip().splitlines())
    return _VARIABLE.sub(r"%(\1)s", body.replace("%", "%%"))


def catalogue(language: str) -> Path:
    """Where one language's sentences stand."""
    return DESK / "locale" / language / "LC_MESSAGES" / "django.po"


def updated(language: str) -> Catalog:
    """A language's catalogue with every sentence that the desk says now, and no other."""
    path = catalogue(language)
    text = path.read_bytes() if path.exists() else b""
    catalog = read_po(io.BytesIO(text), locale=language, domain="django")
    catalog.update(sentences(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """The catalogue as translators edit it, without dates and line numbers: they would change at every run."""
    file = io.BytesIO()
    write_po(file, catalog, width=110, sort_output=True, omit_header=True, include_lineno=False)
    return (
        f'msgid ""\nmsgstr ""\n"Language: {catalog.locale}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    ).encode() + file.getvalue()


def as_mo(po: bytes, language: str) -> bytes:
    """The catalogue as Django reads it."""
    file = io.BytesIO()
    catalog = read_po(io.BytesIO(po), locale=language)
    # Dates would change the file at every run.
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    write_mo(file, catalog)
    return file.getvalue()


def main() -> int:
    """Write all catalogues."""
    for language in LANGUAGES:
        po, path = as_po(updated(language)), catalogue(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po)
        path.with_suffix(".mo").write_bytes(as_mo(po, language))
        missing = [message.id for message in updated(language) if message.id and not message.string]
        if language != "en" and missing:
            sys.stderr.write(f"{language}: {len(missing)} sentences are not translated\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
