"""What people do with webhooks: add, pause, try, change the secret, remove. For the page and the API."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from stoppress.base.clock import Clock, iso, now_utc
from stoppress.base.errors import Refusal
from stoppress.base.keys import new_entry_key
from stoppress.base.limits.api import HOOK_DELIVERIES_KEPT, HOOK_OLD_SECRET_S, HOOKS_MAX
from stoppress.base.limits.words import NAME_CHARS_MAX
from stoppress.base.text import clean_line
from stoppress.desk.hooks.events import EVENTS, PING, ping_body
from stoppress.desk.hooks.receivers import receiver_at
from stoppress.desk.hooks.sending import Answer, send
from stoppress.desk.hooks.signing import new_secret, signed_headers
from stoppress.desk.models import Hook, HookDelivery, HookPlace
from stoppress.desk.sealing import is_readable, sealed, unsealed
from stoppress.story import read

EVENT_NAMES: Final = tuple(sorted(EVENTS.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class HookShown:
    """A webhook as people may see it: without its secret."""

    id: int
    name: str
    url: str
    events: tuple[str, ...]
    """() = all."""
    story: str
    state: str
    reason: str
    made_by: str
    made_at: datetime
    two_secrets_until: datetime | None
    waiting: int
    """Facts that it has not been told yet."""
    next_at: datetime | None
    """When what failed is tried again; None = nothing waits for its hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryShown:
    """One attempt."""

    id: int
    at: datetime
    message: str
    event: str
    story: str
    number: int
    attempt: int
    status: int
    done: bool
    said: str
    took_ms: int


def add_hook(
    user: User, name: str, url: str, events: Iterable[str], story: str = "", clock: Clock = now_utc
) -> tuple[HookShown, str]:
    """Add a webhook. It is told what happens from now on.

    url      see receivers.receiver_at().
    events   names of EVENTS; none = all.
    story    the slug of the one story; "" = all, also those that are opened later.
    Returns  the webhook, and its secret.
    Raises   Refusal name-missing, too-long, hook-address-not-usable, event-unknown, story-unknown, too-many.
    """
    name = clean_line(name)
    if not name:
        raise Refusal("name-missing", "Say what it is for, so that you know it again.", field="name")
    if len(name) > NAME_CHARS_MAX:
        raise Refusal("too-long", f"The name has {len(name)} characters; at most {NAME_CHARS_MAX} fit.", field="name")
    receiver_at(url, private=settings.HOUSE.hooks_private)
    wanted = _events(events)
    if story and read.story(story) is None:
        raise Refusal("story-unknown", f"There is no story “{story[:80]}”. Open it first, or name none.", field="story")
    secret = new_secret()
    with transaction.atomic():
        if Hook.objects.count() >= HOOKS_MAX:
            raise Refusal("too-many", f"There are {HOOKS_MAX} webhooks, the most possible. Remove one first.")
        row = Hook.objects.create(
            name=name,
            url=url,
            events=" ".join(wanted),
            story=story,
            secret=sealed(secret),
            made_by=user,
            made_at=clock(),
        )
        # Inside the transaction nothing is published: not a fact is missed, none of before is told.
        HookPlace.objects.bulk_create(
            HookPlace(hook=row, slug=slug, number=number)
            for slug, number in read.numbers().items()
            if story in {"", slug}
        )
    return _shown(row), secret


def hooks() -> list[HookShown]:
    """All webhooks, by name."""
    return [_shown(row) for row in Hook.objects.select_related("made_by").order_by("name", "pk")[:HOOKS_MAX]]


def hook_shown(hook: int) -> HookShown:
    """One webhook.

    Raises   Refusal hook-unknown.
    """
    return _shown(_row(hook))


def deliveries(hook: int, limit: int, below: int | None = None) -> list[DeliveryShown]:
    """The last attempts of a webhook, the newest first.

    Raises   Refusal hook-unknown.
    """
    rows = HookDelivery.objects.filter(hook=_row(hook)).order_by("-pk")
    if below is not None:
        rows = rows.filter(pk__lt=below)
    return [
        DeliveryShown(
            id=row.pk,
            at=row.at,
            message=row.message,
            event=row.event,
            story=row.slug,
            number=row.number,
            attempt=row.attempt,
            status=row.status,
            done=row.done,
            said=row.said,
            took_ms=row.took_ms,
        )
        for row in rows[:limit]
    ]


def remove_hook(hook: int) -> None:
    """Remove a webhook; what it was not told yet is not told any more.

    Raises   Refusal hook-unknown.
    """
    _row(hook).delete()


def pause_hook(hook: int) -> HookShown:
    """Tell it nothing for a while; it keeps its place.

    Raises   Refusal hook-unknown.
    """
    return _set(_row(hook), "paused")


def resume_hook(hook: int) -> HookShown:
    """Go on at its place, at once, after a pause or after it was given up.

    Raises   Refusal hook-unknown.
    """
    row = _row(hook)
    HookPlace.objects.filter(hook=row).update(attempts=0, due_at=None)
    return _set(row, "active")


def change_secret(hook: int, clock: Clock = now_utc) -> tuple[HookShown, str]:
    """Give a webhook a new secret. For HOOK_OLD_SECRET_S messages are signed with both.

    Returns  the webhook, and the new secret.
    Raises   Refusal hook-unknown.
    """
    secret = new_secret()
    with transaction.atomic():
        row = _row(hook)
        row.old_secret, row.secret = row.secret if is_readable(row.secret) else "", sealed(secret)
        row.old_secret_until = clock() + timedelta(seconds=HOOK_OLD_SECRET_S)
        row.save(update_fields=["secret", "old_secret", "old_secret_until"])
    return _shown(row), secret


def ping_hook(hook: int, clock: Clock = now_utc) -> DeliveryShown:
    """Send a test, now, and wait for the answer: HOOK_TOTAL_S seconds at most.

    Raises   Refusal hook-unknown.
    """
    row, now = _row(hook), clock()
    message = f"ping_{new_entry_key()}"
    body = ping_body(hook, iso(now))
    answer = send(row.url, headers_for(row, message, body, now), body, private=settings.HOUSE.hooks_private)
    note_delivery(row, message, PING, "", 0, 1, answer, now)
    return deliveries(hook, 1)[0]


def headers_for(row: Hook, message: str, body: bytes, now: datetime) -> dict[str, str]:
    """The signature of a message, with both secrets while both hold."""
    both = row.old_secret and row.old_secret_until and now < row.old_secret_until
    keys = [unsealed(secret) for secret in ([row.secret, row.old_secret] if both else [row.secret])]
    return signed_headers(message, int(now.timestamp()), body, keys)


def note_delivery(
    row: Hook, message: str, event: str, slug: str, number: int, attempt: int, answer: Answer, now: datetime
) -> None:
    """Put one attempt on the list, and forget the oldest."""
    HookDelivery.objects.create(
        hook=row,
        at=now,
        message=message,
        event=event,
        slug=slug,
        number=number,
        attempt=attempt,
        status=answer.status,
        done=answer.is_taken,
        said=answer.said,
        took_ms=answer.took_ms,
    )
    kept = HookDelivery.objects.filter(hook=row).order_by("-pk").values_list("pk", flat=True)
    oldest_kept = kept[HOOK_DELIVERIES_KEPT - 1 : HOOK_DELIVERIES_KEPT].first()
    if oldest_kept:
        HookDelivery.objects.filter(hook=row, pk__lt=oldest_kept).delete()


def _events(events: Iterable[str]) -> list[str]:
    wanted = sorted(set(events))
    unknown = [name for name in wanted if name not in EVENT_NAMES]
    if unknown:
        raise Refusal(
            "event-unknown", f"“{unknown[0][:60]}” is no event. Take some of: {', '.join(EVENT_NAMES)}.", field="events"
        )
    return [] if len(wanted) == len(EVENT_NAMES) else wanted


def _row(hook: int) -> Hook:
    row = Hook.objects.select_related("made_by").filter(pk=hook).first()
    if row is None:
        raise Refusal("hook-unknown", "There is no such webhook. Look at the list again.", field="hook")
    return row


def _set(row: Hook, state: str) -> HookShown:
    row.state, row.reason = state, ""
    row.save(update_fields=["state", "reason"])
    return _shown(row)


def _shown(row: Hook) -> HookShown:
    numbers = {slug: number for slug, number in read.numbers().items() if row.story in {"", slug}}
    places = {place.slug: place for place in HookPlace.objects.filter(hook=row)}
    told = {slug: places[slug].number if slug in places else 0 for slug in numbers}
    return HookShown(
        id=row.pk,
        name=row.name,
        url=row.url,
        events=tuple(row.events.split()),
        story=row.story,
        state=row.state,
        reason=row.reason,
        made_by=row.made_by.get_username() if row.made_by else "",
        made_at=row.made_at,
        two_secrets_until=row.old_secret_until if row.old_secret_until and row.old_secret_until > now_utc() else None,
        waiting=sum(number - told[slug] for slug, number in numbers.items()),
        next_at=min((place.due_at for place in places.values() if place.due_at and place.attempts), default=None),
    )
