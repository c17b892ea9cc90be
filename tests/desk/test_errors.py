"""What goes wrong on our side."""

from __future__ import annotations

from django.conf import LazySettings

from stoppress.base.errors import Fault
from tests.desk.conftest import Browser, form_on


class BrokenDoor:
    """A door that can't reach its disk."""

    def carry_out(self, command: object) -> None:
        raise Fault("the disk is full")


def test_our_own_fault_is_told_as_one_and_shows_no_detail(ada: Browser, storm: str, settings: LazySettings) -> None:
    fields = form_on(ada.open("/stories/storm/").content.decode(), "composer")[1]
    settings.DOOR = BrokenDoor()
    ada.client.raise_request_exception = False

    page = ada.client.post("/stories/storm/updates/", {**fields, "headline": "x"})
    document = ada.command("/stories/storm/updates/", headline="x")

    assert (page.status_code, document.status_code) == (500, 500)
    assert "Something broke on our side." in page.content.decode()
    assert document.json()["code"] == "fault"
    assert b"disk is full" not in page.content + document.content


def test_a_form_beyond_all_bounds_is_refused_with_a_sentence(ada: Browser, storm: str) -> None:
    too_many = ada.command("/stories/storm/updates/", source_name=["x"] * 1100)
    too_large = ada.client.post("/stories/storm/updates/", {"body": "x" * 2_600_000, "csrfmiddlewaretoken": "x"})

    assert (too_many.status_code, too_many.json()["code"]) == (400, "request-not-readable")
    assert too_large.status_code == 422
    assert "The text is too long. Shorten it or split it in two." in too_large.content.decode()
