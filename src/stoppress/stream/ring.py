"""The newest frames of one story, in memory, without holes."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import islice

from stoppress.base.errors import Fault
from stoppress.base.limits.pages import RING_FRAMES_MAX
from stoppress.base.limits.streams import RING_BYTES_MAX
from stoppress.edition.contract import Frame


class Ring:
    """At most RING_FRAMES_MAX frames and RING_BYTES_MAX bytes; the oldest leave first.

    A frame "withdrawn" empties the ring below it: what is withdrawn may stand in any older frame, and the
    shelf has replaced those. Readers who need them read the shelf.
    """

    __slots__ = ("_bytes", "_frames")

    def __init__(self) -> None:
        self._frames: deque[Frame] = deque()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._frames)

    def append(self, frame: Frame) -> None:
        """Put the next frame.

        Raises   Fault  when its number does not follow the newest one's.
        """
        if self._frames and frame.number != self._frames[-1].number + 1:
            raise Fault(f"frame {frame.number} does not follow {self._frames[-1].number}")
        if frame.event == "withdrawn":
            self.clear()
        self._frames.append(frame)
        self._bytes += len(frame.sse)
        while len(self._frames) > RING_FRAMES_MAX or (self._bytes > RING_BYTES_MAX and len(self._frames) > 1):
            self._bytes -= len(self._frames.popleft().sse)

    def clear(self) -> None:
        """Forget all frames; the next one may have any number."""
        self._frames.clear()
        self._bytes = 0

    def after(self, number: int, bytes_max: int) -> list[Frame]:
        """The next frames after a number, oldest first, without holes.

        bytes_max  of all of them together; the first one is given even if it is larger.
        Returns    [] when the ring does not hold number + 1: too old, or not come yet.
        """
        if not self._frames or not self._frames[0].number <= number + 1 <= self._frames[-1].number:
            return []
        start = number + 1 - self._frames[0].number
        return within(list(islice(self._frames, start, None)), bytes_max)


def within(frames: Sequence[Frame], bytes_max: int) -> list[Frame]:
    """The first of these frames that are not larger than bytes_max together; at least one, if there is
    one.
    """
    taken: list[Frame] = []
    size = 0
    for frame in frames:
        size += len(frame.sse)
        if taken and size > bytes_max:
            break
        taken.append(frame)
    return taken
