"""The trail as pages show it: newest first, of one person or one story or all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.http import urlencode

from stoppress.base.limits.people import TRAIL_ROWS_PER_PAGE
from stoppress.desk.models import TrailRow
from stoppress.desk.people import COMMAND_LINE
from stoppress.desk.role_words import act_label, why_label, words_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to see of the trail."""

    who: str = ""
    """Acts of this person, and acts done to them; "" = of all."""
    refused_only: bool = False
    programs_only: bool = False
    before: int | None = None
    """Rows older than this one; None = the newest."""

    @property
    def query(self) -> str:
        """For the address of another page of the same: ends so that one more parameter may follow."""
        chosen = {"who": self.who, "only": self.refused_only and "refused", "by": self.programs_only and "programs"}
        return "".join(f"{urlencode({name: word})}&" for name, word in chosen.items() if word)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailLine:
    """One act."""

    at: datetime
    who: str
    by_command: bool
    """True for what was done on the command line."""
    token: str
    """The token by which a program did it in that name; "" = by hand."""
    label: str
    story: str
    key: str
    about: str
    words: str
    number: int | None
    done: bool
    times: int
    """How often since the line before of the same; more than 1 only of refusals."""
    code: str
    why: str
    """The code as a sentence, where there is one; else as it is."""
    address: str


@dataclass(frozen=True, slots=True)
class TrailPage:
    """One page of lines."""

    lines: tuple[TrailLine, ...]
    before: int | None
    """To ask for older ones with; None when there are none."""


def trail_page(asked: Asked, slug: str = "") -> TrailPage:
    """The acts that somebody asked for, in one story or in the whole house; TRAIL_ROWS_PER_PAGE at most."""
    rows, before = trail_rows(asked, slug, TRAIL_ROWS_PER_PAGE)
    return TrailPage(tuple(map(_line, rows)), before)


def trail_rows(asked: Asked, slug: str, limit: int) -> tuple[list[TrailRow], int | None]:
    """One page of rows, the newest first, and what to ask older ones with; None = there are none.

    slug     "" = of the whole house.
    """
    rows = TrailRow.objects.order_by("-pk")
    if slug:
        rows = rows.filter(story=slug)
    if asked.who:
        rows = rows.filter(who=asked.who) | rows.filter(about=asked.who)
    if asked.refused_only:
        rows = rows.filter(done=False)
    if asked.programs_only:
        rows = rows.exclude(token="")
    if asked.before is not None:
        rows = rows.filter(pk__lt=asked.before)
    found = list(rows[: limit + 1])
    shown = found[:limit]
    return shown, shown[-1].pk if len(found) > len(shown) else None


def _line(row: TrailRow) -> TrailLine:
    return TrailLine(
        at=row.at,
        who=row.who,
        by_command=row.who == COMMAND_LINE.name,
        token=row.token,
        label=act_label(row.act, row.action),
        story=row.story,
        key=row.key,
        about=row.about,
        words=words_label(row.words),
        number=row.number,
        done=row.done,
        times=row.times,
        code=row.code,
        why=why_label(row.code),
        address=row.address,
    )
