"""Tells a WebSub hub which feeds have changed: in a thread of its own, so that no print waits for a hub.

What changes while a word is on its way is told once. A hub that does not answer is asked again a few times; after that
the next print tells it, and feed readers who poll have lost nothing.

Source   W3C WebSub, 2018: feeds name the hub; how a publisher tells it is left open there, hubs take
         hub.mode=publish with hub.url.
"""

from __future__ import annotations

import http.client
import logging
import time
from threading import Condition, Thread
from typing import Final
from urllib.parse import urlencode, urlsplit

from stoppress.base.limits.embeds import (
    HUB_ANSWER_BYTES_MAX,
    HUB_DELAY_S,
    HUB_RETRY_S,
    HUB_TIMEOUT_S,
    HUB_TOPICS_MAX,
    HUB_TRIES,
)

logger: Final = logging.getLogger("stoppress.press")
FEEDS: Final = ("feed.atom", "feed.rss", "feed.json")


class HubTeller:
    """One hub, told of the feeds of stories. changed() never waits; its thread lives from start() to stop()."""

    def __init__(self, hub: str, readers: str, *, delay_s: float = HUB_DELAY_S, retry_s: float = HUB_RETRY_S) -> None:
        """readers: our address as the world sees it, without a slash at the end. Seconds: shorter in tests."""
        self._hub, self._readers = hub, readers
        self._delay_s, self._retry_s = delay_s, retry_s
        self._due: dict[str, tuple[float, int]] = {}
        """When each feed is told of, by time.monotonic(), and how often that was tried."""
        self._news = Condition()
        self._stopping = False
        self._thread = Thread(target=self._work, name="hub", daemon=True)

    def start(self) -> None:
        """Begin to tell."""
        self._thread.start()

    def stop(self) -> None:
        """Tell no more. What is on its way may end by itself: the process need not wait for it."""
        with self._news:
            self._stopping = True
            self._news.notify()

    def changed(self, slug: str) -> None:
        """A story was printed: its feeds and those of the house are due."""
        due_s = time.monotonic() + self._delay_s
        with self._news:
            for place in (f"/{slug}/", "/"):
                for feed in FEEDS:
                    topic = f"{self._readers}{place}{feed}"
                    # One that waits for its first try keeps its time: a busy story is told of while it is busy.
                    waits = topic in self._due and self._due[topic][1] == 0
                    if not waits and len(self._due) < HUB_TOPICS_MAX:
                        self._due[topic] = (due_s, 0)
            self._news.notify()

    def _work(self) -> None:
        while (due := self._next()) is not None:
            topic, tries = due
            try:
                tell(self._hub, topic)
            except (OSError, http.client.HTTPException) as error:
                self._failed(topic, tries + 1, error)
            except Exception:
                logger.exception("the hub can't be told of %s", topic)

    def _next(self) -> tuple[str, int] | None:
        """The next feed that is due, taken from the queue, with its tries; waits for it. None = stop."""
        with self._news:
            while not self._stopping:
                topic, (due_s, tries) = min(
                    self._due.items(), key=lambda item: item[1], default=("", (float("inf"), 0))
                )
                wait_s = due_s - time.monotonic()
                if wait_s <= 0:
                    del self._due[topic]
                    return topic, tries
                self._news.wait(min(wait_s, HUB_TIMEOUT_S))
        return None

    def _failed(self, topic: str, tries: int, error: Exception) -> None:
        if tries >= HUB_TRIES:
            logger.warning("the hub was not told of %s: %s; the next print tells it", topic, error)
            return
        with self._news:
            # Unless it has changed once more meanwhile.
            self._due.setdefault(topic, (time.monotonic() + self._retry_s * 4 ** (tries - 1), tries))


def tell(hub: str, topic: str) -> None:
    """Tell a hub that one feed has changed. Follows no redirection.

    Raises   OSError, http.client.HTTPException  when it can't be reached, or does not answer with 2xx.
    """
    parts = urlsplit(hub)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=HUB_TIMEOUT_S)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        body = urlencode({"hub.mode": "publish", "hub.url": topic})
        connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        words = answer.read(HUB_ANSWER_BYTES_MAX)
        if not 200 <= answer.status < 300:
            raise http.client.HTTPException(f"{answer.status} {words[:200].decode(errors='replace')!r}")
    finally:
        connection.close()
