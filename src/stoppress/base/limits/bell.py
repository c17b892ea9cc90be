"""The bell."""

from __future__ import annotations

from typing import Final

LOOK_INTERVAL_S: Final = 2.0
"""Every part compares numbers this often, since a bell may get lost. A lost bell costs a reader at most this."""

BELL_RINGS_MAX: Final = 1_000
"""Rings taken at once; the rest wait in the socket's buffer, and the look by itself makes good what overflows."""

BELL_DATAGRAM_BYTES_MAX: Final = 128
"""Bytes of one ring on a socket: a number and a slug. Longer ones are not ours and are ignored."""

BELL_LISTENERS_MAX: Final = 256
"""Listeners of one topic that one ring goes to: every process of a large machine, and what killed ones left behind."""
