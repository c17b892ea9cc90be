"""The tokens of the look, measured: contrast in every mode, and what the page weighs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from stoppress.base.errors import Fault
from stoppress.press.assets import STATIC, assets
from stoppress.press.joining import joined
from tests.page.stories import storm

SCRIPT_BYTES_MAX = 8_192
PAGE_BYTES_MAX = 60_000
TOKENS = (STATIC / "page" / "1-tokens.css").read_text()
MODES = {
    "light": "",
    "dark": "(prefers-color-scheme: dark)",
    "more contrast": "(prefers-contrast: more)",
    "dark, more contrast": "(prefers-contrast: more) and (prefers-color-scheme: dark)",
}


def tokens(mode: str) -> dict[str, str]:
    """The colours that a mode ends up with, as #rrggbb."""
    parts = ["light", mode.removesuffix(", more contrast"), "more contrast" if "contrast" in mode else "light", mode]
    found: dict[str, str] = {}
    for part in parts:
        begin = f"@media {MODES[part]} {{" if MODES[part] else ":root {"
        block = re.search(re.escape(begin) + r"(.*?)\n\}", TOKENS, re.DOTALL)
        assert block, part
        found |= dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", block[1]))
    longer = {name: "#" + "".join(c * 2 for c in value[1:]) for name, value in found.items() if len(value) == 4}
    return found | longer


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2.2: 1 … 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb by WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("token", "least"), [("ink", 12), ("quiet", 5), ("now", 5), ("changed", 5), ("link", 5)])
def test_every_colour_of_text_stands_out_from_the_paper(mode: str, token: str, least: float) -> None:
    colours = tokens(mode)

    assert contrast(colours[token], colours["paper"]) >= least


@pytest.mark.parametrize("token", ["ink", "quiet", "now", "changed", "link"])
def test_more_contrast_is_never_less(token: str) -> None:
    for plain, more in (("light", "more contrast"), ("dark", "dark, more contrast")):
        was, now = tokens(plain), tokens(more)
        assert contrast(now[token], now["paper"]) >= contrast(was[token], was["paper"]) - 0.01


def test_the_script_weighs_less_than_8_kb_compressed() -> None:
    assert len(gzip.compress(assets()["follow.js"].content, 9)) < SCRIPT_BYTES_MAX


def test_a_first_view_without_pictures_weighs_less_than_60_kb() -> None:
    parts = [(storm().page() or "").encode(), *(asset.content for asset in assets().values())]

    assert sum(len(gzip.compress(part, 6)) for part in parts) < PAGE_BYTES_MAX


def test_colours_are_named_once_and_used_by_name() -> None:
    """A newsroom changes the look in one place."""
    for sheet in sorted((STATIC / "page").glob("*.css")):
        if sheet.name not in {"1-tokens.css", "9-modes.css"}:
            assert not re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", sheet.read_text()), sheet.name


def test_nothing_is_on_the_left_or_right() -> None:
    """Sides are named by the direction of the text, so that Arabic mirrors by itself."""
    for sheet in sorted((STATIC / "page").glob("*.css")):
        sided = r"text-align: (?:left|right)|-(?:left|right)\b|^\s*(?:left|right|float):"
        assert not re.findall(sided, sheet.read_text(), re.MULTILINE), sheet.name


def test_modules_are_joined_after_what_they_import(tmp_path: Path) -> None:
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "tool.js").write_text('import { one } from "./base.js";\nconsole.log(one); // tells\n')
    (folder / "base.js").write_text("/* The base. */\nconst hidden = 1;\nexport const one = hidden;\n")

    name, script = joined(folder)

    assert name == "tool.js"
    assert script == "const hidden=1;const one=hidden;console.log(one);\n"


def test_what_stands_in_quotation_marks_and_patterns_is_left_as_it_is(tmp_path: Path) -> None:
    """Only the spaces that mean nothing leave the script."""
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "tool.js").write_text(
        'const a = "one , two";\nconst b = `{ ${a} : x }`;\nconst c = /^ \\( [ /]+$/g;\nconst d = 1 + +2 - -3;\n'
    )

    _, script = joined(folder)

    assert script == 'const a="one , two";const b=`{ ${a} : x }`;const c=/^ \\( [ /]+$/g;const d=1 + +2 - -3;\n'


@pytest.mark.parametrize(
    ("source", "finding"),
    [
        ('import { a } from "./missing.js";\n', "missing.js is not there"),
        ('import { a } from "./tool.js";\n', "imports itself"),
        ('import a from "elsewhere";\n', "can't be joined"),
        ("export default 1;\n", "can't be joined"),
        ("const a = 1;\nlet a = 2;\n", "both have a a"),
    ],
)
def test_modules_that_cannot_be_joined_are_refused(tmp_path: Path, source: str, finding: str) -> None:
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "tool.js").write_text(source)

    with pytest.raises(Fault, match=finding):
        joined(folder)
