"""Print the pieces of a story anew, at the number at which it stands: the same words, otherwise shown.

Needed when a story's zone or language changes, and after an upgrade or a change of templates or settings, which the
fingerprint tells. Frames that are kept stay as they were sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import stoppress
from stoppress.base.limits.pages import CHANGES_PER_READ_MAX
from stoppress.edition.contract import Edition, Piece, Print, Shelved
from stoppress.press import pieces
from stoppress.press.compose import head_context, story_context
from stoppress.press.gather import kept_piece, rhythm_counts
from stoppress.press.phrases import LOCALE
from stoppress.press.plan import is_taken_back
from stoppress.press.render import TEMPLATES, Renderer
from stoppress.story import read
from stoppress.story.state import StoryState

Standing = Callable[[str], tuple[Shelved, StoryState] | None]
"""How far a story is printed, and how it stood there; None when it is not."""

_HERE: Final = Path(__file__).parent


def fingerprint(renderer: Renderer, own_templates: Path) -> str:
    """Says with what pieces are made: version, code and templates of the press, words, the house's name and addresses.

    own_templates   the newsroom's folder; need not exist.
    """
    digest = hashlib.sha256(f"{stoppress.__version__} {renderer.house}".encode())
    for path in _files((_HERE, "*.py"), (TEMPLATES, "*.html"), (LOCALE, "*.mo"), (own_templates, "*.html")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(*places: tuple[Path, str]) -> Iterator[Path]:
    for folder, pattern in places:
        yield from sorted(folder.rglob(pattern))


def reprint_part(edition: Edition, at: Shelved, story: StoryState, renderer: Renderer, below: int | None) -> int | None:
    """Print up to CHANGES_PER_READ_MAX updates of a story anew, in one printing.

    at       how far the story is printed; updates are shown as they stood then.
    story    in whose zone and language they are shown; may be ahead of `at`.
    below    only updates of a smaller rank; None = from the top.
    Returns  the rank below which to go on; None when there are no more.
    """
    found = read.entries(at.slug, limit=CHANGES_PER_READ_MAX, below=below)
    if not found:
        return None
    standing = read.entries_as_of(at.slug, [entry.key for entry in found], at.number)
    now, context = {entry.key: entry for entry in found}, story_context(story, renderer.house)
    made: list[Piece] = []
    for key, entry in standing.items():
        if not is_taken_back(entry, now.get(key)):
            made += pieces.entry_pieces(pieces.shown_entry(entry, story, renderer), context, renderer)
    edition.print(Print(story=at, pieces=made))
    return found[-1].rank


def story_pieces(edition: Edition, story: StoryState, renderer: Renderer) -> Iterator[Piece]:
    """All pieces of a story but those of its updates, as it stands after fact story.number."""
    keys = {key for point in story.key_points for key in point.cites} | ({story.pinned} - {""})
    supports = read.entries_as_of(story.slug, keys, story.number)
    pinned = supports.get(story.pinned)
    hidden = pinned is not None and is_taken_back(pinned, read.entry(story.slug, story.pinned))
    head = head_context(story, supports, renderer.house, pin_hidden=hidden)
    yield pieces.head_piece(renderer.head(head))
    yield from pieces.rhythm_pieces(rhythm_counts(edition, story.slug, story.number), story, renderer)
    yield from pieces.shell_pieces(head.story, renderer)
    yield from pieces.dated_pieces(head, renderer)


class Refresher:
    """Prints what another version had printed, a part at a time, so that news never waits for it."""

    def __init__(
        self, edition: Edition, renderer: Renderer, made_with: str, standing: Standing, done: Callable[[], None]
    ) -> None:
        """done: called after each story that was printed anew; its number is the same, so nothing else tells of it."""
        self._edition, self._renderer = edition, renderer
        self._made_with, self._standing, self._done = made_with, standing, done
        self._outdated: list[str] = []
        self._parts: Iterator[None] = iter(())

    def look(self) -> None:
        """Find the stories that were printed with something else, the last changed first."""
        for shelved in self._edition.stories():
            if kept_piece(self._edition, shelved.slug, pieces.MADE_WITH) != self._made_with.encode():
                self._outdated.append(shelved.slug)

    def part(self) -> bool:
        """Print one part. Returns  True while there may be more to do."""
        try:
            next(self._parts)
        except StopIteration:
            if not self._outdated:
                return False
            self._parts = self._reprinted(self._outdated.pop(0))
        return True

    def _reprinted(self, slug: str) -> Iterator[None]:
        """One story: first what is around its updates, then they, each time as the story then stands."""
        below: int | None = None
        first = True
        while (standing := self._standing(slug)) is not None:
            at, story = standing
            if first:
                self._edition.print(Print(story=at, pieces=tuple(story_pieces(self._edition, story, self._renderer))))
                first = False
            below = reprint_part(self._edition, at, story, self._renderer, below)
            if below is None:
                self._edition.print(Print(story=at, pieces=(pieces.made_with(self._made_with),)))
                self._done()
                return
            yield
