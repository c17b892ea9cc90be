"""What tests of drafts share: one draft, who types it, and what is done with it."""

from __future__ import annotations

from datetime import UTC, datetime

from stoppress.desk.drafting import shelf
from tests.desk.conftest import Browser

DRAFT = "dddddddddd"
KEY = "kkkkkkkkkk"
FIELDS = {
    "draft": DRAFT,
    "key": KEY,
    "command_id": "typed-by-ben",
    "headline": "Harbour closed",
    "body": "Nine ferries.",
}
HERE = "/stories/storm/"
PAGE = f"{HERE}drafts/{DRAFT}/"


def kept() -> shelf.Kept:
    return shelf.found("storm", DRAFT)


def typed(browser: Browser, writer: str = "page1", turn: int = 1, version: int = 0, **fields: str) -> dict[str, object]:
    """What a page sends as somebody types; gives the answer with its status."""
    answer = browser.command(
        f"{HERE}drafts/", **{**FIELDS, **fields}, draft_writer=writer, draft_turn=turn, draft_version=version
    )
    return {"status": answer.status_code, **answer.json()}


def act(browser: Browser, name: str, **fields: str) -> dict[str, object]:
    """Do one thing with the draft as it is kept."""
    answer = browser.command(f"{PAGE}{name}/", **fields)
    return {"status": answer.status_code, **answer.json()}


def schedule(browser: Browser, at: datetime, **fields: str) -> dict[str, object]:
    return browser.command(f"{HERE}drafts/schedule/", **{**FIELDS, **fields}, due_at=local(at)).json()


def local(moment: datetime) -> str:
    """On the clock of London, in winter."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
