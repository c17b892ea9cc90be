"""Adapters from their addresses. Loads no Django until a door is asked for, so that the reader plane may use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stoppress.base.settings import Settings

if TYPE_CHECKING:
    from stoppress.audience.contract import Audience
    from stoppress.bell.contract import Bell
    from stoppress.edition.contract import Edition
    from stoppress.story.write import Door


def edition(house: Settings) -> Edition:
    """The shelf of this house.

    Raises   Refusal when its address names no adapter.
    """
    from stoppress.edition.by_address import open_edition

    return open_edition(house.edition_address)


def bell(house: Settings) -> Bell:
    """The bell of this house.

    Raises   Refusal when its address names no adapter.
    """
    from stoppress.bell.by_address import open_bell

    return open_bell(house.bell_address)


def audience(house: Settings) -> Audience:
    """The counts of this house's readers."""
    from stoppress.audience.sqlite import SqliteAudience

    return SqliteAudience(house.data.absolute() / "audience.db")


def door(house: Settings) -> Door:
    """The door for change. Django must be set up."""
    from stoppress.story.write import Door

    return Door(bell(house))
