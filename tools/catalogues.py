"""Keep the press's gettext catalogues: take phrases out of its code, merge them into the .po files, compile.

Run it after a phrase was added or translated: python tools/catalogues.py
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo, write_mo

PRESS: Final = Path(__file__).resolve().parent.parent / "src" / "stoppress" / "press"
LANGUAGES: Final = ("en", "ar")
DOMAIN: Final = "django"
_KEYWORDS: Final = {**DEFAULT_KEYWORDS, "n_": (1, 2)}
_NO_DATE: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""In place of dates that would change the files at each run."""

Phrase = tuple[str, object]
"""Context and id: a text, or a pair of singular and plural."""


def phrases_in_code() -> Catalog:
    """All phrases that the code of the press asks for."""
    found = Catalog(domain=DOMAIN)
    for _, _, message, comments, context in extract_from_dir(PRESS, [("**.py", "python")], keywords=_KEYWORDS):
        found.add(message, auto_comments=comments, context=context)
    return found


def po_path(language: str) -> Path:
    """Where translators write."""
    return PRESS / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def written(language: str) -> Catalog:
    """What translators wrote; empty when there is no file yet."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN)
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language, domain=DOMAIN)


def compiled(language: str) -> dict[Phrase, object]:
    """What the program will say: translations by phrase."""
    with po_path(language).with_suffix(".mo").open("rb") as file:
        return translations(read_mo(file))


def translations(catalogue: Catalog) -> dict[Phrase, object]:
    """The phrases of a catalogue that are translated, the header aside."""
    return {
        (_text(message.context), _hashable(message.id)): _hashable(message.string)
        for message in catalogue
        if message.id and _is_translated(message)
    }


def _is_translated(message: Message) -> bool:
    return bool(message.string) and (isinstance(message.string, str) or all(message.string))


def _text(context: str | bytes | None) -> str:
    """A context as text: read_mo() gives bytes."""
    return context.decode() if isinstance(context, bytes) else context or ""


def _hashable(words: object) -> object:
    return tuple(words) if isinstance(words, list | tuple) else words


def update(language: str) -> None:
    """Merge the phrases of the code into a catalogue and compile it."""
    catalogue = written(language)
    catalogue.update(phrases_in_code(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if language == "en":
        for message in catalogue:
            message.string = message.id or message.string
    catalogue.header_comment = f"# {language}: what Stop Press adds to pages. Under the licence of Stop Press."
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    catalogue.project, catalogue.version, catalogue.msgid_bugs_address = "Stop Press", "1", ""
    catalogue.last_translator = catalogue.language_team = "Stop Press"
    catalogue.fuzzy = False
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pofile.write_po(file, catalogue, width=110, no_location=True, sort_output=True)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def missing(language: str) -> list[object]:
    """Phrases without a translation."""
    catalogue = written(language)
    return [message.id for message in catalogue if message.id and not _is_translated(message)]


def main() -> None:
    """Bring all catalogues up to date and say what is missing."""
    for language in LANGUAGES:
        update(language)
        sys.stdout.write(
            f"{language}: {len(written(language))} phrases; not translated: {missing(language) or 'none'}\n"
        )


if __name__ == "__main__":
    main()
