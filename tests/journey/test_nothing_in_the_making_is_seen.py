"""No reader's surface ever shows a word of a draft, a submitted, a returned, a scheduled or a discarded text.

A unique word stands in each; it is looked for in every public response, in a stream that runs all the while, and in every
byte of the shelf, while other updates are published, amended and withdrawn.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from tests.house import House, csrf_token, serving

pytestmark = [pytest.mark.process, pytest.mark.timeout(180)]

PUBLIC = (
    "/", "/storm/", "/storm/oldest/", "/storm/story.json", "/storm/feed.atom", "/storm/feed.rss", "/storm/feed.json",
    "/storm/head.json", "/sitemap.xml",
)  # fmt: skip
TURNS = 30


class Desk:
    """A person at the desk, as a program."""

    def __init__(self, house: House, name: str) -> None:
        self.client = house.logged_in(name)
        self.page = f"{house.desk}/stories/storm/"
        self.headers = {"Accept": "application/json", "Referer": self.page}
        self.headers["X-CSRFToken"] = csrf_token(self.client.get(self.page).text)

    def post(self, to: str, **fields: str) -> dict[str, object]:
        answer = self.client.post(self.page + to, data=fields, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def close(self) -> None:
        self.client.close()


class Listener(threading.Thread):
    """Keeps every byte of the stream."""

    def __init__(self, house: House) -> None:
        super().__init__(daemon=True)
        self.address, self.heard, self.over = f"{house.readers}/storm/stream", bytearray(), threading.Event()

    def run(self) -> None:
        try:
            with httpx2.stream("GET", self.address, timeout=5, trust_env=False) as answer:
                for chunk in answer.iter_bytes():
                    self.heard += chunk
                    if self.over.is_set():
                        return
        except httpx2.TransportError:
            return


def hidden_words() -> Iterator[str]:
    """Words that stand nowhere else."""
    chance = random.Random(20261122)
    while True:
        yield f"zq{chance.randrange(10**12):012}"


def public_bytes(house: House) -> dict[str, bytes]:
    """Everything that a reader can ask for."""
    with httpx2.Client(base_url=house.readers, timeout=10, trust_env=False) as reader:
        found = {path: reader.get(path).content for path in PUBLIC}
        for entry in reader.get("/storm/story.json").json()["entries"]:
            path = f"/storm/e/{entry['key']}/"
            found[path] = reader.get(path).content
        number = reader.get("/storm/head.json").json()["number"]
        for first in range(1, number + 1, 10):
            path = f"/storm/log/{first}-{min(first + 9, number)}.json"
            found[path] = reader.get(path).content
    return found


def test_no_word_of_what_is_in_the_making_reaches_a_reader(tmp_path: Path) -> None:
    words = hidden_words()
    secret: dict[str, str] = {}
    with serving(tmp_path / "house") as (house, _):
        house.run("open", "storm", "--headline", "A storm nears the coast")
        house.run("publish", "storm", "The first update.")
        listener = Listener(house)
        listener.start()
        with closing(Desk(house, "ada")) as ada:
            seen: dict[str, bytes] = {}
            for turn in range(TURNS):
                _something_in_the_making(ada, turn, words, secret)
                key = f"public{turn:04}"
                ada.post("updates/", key=key, headline=f"Public {turn}", body="Told to all.")
                if turn % 3 == 1:
                    ada.post(f"updates/{key}/amend/", body="Told better.", headline="P", amendment="update")
                if turn % 10 == 0:
                    seen |= {f"{turn} {path}": body for path, body in public_bytes(house).items()}
        _wait_until_printed(house, f"public{TURNS - 1:04}")
        seen |= public_bytes(house)
        listener.over.set()
        listener.join(10)
        seen["stream"] = bytes(listener.heard)
        shelf = {path.name: path.read_bytes() for path in house.folder.glob("edition.db*")}
        desk = b"".join(path.read_bytes() for path in house.folder.glob("desk.db*"))

    assert b"Told better." in seen["/storm/"], "what is public would have been found"
    assert b"Public 5" in seen["stream"]
    assert shelf
    for state, word in secret.items():
        assert word.encode() in desk, f"{state}: the word was never there"
        for place, body in {**seen, **shelf}.items():
            assert word.encode() not in body, f"{state}: {place}"


def _something_in_the_making(ada: Desk, turn: int, words: Iterator[str], secret: dict[str, str]) -> None:
    state = ("draft", "submitted", "returned", "scheduled", "discarded", "change")[turn % 6]
    word = next(words)
    secret[f"{state} {turn}"] = word
    draft = f"draft{turn:05}"
    form = {
        "draft": draft,
        "key": f"entry{turn:05}",
        "headline": word,
        "body": f"{word} stands here.",
        "source_name": word,
    }
    if state == "scheduled":
        due = datetime.now(UTC) + timedelta(hours=1)
        ada.post("drafts/schedule/", **form, due_at=due.replace(tzinfo=None).isoformat(timespec="seconds"))
    elif state in {"draft", "discarded"}:
        ada.post("drafts/", **form)
        if state == "discarded":
            ada.post(f"drafts/{draft}/discard/")
    elif state == "change":
        ada.post("drafts/submit/", **form | {"amends": f"public{turn - 1:04}", "amendment": "update", "note": word})
    else:
        ada.post("drafts/submit/", **form)
        if state == "returned":
            note = next(words)
            secret[f"note {turn}"] = note
            ada.post(f"drafts/{draft}/return/", return_note=note)


def _wait_until_printed(house: House, key: str) -> None:
    until = time.monotonic() + 10
    while httpx2.get(f"{house.readers}/storm/e/{key}/", timeout=5, trust_env=False).status_code != 200:
        assert time.monotonic() < until
        time.sleep(0.05)
