"""Templates name only what their contexts have; the preview is what readers will see; files have names that change."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from stoppress.base.errors import Fault
from stoppress.base.limits.pages import FRAMES_KEPT_PER_STORY
from stoppress.press.assets import assets
from stoppress.press.front import front_context
from stoppress.press.preview import entry_html
from stoppress.press.printing import print_batch
from stoppress.story import commands as c
from stoppress.story.body.build import figure, text_document
from stoppress.story.content import Author, Content, Head, KeyPoint, RelatedLink, Source
from stoppress.story.words import Amendment, Kind, Status
from tests.commands import START
from tests.unit.press.sheet import WHO, batch_of, page, printed, renderer

FULL = Content(
    headline="Nine are missing",
    body=text_document("Boats search."),
    kind=Kind.BREAKING,
    key_event=True,
    authors=(Author("Ben", "in Port Saule"),),
    sources=(Source("Harbour Police", url="https://police.example/"), Source("Mayor")),
    status=Status.CLAIMED,
    event_time=START - timedelta(hours=1),
    language="de",
)
HEAD = Head(
    headline="A storm",
    standfirst="It nears.",
    topic="Weather",
    summary=text_document("What we know."),
    authors=(Author("Ada"),),
    picture=figure(asset="0" * 32, width=800, height=600, alt="Waves"),
    links=(RelatedLink("More", "https://more.example/"),),
    source_line="Agencies",
)
NIGHT = (
    c.PublishEntry(key="aaaaaa", content=FULL, **WHO),
    c.PublishEntry(key="bbbbbb", content=Content(headline="When?", status=Status.DISPUTED), time_unknown=True, **WHO),
    c.PublishEntry(key="cccccc", content=Content(headline="Gone"), **WHO),
    c.AmendEntry(key="aaaaaa", content=Content(headline="Seven"), amendment=Amendment.UPDATE, note="Two found.", **WHO),
    c.WithdrawEntry(key="cccccc", reason="Not so.", **WHO),
    c.SetKeyPoints(points=(KeyPoint("A point", ("aaaaaa", "bbbbbb")),), **WHO),
    c.PinEntry(key="bbbbbb", **WHO),
    c.CloseStory(note="Good night.", **WHO),
)


def test_templates_name_only_what_they_are_given() -> None:
    """A misspelt name would be silently empty."""
    strict = renderer()
    strict._engine.string_if_invalid = "NAMES-NOTHING(%s)"
    batch = batch_of(HEAD, *NIGHT)

    made = print_batch(batch, strict)
    front = strict.front(front_context([(batch.steps[-1].story, 2)], strict.house))
    empty = strict.front(front_context([], strict.house))

    shown = [piece.content.decode() for piece in made.pieces] + [frame.sse.decode() for frame in made.frames]
    assert not [found for text in (*shown, front, empty) for found in re.findall(r"NAMES-NOTHING\([^)]*\)", text)]


def test_the_preview_is_what_readers_see() -> None:
    batch = batch_of(HEAD, NIGHT[0])

    preview = entry_html(batch.steps[-1].entry, batch.steps[-1].story)

    assert preview in page(printed(HEAD, NIGHT[0]), "")


def test_the_frame_holds_what_the_page_holds() -> None:
    """One template serves both, so that they can't differ."""
    made = print_batch(batch_of(HEAD, NIGHT[0]), renderer())

    html = next(piece.content for piece in made.pieces if (piece.slot, piece.form) == ("entry:aaaaaa", "html"))
    assert html.decode().replace('"', '\\"').replace("\n", "\\n") in made.frames[-1].sse.decode()
    assert made.frames_kept_max == FRAMES_KEPT_PER_STORY


def test_headings_go_from_the_story_to_its_parts_without_a_gap() -> None:
    html = page(printed(HEAD, *NIGHT), "")

    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_ids_are_unique_and_every_label_leads_somewhere() -> None:
    for path in ("", "oldest/", "e/aaaaaa/", "before/cccccc/"):
        html = page(printed(HEAD, *NIGHT), path)
        ids = re.findall(r'\sid="([^"]*)"', html)

        assert len(ids) == len(set(ids))
        assert set(re.findall(r'(?:aria-labelledby|href)="#?([a-z-]+)"', html)) - {"/"} <= set(ids)


def test_text_in_another_language_says_so_and_our_words_do_not() -> None:
    html = page(printed(HEAD, NIGHT[0]), "")

    assert '<h2 class="headline" lang="de" dir="ltr">Nine are missing</h2>' in html
    assert '<article class="entry kind-breaking key-event status-claimed" id="e-aaaaaa"' in html


def test_files_have_names_that_change_with_what_they_name(tmp_path: Path) -> None:
    (tmp_path / "page.css").write_text('@font-face { src: url("./face.woff2") }')
    (tmp_path / "face.woff2").write_bytes(b"one")
    before = assets(tmp_path)
    assets.cache_clear()
    (tmp_path / "face.woff2").write_bytes(b"two")

    after = assets(tmp_path)

    assert before["page.css"].path != after["page.css"].path
    assert re.fullmatch(r"/static/page-[0-9a-f]{8}\.css", after["page.css"].path)
    assert after["face.woff2"].path.rpartition("/")[2].encode() in after["page.css"].content
    assert all(document.immutable for document in after.values())


def test_a_newsrooms_own_style_comes_after_ours_and_changes_the_name(tmp_path: Path) -> None:
    own = tmp_path / "style.css"
    own.write_text(":root { --now: purple; }\n")

    plain, ours = assets()["page.css"], assets(own_style=own)["page.css"]

    assert ours.content == plain.content + b":root { --now: purple; }\n"
    assert ours.path != plain.path
    assert assets(own_style=tmp_path / "absent.css") == assets()


def test_a_kind_of_file_that_nobody_knows_is_our_fault(tmp_path: Path) -> None:
    (tmp_path / "page.xyz").write_text("?")

    with pytest.raises(Fault, match=r"page\.xyz"):
        assets(tmp_path)
