"""Which key points should be looked at again: decided from the cited updates alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from stoppress.desk.pages.points import Doubt, Flag, flags_of
from stoppress.story.content import Content, KeyPoint
from stoppress.story.state import Change, EntryState, Withdrawal
from stoppress.story.words import Amendment

SET_AT = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
LATER = SET_AT + timedelta(minutes=12)
EARLIER = SET_AT - timedelta(minutes=12)
HARBOUR = EntryState(key="harbour", content=Content(headline="x"), rank=1, published_at=EARLIER, number=2)
BRIDGE = replace(HARBOUR, key="bridge", rank=2, number=3)
POINT = KeyPoint("Harbour and bridge are closed", ("harbour", "bridge"))


def flags(harbour: EntryState = HARBOUR, bridge: EntryState = BRIDGE, set_at: datetime | None = SET_AT) -> list[Flag]:
    return list(flags_of(POINT, {"harbour": harbour, "bridge": bridge}, set_at))


def changed(amendment: Amendment, *moments: datetime) -> EntryState:
    return replace(HARBOUR, changes=tuple(Change(amendment, at, "It was the east gate.") for at in moments))


def withdrawn(entry: EntryState) -> EntryState:
    return replace(entry, withdrawal=Withdrawal("It was not so.", LATER))


def test_a_point_whose_updates_stand_has_no_flag() -> None:
    assert flags() == []


def test_a_point_is_flagged_when_a_cited_update_was_corrected_since_with_the_last_time() -> None:
    twice = changed(Amendment.CORRECTION, EARLIER, LATER)

    assert flags(twice) == [Flag(Doubt.CITED_CORRECTED, "harbour", LATER)]


@pytest.mark.parametrize("moment", [EARLIER, SET_AT])
def test_a_correction_that_was_known_when_the_points_were_set_is_no_flag(moment: datetime) -> None:
    assert flags(changed(Amendment.CORRECTION, moment)) == []


def test_an_addition_is_no_correction() -> None:
    assert flags(changed(Amendment.UPDATE, LATER)) == []


def test_a_withdrawal_is_flagged_whenever_it_was_and_goes_before_a_correction() -> None:
    gone = withdrawn(changed(Amendment.CORRECTION, LATER))

    assert flags(gone) == [Flag(Doubt.CITES_WITHDRAWN, "harbour", LATER)]


def test_a_point_of_which_all_updates_were_withdrawn_is_supported_by_none() -> None:
    assert [flag.doubt for flag in flags(withdrawn(HARBOUR), withdrawn(BRIDGE))] == [
        Doubt.CITES_WITHDRAWN,
        Doubt.CITES_WITHDRAWN,
        Doubt.UNSUPPORTED,
    ]


def test_a_point_that_cites_nothing_is_supported_by_nothing() -> None:
    assert flags_of(KeyPoint("A point"), {}, SET_AT) == (Flag(Doubt.UNSUPPORTED),)
