"""axe-core, as a Python package carries it: what keeps people out of a page that is open in a tab."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Frame, Page

_OPTIONS: dict[str, Any] = {
    "iframes": False,  # each frame is asked by itself: axe's own messages between frames wait for frames without axe
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds on a page and in its frames, as "rule: sentence at element"; [] when nothing keeps anyone out.

    The page stays as it is: bring it into the state in question first (theme, width, dialog open), and let its
    transitions end. WCAG 2.2 A and AA, with axe's best practices, without its experiments.

    rules    by their names, where only these are asked for.

    A frame in which no script may run is left out: axe waits in it for ever. Open what it holds as a page.
    """
    return [found for frame in page.frames if _runs_script(frame) for found in _found_in(frame, rules)]


def _runs_script(frame: Frame) -> bool:
    if frame.parent_frame is None:
        return True
    sandbox = frame.frame_element().get_attribute("sandbox")
    return sandbox is None or "allow-scripts" in sandbox


def _found_in(frame: Frame, rules: Sequence[str]) -> list[str]:
    if not frame.evaluate("() => Boolean(window.axe)"):
        frame.evaluate(_axe())
    result = frame.evaluate(
        "options => axe.run(document, options)", _OPTIONS | ({"runOnly": list(rules)} if rules else {})
    )
    assert result["testEngine"]["name"] == "axe-core", result
    return [
        f"{violation['id']}: {violation['help']} at {node['html'][:200]}. {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


@cache
def _axe() -> str:
    """The script itself; Playwright's evaluate may run it under any Content-Security-Policy."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
