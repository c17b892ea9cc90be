"""Which sentences of a caption speak to editors, and which only look so."""

from __future__ import annotations

import pytest

from stoppress.base.limits.pictures import NOTICE_CHARS_MAX, NOTICES_MAX
from stoppress.media.notices import notices_in, notices_of


@pytest.mark.parametrize(
    "order",
    [
        "MANDATORY CREDIT: Ada Lund/Coast Press",
        "Mandatory credit Coast Press",
        "NO ARCHIVES, NO SALES",
        "EDITORIAL USE ONLY",
        "EDITORS' NOTE: Graphic content",
        "EDITORS NOTE",
        "UK AND IRELAND OUT",
        "FRANCE OUT",
        "PICTURE KILL",
        "KILL",
        "Embargoed until 22 November, 18:00",
        "Not for publication before noon",
        "Do not use after 1 December",
        "NO TV. ",
        "HANDOUT",
        "no third-party sales",
    ],
)
def test_an_order_is_found_between_sentences_for_readers(order: str) -> None:
    found = notices_in(f"Waves break over the quay of Nørrehavn. {order}. People watch from the hill.")

    assert found == [f"{order.strip().rstrip('.')}."]


@pytest.mark.parametrize(
    "caption",
    [
        "The editor notes the time while waves break over the quay.",
        "Fans walk out of the stadium after Germany went out of the cup.",
        "Police kill the lights; no sale was made, a handout for all.",
        "There was no better photograph of the NATO summit.",
        "A worker corrects the sign. IT IS COLD.",
        "",
    ],
)
def test_what_only_looks_like_an_order_is_left_to_readers(caption: str) -> None:
    assert notices_in(caption) == []


def test_each_order_is_told_once_however_often_the_file_repeats_it() -> None:
    found = notices_of(["A wave. NO ARCHIVES!", "no archives"], ["NO ARCHIVES", "Call the desk."])

    assert found == ["NO ARCHIVES", "Call the desk."]


def test_orders_are_bounded_in_number_and_length() -> None:
    found = notices_of([". ".join(f"MANDATORY CREDIT {n} {'x' * 500}" for n in range(100))], [])

    assert len(found) == NOTICES_MAX
    assert all(len(one) <= NOTICE_CHARS_MAX for one in found)
