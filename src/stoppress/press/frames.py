"""The finished bytes of one change: as a server-sent event and as JSON. Pure.

Source   docs/protocol.md, "Data of the events".
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from stoppress.edition.contract import Frame, FrameEvent
from stoppress.press.public_json import json_line


def frame(epoch: str, number: int, event: FrameEvent, data: Mapping[str, object]) -> Frame:
    """A frame at the position epoch-number. data: without line ends once it is JSON, as JSON always is."""
    position, line = f"{epoch}-{number}", json_line(data)
    return Frame(
        number,
        event,
        f"id: {position}\nevent: {event}\ndata: {line}\n\n".encode(),
        f'{{"id":"{position}","event":"{event}","data":{line}}}'.encode(),
    )


def superseded(epoch: str, number: int, key: str) -> Frame:
    """What stays of a frame whose words were withdrawn later: its number. Readers move on."""
    return frame(epoch, number, "entry", {"key": key, "superseded": True})


def without_head(old: Frame) -> Frame:
    """A kept frame without its head, which showed words that are withdrawn now; a later frame brings the head anew."""
    whole = json.loads(old.json)
    whole["data"].pop("head", None)
    return frame(whole["id"].rpartition("-")[0], old.number, old.event, whole["data"])
