"""Keeping what is typed. Nobody is overwritten: a save that did not see what others typed meanwhile is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import transaction

from stoppress.base.errors import Refusal
from stoppress.base.keys import KEY_PATTERN
from stoppress.base.limits.drafts import DRAFT_CHARS_MAX, DRAFT_FIELDS_MAX, DRAFTS_PER_STORY_MAX
from stoppress.base.text import clean_line, shortened
from stoppress.desk.drafting import shelf
from stoppress.desk.drafting.rules import Act, Asked, Person, Standing, decide
from stoppress.desk.drafting.shelf import Fields, Kept

NOT_KEPT: Final = frozenset(
    {"csrfmiddlewaretoken", "draft", "draft_version", "draft_writer", "draft_turn", "amends", "return_note"}
)
"""Fields that say how a form is sent, not what it says."""

_TITLE_CHARS: Final = 120
_WRITER_CHARS_MAX: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """What a page has typed, and what it knew when it typed."""

    slug: str
    draft_id: str
    entry_key: str
    fields: Fields
    amends: bool = False
    based_on: int | None = None
    version: int = 0
    """The version that was seen before typing; 0 = it is new."""
    writer: str = ""
    """A random name of the page; what one page typed later replaces what it typed earlier. "" = none."""
    turn: int = 0
    """The page's own count, 1, 2, 3 …: of two of its saves the later one holds, in whatever order they come."""


class DraftStale(Refusal):
    """Somebody else typed meanwhile. theirs is what is kept; what was sent is not lost, but not kept either."""

    def __init__(self, theirs: Kept) -> None:
        message = (
            f"{theirs.editor} changed this draft meanwhile. Both texts are shown: put them together and save again."
        )
        super().__init__("draft-stale", message, field="draft")
        self.theirs = theirs


def save(typing: Typing, by: Person, now: datetime) -> Kept:
    """Keep what was typed.

    Returns  the draft as it is kept now: as typed, or as it was when a later save of the same page came before.
    Raises   DraftStale; Refusal draft-not-usable, draft-too-long, drafts-too-many, and those of rules.decide().
    """
    check(typing)
    with transaction.atomic():
        kept = shelf.held(typing.draft_id)
        if kept is None:
            return _begun(typing, by, now)
        if kept.slug != typing.slug:
            raise _not_usable()
        decide(kept.standing, Asked(act=Act.SAVE), by, now)
        if is_seen(kept, typing):
            return kept
        if overtakes(kept, typing):
            raise DraftStale(kept)
        after = _typed_over(kept, typing, by, now)
        shelf.put(after)
    return after


def is_seen(kept: Kept, typing: Typing) -> bool:
    """True when what was typed is kept already, or something later of the same page."""
    return kept.fields == typing.fields or (
        bool(typing.writer) and _same_page(kept, typing) and typing.turn <= kept.turn
    )


def overtakes(kept: Kept, typing: Typing) -> bool:
    """True when somebody typed what this page has not seen."""
    return not _same_page(kept, typing) and kept.version != typing.version


def fields_typed(posted: Mapping[str, Sequence[str]]) -> Fields:
    """The fields of a posted form that are worth keeping."""
    return {name: list(values) for name, values in posted.items() if name not in NOT_KEPT}


def _same_page(kept: Kept, typing: Typing) -> bool:
    return bool(typing.writer) and kept.writer == typing.writer


def new_draft(typing: Typing, author: str, now: datetime) -> Kept:
    """A draft as it begins; not kept yet."""
    return Kept(
        draft_id=typing.draft_id,
        slug=typing.slug,
        entry_key=typing.entry_key,
        based_on=typing.based_on,
        editor=author,
        fields=typing.fields,
        title=_title(typing.fields),
        version=typing.version + 1,
        writer=typing.writer,
        turn=typing.turn,
        saved_at=now,
        standing=Standing(author=author, amends=typing.amends),
    )


def _begun(typing: Typing, by: Person, now: datetime) -> Kept:
    kept = new_draft(typing, by.name, now)
    decide(kept.standing, Asked(act=Act.SAVE), by, now)
    if shelf.count(typing.slug) >= DRAFTS_PER_STORY_MAX:
        raise Refusal(
            "drafts-too-many",
            f"This story has {DRAFTS_PER_STORY_MAX} drafts already. Publish or discard some; yours stays in this "
            "browser.",
        )
    shelf.clear_old(now)
    shelf.put(kept)
    return kept


def _typed_over(kept: Kept, typing: Typing, by: Person, now: datetime) -> Kept:
    return replace(
        kept,
        fields=typing.fields,
        based_on=typing.based_on if kept.standing.amends else None,
        title=_title(typing.fields),
        editor=by.name,
        version=kept.version + 1,
        writer=typing.writer,
        turn=typing.turn,
        saved_at=now,
    )


def _title(fields: Fields) -> str:
    for name in ("headline", "body"):
        if words := clean_line((fields.get(name) or [""])[0]):
            return shortened(words, _TITLE_CHARS)
    return ""


def check(typing: Typing) -> None:
    """Raises Refusal draft-not-usable, draft-too-long."""
    if not (KEY_PATTERN.fullmatch(typing.draft_id) and KEY_PATTERN.fullmatch(typing.entry_key)):
        raise _not_usable()
    if len(typing.writer) > _WRITER_CHARS_MAX or not 0 <= typing.turn < 2**62 or not 0 <= typing.version < 2**31:
        raise _not_usable()
    chars = len(json.dumps(typing.fields, ensure_ascii=False))
    if chars > DRAFT_CHARS_MAX or len(typing.fields) > DRAFT_FIELDS_MAX:
        raise Refusal(
            "draft-too-long",
            f"The draft has {chars} characters in {len(typing.fields)} fields; at most {DRAFT_CHARS_MAX} in "
            f"{DRAFT_FIELDS_MAX} are kept at the desk. Split it; it stays in this browser.",
        )


def _not_usable() -> Refusal:
    return Refusal(
        "draft-not-usable", "This form is damaged. Load the page anew; what you typed is kept.", field="draft"
    )
