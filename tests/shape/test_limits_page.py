"""docs/limits.md tells what base/limits.py says, and every bound says why it is."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from stoppress.base import limits
from stoppress.ops.limits_page import PAGE, all_limits, page_from

ROOT = Path(__file__).parents[2]
SOURCE = inspect.getsource(limits)


def test_page_is_what_the_code_says():
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page_from(SOURCE, vars(limits)), (
        "docs/limits.md is out of date; run: python -m stoppress.ops.limits_page"
    )


def test_every_bound_of_the_module_is_on_the_page():
    """A bound written without an annotation would be a bound that nobody reads about."""
    names = {name for name in vars(limits) if name.isupper()}

    assert {limit.name for limit in all_limits(SOURCE, vars(limits))} == names
    assert len(names) > 30


def test_every_reason_is_a_sentence():
    for limit in all_limits(SOURCE, vars(limits)):
        assert limit.why.endswith("."), limit.name
        assert len(limit.why) > 20, limit.name


@pytest.mark.parametrize(
    "source",
    [
        "# Section\n\nX: Final = 3\n",
        'X: Final = 3\n"""Three, because."""\n',
        '# Section\n\nX: Final = "three"\n"""Three, because."""\n',
    ],
    ids=["no docstring", "no section", "no number"],
)
def test_bound_that_does_not_explain_itself_stops_the_page(source: str):
    with pytest.raises(ValueError, match="X "):
        page_from(source, {"X": "three" if "three" in source else 3})


def test_page_shows_sections_values_and_reasons():
    source = '# The bell\n\nRINGS_MAX: Final = 1_000\n"""Rings | at\nonce."""\nLOOK_S: Final = 2.0\n"""Seconds."""\n'

    page = page_from(source, {"RINGS_MAX": 1_000, "LOOK_S": 2.0})

    assert "## The bell" in page
    assert "| `RINGS_MAX` | 1,000 | Rings \\| at once. |" in page
    assert "| `LOOK_S` | 2.0 | Seconds. |" in page
