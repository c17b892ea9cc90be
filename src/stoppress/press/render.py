"""Contexts to HTML, by Django's templates: escaping is always on, and nothing here asks a database.

A newsroom's own templates in <data>/templates/press/ stand before ours, one file at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.template import Context, Engine

from stoppress.base.settings import Settings
from stoppress.press.assets import house_of
from stoppress.press.contexts import (
    MARKS,
    EntryContext,
    FrontContext,
    HeadContext,
    House,
    Html,
    OutlineLine,
    RhythmContext,
    ShellContext,
    StoryContext,
)

TEMPLATES: Final = Path(__file__).parent / "templates"


class Renderer:
    """The templates of one house. Safe from several threads."""

    def __init__(self, house: House, own_templates: Path | None = None) -> None:
        """own_templates: a folder that is looked in first; it need not exist."""
        self.house = house
        folders = [str(folder) for folder in (own_templates, TEMPLATES) if folder]
        self._engine = Engine(dirs=folders, autoescape=True, debug=False)

    def entry(self, entry: EntryContext) -> str:
        """One update, as on pages, in frames and in the preview."""
        return self._rendered("_entry", {"entry": entry})

    def head(self, head: HeadContext) -> str:
        """Everything above the updates."""
        return self._rendered("_head", {"head": head, "story": head.story, "words": head.story.words})

    def day(self, entry: EntryContext) -> str:
        """The line with the date of an update's day; "" where nobody knows it."""
        return self._rendered("_day", {"entry": entry})

    def outline(self, line: OutlineLine) -> str:
        """An update in the outline of key events."""
        return self._rendered("_outline", {"line": line})

    def rhythm(self, rhythm: RhythmContext) -> str:
        """The drawing of updates over time."""
        return self._rendered("_rhythm", {"rhythm": rhythm})

    def updated(self, story: StoryContext) -> str:
        """The line with the time of the last change."""
        return self._rendered("_updated", {"story": story})

    def meta(self, entry: EntryContext, story: StoryContext) -> str:
        """Title, canonical address and card of an update's own page."""
        return self._rendered("_meta", {"entry": entry, "story": story, "house": self.house})

    def more(self, which: str, story: StoryContext) -> str:
        """The way to further updates, with the mark KEY in it. which: "older" or "newer"."""
        return self._rendered(f"_more_{which}", {"story": story, "words": story.words, "marks": MARKS})

    def shell(self, shell: ShellContext) -> str:
        """A page of a story with marks in it."""
        return self._rendered(shell.page, _fields(shell) | {"words": shell.words})

    def preview(self, entry: Html, story: StoryContext) -> str:
        """A page that holds one update and nothing else."""
        return self._rendered(
            "preview", {"entry": entry, "story": story, "words": story.words, "house": self.house, "page": "story"}
        )

    def front(self, front: FrontContext) -> str:
        """The front page."""
        return self._rendered("front", _fields(front))

    def _rendered(self, name: str, values: Mapping[str, object]) -> str:
        # No localization by Django: numbers and times come finished in the language of the story.
        context = Context(dict(values), autoescape=True, use_l10n=False, use_tz=False)
        return self._engine.get_template(f"press/{name}.html").render(context)


def _fields(context: ShellContext | FrontContext) -> dict[str, object]:
    return {name: getattr(context, name) for name in context.__slots__}


def renderer_of(settings: Settings) -> Renderer:
    """The templates as these settings have them."""
    return Renderer(house_of(settings), settings.data / "templates")
