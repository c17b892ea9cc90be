"""Webhooks: as they are shown, as they are asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from stoppress.base.limits.api import HOOK_EVENTS_MAX
from stoppress.desk.api.shapes.strict import Asked, Words
from stoppress.desk.hooks.deeds import EVENT_NAMES, DeliveryShown, HookShown


class NewHook(Asked):
    """A webhook to add."""

    name: Words = Field(description="What it is for.")
    url: Words = Field(description="https, open to the internet.")
    events: list[Words] = Field(
        [],
        max_length=HOOK_EVENTS_MAX,
        description="Left out: all.",
        json_schema_extra={"items": {"type": "string", "enum": list(EVENT_NAMES)}},
    )
    story: Words = Field("", description="The slug of the one story; left out, all of them, later ones too.")


class Hook(Schema):
    """A webhook."""

    id: int
    name: str
    url: str
    events: list[str] = Field(description="Empty = all.")
    story: str | None
    state: str = Field(description="active, paused by a person, or failing: see reason.")
    reason: str
    made_by: str
    made_at: datetime
    two_secrets_until: datetime | None = Field(description="Until then messages bear two signatures.")
    waiting: int = Field(description="Facts of the log that it has not come to yet.")
    next_at: datetime | None = Field(description="When what failed is tried again.")


class HookWithSecret(Hook):
    """A webhook, and its secret: shown here and nowhere again."""

    secret: str = Field(description="whsec_…: what messages are signed with.")


class Hooks(Schema):
    """All webhooks."""

    items: list[Hook]


class Delivery(Schema):
    """One attempt."""

    id: int
    at: datetime
    message: str = Field(description="webhook-id: the same in all attempts of one message.")
    event: str
    story: str | None
    number: int
    attempt: int
    status: int = Field(description="What the receiver answered; 0 = nothing.")
    done: bool
    said: str
    took_ms: int


class Deliveries(Schema):
    """One page of attempts, the newest first."""

    items: list[Delivery]
    next: str | None = Field(description="The cursor of the next page; null = this was the last.")


def hook_of(shown: HookShown) -> Hook:
    """A webhook as it is shown."""
    return Hook(**_fields(shown))


def hook_with_secret(shown: HookShown, secret: str) -> HookWithSecret:
    """A webhook with its secret."""
    return HookWithSecret(**_fields(shown), secret=secret)


def delivery_of(shown: DeliveryShown) -> Delivery:
    """One attempt as it is shown."""
    return Delivery(
        **{name: getattr(shown, name) for name in Delivery.model_fields if name != "story"}, story=shown.story or None
    )


def _fields(shown: HookShown) -> dict[str, Any]:
    known = {name: getattr(shown, name) for name in Hook.model_fields}
    return known | {"events": list(shown.events), "story": shown.story or None}
