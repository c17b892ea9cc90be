"""Requests that have begun and are not complete: how long, and how many bytes of them, one process bears. How long
an answer may take to be taken. And how long connections rest between two requests, where the fast lane has answered:
a timer for each would cost more than the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from stoppress.base.limits.reader import (
    ADDRESS_BYTES_MAX,
    ANSWER_S,
    KEEP_ALIVE_S,
    REQUEST_BYTES_MAX,
    REQUEST_S,
    REQUESTS_BYTES_MAX,
)

_TOO_LARGE_BODY: Final = b"The request is too large. Shorten its address or its headers."
TOO_LARGE: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: %d\r\nconnection: close\r\n\r\n%b" % (len(_TOO_LARGE_BODY), _TOO_LARGE_BODY)
)


class Unfinished(Protocol):
    """A connection that owes us the rest of a request, or rests."""

    def close_if_idle(self) -> None:
        """Close it, unless something is under way after all."""

    def give_up(self) -> None:
        """Drop it: the rest did not come in time, or the answer was not taken."""


class Requests:
    """The incomplete requests of one process, the oldest first."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._begun: dict[Unfinished, tuple[float, int]] = {}
        self._bytes = 0
        self._now = clock()
        """As of the last second: near enough for those who rest."""
        self._resting: dict[Unfinished, float] = {}
        """Who has been answered, and when, the longest ago first."""
        self._not_taken: dict[Unfinished, float] = {}
        """Whose answer waits for him to take it, and since when, the longest first."""

    def __len__(self) -> int:
        return len(self._begun)

    def began(self, connection: Unfinished) -> None:
        """A connection is open, and nothing has come yet."""
        self._begun[connection] = (self._clock(), 0)

    def grew(self, connection: Unfinished, length: int) -> bool:
        """More of a request has come, and still not all. False = it is too large, or there are too many."""
        since, before = self._begun.get(connection) or (self._clock(), 0)
        size = before + length
        self._bytes += length
        self._begun[connection] = (since, size)
        if size > REQUEST_BYTES_MAX:
            return False
        return self._bytes <= REQUESTS_BYTES_MAX or size <= ADDRESS_BYTES_MAX

    def rests(self, connection: Unfinished) -> None:
        """It has been answered; another request may come."""
        self._resting.pop(connection, None)
        self._resting[connection] = self._now

    def waits(self, connection: Unfinished) -> None:
        """It does not take all that it was answered."""
        self._not_taken.setdefault(connection, self._now)

    def took(self, connection: Unfinished) -> None:
        """It has taken everything."""
        self._not_taken.pop(connection, None)

    def make_room(self) -> None:
        """Let one connection go: whoever has owed us the rest of a request for longest, else whoever rests longest."""
        for connection in self._begun:
            self.done(connection)
            connection.give_up()
            return
        for connection in self._resting:
            del self._resting[connection]
            connection.close_if_idle()
            return

    def forget(self, connection: Unfinished) -> None:
        """It is gone."""
        self.done(connection)
        self._resting.pop(connection, None)
        self._not_taken.pop(connection, None)

    def done(self, connection: Unfinished) -> None:
        """Its request is complete."""
        found = self._begun.pop(connection, None)
        if found is not None:
            self._bytes -= found[1]

    def each_second(self) -> None:
        """Give up on those that send or take too slowly, and close those that have rested long."""
        self._now = self._clock()
        for connection, since in list(self._resting.items()):
            if since > self._now - KEEP_ALIVE_S:
                break
            del self._resting[connection]
            connection.close_if_idle()
        overdue = self._now - REQUEST_S
        for connection, (since, _) in list(self._begun.items()):
            if since > overdue:
                break
            self.done(connection)
            connection.give_up()
        for connection, since in list(self._not_taken.items()):
            if since > self._now - ANSWER_S:
                break
            del self._not_taken[connection]
            connection.give_up()
