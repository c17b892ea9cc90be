"""Streams."""

from __future__ import annotations

from typing import Final

POSITION_BYTES_MAX: Final = 64
"""Bytes of a position in a request. Ours have at most 40; anything longer is unreadable and not looked at."""

RING_BYTES_MAX: Final = 8 * 1024 * 1024
"""Bytes of frames kept per story in memory: for nights on which every update is a speech."""

HEARTBEAT_S: Final = 15
"""Seconds between two comments on a silent stream, since common proxies cut silent connections after 30 to 60 s."""

RETRY_MS_MIN: Final = 1_500
"""Milliseconds a reader waits before coming back at least: a process needs about one second to start again."""

RETRY_MS_MAX: Final = 6_000
"""Milliseconds a reader waits before coming back at most; drawn anew for each, so that nobody returns in one wave."""

STREAM_BUFFER_BYTES: Final = 64 * 1024
"""Bytes that may wait in our memory for one reader who takes nothing; above, it leaves the head until it
has taken them."""

STREAM_SEND_BUFFER_BYTES: Final = 128 * 1024
"""Bytes asked of the kernel for one stream's send buffer (it takes twice). Left alone it grows to 4 MB a reader."""

CATCH_UP_BYTES: Final = 64 * 1024
"""Bytes sent at once to a reader who catches up, or one frame when that is larger: bounds what one reader can hold."""

CATCH_UP_FRAMES: Final = 64
"""Frames read from the shelf at once for readers who catch up: about 200 KB, of which CATCH_UP_BYTES are used."""

SLOW_READER_S: Final = 30.0
"""Seconds a reader may take nothing at all before it is cut: longer than a tunnel between two stations."""

PACKED_BYTES_MAX: Final = 8 * 1024 * 1024
"""Bytes of frames kept with their compressed form in one process: some thousand of them."""

SLOW_CUTS_PER_S_MAX: Final = 500
"""Readers cut in one second for taking nothing: about 10 ms in which nobody else is sent anything."""

UNACKNOWLEDGED_S: Final = 60
"""Seconds after which the kernel gives up a stream whose bytes nobody confirms: a phone that left the network."""

CHANNEL_IDLE_S: Final = 60.0
"""Seconds that a story's ring is kept without listeners: readers who were cut come back within."""

STORY_GONE_S: Final = 10.0
"""Seconds that streams of a story outlive its place on the shelf: a reprint empties the shelf for a moment."""
