"""All shelves are one shelf: whatever is printed, in whatever order, they answer alike."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from stoppress.base.errors import Fault
from stoppress.edition.contract import Edition, Piece, Print
from stoppress.edition.memory import MemoryEdition
from stoppress.edition.sqlite import SqliteEdition
from tests.contract.printings import frame, shelved

SLUGS = ("a", "b")
KEYS = ("k1", "k2", "k3", "k4")
FORMS = ("html", "atom")

ranks = st.one_of(st.none(), st.integers(1, 4))
pieces = st.lists(
    st.builds(
        lambda key, form, text, rank, listed: Piece(f"entry:{key}", form, text, rank, listed),
        st.sampled_from(KEYS),
        st.sampled_from(FORMS),
        st.binary(max_size=3),
        ranks,
        st.booleans(),
    ),
    max_size=4,
)


class Shelves(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.sqlite = SqliteEdition(Path(self.folder.name) / "edition.db")
        self.memory = MemoryEdition()
        self.last: Print | None = None

    def teardown(self) -> None:
        self.sqlite.close()
        self.folder.cleanup()

    def both(self, act: Callable[[Edition], None]) -> None:
        results = []
        for edition in (self.sqlite, self.memory):
            try:
                results.append(act(edition))
            except Fault:
                results.append("fault")
        assert results[0] == results[1]

    @rule(
        slug=st.sampled_from(SLUGS),
        epoch=st.sampled_from(["e1", "e1", "e1", "e2"]),
        step=st.integers(-1, 3),
        older=st.sets(st.integers(0, 12), max_size=2),
        missing=st.integers(0, 9),
        pieces=pieces,
        kept=st.sampled_from([0, 2, 5, 100]),
    )
    def prints(
        self, slug: str, epoch: str, step: int, older: set[int], missing: int, pieces: list[Piece], kept: int
    ) -> None:
        record = self.memory.printed(slug)
        before = 0 if record is None else record.number
        number = max(0, before + step)
        new = [n for n in range(before + 1, number + 1) if n != missing]
        self.last = Print(
            story=shelved(number, slug=slug, epoch=epoch),
            pieces=pieces,
            frames=[frame(n, f"{epoch}{len(pieces)}") for n in [*sorted(n for n in older if n <= before), *new]],
            frames_kept_max=kept,
        )
        self.both(lambda edition: edition.print(self.last or Print(story=shelved(0))))

    @rule()
    def prints_the_same_again(self) -> None:
        if self.last is not None:
            self.both(lambda edition: edition.print(self.last or Print(story=shelved(0))))

    @rule(slug=st.sampled_from(SLUGS))
    def drops(self, slug: str) -> None:
        self.both(lambda edition: edition.drop_story(slug))

    @invariant()
    def answers_are_alike(self) -> None:
        assert answers(self.sqlite) == answers(self.memory)


def answers(edition: Edition) -> list[object]:
    """All that can be asked, about everything that was printed."""
    told: list[object] = [edition.stories()]
    for slug in SLUGS:
        told += [edition.printed(slug)]
        told += [edition.frames_after(slug, n, limit) for n in range(-1, 14, 3) for limit in (1, 100)]
        told += [edition.frame_range(slug, first, first + more) for first in (1, 3, 6) for more in (0, 2)]
        snapshot = edition.snapshot(slug)
        if snapshot is None:
            continue
        with snapshot:
            told += [snapshot.piece(f"entry:{key}", form) for key in KEYS for form in FORMS]
            told += [snapshot.rank(key) for key in KEYS]
            for form in FORMS:
                told += [snapshot.page(form, limit=9), snapshot.page(form, limit=9, above="")]
                told += [snapshot.page(form, limit=2, below=key) for key in KEYS]
                told += [snapshot.page(form, limit=2, above=key) for key in KEYS]
    return told


Shelves.TestCase.settings = settings(max_examples=60, stateful_step_count=15, deadline=None, derandomize=True)
TestShelvesAgree = Shelves.TestCase
