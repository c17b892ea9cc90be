"""Reads one table of a TOML file strictly: every mistake is refused with its place, no key is ignored."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import TypeVar

from stoppress.base.errors import Refusal

Word = TypeVar("Word", bound=str)


def wrong(where: str, finding: str) -> Refusal:
    """The refusal of a script: where it is wrong, then what was found and what is expected."""
    return Refusal("script-wrong", f"{where}: {finding}")


class Table:
    """One table and where it stands. finish() refuses the keys that nobody has asked for."""

    def __init__(self, where: str, values: object) -> None:
        if not isinstance(values, dict):
            raise wrong(where, f"a table is expected, found {_named(values)}.")
        self.where = where
        self._values: dict[str, object] = values
        self._asked: set[str] = set()

    def wrong(self, finding: str) -> Refusal:
        """The refusal of something in this table."""
        return wrong(self.where, finding)

    def text(self, key: str) -> str:
        """A text that must be there and say something, without white space at its ends."""
        found = self.text_or_none(key)
        if found is None:
            raise self.wrong(f"{key} is missing. Add it.")
        return found

    def text_or_none(self, key: str) -> str | None:
        """A text that says something, or None when the key is not there."""
        found = self._ask(key)
        if found is None:
            return None
        if not isinstance(found, str) or not found.strip():
            raise self.wrong(f"{key} must be a text that is not empty, found {_named(found)}.")
        return found.strip()

    def minutes(self, key: str, *, latest: int | None = None) -> int | None:
        """Whole minutes, at most latest when that is given; None when the key is not there."""
        found = self._ask(key)
        if found is None:
            return None
        if not isinstance(found, int) or isinstance(found, bool):
            raise self.wrong(f"{key} must be whole minutes, found {_named(found)}.")
        if latest is not None and found > latest:
            raise self.wrong(f"{key} is {found}; at most {latest} is possible.")
        return found

    def flag(self, key: str) -> bool:
        """True or false; false when the key is not there."""
        found = self._ask(key)
        if found is not None and not isinstance(found, bool):
            raise self.wrong(f"{key} must be true or false, found {_named(found)}.")
        return bool(found)

    def word(self, key: str, allowed: Sequence[Word]) -> Word:
        """One of the allowed words; must be there."""
        found = self.word_or_none(key, allowed)
        if found is None:
            raise self.wrong(f"{key} is missing. Take one of: {', '.join(allowed)}.")
        return found

    def word_or_none(self, key: str, allowed: Sequence[Word]) -> Word | None:
        """One of the allowed words, or None when the key is not there."""
        found = self._ask(key)
        if found is None:
            return None
        for word in allowed:
            if word == found:
                return word
        raise self.wrong(f"{key} is {_named(found)}. Take one of: {', '.join(allowed)}.")

    def words(self, key: str) -> list[str]:
        """A list of texts; [] when the key is not there."""
        items = self._list(key)
        texts = [item for item in items if isinstance(item, str)]
        if len(texts) < len(items):
            raise self.wrong(f"{key} must be a list of texts.")
        return texts

    def table(self, key: str) -> Table | None:
        """A table inside this one, or None when the key is not there."""
        found = self._ask(key)
        return None if found is None else Table(f"{self.where}, {key}", found)

    def tables(self, key: str) -> list[Table]:
        """A list of tables, named by their place counted from 1; [] when the key is not there."""
        return [Table(f"{self.where}, {key} {n}", item) for n, item in enumerate(self._list(key), 1)]

    def named_tables(self, key: str) -> dict[str, Table]:
        """Tables by their names, as [people.NAME]; {} when the key is not there."""
        outer = self.table(key)
        return {} if outer is None else {name: outer.inner(name, f"[{key}.{name}]") for name in outer.each()}

    def named_minutes(self, key: str) -> dict[str, int]:
        """Minutes by their names; {} when the key is not there."""
        outer = self.table(key)
        found = {} if outer is None else {name: outer.minutes(name) for name in outer.each()}
        return {name: minutes for name, minutes in found.items() if minutes is not None}

    def each(self) -> list[str]:
        """The names of all keys, for tables whose keys are names."""
        return list(self._values)

    def inner(self, key: str, where: str) -> Table:
        """The table under a key that is there, to be called where."""
        return Table(where, self._ask(key))

    def finish(self) -> None:
        """Refuse what nobody asked for, with the nearest key that is known here.

        Raises   Refusal script-wrong.
        """
        for key in self._values.keys() - self._asked:
            near = difflib.get_close_matches(key, sorted(self._asked), n=1, cutoff=0)
            raise self.wrong(f"{key} is not known here. The nearest is {near[0]}. Correct it or remove it.")

    def _ask(self, key: str) -> object:
        self._asked.add(key)
        return self._values.get(key)

    def _list(self, key: str) -> list[object]:
        found = self._ask(key)
        if found is not None and not isinstance(found, list):
            raise self.wrong(f"{key} must be a list, found {_named(found)}.")
        return found or []


def _named(found: object) -> str:
    """What was found, in words, at most 80 characters."""
    return f"“{found}”"[:80] if isinstance(found, str | int | float) else f"a {type(found).__name__}"
