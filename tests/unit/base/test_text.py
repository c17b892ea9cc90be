"""Text from outside: what is taken out of it, and what is not."""

from __future__ import annotations

import pytest

from stoppress.base.text import clean_line, clean_text, shortened

LRE, RLE, PDF, LRO, RLO = "\u202a\u202b\u202c\u202d\u202e"
LRI, RLI, FSI, PDI = "\u2066\u2067\u2068\u2069"
RLM = "\u200f"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (f"invoice{RLO}gpj.exe", "invoicegpj.exe"),
        (f"{LRO}abc{PDF}", "abc"),
        (f"Ada {RLE}Mustermann", "Ada Mustermann"),
        (f"{RLI}Ada", "Ada"),
        (f"Ada{PDI} Ben", "Ada Ben"),
        (f"{RLI}a{PDF}", "a"),
        (f"{RLI}one\ntwo{PDI}", "one\ntwo"),
        (f"he said {RLI}\u0645\u0631\u062d\u0628\u0627{PDI}!", f"he said {RLI}\u0645\u0631\u062d\u0628\u0627{PDI}!"),
        (f"{LRE}a{RLI}b{PDI}{PDF} {FSI}c{PDI}", f"{LRE}a{RLI}b{PDI}{PDF} {FSI}c{PDI}"),
        (f"\u0645{RLM}.", f"\u0645{RLM}."),
        ("\u0645\u06cc\u200c\u0631\u0648\u0645", "\u0645\u06cc\u200c\u0631\u0648\u0645"),
    ],
)
def test_no_text_turns_what_stands_beside_it(text: str, clean: str):
    """A name that ends in an open direction would write the time beside it backwards; paired signs stay."""
    assert clean_text(text) == clean
    assert clean_text(clean) == clean


def test_a_line_of_nothing_but_signs_of_direction_says_nothing():
    assert clean_line(f" {RLO} {RLI} ") == ""


def test_a_text_that_is_cut_leaves_no_direction_open():
    assert shortened(f"Ada {RLI}" + "m" * 50 + PDI, 20) == "Ada " + "m" * 14 + "…"
