"""The fan-out core: positions, frames in memory, who gets what next. Pure: no sockets, no clock, no asyncio.

Theory. A reader is a cursor, not a queue: "what comes after my number?" Whoever has everything stands at
the head and gets each new frame as the same bytes as everyone else. Whoever is behind takes frames from the
ring, or from the shelf, until it stands at the head again. Whoever can't be brought there without a gap is
told so with a reset. The core decides from memory only what memory can prove; every reset but "unreadable"
is the shelf's own word.
"""
