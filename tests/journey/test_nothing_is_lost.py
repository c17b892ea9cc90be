"""Nothing acknowledged is ever lost: writers at the real desk, readers on the real stream, every process killed again
and again. What the desk said is sent is in the log exactly once, and each reader has all of it, in order.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import threading
import time
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from tests.event_stream import EventStream
from tests.house import House, answers, csrf_token, serving

pytestmark = [pytest.mark.process, pytest.mark.timeout(400)]

WRITERS, PUBLISHES_EACH = 5, 100
PAUSE_S = 0.3
"""Between a writer's further updates, until the last process was killed."""
KILLS_EACH = int(os.environ.get("TESTS_KILLS", "8"))
"""As often each process is killed; 20 is what the promise was measured with (TESTS_KILLS=20)."""
READERS = 4
SEED = 20261122
IN_TIME_S = 300
"""With 20 kills each it takes about two minutes on two cores; after this, something hangs."""


class Writer(threading.Thread):
    """Publishes as a person on a bad network would: sends the same form again until it is answered."""

    def __init__(self, house: House, cookies: dict[str, str], name: str, until: float, over: threading.Event) -> None:
        super().__init__(name=name)
        self.over = over
        self.client = httpx2.Client(base_url=house.desk, cookies=cookies, timeout=10, trust_env=False)
        self.until = until
        self.page = f"{house.desk}/stories/storm/updates/"
        self.acknowledged: dict[str, int] = {}
        """Numbers by headline."""

    def run(self) -> None:
        with self.client:
            self._publish_all()

    def _publish_all(self) -> None:
        token = self._token()
        for count in itertools.count():
            if count >= PUBLISHES_EACH and self.over.wait(PAUSE_S):
                return
            headline = f"{self.name} says {count}"
            form = {
                "csrfmiddlewaretoken": token,
                "command_id": f"chaos-{self.name}-{count}",
                "key": f"{self.name}{count:04}",
                "headline": headline,
                "body": "The water rises.",
            }
            answer = self._sent(form)
            self.acknowledged[headline] = answer["number"]

    def _token(self) -> str:
        while time.monotonic() < self.until:
            try:
                return csrf_token(self.client.get("/stories/storm/").text)
            except httpx2.TransportError:
                time.sleep(0.05)
        raise TimeoutError("the desk did not come back")

    def _sent(self, form: dict[str, str]) -> dict[str, int]:
        while time.monotonic() < self.until:
            try:
                answer = self.client.post(
                    self.page, data=form, headers={"Accept": "application/json", "Referer": self.page}
                )
            except httpx2.TransportError:
                time.sleep(0.05)
                continue
            assert answer.status_code in {200, 503}, answer.text[:500]
            if answer.status_code == 200:
                return answer.json()
        raise TimeoutError("the desk did not come back")


class Reader(threading.Thread):
    """Follows the stream, and comes back after the last id whenever the line is cut."""

    def __init__(self, house: House, until: float) -> None:
        super().__init__()
        self.address, self.until = f"{house.readers}/storm/stream", until
        self.numbers: list[int] = []
        self.resets: list[str] = []
        self.enough = 10**9
        self.position = ""

    def run(self) -> None:
        while time.monotonic() < self.until and (not self.numbers or self.numbers[-1] < self.enough):
            try:
                self._follow()
            except httpx2.TransportError:
                time.sleep(0.05)

    def _follow(self) -> None:
        after = {"Last-Event-ID": self.position} if self.position else {}
        parser = EventStream(self.position)
        with httpx2.stream("GET", self.address, headers=after, timeout=5, trust_env=False) as answer:
            if answer.status_code != 200:
                time.sleep(0.05)
                return
            for chunk in answer.iter_bytes():
                for event in parser.feed(chunk):
                    if event.type == "reset":
                        self.resets.append(event.data)
                        return
                    self.numbers.append(event.number)
                    self.position = event.last_event_id
                if self.numbers and self.numbers[-1] >= self.enough:
                    return


def kill_each(
    house: House, serve: subprocess.Popen[str], writers: list[Writer], chance: random.Random
) -> dict[str, int]:
    """SIGKILL reader, press and desk at random moments, KILLS_EACH times each, while the writers write.

    Returns how often each was killed.
    """
    left = dict.fromkeys(("reader", "press", "desk"), KILLS_EACH)
    while sum(left.values()) and all(writer.is_alive() for writer in writers):
        time.sleep(chance.uniform(0.1, 1.2))
        name = chance.choice([name for name, times in left.items() if times])
        if process_id := house.process_ids(serve).get(name):
            os.kill(process_id, signal.SIGKILL)
            left[name] -= 1
    return {name: KILLS_EACH - times for name, times in left.items()}


def test_nothing_acknowledged_is_lost_while_every_process_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path / "house") as (house, serve):
        house.run("open", "storm", "--headline", "A storm nears the coast")
        until, over = time.monotonic() + IN_TIME_S, threading.Event()
        with closing(house.logged_in()) as client:
            cookies = dict(client.cookies)
        writers = [Writer(house, cookies, f"writer{n}", until, over) for n in range(WRITERS)]
        readers = [Reader(house, until) for _ in range(READERS)]
        answers(f"{house.readers}/storm/head.json", serve)
        head = httpx2.get(f"{house.readers}/storm/head.json", timeout=5, trust_env=False).json()
        first = head["number"]
        for reader in readers:
            reader.position = head["position"]
        for thread in [*readers, *writers]:
            thread.start()

        killed = kill_each(house, serve, writers, random.Random(SEED))
        over.set()
        for writer in writers:
            writer.join()

        acknowledged = {headline: number for writer in writers for headline, number in writer.acknowledged.items()}
        last = first + len(acknowledged)
        for reader in readers:
            reader.enough = last
        for reader in readers:
            reader.join()
        # The last kill may have hit the reader after all was delivered: it is given the time to come back.
        answers(f"{house.readers}/storm/story.json", serve)
        entries = httpx2.get(f"{house.readers}/storm/story.json", timeout=10, trust_env=False).json()["entries"]

    assert len(acknowledged) >= WRITERS * PUBLISHES_EACH
    assert set(killed.values()) == {KILLS_EACH}
    assert sorted(acknowledged.values()) == list(range(first + 1, last + 1)), "numbers have a hole or a double"
    assert sorted(entry["headline"] for entry in entries) == sorted(acknowledged)
    for reader in readers:
        assert reader.resets == []
        assert reader.numbers == list(range(first + 1, last + 1))
