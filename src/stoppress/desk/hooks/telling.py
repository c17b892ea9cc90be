"""One round of one webhook: what is due is told, story by story, each in order.

A place moves only after the receiver has said yes, or where the webhook does not want the event. A crash between the
two tells it twice, under the same id; never not at all.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.conf import settings

from stoppress.base.clock import Clock, now_utc
from stoppress.base.errors import Fault, Refusal
from stoppress.base.limits.api import HOOK_ATTEMPTS_MAX, HOOK_FACTS_PER_ROUND
from stoppress.desk.hooks.deeds import headers_for, note_delivery
from stoppress.desk.hooks.events import event_of, message_body
from stoppress.desk.hooks.patience import wait_s
from stoppress.desk.hooks.sending import Answer, send
from stoppress.desk.models import Hook, HookPlace
from stoppress.story import facts as f
from stoppress.story import read

_CHANCE = random.SystemRandom()


def hooks_behind(clock: Clock = now_utc) -> list[int]:
    """The active webhooks that have something to be told now."""
    rows = list(Hook.objects.filter(state="active"))
    if not rows:
        return []
    numbers, now = read.numbers(), clock()
    return [row.pk for row in rows if _due_stories(row, numbers, now)]


def tell(hook: int, clock: Clock = now_utc) -> None:
    """Tell one webhook what is due. Ends after HOOK_FACTS_PER_ROUND facts of each story; call it again for more."""
    row = Hook.objects.filter(pk=hook, state="active").first()
    if row is None:
        return
    try:
        for slug in _due_stories(row, read.numbers(), clock()):
            place, _ = HookPlace.objects.get_or_create(hook=row, slug=slug, defaults={"number": 0})
            if not _tell_story(row, place, clock):
                return
    except Refusal as unreadable:
        _give_up(row, unreadable.message)


def _due_stories(row: Hook, numbers: dict[str, int], now: datetime) -> list[str]:
    places = {place.slug: place for place in HookPlace.objects.filter(hook=row)}
    due = []
    for slug, number in numbers.items():
        if row.story not in {"", slug}:
            continue
        place = places.get(slug)
        if place is None or (place.number < number and (place.due_at is None or place.due_at <= now)):
            due.append(slug)
    return due


def _tell_story(row: Hook, place: HookPlace, clock: Clock) -> bool:
    """False when the webhook is not active any more."""
    wanted = set(row.events.split())
    for fact in read.facts_after(place.slug, place.number, HOOK_FACTS_PER_ROUND):
        if not wanted or event_of(fact.what) in wanted:
            if not Hook.objects.filter(pk=row.pk, state="active").exists():
                return False
            answer = _sent(row, place, fact, clock())
            if not answer.is_taken:
                return _postponed(row, place, answer, clock())
        moved = HookPlace.objects.filter(pk=place.pk, number=fact.number - 1)
        if not moved.update(number=fact.number, attempts=0, due_at=None):
            return False  # removed meanwhile
        place.number, place.attempts = fact.number, 0
    return True


def _sent(row: Hook, place: HookPlace, fact: f.Fact, now: datetime) -> Answer:
    message = f"msg_{row.pk}_{read.epoch()}_{place.slug}_{fact.number}"
    body = message_body(place.slug, fact)
    answer = send(row.url, headers_for(row, message, body, now), body, private=settings.HOUSE.hooks_private)
    event = event_of(fact.what)
    note_delivery(row, message, event, place.slug, fact.number, place.attempts + 1, answer, now)
    return answer


def _postponed(row: Hook, place: HookPlace, answer: Answer, now: datetime) -> bool:
    """Note when to try again; True. Or give the webhook up, and say so at the desk; False."""
    attempts = place.attempts + 1
    wait = wait_s(attempts, answer.retry_after_s, _CHANCE)
    if attempts > HOOK_ATTEMPTS_MAX:
        raise Fault(f"webhook {row.pk} was tried {attempts} times")
    if wait is not None and answer.status != 410:
        HookPlace.objects.filter(pk=place.pk).update(attempts=attempts, due_at=now + timedelta(seconds=wait))
        return True
    reason = (
        "The receiver answered 410: it wants no more."
        if answer.status == 410
        else f"{attempts} attempts in vain. The last: {answer.status or 'no answer'}. {answer.said}"
    )
    HookPlace.objects.filter(pk=place.pk).update(attempts=0, due_at=None)
    _give_up(row, reason)
    return False


def _give_up(row: Hook, reason: str) -> None:
    Hook.objects.filter(pk=row.pk, state="active").update(state="failing", reason=reason[:500])
