"""Facts and states as JSON, for ever. What was once written must be readable by every later version.

Each dataclass becomes an object of its fields; a fact also says its type. Fields at their default are left out, so
that a later field needs no rewriting of the log. FACT_VERSION counts changes that old readers would misread.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar, cast

from stoppress.base.clock import from_iso
from stoppress.base.errors import Fault
from stoppress.story import facts as f
from stoppress.story.body.document import Node, document_from
from stoppress.story.state import EntryState, StoryState

FACT_VERSION: Final = 1

_FACTS: Final[Mapping[str, type]] = {kind.__name__: kind for kind in typing.get_args(f.What)}
T = TypeVar("T")


def fact_type(what: f.What) -> str:
    """The name under which a fact is logged."""
    return type(what).__name__


def fact_to_json(what: f.What) -> str:
    """What happened, without its place in the log."""
    return _dumps(what)


def fact_from_json(kind: str, version: int, text: str) -> f.What:
    """The inverse of fact_type() and fact_to_json().

    Raises   Fault: the log was written by a newer Stop Press, or is damaged.
    """
    if kind not in _FACTS or version > FACT_VERSION:
        raise Fault(f"the log has a {kind} of version {version}; this Stop Press reads up to version {FACT_VERSION}")
    return cast(f.What, _loads(_FACTS[kind], text))


def entry_to_json(entry: EntryState) -> str:
    """One update's state."""
    return _dumps(entry)


def entry_from_json(text: str) -> EntryState:
    """The inverse of entry_to_json()."""
    return _loads(EntryState, text)


def story_to_json(state: StoryState) -> str:
    """A story's state without its updates."""
    return _dumps(dataclasses.replace(state, entries={}))


def story_from_json(text: str) -> StoryState:
    """The inverse of story_to_json()."""
    return _loads(StoryState, text)


def command_to_json(command: object) -> str:
    """A command's content, to tell whether two of one id are the same. Not read back."""
    return _dumps(command)


def _dumps(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _plain(value: object) -> object:
    if isinstance(value, Node):
        return value.to_json()
    if isinstance(value, datetime):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != _default(field)
        }
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def _default(field: dataclasses.Field[Any]) -> object:
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default


def _loads(kind: type[T], text: str) -> T:
    try:
        return cast(T, _revived(kind, json.loads(text)))
    except (ValueError, TypeError, KeyError) as error:
        raise Fault(f"a stored {kind.__name__} can't be read: {error}") from error


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _revived(hint: Any, raw: Any) -> object:
    """The value of a type hint from what JSON holds; tuples, unions with None, enums, times, nodes, dataclasses."""
    if isinstance(hint, types.UnionType):
        inner = [part for part in typing.get_args(hint) if part is not types.NoneType]
        return None if raw is None else _revived(inner[0], raw)
    if typing.get_origin(hint) is tuple:
        return tuple(_revived(typing.get_args(hint)[0], item) for item in raw)
    if hint is Node:
        return _node(raw)
    if hint is datetime:
        return from_iso(raw)
    if dataclasses.is_dataclass(hint):
        hints = _hints(cast(type, hint))
        return cast(type, hint)(**{name: _revived(hints[name], value) for name, value in raw.items() if name in hints})
    return hint(raw) if isinstance(hint, type) and issubclass(hint, StrEnum) else raw


def _node(raw: Any) -> Node:
    return (
        document_from(raw) if raw.get("type") == "doc" else document_from({"type": "doc", "content": [raw]}).content[0]
    )
