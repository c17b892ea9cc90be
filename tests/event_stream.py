"""A reference reader of server-sent events: what a conforming client makes of bytes. For tests only.

Written from the HTML standard, "Interpreting an event stream"; proved on the vectors beside the repository.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import Any

LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Event:
    type: str
    data: str
    last_event_id: str

    @property
    def value(self) -> Any:
        return json.loads(self.data)

    @property
    def number(self) -> int:
        return int(self.last_event_id.rpartition("-")[2])


class EventStream:
    """Feed bytes in any cut; get the events that a browser would dispatch. last_event_id and retry as a
    browser keeps them.
    """

    def __init__(self, last_event_id: str = "") -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._text = ""
        self._begun = False
        self._line_feed_may_follow = False
        self._type = ""
        self._data: list[str] = []
        self._id = last_event_id
        self.last_event_id = last_event_id
        self.retry_ms: int | None = None
        self.comments = 0

    def feed(self, content: bytes) -> list[Event]:
        text = self._decode(content)
        if text and not self._begun:
            self._begun = True
            text = text.removeprefix("\ufeff")
        if text and self._line_feed_may_follow:
            self._line_feed_may_follow = False
            text = text.removeprefix("\n")
        self._text += text
        events = []
        while end := LINE_END.search(self._text):
            line, self._text = self._text[: end.start()], self._text[end.end() :]
            self._line_feed_may_follow = end[0] == "\r" and not self._text
            if event := self._take(line):
                events.append(event)
        return events

    def _take(self, line: str) -> Event | None:
        if not line:
            return self._dispatch()
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not name:
            self.comments += 1
        elif name == "data":
            self._data.append(value)
        elif name == "event":
            self._type = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and value.isascii() and value.isdigit():
            self.retry_ms = int(value)
        return None

    def _dispatch(self) -> Event | None:
        self.last_event_id = self._id
        type_, data = self._type or "message", self._data
        self._type, self._data = "", []
        return Event(type_, "\n".join(data), self._id) if data else None
