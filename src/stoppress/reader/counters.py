"""What one process has done, in plain numbers, for whoever watches it. Adding to one is all that it costs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Counters:
    """Since the process began; only streams_open goes down again."""

    requests: int = 0
    """Finished requests, streams not counted."""
    answered_in_lane: int = 0
    """Of these, answered by the fast lane."""
    problems: int = 0
    """Of these, with a status of 400 or more."""
    pages_made: int = 0
    """Pages joined and compressed."""
    streams_open: int = 0
    streams_begun: int = 0
    streams_refused: int = 0
    streams_cut: int = 0
    """Readers who took nothing for too long."""
    frames_delivered: int = 0
    """Frames times readers, written from the head."""
    resets: int = 0
    looks: int = 0
    """Reads of the shelf to see what is new."""
    looks_failed: int = 0
