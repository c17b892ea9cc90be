"""The trail: who did what at the desk, done or refused, bounded in age and number.

For what changes a story the log is the truth, with name and time; a row here links to its number, and is written
right after it. What the desk itself decides (roles, people) is written in the transaction of the deed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.utils.crypto import salted_hmac

from stoppress.base.clock import Clock, now_utc
from stoppress.base.limits.people import (
    TRAIL_DAYS_MAX,
    TRAIL_DONE_MAX,
    TRAIL_PROGRAMS_DONE_MAX,
    TRAIL_REFUSED_MAX,
    TRAIL_ROWS_PER_TRIM,
)
from stoppress.desk.models import TrailRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act, as the table keeps it (models/trail.py says what each means). Longer text is cut to its column."""

    act: str
    who: str = ""
    token: str = ""
    action: str = ""
    story: str = ""
    key: str = ""
    about: str = ""
    words: str = ""
    number: int | None = None
    done: bool = True
    times: int = 1
    code: str = ""
    address: str = ""


def write_down(act: Act, clock: Clock = now_utc) -> None:
    """Add an act, in the transaction that runs; now and then clear what is too old or too much."""
    fields = {name: _fitting(name, value) for name, value in asdict(act).items()}
    row = TrailRow.objects.create(at=clock(), **fields)
    if row.pk % TRAIL_ROWS_PER_TRIM == 0:
        trim(clock)


def trim(clock: Clock = now_utc) -> None:
    """Forget what is older than TRAIL_DAYS_MAX, and the oldest beyond what is kept of each kind."""
    TrailRow.objects.filter(at__lt=clock() - timedelta(days=TRAIL_DAYS_MAX)).delete()
    done = TrailRow.objects.filter(done=True)
    for rows, kept_max in (
        (done.filter(token=""), TRAIL_DONE_MAX),
        (done.exclude(token=""), TRAIL_PROGRAMS_DONE_MAX),
        (TrailRow.objects.filter(done=False), TRAIL_REFUSED_MAX),
    ):
        first_too_many = rows.order_by("-pk").values_list("pk", flat=True)[kept_max : kept_max + 1].first()
        if first_too_many:
            rows.filter(pk__lte=first_too_many).delete()


def address_mark(address: str) -> str:
    """A network address as the trail keeps it: in this house, the same mark for the same address.

    Where reporters are is nobody's business, and a copied database must not tell it; keyed with the house's secret,
    since all addresses of the old kind could be tried in a minute.
    """
    return salted_hmac("stoppress.trail", address, algorithm="sha256").hexdigest()[:12] if address else ""


def _fitting(name: str, value: object) -> object:
    width = getattr(TrailRow, name).field.max_length
    return value[:width] if isinstance(value, str) and width else value
