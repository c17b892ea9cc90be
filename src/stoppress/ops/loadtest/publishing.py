"""Publishes updates at a rate, through the door, in a thread of its own. Tables must be open."""

from __future__ import annotations

import time
from threading import Event, Thread

from stoppress.base.errors import Refusal
from stoppress.base.keys import new_entry_key
from stoppress.base.settings import Settings
from stoppress.bell.contract import Bell
from stoppress.project import wiring

_TEXT = "This update was published by a load test. " * 12


class Publishing(Thread):
    """Publishes until it is told to stop, or has published so many.

    handed_in_s  when each number was handed to the door, in seconds of time.monotonic().
    error        what ended it too early.
    """

    def __init__(self, house: Settings, slug: str, *, per_s: float, most: int) -> None:
        super().__init__(name="loadtest-publishing")
        self.handed_in_s: dict[int, float] = {}
        self.error: Exception | None = None
        self._house, self._slug, self._per_s, self._most = house, slug, per_s, most
        self._stopped = Event()

    def stop(self) -> None:
        """Publish no more, and wait until the update at hand is published."""
        self._stopped.set()
        self.join()

    def run(self) -> None:
        """In the thread."""
        from django.db import connections

        bell = wiring.bell(self._house)
        try:
            self._publish(bell)
        except Exception as error:  # noqa: BLE001  the thread that started us raises it
            self.error = error
        finally:
            bell.close()
            connections.close_all()

    def _publish(self, bell: Bell) -> None:
        from stoppress.story.body.build import text_document
        from stoppress.story.commands import PublishEntry
        from stoppress.story.content import Content
        from stoppress.story.write import Door

        door, begun = Door(bell), time.monotonic()
        for count in range(1, self._most + 1):
            if self._stopped.wait(max(0.0, begun + count / self._per_s - time.monotonic())):
                return
            content = Content(headline=f"Load test, update {count}", body=text_document(_TEXT))
            handed_in_s = time.monotonic()
            command = PublishEntry(slug=self._slug, actor="loadtest", key=new_entry_key(), content=content)
            self.handed_in_s[door.carry_out(command).last] = handed_in_s

    def raise_error(self) -> None:
        """Raises   what ended it too early."""
        if isinstance(self.error, Refusal):
            raise Refusal(self.error.code, f"Publishing was refused: {self.error.message}") from self.error
        if self.error is not None:
            raise self.error
