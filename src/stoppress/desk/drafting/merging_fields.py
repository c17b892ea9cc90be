"""Two forms that came of one: merged field by field, the text by paragraphs. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from stoppress.desk.drafting.merging import Agreed, Clash, merge, paragraphs, together

Fields = Mapping[str, list[str]]

_MADE: Final = frozenset({"command_id", "key", "based_on", "parts_of"})
"""Made with the form, typed by nobody: mine stay."""

_ROWS: Final = ("source_", "author_", "picture_")
"""Fields that say one thing together are taken together."""

_PART_LINE: Final = "!["
"""Stands for a picture of one revision; such texts are taken whole, or a line would mean another picture."""


@dataclass(frozen=True, slots=True)
class FieldClash:
    """One field, or fields that belong together, of which both made something."""

    name: str
    theirs: Fields
    mine: Fields
    pieces: tuple[Agreed | Clash, ...] = ()
    """Of a text: its paragraphs, agreed ones and clashes in order."""


@dataclass(frozen=True, slots=True)
class MergedForm:
    """The form put together; where both wrote, it holds mine, and the clash holds both."""

    fields: dict[str, list[str]]
    clashes: tuple[FieldClash, ...]


def merge_fields(base: Fields, theirs: Fields, mine: Fields) -> MergedForm:
    """Three forms to one. Nothing that only one of them changed is lost; what both changed is a clash."""
    merged: dict[str, list[str]] = {name: mine[name] for name in mine if name in _MADE}
    clashes: list[FieldClash] = []
    for name, names in _units(base, theirs, mine).items():
        unit = [{one: form[one] for one in names if one in form} for form in (base, theirs, mine)]
        if name == "body":
            clash, taken = _text(*unit)
        else:
            clash, taken = _whole(name, *unit)
        merged.update(taken)
        clashes += [clash] if clash else []
    return MergedForm(merged, tuple(clashes))


def _units(*forms: Fields) -> dict[str, list[str]]:
    units: dict[str, list[str]] = {}
    for name in dict.fromkeys(name for form in forms for name in form if name not in _MADE):
        unit = next((prefix for prefix in _ROWS if name.startswith(prefix)), name)
        units.setdefault(unit, []).append(name)
    return units


def _whole(name: str, base: Fields, theirs: Fields, mine: Fields) -> tuple[FieldClash | None, Fields]:
    said = [_said(form) for form in (base, theirs, mine)]
    if said[2] in (said[0], said[1]):
        return None, theirs
    if said[1] == said[0]:
        return None, mine
    return FieldClash(name, theirs, mine), mine


def _text(base: Fields, theirs: Fields, mine: Fields) -> tuple[FieldClash | None, Fields]:
    texts = ["\n\n".join(form.get("body", [])) for form in (base, theirs, mine)]
    if any(_PART_LINE in text for text in texts):
        return _whole("body", base, theirs, mine)
    pieces = tuple(merge(*(paragraphs(text) for text in texts)))
    clashes = any(isinstance(piece, Clash) for piece in pieces)
    taken = {"body": [together(pieces)]} if "body" in mine or "body" in theirs else {}
    return FieldClash("body", theirs, mine, pieces) if clashes else None, taken


def _said(form: Fields) -> dict[str, list[str]]:
    """What the fields say: empty ones say nothing, however many there are, and line ends are no matter."""
    said = {name: [value.replace("\r\n", "\n").strip() for value in values] for name, values in form.items()}
    length = max((i + 1 for values in said.values() for i, value in enumerate(values) if value), default=0)
    padded = {name: (values + [""] * length)[:length] for name, values in said.items()}
    return {name: values for name, values in padded.items() if any(values)}
