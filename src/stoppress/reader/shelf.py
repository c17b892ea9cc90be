"""What streams want to know of the shelf, read so that it belongs together. Blocking; used from threads."""

from __future__ import annotations

from dataclasses import dataclass

from stoppress.edition.contract import Edition, Shelved
from stoppress.stream.due import ShelfWord


@dataclass(frozen=True, slots=True)
class Seen:
    """One story as a look found it.

    story   None when it is not on the shelf.
    word    answers what was asked after; None when nothing was, or there is no story.
    """

    story: Shelved | None
    word: ShelfWord | None = None


class Shelf:
    """Reads how far stories are, and their frames."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def seen(self, slug: str, after: int | None, limit: int) -> Seen:
        """A story, and at most limit frames after a number, all of the same history.

        after    None = no frames are wanted.
        Raises   Fault  when the shelf can't be read.
        """
        story = self._edition.printed(slug)
        while story is not None and after is not None:
            frames = self._edition.frames_after(slug, after, limit)
            again = self._edition.printed(slug)
            if again is not None and again.epoch == story.epoch:
                return Seen(again, ShelfWord(again.epoch, again.number, frames))
            story = again
        return Seen(story)

    def all(self) -> list[Shelved]:
        """All stories."""
        return self._edition.stories()

    def some(self, slugs: list[str]) -> list[tuple[str, Shelved | None]]:
        """Some stories, each as it is now."""
        return [(slug, self._edition.printed(slug)) for slug in slugs]
