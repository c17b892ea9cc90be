"""Keep the gettext catalogues of the parts: take phrases out of the code, merge them into the .po files, compile.

Run it after a phrase was added or translated: python scripts/catalogues.py
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo, write_mo

PARTS: Final = Path(__file__).resolve().parent.parent / "src" / "stoppress"
LANGUAGES: Final = ("en", "ar")
DOMAIN: Final = "django"
_KEYWORDS: Final = {**DEFAULT_KEYWORDS, "n_": (1, 2)}
_NO_DATE: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""In place of dates that would change the files at each run."""

Phrase = tuple[str, object]
"""Context and id: a text, or a pair of singular and plural."""


def parts_with_words() -> list[Path]:
    """The folders of the parts that have catalogues."""
    return sorted(folder.parent for folder in PARTS.glob("*/locale"))


def phrases_in_code(part: Path) -> Catalog:
    """All phrases that the code of a part asks for."""
    found = Catalog(domain=DOMAIN)
    for _, _, message, comments, context in extract_from_dir(part, [("**.py", "python")], keywords=_KEYWORDS):
        found.add(message, auto_comments=comments, context=context)
    return found


def po_path(part: Path, language: str) -> Path:
    """Where translators write."""
    return part / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def written(part: Path, language: str) -> Catalog:
    """What translators wrote; empty when there is no file yet."""
    path = po_path(part, language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN)
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language, domain=DOMAIN)


def compiled(part: Path, language: str) -> dict[Phrase, object]:
    """What the program will say: translations by phrase."""
    with po_path(part, language).with_suffix(".mo").open("rb") as file:
        return translations(read_mo(file))


def translations(catalogue: Catalog) -> dict[Phrase, object]:
    """The phrases of a catalogue that are translated, the header aside."""
    return {
        (message.context or "", _hashable(message.id)): _hashable(message.string)
        for message in catalogue
        if message.id and message.string and (isinstance(message.string, str) or all(message.string))
    }


def _hashable(words: object) -> object:
    return tuple(words) if isinstance(words, list | tuple) else words


def update(part: Path, language: str) -> None:
    """Merge the phrases of the code into a catalogue and compile it."""
    catalogue = written(part, language)
    catalogue.update(phrases_in_code(part), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = f"# {language}: what Stop Press adds to pages. Under the licence of Stop Press."
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    catalogue.project, catalogue.version, catalogue.msgid_bugs_address = "Stop Press", "1", ""
    catalogue.last_translator = catalogue.language_team = "Stop Press"
    catalogue.fuzzy = False
    path = po_path(part, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pofile.write_po(file, catalogue, width=110, no_location=True, sort_output=True)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def main() -> None:
    """Bring all catalogues up to date and say what is missing."""
    for part in parts_with_words():
        for language in LANGUAGES:
            update(part, language)
            catalogue = written(part, language)
            missing = len(catalogue) - len(translations(catalogue))
            print(f"{part.name} {language}: {len(catalogue)} phrases, {missing} not translated")


if __name__ == "__main__":
    main()
