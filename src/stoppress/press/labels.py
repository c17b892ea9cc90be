"""Every word that we add to a page, a feed or a card, as fields that templates name. Pure.

A template says {{ words.skip }}; it never holds a word of its own, so that no page can be half translated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stoppress.press.phrases import PLURAL_EXAMPLES, catalogue, words_language
from stoppress.story.body.html import Labels as BodyLabels
from stoppress.story.words import Hand, Kind, Status, StoryStatus

PluralForms = tuple[tuple[str, str], ...]
"""Pairs of a plural category ("one", "few" …) and the words for it with {count} in them, for follow.js."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language. Curly brackets are places to be filled; in words for follow.js it fills them."""

    language: str
    """Of these words: en where there is no catalogue for the story's language."""

    # Around the updates
    skip: str
    skip_to_stories: str
    all_stories: str
    key_points: str
    key_events: str
    more_key_events: str
    pinned: str
    updates: str
    related: str
    read_all: str
    to_update: str
    older: str
    newer: str
    newest_first: str
    from_beginning: str
    first_published: str
    last_updated: str
    feeds: str
    no_script: str
    paused_note: str
    closed_note: str
    no_updates: str

    # In an update
    key_event: str
    time_unknown: str
    happened: str
    corrected: str
    withdrawn: str

    # For follow.js
    for_script: tuple[tuple[str, str], ...]
    """Pairs of a name and words, for the attributes data-label-<name> of the live region."""

    # Front page
    live_now: str
    recent_stories: str
    no_stories: str
    front_description: str


@lru_cache(maxsize=256)
def words_in(language: str) -> Words:
    """The words for a story of this language (BCP 47)."""
    translations = catalogue(language)
    _, n_ = translations.gettext, translations.ngettext
    return Words(
        language=words_language(language),
        skip=_("Skip to the updates"),
        skip_to_stories=_("Skip to the stories"),
        all_stories=_("All stories"),
        key_points=_("Key points"),
        key_events=_("Key events"),
        more_key_events=_("Earlier key events"),
        pinned=_("Pinned"),
        updates=_("Updates"),
        related=_("Related"),
        read_all=_("All updates of this story"),
        to_update=_("The update you came for"),
        older=_("Older updates"),
        newer=_("Newer updates"),
        newest_first=_("Newest first"),
        from_beginning=_("From the beginning"),
        first_published=_("First published"),
        last_updated=_("Updated"),
        feeds=_("Feeds"),
        no_script=_("Without script this page does not update by itself. Load it anew for what is new."),
        paused_note=_("No updates are expected for a while."),
        closed_note=_("This story is closed. Corrections are still made."),
        no_updates=_("No updates yet."),
        key_event=_("Key event"),
        time_unknown=_("Time unknown"),
        happened=_("Happened"),
        corrected=_("corrected"),
        withdrawn=_("withdrawn"),
        for_script=(
            *_forms("new", lambda count: n_("{count} new update", "{count} new updates", count)),
            *_forms("corrections", lambda count: n_("{count} correction", "{count} corrections", count)),
            ("both", _("{updates} and {corrections}")),
            ("since", _("{what} since {time}")),
            ("lost", _("Connection lost since {time}")),
            ("read", _("You have read to here")),
            ("hold", _("Pause")),
            ("hold-title", _("Keep new updates waiting until you ask for them")),
            ("share", _("Share")),
            ("copy", _("Copy link")),
            ("copied", _("Copied")),
            ("zone", _("Times are those of your own zone, {zone}; days are those of {place}.")),
        ),
        live_now=_("Live now"),
        recent_stories=_("Recent stories"),
        no_stories=_("No stories yet."),
        front_description=_("Live and recent stories from {site}."),
    )


def _forms(name: str, phrase: Callable[[int], str]) -> PluralForms:
    """The words of each plural category under name-<category>, those that are the same as "other" left out."""
    other = phrase(PLURAL_EXAMPLES["other"])
    found = {category: phrase(number) for category, number in PLURAL_EXAMPLES.items()}
    return tuple(
        (f"{name}-{category}", words) for category, words in found.items() if category == "other" or words != other
    )


@lru_cache(maxsize=256)
def kind_word(kind: Kind, language: str) -> str:
    """What stands on the rail; "" for an ordinary report."""
    _ = catalogue(language).gettext
    return {
        Kind.REPORT: "",
        Kind.BREAKING: _("Breaking"),
        Kind.QUOTE: _("Quote"),
        Kind.VIDEO: _("Watch"),
        Kind.EXPLAINER: _("Explainer"),
        Kind.CORRESPONDENT: _("Correspondent"),
        Kind.SUMMARY: _("Summary"),
        Kind.LINK: _("Link"),
    }[kind]


@lru_cache(maxsize=256)
def status_word(status: Status, language: str) -> str:
    """How far a claim is established, in words; "" where the desk has not said."""
    _ = catalogue(language).gettext
    return {
        Status.UNSTATED: "",
        Status.CLAIMED: _("Claimed"),
        Status.REPORTED: _("Reported by several"),
        Status.CONFIRMED: _("Confirmed by us"),
        Status.DISPUTED: _("Disputed"),
        Status.WITHDRAWN: _("Claim withdrawn"),
    }[status]


@lru_cache(maxsize=256)
def state_word(state: StoryStatus, language: str) -> str:
    """Where a story stands."""
    _ = catalogue(language).gettext
    return {
        StoryStatus.LIVE: _("Live"),
        StoryStatus.PAUSED: _("Paused"),
        StoryStatus.CLOSED: _("Closed"),
    }[state]


@lru_cache(maxsize=256)
def change_pattern(change: str, language: str) -> tuple[str, str]:
    """The words before and after the time of a change.

    change   "correction", "update", "withdrawn" or "redacted".
    """
    _ = catalogue(language).gettext
    pattern = {
        "correction": _("Correction, {time}."),
        "update": _("Updated, {time}."),
        "withdrawn": _("Withdrawn, {time}."),
        "redacted": _("Removed for legal reasons, {time}."),
    }[change]
    before, _time, after = pattern.partition("{time}")
    return before, after


def day_and_time(date: str, time: str, language: str) -> str:
    """22 Nov, 14:03."""
    return catalogue(language).gettext("{date}, {time}").format(date=date, time=time)


def zone_note(zone: str, language: str) -> str:
    """Whose times a page shows."""
    return catalogue(language).gettext("Times are those of {zone}.").format(zone=zone)


def source_words(name: str, channel: str, hand: Hand, language: str) -> str:
    """One source in words: Defence Ministry, via RIA (second-hand)."""
    _ = catalogue(language).gettext
    said = _("{name}, via {channel}").format(name=name, channel=channel) if name and channel else name or channel
    if hand is Hand.UNSTATED:
        return said
    how = _("first-hand") if hand is Hand.FIRST else _("second-hand")
    return _("{source} ({how})").format(source=said, how=how) if said else how


def sources_label(count: int, language: str) -> str:
    """What stands before the sources where the update has no status: Source, Sources."""
    return catalogue(language).ngettext("Source", "Sources", count)


def joined(names: Sequence[str], language: str) -> str:
    """Names in words: A; A and B; A, B and C."""
    _ = catalogue(language).gettext
    if len(names) < 2:
        return "".join(names)
    first = names[0]
    for name in names[1:-1]:
        first = _("{names}, {name}").format(names=first, name=name)
    return _("{names} and {name}").format(names=first, name=names[-1])


def byline(names: Sequence[str], language: str) -> str:
    """By A and B; "" without names."""
    return catalogue(language).gettext("By {names}").format(names=joined(names, language)) if names else ""


def named_with_role(name: str, role: str, language: str) -> str:
    """A name with what its bearer is: Ada Byrne (in Odesa)."""
    return catalogue(language).gettext("{name} ({role})").format(name=name, role=role) if role else name


def updates_counted(count: int, language: str) -> str:
    """1 update, 12 updates."""
    return catalogue(language).ngettext("{count} update", "{count} updates", count).format(count=count)


def updates_of(headline: str, language: str) -> str:
    """The title of a story's feeds."""
    return catalogue(language).gettext("Updates: {headline}").format(headline=headline)


def rhythm(busiest: str, language: str, *, has_key_events: bool) -> str:
    """What the drawing of updates over time shows, and what is to be seen in it.

    busiest  when most updates came; "" where no time had more than others.
    """
    _ = catalogue(language).gettext
    shown = _("Updates over time, key events above them.") if has_key_events else _("Updates over time.")
    most = _("Most came around {time}.").format(time=busiest)
    return f"{shown} {most}" if busiest else shown


def cite_label(time: str, language: str) -> str:
    """What a link from a key point to its update is called: Update of 22 November 2026, 14:02 EET."""
    return catalogue(language).gettext("Update of {time}").format(time=time)


@lru_cache(maxsize=256)
def withdrawn_title(language: str) -> str:
    """The title of an update that is not there any more."""
    return catalogue(language).gettext("Withdrawn update")


@lru_cache(maxsize=256)
def untitled(language: str) -> str:
    """The title of an update without any words, such as a picture alone."""
    return catalogue(language).gettext("Update")


@lru_cache(maxsize=256)
def body_labels(language: str, players: frozenset[str] = frozenset()) -> BodyLabels:
    """The words inside an update's text. players: hosts whose players may be loaded."""
    _ = catalogue(language).gettext
    return BodyLabels(
        picture_missing=_("Picture not available"),
        open_original=_("Open the original"),
        play=_("Play. It is loaded from {host}."),
        players=players,
    )
