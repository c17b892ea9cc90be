"""The readers' script runs in the browsers of autumn 2021 (docs/browsers.md): nothing in it came later."""

from __future__ import annotations

import re

import pytest

from stoppress.press.assets import STATIC
from stoppress.press.joining import joined

LATER = {
    "at() of lists, Safari 15.4": r"\.at\([^)]",
    "findLast(), toSorted() and their like": r"\.(findLast|findLastIndex|toSorted|toReversed|toSpliced|with|group)\(",
    "Object.hasOwn, structuredClone, Array.fromAsync": r"Object\.(hasOwn|groupBy)|structuredClone|fromAsync",
    "private names": r"[.{;\s]#\w+\s*[=(;]",
    "static blocks": r"static\s*\{",
    "patterns that look behind, Safari 16.4": r"\(\?<[=!]",
    "AbortSignal.timeout and any": r"AbortSignal\.",
    "style sheets made by script, Safari 16.4": r"adoptedStyleSheets|new CSSStyleSheet",
    ":has() asked by script": r":has\(",
    "Popover, View Transitions, Navigation": r"popover|startViewTransition|\bnavigation\.",
}


@pytest.mark.parametrize("module", ["follow", "frame"])
@pytest.mark.parametrize("what", LATER)
def test_the_script_uses_nothing_that_came_after_autumn_2021(module: str, what: str) -> None:
    _, script = joined(STATIC / module)

    assert not re.search(LATER[what], script)


def test_the_patterns_find_what_they_name() -> None:
    late = "a.at(-1);b.findLast(c);structuredClone(d);class E{#f=1;static {}};/(?<=g)h/;AbortSignal.timeout(1);"
    late += 'new CSSStyleSheet();q(":has(li)");i.popover'

    assert all(re.search(pattern, late) for pattern in LATER.values())
