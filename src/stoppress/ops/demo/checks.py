"""What must fit together in a script: names, citations, order, times, lengths. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stoppress.base.html import is_safe_link
from stoppress.base.keys import checked_slug
from stoppress.base.limits.words import ENTRY_CHARS_MAX, HEADLINE_CHARS_MAX, NOTE_CHARS_MAX, STANDFIRST_CHARS_MAX
from stoppress.ops.demo import script
from stoppress.ops.demo.clocks import unknown_clocks
from stoppress.ops.demo.table import wrong
from stoppress.story.words import Amendment

_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def checked_story(story: script.DemoStory) -> script.DemoStory:
    """The story as it is, when everything in it fits together.

    Raises   Refusal script-wrong with the act's place counted from 1; slug-not-usable.
    """
    checked_slug(story.slug)
    _check_head(story)
    _check_times(story)
    run = _Run()
    for place, act in enumerate(story.acts, 1):
        where = f"act {place} ({_called(act)})"
        _check_texts(where, act, story)
        run.check(where, act)
    _check_pictures(story)
    return story


def _check_head(story: script.DemoStory) -> None:
    try:
        ZoneInfo(story.zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise wrong(
            "[story]", f"zone is “{story.zone}”, which is no time zone. Take one as Europe/Paris or UTC."
        ) from None
    if (story.days_before is None) != (story.clock is None):
        raise wrong("[story]", "days_before and clock belong together. Give both or none.")
    if story.days_before is not None and story.days_before < 1:
        raise wrong("[story]", f"days_before is {story.days_before}; at least 1 is expected.")
    _check_text("[story]", "headline", story.headline, HEADLINE_CHARS_MAX, story)
    _check_text("[story]", "standfirst", story.standfirst, STANDFIRST_CHARS_MAX, story)


def _check_times(story: script.DemoStory) -> None:
    """Acts stand in the order of their minutes; those without come last, and not in a story that is over."""
    latest: int | None = None
    to_come = False
    for place, act in enumerate(story.acts, 1):
        where = f"act {place} ({_called(act)})"
        if act.at_min is None:
            to_come = True
            if story.days_before is not None:
                raise wrong(where, "at is missing; a story that is over needs it in every act.")
            continue
        if to_come:
            raise wrong(where, "at stands after acts that have none. Move the act up or leave at out.")
        if story.days_before is None and act.at_min > 0:
            raise wrong(where, f"at is {act.at_min}; before the start it is at most 0. For later acts leave it out.")
        if latest is not None and act.at_min < latest:
            raise wrong(where, f"at is {act.at_min}, but the act before it has {latest}. Put them in order.")
        latest = act.at_min


class _Run:
    """Follows a story act by act and refuses what could not be done at that point."""

    def __init__(self) -> None:
        self.live: set[str] = set()
        self.withdrawn: set[str] = set()
        self.pinned = ""
        self.state = "live"

    def check(self, where: str, act: script.Act) -> None:
        """Take the next act. Raises Refusal script-wrong."""
        if self.state == "closed":
            raise wrong(where, "the story is closed. Move the act before its close.")
        if self.state == "paused" and not isinstance(act, script.Reopen):
            raise wrong(where, "the story is paused. Reopen it first.")
        match act:
            case script.Publish():
                self._publish(where, act.name)
            case script.Amend() | script.Pin():
                self._must_be_live(where, act.entry)
            case script.Withdraw():
                self._withdraw(where, act.entry)
            case script.SetKeyPoints():
                for point in act.points:
                    self._cites(where, point)
        self._change(where, act)

    def _publish(self, where: str, name: str) -> None:
        if not _NAME.fullmatch(name):
            raise wrong(where, f"name is “{name}”; small letters a–z, digits and single hyphens are expected.")
        if name in self.live | self.withdrawn:
            raise wrong(where, f"name “{name}” is taken by an earlier update. Take another.")
        self.live.add(name)

    def _must_be_live(self, where: str, name: str) -> None:
        if name in self.withdrawn:
            raise wrong(where, f"“{name}” was withdrawn before. Name an update that is still there.")
        if name not in self.live:
            raise wrong(where, f"“{name}” is no earlier update. Correct the name or move the act down.")

    def _withdraw(self, where: str, name: str) -> None:
        self._must_be_live(where, name)
        self.live.discard(name)
        self.withdrawn.add(name)

    def _cites(self, where: str, point: script.Point) -> None:
        if not point.cites:
            raise wrong(where, f"the key point “{point.text[:40]}…” cites no update. Name one that supports it.")
        for name in point.cites:
            self._must_be_live(where, name)

    def _change(self, where: str, act: script.Act) -> None:
        match act:
            case script.Pause():
                self.state = "paused"
            case script.Reopen() if self.state != "paused":
                raise wrong(where, "the story is not paused. Remove the act.")
            case script.Reopen():
                self.state = "live"
            case script.Close():
                self.state = "closed"
            case script.Pin():
                self.pinned = act.entry
            case script.Unpin() if self.pinned != act.entry:
                raise wrong(where, f"“{act.entry}” is not pinned. Pinned is: {self.pinned or 'nothing'}.")
            case script.Unpin():
                self.pinned = ""


def _check_texts(where: str, act: script.Act, story: script.DemoStory) -> None:
    for key, text, chars_max in _texts(act):
        _check_text(where, key, text, chars_max, story)
    if isinstance(act, script.Amend):
        _check_amendment(where, act)
    for source in getattr(act, "sources", None) or ():
        if source.url and not is_safe_link(source.url):
            raise wrong(where, f"the link “{source.url[:80]}” is not usable. Give a whole address with https://.")


def _texts(act: script.Act) -> Iterator[tuple[str, str, int]]:
    """What an act says: key, text, most characters."""
    match act:
        case script.Publish():
            yield "headline", act.headline, HEADLINE_CHARS_MAX
            yield "body", act.body, ENTRY_CHARS_MAX
            yield "quoted", act.quoted.text if act.quoted else "", ENTRY_CHARS_MAX
        case script.Amend():
            yield "headline", act.headline or "", HEADLINE_CHARS_MAX
            yield "body", act.body or "", ENTRY_CHARS_MAX
            yield "note", act.note, NOTE_CHARS_MAX
        case script.EditStory():
            yield "headline", act.headline or "", HEADLINE_CHARS_MAX
            yield "standfirst", act.standfirst or "", STANDFIRST_CHARS_MAX
        case script.SetKeyPoints():
            for point in act.points:
                yield "text", point.text, NOTE_CHARS_MAX
        case script.Withdraw():
            yield "reason", act.reason, NOTE_CHARS_MAX
        case script.Close():
            yield "note", act.note, NOTE_CHARS_MAX


def _check_amendment(where: str, act: script.Amend) -> None:
    if act.amended_as is Amendment.CORRECTION and not act.note:
        raise wrong(where, "note is missing; a correction says what was wrong.")
    if act.amended_as is Amendment.TYPO and act.note:
        raise wrong(where, "a typo has no note. Remove it, or amend as update or correction.")
    if not any((act.headline, act.body, act.status, act.sources)):
        raise wrong(where, "nothing is amended. Give at least one of headline, body, status, sources.")


def _check_pictures(story: script.DemoStory) -> None:
    used = {picture.name for act in story.acts if isinstance(act, script.Publish) for picture in act.pictures}
    for picture in story.pictures:
        _check_text(f"[pictures.{picture.name}]", "caption", picture.caption, NOTE_CHARS_MAX, story)
        if picture.name not in used:
            raise wrong(f"[pictures.{picture.name}]", "no update shows it. Show it or remove it.")


def _check_text(where: str, key: str, text: str, chars_max: int, story: script.DemoStory) -> None:
    if len(text) > chars_max:
        raise wrong(where, f"{key} has {len(text)} characters; at most {chars_max} fit. Shorten it.")
    if unknown := unknown_clocks(text, story.moments):
        raise wrong(where, f"{key} has “{unknown[0]}” in braces or a lone brace. Name minutes or one of [moments].")


def _called(act: script.Act) -> str:
    """How an act is called in a refusal: what it does, and to which update."""
    return f"{type(act).__name__.lower()} {getattr(act, 'name', getattr(act, 'entry', ''))}".strip()
