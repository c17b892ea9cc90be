from __future__ import annotations

import pytest

from stoppress.base.errors import Fault
from stoppress.base.limits.pages import RING_FRAMES_MAX
from stoppress.stream.dress import Dress
from stoppress.stream.due import ReadShelf, SendFrames, ShelfWord, Wait
from stoppress.stream.hub import Channel, Follower
from stoppress.stream.ids import Position, ResetReason
from tests.event_stream import Event, EventStream
from tests.unit.stream.frames import frame, frames


class Rana(Follower):
    """A reader who keeps what she gets; takes_bytes below zero = she takes nothing any more."""

    def __init__(self, *, takes: int = 10**9, chunked: bool = False) -> None:
        self.wires: list[bytes] = []
        self.takes = takes
        self.dress = Dress(chunked)

    def write(self, wire: bytes) -> None:
        self.wires.append(wire)
        self.takes -= 1
        if self.takes == 0:
            self.block()

    @property
    def events(self) -> list[Event]:
        return EventStream().feed(b"".join(self.wires))

    @property
    def told(self) -> list[str]:
        return [e.last_event_id if e.type != "reset" else e.value["reason"] for e in self.events]


class Asked:
    """Notes what the channel asks of the shelf."""

    def __init__(self) -> None:
        self.numbers: list[int] = []

    def __call__(self, channel: Channel, after: int) -> None:
        self.numbers.append(after)


def channel_at(number: int, ring_from: int | None = None) -> tuple[Channel, Asked]:
    asked = Asked()
    channel = Channel("storm", "k3", number if ring_from is None else ring_from - 1, asked)
    if ring_from is not None:
        channel.arrived(frames(ring_from, number))
    return channel, asked


def reader_at(channel: Channel, position: Position | ResetReason | None, **given: int) -> Rana:
    rana = Rana(**given)
    rana.start(channel, position)
    return rana


def test_a_reader_without_a_position_gets_what_comes_from_now_on():
    channel, asked = channel_at(412, ring_from=400)
    rana = reader_at(channel, None)

    channel.arrived(frames(413, 414))

    assert rana.told == ["k3-413", "k3-414"]
    assert asked.numbers == []


def test_a_reader_a_little_behind_catches_up_from_the_ring():
    channel, asked = channel_at(412, ring_from=400)
    rana = reader_at(channel, Position("k3", 409))

    channel.arrived(frames(413, 413))

    assert rana.told == ["k3-410", "k3-411", "k3-412", "k3-413"]
    assert asked.numbers == []


def test_a_reader_far_behind_catches_up_from_the_shelf_and_then_from_the_ring():
    channel, asked = channel_at(412, ring_from=400)
    rana = reader_at(channel, Position("k3", 397))
    assert asked.numbers == [397]

    channel.answer(397, ShelfWord("k3", 412, frames(398, 401)), channel.purges)

    assert rana.told == [f"k3-{n}" for n in range(398, 413)]


@pytest.mark.parametrize(
    ("position", "word", "reason"),
    [
        (Position("k3", 120), ShelfWord("k3", 900, None), "older-than-kept"),
        (Position("k2", 120), ShelfWord("k3", 900, []), "other-epoch"),
        (Position("k3", 9000), ShelfWord("k3", 900, []), "from-the-future"),
    ],
)
def test_a_reader_whom_no_way_leads_from_is_told_why(position: Position, word: ShelfWord, reason: str):
    """A silent gap would leave a reader believing that a corrected toll is the latest."""
    channel, _ = channel_at(900)
    rana = reader_at(channel, position)

    channel.answer(position.number, word, channel.purges)
    channel.arrived(frames(901, 901))

    assert rana.told == [reason, "k3-901"]
    assert rana.events[0].value["position"] == "k3-900"


def test_an_unreadable_position_is_told_so_at_once():
    channel, asked = channel_at(900)

    assert reader_at(channel, "unreadable").told == ["unreadable"]
    assert asked.numbers == []


def test_a_reset_carries_no_id():
    channel, _ = channel_at(900)
    rana = reader_at(channel, "unreadable")

    assert [e.last_event_id for e in rana.events] == [""]
    assert b"id:" not in rana.wires[0]


def test_everyone_at_the_head_gets_the_very_same_bytes_object():
    channel, _ = channel_at(1)
    readers = [reader_at(channel, None) for _ in range(3)]

    channel.arrived(frames(2, 2))

    assert len({id(reader.wires[0]) for reader in readers}) == 1


def test_readers_with_chunked_coding_get_the_same_bytes_as_a_chunk():
    channel, _ = channel_at(1)
    rana = reader_at(channel, None, chunked=True)

    channel.arrived(frames(2, 2))

    sse = frame(2).sse
    assert rana.wires == [b"%x\r\n" % len(sse) + sse + b"\r\n"]


def test_a_blocked_reader_leaves_the_head_and_delays_nobody():
    channel, _ = channel_at(0)
    slow, quick = reader_at(channel, None, takes=1), reader_at(channel, None)

    for number in (1, 2, 3):
        channel.arrived(frames(number, number))

    assert slow.told == ["k3-1"]
    assert quick.told == ["k3-1", "k3-2", "k3-3"]


def test_a_reader_that_takes_bytes_again_gets_what_it_missed_each_once():
    channel, _ = channel_at(0)
    rana = reader_at(channel, None, takes=1)
    for number in (1, 2, 3):
        channel.arrived(frames(number, number))

    rana.unblock()
    channel.arrived(frames(4, 4))

    assert rana.told == ["k3-1", "k3-2", "k3-3", "k3-4"]


@pytest.mark.parametrize(("position", "told"), [(None, []), ("unreadable", ["other-epoch"])])
def test_a_reader_who_does_not_even_take_the_greeting_misses_nothing(position: ResetReason | None, told: list[str]):
    channel, _ = channel_at(0)
    rana = Rana(takes=1)
    rana.start(channel, position, b"retry: 2000\n\n")
    channel.arrived(frames(1, 2))

    rana.unblock()
    if position:
        channel.answer(0, ShelfWord("k3", 2, frames(1, 2)), channel.purges)
    channel.arrived(frames(3, 3))

    assert rana.told == [*told, *(["k3-1", "k3-2"] if position is None else []), "k3-3"]


def test_a_reader_blocked_for_longer_than_the_ring_lasts_goes_on_from_the_shelf():
    channel, asked = channel_at(0)
    rana = reader_at(channel, None, takes=1)
    channel.arrived(frames(1, 1))
    channel.arrived(frames(2, RING_FRAMES_MAX + 5))

    rana.unblock()
    channel.answer(1, ShelfWord("k3", RING_FRAMES_MAX + 5, frames(2, 5)), channel.purges)

    assert asked.numbers == [1]
    assert rana.told == [f"k3-{n}" for n in range(1, RING_FRAMES_MAX + 6)]


def test_readers_at_the_same_number_share_one_read_of_the_shelf():
    channel, asked = channel_at(412)
    readers = [reader_at(channel, Position("k3", 400)) for _ in range(50)]

    channel.answer(400, ShelfWord("k3", 412, frames(401, 412)), channel.purges)

    assert asked.numbers == [400]
    assert {reader.told[-1] for reader in readers} == {"k3-412"}


def test_a_reader_with_a_page_newer_than_the_channel_is_not_reset_but_waits():
    """A page is joined from the shelf, which may be ahead of what a lost bell has told the channel."""
    channel, _ = channel_at(411)
    rana = reader_at(channel, Position("k3", 412))
    channel.answer(412, ShelfWord("k3", 412, []), channel.purges)

    channel.arrived(frames(412, 413))

    assert rana.told == ["k3-413"]


def test_a_reader_whom_the_shelf_took_past_the_channel_gets_no_frame_twice():
    channel, _ = channel_at(411)
    rana = reader_at(channel, Position("k3", 400))
    channel.answer(400, ShelfWord("k3", 413, frames(401, 413)), channel.purges)
    channel.answer(413, ShelfWord("k3", 413, []), channel.purges)

    channel.arrived(frames(412, 414))

    assert rana.told == [f"k3-{n}" for n in range(401, 415)]


def test_after_a_withdrawal_older_frames_come_from_the_shelf_only():
    channel, asked = channel_at(0)
    channel.arrived([frame(1, data='{"html":"a name that must go"}'), frame(2), frame(3, "withdrawn")])

    rana = reader_at(channel, Position("k3", 0))
    channel.answer(
        0, ShelfWord("k3", 3, [frame(1, data='{"html":""}'), frame(2), frame(3, "withdrawn")]), channel.purges
    )

    assert asked.numbers == [0]
    assert rana.told == ["k3-1", "k3-2", "k3-3"]
    assert b"a name that must go" not in b"".join(rana.wires)


def test_a_read_that_began_before_a_withdrawal_is_void_and_repeated():
    channel, asked = channel_at(2)
    rana = reader_at(channel, Position("k3", 0))
    old_word, old_purges = (
        ShelfWord("k3", 2, [frame(1, data='{"html":"a name that must go"}'), frame(2)]),
        channel.purges,
    )
    channel.arrived([frame(3, "withdrawn")])

    channel.answer(0, old_word, old_purges)

    assert rana.told == []
    assert asked.numbers == [0, 0]


def test_when_history_changes_everyone_is_told():
    channel, _ = channel_at(412)
    head, behind = reader_at(channel, None), reader_at(channel, Position("k3", 300))

    channel.learned(ShelfWord("k4", 7, []))
    channel.answer(300, ShelfWord("k4", 7, []), channel.purges)
    channel.arrived(frames(8, 8, epoch="k4"))

    assert head.told == ["other-epoch", "k4-8"]
    assert behind.told == ["other-epoch", "k4-8"]


def test_when_the_shelf_has_lost_the_next_frame_everyone_is_told():
    channel, _ = channel_at(412)
    rana = reader_at(channel, None)

    channel.learned(ShelfWord("k3", 900, None))

    assert rana.told == ["older-than-kept"]
    assert channel.position == Position("k3", 900)


def test_a_reader_who_left_gets_nothing_and_is_not_counted():
    channel, _ = channel_at(1)
    rana = reader_at(channel, None)

    rana.leave()
    channel.arrived(frames(2, 2))

    assert rana.wires == []
    assert channel.members == 0


def test_a_hole_in_what_arrives_is_a_fault():
    channel, _ = channel_at(1)

    with pytest.raises(Fault, match="frame 3 does not follow 1"):
        channel.arrived(frames(3, 3))


def test_a_channel_at_the_readers_number_has_nothing_due():
    channel, _ = channel_at(412, ring_from=400)

    assert channel.due(Position("k3", 412)) == Wait()
    assert channel.due(Position("k3", 100)) == ReadShelf(100)
    assert channel.due(Position("k3", 411)) == SendFrames((frame(412).sse,), 412)


class Broken(Rana):
    """A reader whose connection fails in a way that nobody has thought of."""

    def __init__(self) -> None:
        super().__init__()
        self.is_cut = False
        self.breaks = False

    def write(self, wire: bytes) -> None:
        if self.breaks:
            raise RuntimeError("the handler is closed")
        super().write(wire)

    def failed(self) -> None:
        self.is_cut = True
        super().failed()


@pytest.mark.parametrize("happening", ["a frame", "a reset", "the shelf's word", "a move while parked"])
def test_one_connection_that_fails_takes_nothing_from_the_others(happening: str):
    """Frames are remembered before they are sent: whoever was passed over would never get them."""
    channel, _ = channel_at(5, ring_from=4)
    position = {"the shelf's word": Position("k3", 1), "a move while parked": Position("k3", 6)}.get(happening)
    broken, whole = Broken(), Rana()
    for follower in (broken, whole):
        follower.start(channel, position)
    if happening == "a move while parked":
        channel.answer(6, ShelfWord("k3", 6, []), 0)
    broken.breaks = True

    match happening:
        case "a frame":
            channel.arrived([frame(6)])
        case "a reset":
            channel.renewed("k4", 1, "other-epoch")
        case "the shelf's word":
            channel.answer(1, ShelfWord("k3", 5, frames(2, 5)), 0)
        case "a move while parked":
            channel.arrived([frame(6), frame(7)])

    assert broken.is_cut
    assert whole.told == {"a reset": ["other-epoch"], "the shelf's word": [f"k3-{n}" for n in range(2, 6)]}.get(
        happening, ["k3-6"] if happening == "a frame" else ["k3-7"]
    )
