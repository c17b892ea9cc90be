"""What may be done with a draft, by whom. decide() is pure: a standing and an act in, the next one or a Refusal out.

draft ──submit──► submitted ──return──► returned ──submit──► …
  │ ▲                │  └────────────┐
  │ └──take back─────┘               ▼
  └────────schedule──────────►  scheduled ──its instant──► published
Everything that is not published may be discarded, and what is discarded restored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from stoppress.base.clock import iso
from stoppress.base.errors import Refusal
from stoppress.base.limits.drafts import SCHEDULE_AHEAD_S_MAX
from stoppress.base.limits.words import NOTE_CHARS_MAX
from stoppress.desk.roles import Action


class State(StrEnum):
    """Where a draft stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class Act(StrEnum):
    """What is done with a draft."""

    SAVE = "save"
    SUBMIT = "submit"
    TAKE_BACK = "take back"
    RETURN = "return"
    SCHEDULE = "schedule"
    EMBARGO = "embargo"
    LIFT = "lift embargo"
    PUBLISH = "publish"
    FALL_DUE = "fall due"
    """Its instant has come: what the clock asks for, nobody else."""
    FAIL = "fail"
    """It fell due and the story refused it."""
    DISCARD = "discard"
    RESTORE = "restore"


IN_THE_MAKING: Final = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.SCHEDULED})


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, and what that person may do in the story."""

    name: str
    rights: frozenset[Action]
    token: str = ""
    """The token by which a program asks in this name; "" = by hand."""


CLOCK: Final = Person("", frozenset())
"""Who asks when an instant has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a decision looks at."""

    author: str
    state: State = State.DRAFT
    amends: bool = False
    due_at: datetime | None = None
    """When it goes out, while it is scheduled."""
    embargo_until: datetime | None = None
    """Not before this instant, whoever asks."""
    note: str = ""
    """Why it was returned."""
    decided_by: str = ""
    """Who approved, returned or scheduled it last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An act, with what it says."""

    act: Act
    at: datetime | None = None
    """Of a schedule or an embargo: the instant, aware."""
    note: str = ""


_FROM: Final[dict[Act, frozenset[State]]] = {
    Act.SAVE: IN_THE_MAKING,
    Act.SUBMIT: frozenset({State.DRAFT, State.RETURNED, State.SUBMITTED}),
    Act.TAKE_BACK: frozenset({State.SUBMITTED, State.SCHEDULED, State.DRAFT}),
    Act.RETURN: frozenset({State.SUBMITTED, State.SCHEDULED, State.RETURNED}),
    Act.SCHEDULE: IN_THE_MAKING,
    Act.EMBARGO: IN_THE_MAKING,
    Act.LIFT: IN_THE_MAKING,
    Act.PUBLISH: IN_THE_MAKING,
    Act.FALL_DUE: frozenset({State.SCHEDULED}),
    Act.FAIL: frozenset({State.SCHEDULED}),
    Act.DISCARD: IN_THE_MAKING | {State.DISCARDED},
    Act.RESTORE: frozenset({State.DISCARDED, State.DRAFT}),
}


def decide(standing: Standing, asked: Asked, by: Person, now: datetime) -> Standing:
    """Decide an act.

    Returns  the standing after it; the same when it was so already.
    Raises   Refusal draft-not-yours, draft-out, draft-discarded, draft-not-there-yet, embargoed, note-missing,
             too-long, time-missing, time-past, time-too-far, embargo-after-schedule.
    """
    if not _allowed(standing, asked.act, by):
        raise Refusal("draft-not-yours", "Your role does not allow this with this draft. Ask an editor.")
    if standing.state not in _FROM[asked.act]:
        raise _wrong_state(standing.state, asked.act)
    return _NEXT[asked.act](standing, asked, by, now)


def may_see(standing: Standing, by: Person) -> bool:
    """Own drafts, and those of others for who approves or schedules."""
    return standing.author == by.name or bool(by.rights & {Action.APPROVE, Action.SCHEDULE})


def may_do(standing: Standing, act: Act, by: Person) -> bool:
    """Whether to offer an act: the person may, and the state allows it."""
    return _allowed(standing, act, by) and standing.state in _FROM[act]


def _allowed(standing: Standing, act: Act, by: Person) -> bool:
    own, rights = standing.author == by.name, by.rights
    approves = Action.APPROVE in rights
    writes = Action.DRAFT in rights and (own or approves)
    match act:
        case Act.SAVE if standing.state is State.SCHEDULED:
            # What was approved may not become another text before it goes out.
            return writes and Action.SCHEDULE in rights
        case Act.SAVE | Act.EMBARGO | Act.RESTORE | Act.TAKE_BACK:
            return writes
        case Act.DISCARD:
            return writes and (standing.state is not State.SCHEDULED or own or Action.SCHEDULE in rights)
        case Act.LIFT:
            return approves or (own and Action.DRAFT in rights and standing.state is not State.SCHEDULED)
        case Act.SUBMIT:
            return Action.SUBMIT in rights and (own or approves)
        case Act.RETURN:
            return approves
        case Act.SCHEDULE:
            return Action.SCHEDULE in rights and (own or approves)
        case Act.PUBLISH:
            return approves or (own and (Action.AMEND if standing.amends else Action.PUBLISH) in rights)
        case Act.FALL_DUE | Act.FAIL:
            return by == CLOCK


def _wrong_state(state: State, act: Act) -> Refusal:
    if state is State.PUBLISHED:
        return Refusal("draft-out", "This was published already. Amend the update, or write another one.")
    if state is State.DISCARDED:
        return Refusal("draft-discarded", "This draft was discarded. Restore it first.")
    return Refusal(
        "draft-not-there-yet",
        f"To “{act}” does not fit a draft that is “{state}”. Load the page anew and look at it.",
    )


def _same(standing: Standing, asked: Asked, by: Person, now: datetime) -> Standing:
    del asked, by, now
    return standing


def _submitted(standing: Standing, asked: Asked, by: Person, now: datetime) -> Standing:
    del asked, by, now
    return replace(standing, state=State.SUBMITTED)


def _draft_again(standing: Standing, asked: Asked, by: Person, now: datetime) -> Standing:
    del asked, by, now
    return replace(standing, state=State.DRAFT, due_at=None)


def _returned(standing: Standing, asked: Asked, by: Person, now: datetime) -> Standing:
    del now
    note = _checked_note(asked.note)
    return replace(standing, state=State.RETURNED, due_at=None, note=note, decided_by=by.name)


def _scheduled(standing: Standing, asked: Asked, by: Person, now: datetime) -> Standing:
    due = _ahead(asked.at, now)
    if standing.embargo_until and due < standing.embargo_until:
        raise embargo_stands(standing.embargo_until, "due_at")
    return replace(standing, state=State.SCHEDULED, due_at=due, decided_by=by.name)


def _embargoed(standing: Standing, asked: Asked, by: Person, now: datetime) -> Standing:
    """An embargo is set or put off; an earlier one would be a lift, and leaves it as it is."""
    del by
    until, stands = _ahead(asked.at, now, "not_before"), standing.embargo_until
    if standing.due_at and until > standing.due_at:
        raise Refusal(
            "embargo-after-schedule",
            f"It is scheduled for {iso(standing.due_at)}, before this embargo ends. Take it back first.",
            field="not_before",
        )
    return replace(standing, embargo_until=until if stands is None else max(until, stands))


def _lifted(standing: Standing, asked: Asked, by: Person, now: datetime) -> Standing:
    del asked, by, now
    return replace(standing, embargo_until=None)


def _published(standing: Standing, asked: Asked, by: Person, now: datetime) -> Standing:
    del asked
    _check_embargo(standing, now)
    return replace(standing, state=State.PUBLISHED, due_at=None, decided_by=by.name)


def _fallen_due(standing: Standing, asked: Asked, by: Person, now: datetime) -> Standing:
    del asked, by
    if standing.due_at is None or now < standing.due_at:
        raise Refusal("draft-not-due", "Its instant has not come yet.")
    _check_embargo(standing, now)
    return replace(standing, state=State.PUBLISHED, due_at=None)


def _discarded(standing: Standing, asked: Asked, by: Person, now: datetime) -> Standing:
    del asked, by, now
    return replace(standing, state=State.DISCARDED, due_at=None)


def _check_embargo(standing: Standing, now: datetime) -> None:
    if standing.embargo_until and now < standing.embargo_until:
        raise embargo_stands(standing.embargo_until)


def embargo_stands(until: datetime, field: str = "") -> Refusal:
    """Why it can't go out now."""
    return Refusal(
        "embargoed",
        f"It is under embargo until {iso(until)} and can't go out before. Schedule it for then, or lift the embargo.",
        field=field,
    )


def _ahead(at: datetime | None, now: datetime, field: str = "due_at") -> datetime:
    if at is None:
        raise Refusal("time-missing", "Say when: a day and a time on the story's clock.", field=field)
    if at <= now:
        raise Refusal("time-past", f"{iso(at)} is over. Give a time to come, or publish it now.", field=field)
    if at > now + timedelta(seconds=SCHEDULE_AHEAD_S_MAX):
        days = SCHEDULE_AHEAD_S_MAX // 86_400
        raise Refusal("time-too-far", f"{iso(at)} is more than {days} days ahead. Look at the year.", field=field)
    return at


def _checked_note(note: str) -> str:
    note = " ".join(note.split())
    if not note:
        raise Refusal("note-missing", "Say in a sentence what is to be done, so that it can be done.", field="note")
    if len(note) > NOTE_CHARS_MAX:
        raise Refusal("too-long", f"The note has {len(note)} characters; at most {NOTE_CHARS_MAX} fit.", field="note")
    return note


_NEXT: Final[dict[Act, Callable[[Standing, Asked, Person, datetime], Standing]]] = {
    Act.SAVE: _same,
    Act.SUBMIT: _submitted,
    Act.TAKE_BACK: _draft_again,
    Act.RETURN: _returned,
    Act.SCHEDULE: _scheduled,
    Act.EMBARGO: _embargoed,
    Act.LIFT: _lifted,
    Act.PUBLISH: _published,
    Act.FALL_DUE: _fallen_due,
    Act.FAIL: _draft_again,
    Act.DISCARD: _discarded,
    Act.RESTORE: _draft_again,
}
