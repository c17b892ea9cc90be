from __future__ import annotations

import gzip
import json
import re

import brotli
import pytest

from stoppress.base.limits.pages import FEED_ENTRIES, PAGE_ENTRIES
from stoppress.edition.contract import Document
from tests.plain_http import Response, Stream, ask
from tests.printing import Press
from tests.reader.conftest import House


def texts(answer: Response) -> list[str]:
    return re.findall(r"<article[^>]*>([^<]*)</article>", answer.text)


def fresh(address: str, press: Press, path: str = "") -> Response:
    """The page, once the reader knows the press's last change: it follows the bell within a moment."""
    with Stream(address, f"/{press.slug}/stream?after={press.epoch}-{press.number - 1}") as stream:
        stream.event()
    return ask(address, f"/{press.slug}/{path}")


def test_the_story_page_stands_newest_first_at_its_position(address: str, press: Press):
    for text in ("first", "second", "third"):
        press.publish(text)

    answer = fresh(address, press)

    assert answer.status == 200
    assert answer["content-type"] == "text/html; charset=utf-8"
    assert texts(answer) == ["third", "second", "first"]
    assert 'data-position="k3-4"' in answer.text
    assert "<h1>A storm reaches the coast</h1>" in answer.text


def test_whoever_has_seen_a_change_on_the_stream_gets_no_page_without_it(address: str, press: Press):
    with Stream(address, f"/{press.slug}/stream").greeted() as stream:
        for n in range(30):
            press.publish(f"update {n}")
            stream.event()
            assert texts(ask(address, f"/{press.slug}/"))[0] == f"update {n}"


def test_a_long_story_goes_on_at_older_updates_and_never_shifts(address: str, press: Press):
    keys = [press.publish(f"update {n}") for n in range(PAGE_ENTRIES + 5)]
    first = fresh(address, press)
    older = ask(address, f"/{press.slug}/before/{keys[5]}/")
    press.publish("one more")

    assert f'href="before/{keys[5]}/"' in first.text
    assert texts(older) == [f"update {n}" for n in (4, 3, 2, 1, 0)]
    assert texts(fresh(address, press, f"before/{keys[5]}/")) == texts(older)


def test_from_the_oldest_the_story_reads_forward(address: str, press: Press):
    keys = [press.publish(f"update {n}") for n in range(PAGE_ENTRIES + 2)]

    first, rest = (
        fresh(address, press, "oldest/"),
        ask(address, f"/{press.slug}/after/{keys[PAGE_ENTRIES - 1]}/"),
    )

    assert texts(first) == [f"update {n}" for n in range(PAGE_ENTRIES)]
    assert f'href="after/{keys[PAGE_ENTRIES - 1]}/"' in first.text
    assert texts(rest) == [f"update {PAGE_ENTRIES}", f"update {PAGE_ENTRIES + 1}"]
    assert "href" not in re.sub(r"<head>.*</head>", "", rest.text)


def test_one_update_stands_at_its_own_address_in_its_context(address: str, press: Press):
    keys = [press.publish(f"update {n}") for n in range(20)]

    answer = fresh(address, press, f"e/{keys[10]}/")

    assert texts(answer) == [f"update {n}" for n in (12, 11, 10, 9, 8, 7, 6, 5)]
    assert f'<link rel="canonical" href="/e/{keys[10]}/">' in answer.text
    assert f'href="before/{keys[5]}/"' in answer.text
    assert [item["key"] for item in json.loads(answer.text.split('ld+json">')[1].split("</script>")[0])] == [keys[10]]


def test_a_withdrawn_update_keeps_its_address_and_says_so(address: str, press: Press):
    key = press.publish("a name that must go")
    press.publish("later")
    assert "a name that must go" in fresh(address, press, f"e/{key}/").text
    press.withdraw(key)

    answer = fresh(address, press, f"e/{key}/")

    assert answer.status == 200
    assert texts(answer) == ["later", "Withdrawn."]
    assert "a name that must go" not in ask(address, f"/{press.slug}/log/1-2.json").text
    assert "a name that must go" not in ask(address, f"/{press.slug}/").text


def test_story_json_is_the_whole_story(address: str, press: Press):
    for n in range(PAGE_ENTRIES + 10):
        press.publish(f"update {n}")

    answer = fresh(address, press, "story.json")

    assert answer["content-type"] == "application/json"
    assert answer.json["position"] == press.position
    assert len(answer.json["entries"]) == PAGE_ENTRIES + 10
    assert answer["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("name", "content_type", "start"),
    [
        ("feed.atom", "application/atom+xml; charset=utf-8", "<atom><entry>"),
        ("feed.rss", "application/rss+xml; charset=utf-8", "<rss><item>"),
        ("feed.json", "application/feed+json", '{"items":[{'),
    ],
)
def test_feeds_have_the_newest_live_updates(address: str, press: Press, name: str, content_type: str, start: str):
    keys = [press.publish() for _ in range(FEED_ENTRIES + 3)]
    press.withdraw(keys[-1])

    answer = fresh(address, press, name)

    assert answer["content-type"] == content_type
    assert answer.text.startswith(start)
    found = [key for key in keys if key in answer.text]
    assert found == keys[2:-1]
    assert answer["access-control-allow-origin"] == "*"


def test_the_head_says_how_far_the_story_has_come(address: str, press: Press):
    press.publish()
    press.close()

    answer = fresh(address, press, "head.json")

    assert answer.json == {"position": "k3-3", "number": 3, "state": "closed"}
    assert answer["cache-control"] == "public, max-age=1"


def test_a_full_range_of_the_log_may_be_kept_for_ever_and_a_part_of_one_may_not(address: str, press: Press):
    for _ in range(119):
        press.publish()

    full, part = fresh(address, press, "log/1-100.json"), ask(address, f"/{press.slug}/log/101-120.json")

    assert "immutable" in full["cache-control"]
    assert part["cache-control"] == "public, max-age=1"
    ids = [frame["id"] for frame in full.json["frames"] + part.json["frames"]]
    assert ids == [f"k3-{n}" for n in range(1, 121)]
    assert (full.json["epoch"], full.json["first"], full.json["last"]) == ("k3", 1, 100)


def test_a_range_holds_the_same_frames_as_the_stream(address: str, press: Press):
    press.publish("The dam holds")
    press.edit_story("The dam holds")

    with Stream(address, f"/{press.slug}/stream?after=k3-1") as stream:
        sent = [{"id": e.last_event_id, "event": e.type, "data": e.value} for e in stream.events(2)]

    assert ask(address, f"/{press.slug}/log/2-3.json").json["frames"] == sent


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("log/1-7.json", 410, "range-gone"),
        ("log/11-12.json", 404, "range-not-yet"),
        ("log/9-8.json", 400, "range-not-usable"),
        ("log/1-101.json", 400, "range-not-usable"),
        ("log/0-5.json", 404, "nothing-here"),
        ("log/01-5.json", 404, "nothing-here"),
        ("log/1-999999999999999999.json", 404, "nothing-here"),
    ],
)
def test_a_range_that_can_not_be_had_is_refused_with_a_reason(
    address: str, house: House, name: str, status: int, code: str
):
    press = house.press(frames_kept_max=5).open()
    for _ in range(10):
        press.publish()

    answer = fresh(address, press, name)

    assert (answer.status, answer.json["code"]) == (status, code)
    assert answer["content-type"] == "application/problem+json"


def test_documents_stand_where_the_press_puts_them(address: str, house: House):
    house.edition.put_document(Document("/static/a.css", "text/css; charset=utf-8", b"p{}" * 400, True))
    house.edition.put_document(Document("/robots.txt", "text/plain", b"User-agent: *\n", False))

    style, robots = ask(address, "/static/a.css"), ask(address, "/robots.txt")

    assert (style.status, style.body, style["content-type"]) == (200, b"p{}" * 400, "text/css; charset=utf-8")
    assert style["cache-control"] == "public, max-age=31536000, immutable"
    assert robots.text == "User-agent: *\n"
    assert "immutable" not in robots["cache-control"]


def test_a_document_that_is_put_anew_is_served_anew_when_a_bell_rings(address: str, house: House, press: Press):
    house.edition.put_document(Document("/", "text/html; charset=utf-8", b"<p>before</p>", False))
    assert ask(address, "/").text == "<p>before</p>"

    house.edition.put_document(Document("/", "text/html; charset=utf-8", b"<p>after</p>", False))
    with Stream(address, f"/{press.slug}/stream").greeted() as stream:
        press.publish()
        stream.event()

    assert ask(address, "/").text == "<p>after</p>"


def test_a_picture_kept_before_avif_was_is_served_as_what_it_is(address: str, house: House):
    name = "fedcba9876543210fedcba9876543210-480"
    (house.data / "media" / f"{name}.webp").write_bytes(b"RIFF....WEBP")

    picture = ask(address, f"/media/{name}.avif")

    assert (picture.status, picture.body, picture["content-type"]) == (200, b"RIFF....WEBP", "image/webp")


def test_pictures_are_served_by_their_names_and_nothing_else_of_the_folder_is(address: str, house: House):
    name = "0123456789abcdef0123456789abcdef-480.webp"
    (house.data / "media" / name).write_bytes(b"RIFF....WEBP")
    (house.data / "media" / "secret.txt").write_text("secret")
    (house.data / "secret").write_text("secret")

    picture = ask(address, f"/media/{name}")

    assert (picture.status, picture.body, picture["content-type"]) == (200, b"RIFF....WEBP", "image/webp")
    assert "immutable" in picture["cache-control"]
    assert picture["x-content-type-options"] == "nosniff"
    for path in (
        "/media/secret.txt",
        "/media/../secret",
        "/media/%2e%2e/secret",
        f"/media/{name}%00",
        "/media/",
    ):
        assert ask(address, path).status == 404, path


def test_each_coding_has_its_own_tag_and_the_same_content(address: str, press: Press):
    press.publish("x" * 3_000)
    plain = fresh(address, press)
    packed = ask(address, f"/{press.slug}/", "Accept-Encoding: gzip")
    best = ask(address, f"/{press.slug}/", "Accept-Encoding: gzip, deflate, br, zstd")

    assert gzip.decompress(packed.body) == brotli.decompress(best.body) == plain.body
    assert (packed["content-encoding"], best["content-encoding"]) == ("gzip", "br")
    assert len({plain["etag"], packed["etag"], best["etag"]}) == 3
    assert {answer["vary"] for answer in (plain, packed, best)} == {"accept-encoding"}
    assert plain.get("content-encoding") is None


def test_a_reader_who_has_the_page_is_sent_none(address: str, press: Press):
    press.publish("x" * 3_000)
    page = fresh(address, press)

    same = ask(address, f"/{press.slug}/", f'If-None-Match: "x", W/{page["etag"]}')
    press.publish("more")
    new = None
    while new is None or new.status == 304:
        new = fresh(address, press)

    assert (same.status, same.body, same["etag"]) == (304, b"", page["etag"])
    assert same["cache-control"] == page["cache-control"]
    assert same["vary"] == page["vary"]
    assert new["etag"] != page["etag"]


def test_head_gives_the_headers_of_get(address: str, press: Press):
    press.publish()
    page = fresh(address, press)

    head = ask(address, f"/{press.slug}/", method="HEAD")

    assert head.body == b""
    assert dict(head.headers) | {"date": ""} == dict(page.headers) | {"date": ""}


def test_pages_guard_the_reader_and_set_no_cookie(address: str, press: Press):
    page = ask(address, f"/{press.slug}/")

    assert page["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert page["x-content-type-options"] == "nosniff"
    assert page["referrer-policy"] == "strict-origin-when-cross-origin"
    assert page["cache-control"] == "public, max-age=1, stale-while-revalidate=60, stale-if-error=86400"
    assert page.get("set-cookie") is None
    assert page.get("access-control-allow-origin") is None


def test_a_story_without_its_slash_leads_to_it(address: str, press: Press):
    ask(address, f"/{press.slug}/")
    answer = ask(address, f"/{press.slug}?utm=x")

    assert (answer.status, answer["location"]) == (308, f"/{press.slug}/?utm=x")
    assert ask(address, f"/{press.slug}/oldest")["location"] == f"/{press.slug}/oldest/"
    assert ask(address, "/no-such-story").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/no-such-story/",
        "/no-such-story/story.json",
        "/no-such-story/head.json",
        "/no-such-story/log/1-2.json",
        "/No-Such/",
        "/a--b/",
        "/static/none.css",
        "/%00/",
        "/%2e%2e/",
        "//",
        "/" + "x" * 300 + "/",
        "/" + "x" * 100_000,
        "/storm/e/zz/",
        "/storm/before/0000/",
    ],
    ids=lambda path: path[:24],
)
def test_what_is_not_there_is_answered_404(address: str, path: str):
    answer = ask(address, path)

    assert (answer.status, answer.json["code"]) == (404, "nothing-here")


def test_an_unknown_update_is_not_there(address: str, press: Press):
    assert fresh(address, press, "e/0123456789/").status == 404
    assert ask(address, f"/{press.slug}/before/0123456789/").status == 404
    assert ask(address, f"/{press.slug}/after/0123456789/").status == 404


def test_people_get_a_page_that_says_what_is_wrong(address: str):
    answer = ask(address, "/no-such-story/", "Accept: text/html,application/xhtml+xml;q=0.9")

    assert answer.status == 404
    assert answer["content-type"] == "text/html; charset=utf-8"
    assert "There is nothing at this address." in answer.text
    assert "sha256-" in answer["content-security-policy"]
    assert answer["vary"] == "accept"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_readers_can_only_read(address: str, press: Press, method: str):
    answer = ask(address, f"/{press.slug}/", "Content-Length: 0", method=method)

    assert (answer.status, answer["allow"]) == (405, "GET, HEAD")
    assert answer.json["code"] == "only-reading-here"


def test_the_process_says_that_it_is_alive_and_ready(address: str):
    assert ask(address, "/healthz").status == 200
    assert ask(address, "/readyz").json == {"status": "ready"}
    assert ask(address, "/readyz")["cache-control"] == "no-store"


def test_an_address_longer_than_any_of_ours_is_no_fault(address: str, press: Press):
    assert ask(address, f"/{press.slug}/?" + "x" * 100_000).status in {200, 404}
    assert ask(address, f"/{press.slug}/" + "x" * 100_000).status == 404
