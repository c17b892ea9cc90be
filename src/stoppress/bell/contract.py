"""What every bell promises, and what it does not. tests/contract/ holds each adapter to it.

A bell says "story s has reached n" to whoever listens at that moment. Rings may get lost, doubled or swapped; they
never carry content. So every listener also looks by itself every LOOK_INTERVAL_S.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, Protocol

Topic = Literal["log", "edition"]
"""log: a fact was written (desk → press). edition: a change was printed (press → reader)."""


@dataclass(frozen=True, slots=True)
class Ring:
    """Story s has reached n."""

    story: str
    """The story's slug; "" = look at everything."""
    number: int


EVERYTHING: Final = Ring("", 0)
"""Look at everything: stands for rings that were lost, or for changes that have no number."""


class Listener(Protocol):
    """One pair of ears. Not shared between threads."""

    def fileno(self) -> int:
        """A descriptor that becomes readable when rings wait, for select() and event loops."""

    def rings(self) -> list[Ring]:
        """Take what has come, oldest first, without waiting; [] when nothing has. At most BELL_RINGS_MAX at once."""

    def wait(self, timeout_s: float) -> list[Ring]:
        """As rings(), but wait up to timeout_s for the first; [] when the time is over."""

    def close(self) -> None:
        """Stop listening and give back the descriptor."""


class Bell(Protocol):
    """Rings to all listeners of a topic. ring() never blocks and never raises on account of listeners."""

    def ring(self, topic: Topic, ring: Ring) -> None:
        """Tell whoever listens. Slow, full or dead listeners are passed over."""

    def listen(self, topic: Topic) -> Listener:
        """Hear rings from now on."""

    def close(self) -> None:
        """Give back what it holds; listeners are closed apart."""
