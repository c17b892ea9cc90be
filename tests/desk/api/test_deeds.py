"""What programs can do by the API, each act from request to log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from stoppress.story import facts as f
from stoppress.story import read
from stoppress.story.content import Author, KeyPoint, Source
from stoppress.story.words import Hand, Kind, Status, StoryStatus
from tests.desk.api.conftest import Program


def newest(slug: str = "storm"):
    return read.entries(slug, limit=1)[0]


def test_a_story_is_opened_with_all_its_settings(program: Program) -> None:
    answer = program.send(
        "POST",
        "/stories",
        {
            "slug": "flood",
            "headline": "A flood in the old town",
            "standfirst": "The river rises.",
            "topic": "Weather",
            "summary": {"markdown": "It began at **noon**."},
            "authors": [{"name": "Ada Byron", "role": "in Hale"}],
            "language": "en-GB",
            "zone": "Europe/London",
        },
    )

    assert answer.status_code == 201
    assert answer.json() == {"story": "flood", "key": None, "number": 1, "revision": None, "changed": True}
    head = read.story("flood").head
    assert (head.headline, head.topic, head.zone) == ("A flood in the old town", "Weather", "Europe/London")
    assert head.authors == (Author("Ada Byron", "in Hale"),)
    assert program.ask("/stories/flood").json()["settings"]["summary"]["plain"] == "It began at noon."


def test_a_story_without_an_address_gets_one_from_its_headline(program: Program) -> None:
    assert program.send("POST", "/stories", {"headline": "Fog over Hale"}).json()["story"] == "fog-over-hale"


def test_an_update_is_published_with_everything_it_can_carry(program: Program, storm: str) -> None:
    answer = program.send(
        "POST",
        "/stories/storm/updates",
        {
            "kind": "breaking",
            "status": "confirmed",
            "key_event": True,
            "headline": "The harbour is closed",
            "body": {"markdown": "The gates are **shut**."},
            "sources": [{"name": "Coastguard", "channel": "telephone", "hand": "first"}],
            "authors": [{"name": "Ada Byron"}],
            "event_time": "2026-07-01T14:03:00+01:00",
            "language": "en",
        },
    )

    assert answer.status_code == 201
    content = newest().content
    assert (content.kind, content.status, content.key_event) == (Kind.BREAKING, Status.CONFIRMED, True)
    assert content.sources == (Source("Coastguard", "telephone", Hand.FIRST),)
    assert content.event_time == datetime(2026, 7, 1, 13, 3, tzinfo=UTC)
    done = answer.json()
    assert (done["key"], done["number"], done["revision"]) == (newest().key, 2, 1)
    assert answer.headers["ETag"] == '"1.2"'


def test_the_text_is_read_as_markdown_html_plain_and_document(program: Program, storm: str) -> None:
    document = {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "Shut", "marks": [{"type": "strong"}]}]}
        ],
    }
    key = program.send("POST", "/stories/storm/updates", {"body": {"document": document}}).json()["key"]

    body = program.ask(f"/stories/storm/updates/{key}").json()["said"]["body"]

    assert body == {
        "markdown": "**Shut**",
        "html": "<p><strong>Shut</strong></p>",
        "plain": "Shut",
        "document": document,
    }


def test_what_is_left_out_of_an_amendment_stays(program: Program, published: Callable[..., str]) -> None:
    key = published("The gates are shut.", status=Status.CLAIMED, authors=(Author("Ada"),))
    seen = program.ask(f"/stories/storm/updates/{key}").headers["ETag"]

    answer = program.send(
        "PATCH",
        f"/stories/storm/updates/{key}",
        {"headline": "The harbour is open", "amendment": "correction", "note": "It was said to be closed."},
        If_Match=seen,
    )

    assert answer.status_code == 200, answer.content
    entry = read.entry("storm", key)
    assert (entry.content.headline, entry.revision) == ("The harbour is open", 2)
    assert (entry.content.status, entry.content.authors) == (Status.CLAIMED, (Author("Ada"),))
    assert entry.changes[0].note == "It was said to be closed."


def test_an_update_is_withdrawn_and_says_nothing_any_more(program: Program, published: Callable[..., str]) -> None:
    key = published("A unique-word that was wrong.")

    program.send("POST", f"/stories/storm/updates/{key}/withdraw", {"reason": "It was another harbour."})

    shown = program.ask(f"/stories/storm/updates/{key}")
    assert shown.json()["withdrawn"]["reason"] == "It was another harbour."
    assert b"unique-word" not in shown.content
    assert b"unique-word" not in program.ask("/stories/storm/updates").content


def test_updates_are_pinned_unpinned_and_moved(program: Program, published: Callable[..., str]) -> None:
    first, second = published("One."), published("Two.")

    program.send("POST", f"/stories/storm/updates/{first}/pin")
    pinned = read.story("storm").pinned
    program.send("POST", f"/stories/storm/updates/{first}/unpin")
    program.send("POST", f"/stories/storm/updates/{second}/move", {"under": first})

    assert (pinned, read.story("storm").pinned) == (first, "")
    assert [entry.key for entry in read.entries("storm")] == [first, second]


def test_settings_change_in_part(program: Program, storm: str) -> None:
    seen = program.ask("/stories/storm/settings").headers["ETag"]

    program.send("PATCH", "/stories/storm/settings", {"topic": "Weather"}, If_Match=seen)

    head = read.story("storm").head
    assert (head.topic, head.headline, head.zone) == ("Weather", "A storm nears the coast", "Europe/London")


def test_key_points_are_set_with_their_citations(program: Program, published: Callable[..., str]) -> None:
    key = published()
    seen = program.ask("/stories/storm/key-points").headers["ETag"]

    answer = program.send(
        "PUT", "/stories/storm/key-points", {"points": [{"text": "It is closed.", "cites": [key]}]}, If_Match=seen
    )

    assert answer.json()["changed"]
    assert read.story("storm").key_points == (KeyPoint("It is closed.", (key,)),)


def test_a_story_is_paused_reopened_and_closed_with_a_note(program: Program, storm: str) -> None:
    states = []
    for deed, body in (("pause", None), ("reopen", None), ("close", {"note": "The storm is over."})):
        program.send("POST", f"/stories/storm/{deed}", body)
        states.append(read.story("storm").status)

    assert states == [StoryStatus.PAUSED, StoryStatus.LIVE, StoryStatus.CLOSED]
    assert program.ask("/stories/storm").json()["closing_note"] == "The storm is over."


def test_what_is_so_already_changes_nothing_and_says_so(program: Program, storm: str) -> None:
    answer = program.send("POST", "/stories/storm/reopen")

    assert (answer.status_code, answer.json()["changed"], answer.json()["number"]) == (200, False, 1)


def test_a_picture_is_uploaded_and_shown_by_an_update(program: Program, storm: str, tmp_path: Path) -> None:
    Image.new("RGB", (640, 400), "navy").save(tmp_path / "quay.jpg")
    upload = program.raw("POST", "/pictures", (tmp_path / "quay.jpg").read_bytes(), "image/jpeg")
    picture = {"asset": upload.json()["asset"], "alt": "The quay under water", "credit": "Harbour office"}

    program.send("POST", "/stories/storm/updates", {"headline": "The quay", "picture": picture})

    figure = newest().content.body.content[0]
    assert (upload.status_code, figure.kind, figure.words("alt")) == (201, "figure", "The quay under water")


def test_a_picture_without_words_is_refused_beside_its_field(program: Program, storm: str, tmp_path: Path) -> None:
    Image.new("RGB", (64, 40), "navy").save(tmp_path / "quay.png")
    asset = program.raw("POST", "/pictures", (tmp_path / "quay.png").read_bytes(), "image/png").json()["asset"]

    answer = program.send("POST", "/stories/storm/updates", {"headline": "x", "picture": {"asset": asset}})

    assert (answer.status_code, answer.json()["code"]) == (422, "alt-missing")


def test_a_preview_shows_what_readers_would_see_and_publishes_nothing(program: Program, storm: str) -> None:
    answer = program.send("POST", "/stories/storm/preview", {"headline": "Soon", "body": {"markdown": "*Not yet.*"}})

    assert "<em>Not yet.</em>" in answer.json()["html"]
    assert read.entries("storm") == []


def test_the_history_of_an_update_holds_every_revision(program: Program, published: Callable[..., str]) -> None:
    key = published("Seven boats.")
    program.send(
        "PATCH",
        f"/stories/storm/updates/{key}",
        {"body": {"markdown": "Nine boats."}, "amendment": "correction", "note": "Seven was too few."},
        If_Match='"1"',
    )

    acts = program.ask(f"/stories/storm/updates/{key}/history").json()["items"]

    assert [act["event"] for act in acts] == ["update.published", "update.amended"]
    assert [act["said"]["body"]["plain"] for act in acts] == ["Seven boats.", "Nine boats."]
    assert (acts[1]["amendment"], acts[1]["note"], acts[1]["actor"]) == ("correction", "Seven was too few.", "ada")


def test_the_log_is_paged_without_holes(program: Program, published: Callable[..., str]) -> None:
    for turn in range(7):
        published(f"Number {turn}.")

    numbers, cursor, pages = [], "", 0
    while cursor is not None and pages < 9:
        page = program.ask(f"/stories/storm/log?limit=3{'&cursor=' if cursor else ''}{cursor}").json()
        numbers += [act["number"] for act in page["items"]]
        cursor, pages = page["next"], pages + 1

    assert (numbers, pages) == (list(range(1, 9)), 3)


def test_updates_are_paged_by_a_cursor_that_new_ones_do_not_shift(
    program: Program, published: Callable[..., str]
) -> None:
    keys = [published(f"Number {turn}.") for turn in range(5)]
    first = program.ask("/stories/storm/updates?limit=2").json()
    published("Between two pages.")

    second = program.ask(f"/stories/storm/updates?limit=2&cursor={first['next']}").json()
    third = program.ask(f"/stories/storm/updates?limit=2&cursor={second['next']}").json()

    shown = [item["key"] for page in (first, second, third) for item in page["items"]]
    assert (shown, third["next"]) == (keys[::-1], None)


def test_stories_are_paged_in_the_order_in_which_they_were_opened(program: Program) -> None:
    for slug in ("first", "second", "third"):
        program.send("POST", "/stories", {"slug": slug, "headline": slug})

    page = program.ask("/stories?limit=2").json()
    rest = program.ask(f"/stories?limit=2&cursor={page['next']}").json()

    assert [story["slug"] for story in page["items"] + rest["items"]] == ["third", "second", "first"]


def test_the_log_names_the_tokens_user(program: Program, storm: str) -> None:
    program.send("POST", "/stories/storm/pause")

    fact = read.facts_after("storm", 1)[0]
    assert (fact.actor, type(fact.what)) == ("ada", f.StoryPaused)


def test_a_token_can_say_who_it_is(program: Program) -> None:
    said = program.ask("/token").json()

    assert (said["user"], said["name"]) == ("ada", "tests")
    assert "publish" in said["scopes"]
