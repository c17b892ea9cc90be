from __future__ import annotations

import pytest

from stoppress.base.errors import Fault
from stoppress.edition.contract import Piece, Print
from stoppress.edition.forms import HTML, SHELL_STORY
from stoppress.edition.memory import MemoryEdition
from stoppress.reader.addresses import Address
from stoppress.reader.joining import joined
from tests.printing import Press


def shelf_with(shell: bytes) -> MemoryEdition:
    edition = MemoryEdition()
    Press(edition).open()
    story = edition.printed("storm")
    assert story
    edition.print(Print(story=story, pieces=[Piece(SHELL_STORY, HTML, shell)]))
    return edition


def page_of(edition: MemoryEdition, address: Address) -> bytes | None:
    snapshot = edition.snapshot("storm")
    assert snapshot
    with snapshot:
        content = joined(snapshot, address)
        return content.body if content else None


def test_a_mark_that_nobody_knows_is_a_fault_and_no_page():
    with pytest.raises(Fault, match="shell:story has a mark “weather”"):
        page_of(shelf_with(b"<p><!--sp:weather--></p>"), Address("story", "storm"))


def test_what_is_not_printed_in_a_form_leaves_its_place_empty():
    assert page_of(shelf_with(b"<p><!--sp:meta--><!--sp:more--></p>"), Address("story", "storm")) == b"<p></p>"


def test_marks_inside_pieces_are_not_filled_again():
    """Text from outside can't hold a mark, and if it could, nothing would come of it."""
    edition = MemoryEdition()
    press = Press(edition).open()
    press.publish("<!--sp:head-->")

    page = page_of(edition, Address("story", "storm"))

    assert page is not None
    assert page.count(b"<h1>") == 1
    assert b"<!--sp:head-->" in page


def test_a_kind_of_page_that_the_press_has_not_printed_is_not_there():
    edition = MemoryEdition()
    story = shelf_with(b"").printed("storm")
    assert story
    edition.print(Print(story=story))

    assert page_of(edition, Address("story", "storm")) is None
