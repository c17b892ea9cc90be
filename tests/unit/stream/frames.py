"""Made-up frames for the tests of the pure core."""

from __future__ import annotations

from stoppress.edition.contract import Frame, FrameEvent


def frame(number: int, event: FrameEvent = "entry", *, epoch: str = "k3", data: str = "") -> Frame:
    text = data or f'{{"n":{number}}}'
    sse = f"id: {epoch}-{number}\nevent: {event}\ndata: {text}\n\n".encode()
    return Frame(number, event, sse, f'{{"id":"{epoch}-{number}","event":"{event}","data":{text}}}'.encode())


def frames(first: int, last: int, *, epoch: str = "k3") -> list[Frame]:
    return [frame(n, epoch=epoch) for n in range(first, last + 1)]
