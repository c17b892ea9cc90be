"""Behind a shared cache: what reaches us does not grow with the readers. Counted, not timed."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.proxy.conftest import Front

pytestmark = pytest.mark.process

PATHS = ("/storm/", "/storm/head.json", "/storm/log/1-100.json")


def ask_as(front: Front, readers: int, rounds: int) -> tuple[int, float]:
    """(requests that reached the origin, seconds it took) while so many readers ask for all paths, all at once."""
    before, begun = front.asked_of_origin(), time.monotonic()

    def one(_: int) -> None:
        with front.client() as client:
            for _ in range(rounds):
                for path in PATHS:
                    assert client.get(path).status_code == 200

    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(one, range(readers)))
    return front.asked_of_origin() - before, time.monotonic() - begun


def test_origin_requests_do_not_grow_with_readers(front: Front):
    """Two of the three may be asked for anew every second, whoever asks; a full range of the log stays."""
    for readers in (4, 40):
        reached, took_s = ask_as(front, readers, rounds=5)

        assert reached <= len(PATHS) + 2 * took_s + health_checks(took_s)


def test_a_crowd_that_asks_for_a_page_nobody_has_asked_for_is_one_request(front: Front):
    key = f"{120:08x}"
    before, begun = front.asked_of_origin(), time.monotonic()

    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(lambda _: ask(front, f"/storm/e/{key}/"), range(40)))

    took_s = time.monotonic() - begun
    assert set(answers) == {200}
    assert front.asked_of_origin() - before <= 1 + took_s + health_checks(took_s)


def test_a_query_does_not_pass_the_cache_by(front: Front):
    begun = time.monotonic()
    ask(front, "/storm/oldest/")
    before = front.asked_of_origin()

    for number in range(40):
        assert ask(front, f"/storm/oldest/?{number}") == 200

    took_s = time.monotonic() - begun
    assert front.asked_of_origin() - before <= 1 + took_s + health_checks(took_s)


def test_a_browser_gets_the_page_compressed_and_another_client_gets_it_plain(front: Front):
    with front.client() as client:
        browser = client.get("/storm/", headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
        plain = client.get("/storm/", headers={"Accept-Encoding": "identity"})

    assert browser.headers["content-encoding"] in {"br", "gzip"}
    assert "content-encoding" not in plain.headers
    assert browser.text == plain.text


def test_a_new_update_comes_through(front: Front):
    with front.client() as client:
        assert "The bridge is open again" not in client.get("/storm/").text
        front.press.publish("The bridge is open again")

        until = time.monotonic() + 10
        while "The bridge is open again" not in client.get("/storm/").text:
            assert time.monotonic() < until, "the old page stays"
            time.sleep(0.05)


def test_the_head_is_never_older_than_its_second(front: Front):
    """Whoever polls every few seconds must not be told each time what was so the last time."""
    with front.client() as client:
        first = client.get("/storm/head.json").json()
        front.press.publish("The mole holds")
        time.sleep(2.1)

        second = client.get("/storm/head.json").json()

    assert first["position"] == "k3-251"
    assert second["position"] == "k3-252"


def test_a_page_stays_there_while_we_are_not(front: Front):
    with front.client() as client:
        page = client.get("/storm/").text
        front.reader.stop()

        time.sleep(1.5)
        answers = [client.get("/storm/") for _ in range(5)]

    assert {(answer.status_code, answer.text) for answer in answers} == {(200, page)}


def ask(front: Front, path: str) -> int:
    with front.client() as client:
        return client.get(path).status_code


def health_checks(took_s: float) -> float:
    """Varnish asks for /readyz every other second."""
    return 1 + took_s / 2
