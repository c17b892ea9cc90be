"""What a shelf holds of a story, for comparing two of them."""

from __future__ import annotations

from stoppress.edition import forms
from stoppress.edition.contract import Edition

STORY_PIECES = [
    *((slot, forms.HTML) for slot in (forms.HEAD, forms.UPDATED, forms.SHELL_STORY, forms.SHELL_BEFORE)),
    *((slot, forms.HTML) for slot in (forms.SHELL_OLDEST, forms.SHELL_ENTRY, forms.MORE_OLDER, forms.MORE_NEWER)),
    *((forms.SHELL_FEED, form) for form in (forms.ATOM, forms.RSS, forms.JSON_FEED)),
    (forms.SHELL_JSON, forms.JSON),
]
ENTRY_FORMS = (forms.HTML, forms.JSON, forms.ATOM, forms.RSS, forms.JSON_FEED, forms.LINKED_DATA, forms.META)


def pieces_on(edition: Edition, slug: str) -> dict[tuple[str, str], bytes]:
    """All that readers can be given of a story but its frames: each piece by slot and form."""
    snapshot = edition.snapshot(slug)
    assert snapshot is not None
    with snapshot:
        found = {name: snapshot.piece(*name) for name in STORY_PIECES}
        for row in snapshot.page(forms.HTML, limit=10_000):
            found |= {(row.key, form): snapshot.piece(forms.entry_slot(row.key), form) for form in ENTRY_FORMS}
            found[row.key, "rank"] = str(row.rank).encode()
        for form in ENTRY_FORMS:
            found["listed", form] = b" ".join(row.key.encode() for row in snapshot.page(form, limit=10_000))
    assert None not in found.values(), [name for name, content in found.items() if content is None]
    return found


def frames_on(edition: Edition, slug: str) -> bytes:
    """The bytes of all frames that are kept, in both ways of sending them."""
    shelved = edition.printed(slug)
    assert shelved is not None
    frames = edition.frame_range(slug, shelved.oldest_frame, shelved.number) or []
    return b"".join(frame.sse + frame.json for frame in frames)
