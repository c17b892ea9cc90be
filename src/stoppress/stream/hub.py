"""One story's readers: who stands at the head, who is on the way there, who waits for the shelf's word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stoppress.base.errors import Fault
from stoppress.base.limits.streams import CATCH_UP_BYTES
from stoppress.edition.contract import Frame
from stoppress.stream.control import reset as reset_event
from stoppress.stream.dress import DRESSES, Dress, dressed
from stoppress.stream.due import Due, ReadShelf, Reset, SendFrames, ShelfWord, Wait, frames_due, settled
from stoppress.stream.ids import Position, ResetReason
from stoppress.stream.ring import Ring

_NOWHERE = Position("", 0)


class Follower:
    """One reader of one story: a cursor and a way to write. The rim makes a subclass that owns a connection.

    write() is only called while the follower is not blocked.

    A follower is always in one of these states: at the head (behind is None: it has all that the channel
    has); behind, and asking the shelf; behind, and parked until the channel moves; behind and blocked
    (takes nothing).
    """

    __slots__ = ("behind", "blocked", "channel", "dress")

    channel: Channel
    dress: Dress
    """How its bytes go over the wire."""
    behind: Position | None
    blocked: bool

    def write(self, wire: bytes) -> None:
        """Take bytes, without waiting. May call block() before it returns."""
        raise NotImplementedError

    def failed(self) -> None:
        """Something went wrong for this one alone: it must end, since it may have missed something. Called where
        the exception is handled; must not raise."""
        self.channel.forget(self)

    def start(self, channel: Channel, position: Position | ResetReason | None, greeting: bytes = b"") -> None:
        """Begin to follow a channel.

        position  where the reader stands; None = now; a reason = nowhere, tell it so.
        greeting  written before anything else.
        """
        self.channel = channel
        self.behind = None
        self.blocked = False
        channel.members += 1
        if greeting:
            self.write(greeting)
        if isinstance(position, Position):
            self.behind = position
            self.advance()
        elif self.blocked:
            # Not even the greeting fits. Nowhere becomes a position that no history has.
            self.behind = channel.position if position is None else _NOWHERE
        else:
            channel.join(self)
            if position is not None:
                self.reset(position)

    def advance(self) -> None:
        """Go on towards the head as far as memory reaches, then ask the shelf or stand at the head."""
        while self.behind is not None and not self.blocked:
            due = self.channel.due(self.behind)
            if isinstance(due, SendFrames):
                self._send(due)
            elif isinstance(due, ReadShelf):
                self.channel.ask_for(self, due.after)
                return
            else:
                self._stand_at_head()

    def answered(self, word: ShelfWord) -> None:
        """Take the shelf's word on what comes after our number."""
        if self.behind is None or self.blocked:
            return
        due = settled(self.behind, word)
        if isinstance(due, SendFrames):
            self._send(due)
            self.advance()
        elif isinstance(due, Reset):
            self._stand_at_head()
            self.reset(due.reason)
        elif isinstance(self.channel.due(self.behind), ReadShelf):
            self.channel.park(self)
        else:
            self.advance()

    def reset(self, reason: ResetReason) -> None:
        """Tell the reader to fetch the page anew; it stands at the head from here."""
        told = reset_event(reason, self.channel.position)
        self.channel.resets += 1
        self.write(dressed([told], self.dress))

    def block(self) -> None:
        """The connection takes no more for now: leave the head and remember where we were."""
        self.blocked = True
        if self.behind is None:
            self.behind = self.channel.position
        self.channel.forget(self)

    def unblock(self) -> None:
        """The connection takes bytes again."""
        self.blocked = False
        self.advance()

    def leave(self) -> None:
        """The connection is gone. To be called once."""
        self.blocked = True
        self.channel.forget(self)
        self.channel.members -= 1

    def _send(self, due: SendFrames) -> None:
        assert self.behind is not None
        self.behind = Position(self.behind.epoch, due.last)
        self.write(due.wire(self.dress))

    def _stand_at_head(self) -> None:
        self.behind = None
        self.channel.join(self)


class Channel:
    """One story as its readers follow it. Told by the rim what the shelf has; tells its followers.

    ask      called with (channel, number): read the shelf after this number and come back with answer(). At
             most one read for one number is under way; it may never come back, then ask_again() repeats all.
    """

    __slots__ = (
        "_ask", "_asking", "_heads", "_parked", "delivered", "epoch", "members", "number", "purges",
        "resets", "ring", "slug",
    )  # fmt: skip

    def __init__(self, slug: str, epoch: str, number: int, ask: Callable[[Channel, int], None]) -> None:
        self.slug = slug
        self.epoch = epoch
        self.number = number
        self.ring = Ring()
        self.purges = 0
        """How often old frames became unfit to send; a read that began before the last time is void."""
        self.members = 0
        """Readers who follow, wherever they stand."""
        self.delivered = 0
        """Frames times readers, written from the head."""
        self.resets = 0
        self._ask = ask
        self._heads: tuple[dict[Follower, None], ...] = tuple({} for _ in DRESSES)
        """Those at the head in the order of arrival, by their dress."""
        self._asking: dict[int, dict[Follower, None]] = {}
        self._parked: dict[Follower, None] = {}

    @property
    def position(self) -> Position:
        """How far the channel has come."""
        return Position(self.epoch, self.number)

    def due(self, position: Position) -> Due:
        """What is due to a reader at a position, as far as memory can prove it. Never a Reset."""
        if position.epoch == self.epoch:
            if position.number == self.number:
                return Wait()
            frames = self.ring.after(position.number, CATCH_UP_BYTES)
            if frames:
                return frames_due(frames)
        return ReadShelf(position.number)

    # Told by the rim

    def learned(self, word: ShelfWord) -> bool:
        """The shelf's word on what comes after our number. Reads for this are made one after the other.

        Returns  True when the shelf has more than it told: read again.
        """
        if word.epoch != self.epoch:
            self.renewed(word.epoch, word.number, "other-epoch")
        elif word.frames is None:
            self.renewed(word.epoch, word.number, "older-than-kept")
        elif word.frames:
            self.arrived(word.frames)
        return self.number < word.number

    def arrived(self, frames: Sequence[Frame]) -> None:
        """The next frames have been printed: remember them, and send them to everyone at the head.

        Raises   Fault  when the first does not follow our number.
        """
        while frames:
            due = frames_due(frames)
            taken, frames = frames[: len(due.parts)], frames[len(due.parts) :]
            for frame in taken:
                self._remember(frame)
            for dress, head in zip(DRESSES, self._heads, strict=True):
                if head:
                    self._broadcast(list(head), due.wire(dress), len(taken))
        self.stir()

    def prefilled(self, frames: Sequence[Frame]) -> None:
        """Frames up to our number, read from the shelf just now, for readers who come back; only into an
        empty ring.
        """
        if not len(self.ring) and frames and frames[-1].number == self.number:
            for frame in frames:
                self.ring.append(frame)

    def renewed(self, epoch: str, number: int, reason: ResetReason) -> None:
        """History goes on elsewhere: all readers must fetch the page anew."""
        self.epoch = epoch
        self.number = number
        self.ring.clear()
        self.purges += 1
        for follower in [follower for head in self._heads for follower in head]:
            _alone(follower, follower.reset, reason)
        self.stir()

    def answer(self, after: int, word: ShelfWord, purges: int) -> None:
        """The shelf's word on the frames after a number.

        purges   the channel's purges when the read began; when they have changed, the read is repeated.
        """
        if after not in self._asking:
            return
        if purges != self.purges:
            self._ask(self, after)
            return
        for follower in self._asking.pop(after):
            _alone(follower, follower.answered, word)

    def stir(self) -> None:
        """Let the parked look again: after each move, and now and then."""
        parked, self._parked = self._parked, {}
        for follower in parked:
            _alone(follower, follower.advance)

    def ask_again(self) -> None:
        """Repeat all reads that are waited for: the last ones came to nothing."""
        for after in list(self._asking):
            self._ask(self, after)

    # Told by followers

    def join(self, follower: Follower) -> None:
        """Stand at the head: send each new frame from now on."""
        self._heads[follower.dress][follower] = None

    def ask_for(self, follower: Follower, after: int) -> None:
        """Wait for the shelf's word on what comes after the follower's number; those at the same number
        share a read.
        """
        asking = self._asking.get(after)
        if asking is not None:
            asking[follower] = None
            return
        self._asking[after] = {follower: None}
        self._ask(self, after)

    def park(self, follower: Follower) -> None:
        """Wait until the channel moves: the shelf has no more, and the follower is ahead of the channel."""
        self._parked[follower] = None

    def forget(self, follower: Follower) -> None:
        """Send no more to this one. A number asked for is still asked for."""
        self._heads[follower.dress].pop(follower, None)
        self._parked.pop(follower, None)
        if follower.behind is not None and (asking := self._asking.get(follower.behind.number)) is not None:
            asking.pop(follower, None)

    def _remember(self, frame: Frame) -> None:
        if frame.number != self.number + 1:
            raise Fault(f"{self.slug}: frame {frame.number} does not follow {self.number}")
        self.ring.append(frame)
        self.number = frame.number
        if frame.event == "withdrawn":
            self.purges += 1

    def _broadcast(self, followers: list[Follower], wire: bytes, frames: int) -> None:
        # The hot loop: a copy of the list, since a write may block a follower, who then leaves the dict.
        self.delivered += len(followers) * frames
        for follower in followers:
            try:
                follower.write(wire)
            except Exception:  # noqa: BLE001  it is told
                follower.failed()


def _alone(follower: Follower, act: Callable[..., None], *given: object) -> None:
    """Let one follower act; what goes wrong for it must not touch the others."""
    try:
        act(*given)
    except Exception:  # noqa: BLE001  it is told
        follower.failed()
