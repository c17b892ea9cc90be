"""Ask Lighthouse about readers' pages: python tools/lighthouse.py http://127.0.0.1:8000 [PATH …]

The address is of a running house, the demo for instance. Without paths: the front page, each story on it, an update
and the embed of each. Prints the four scores of each page, on a phone and on a desktop, with every audit that lost
points. Exit code 1 when a score is below LEAST. Performance depends on what else the machine does: of three
tries the best counts. Needs npm, which fetches Lighthouse into its own cache, and Chromium.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen

LIGHTHOUSE: Final = "lighthouse@12"
"""The last that runs on Node 18 and 20."""
LEAST: Final = 99
TRIES: Final = 3
CHROMIUM: Final = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
FORMS: Final = {"phone": (), "desktop": ("--preset=desktop",)}
NOT_FOR_EMBEDS: Final = frozenset({"seo"})
"""An embed is left out of search on purpose; its canonical address is the story's."""


def main(address: str, paths: list[str]) -> int:
    """Ask about all pages; the exit code."""
    if not shutil.which("npx"):
        print("npx is not there; Lighthouse needs Node. On Debian and Ubuntu: apt install npm", file=sys.stderr)
        return 2
    low = 0
    for path in paths or list(usual_paths(address)):
        for form, options in FORMS.items():
            report = best(address + path, options)
            scores = {name: round(100 * (found["score"] or 0)) for name, found in report["categories"].items()}
            print(f"{form:8} {path}  " + "  ".join(f"{name} {score}" for name, score in scores.items()), flush=True)
            skip = NOT_FOR_EMBEDS if path.endswith("/embed/") else frozenset()
            for name in scores.keys() - skip:
                if scores[name] < 100:
                    print("".join(f"         {line}\n" for line in lost(report, name)), end="", flush=True)
                low += scores[name] < LEAST
    return 1 if low else 0


def usual_paths(address: str) -> Iterator[str]:
    """The front page, the stories on it, an update and an embed of each."""
    yield "/"
    for slug in dict.fromkeys(re.findall(r'<h3 class="headline"><a href="/([a-z0-9-]+)/"', page(f"{address}/"))):
        yield f"/{slug}/"
        if update := re.search(rf'href="(/{slug}/e/[0-9a-z]+/)#', page(f"{address}/{slug}/")):
            yield update[1]
        yield f"/{slug}/embed/"


def page(address: str) -> str:
    """What stands there."""
    with urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def best(address: str, options: tuple[str, ...]) -> dict[str, Any]:
    """The report with the best performance of at most TRIES; the first that is good enough."""
    reports: list[dict[str, Any]] = []
    for _ in range(TRIES):
        reports.append(asked(address, options))
        if (reports[-1]["categories"]["performance"]["score"] or 0) * 100 >= LEAST:
            break
    return max(reports, key=lambda report: report["categories"]["performance"]["score"] or 0)


def asked(address: str, options: tuple[str, ...]) -> dict[str, Any]:
    """One run."""
    with tempfile.TemporaryDirectory(prefix="stoppress-lighthouse-") as folder:
        out = Path(folder) / "report.json"
        flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
        subprocess.run(
            ["npx", "--yes", LIGHTHOUSE, address, *options, "--quiet", "--output=json", f"--output-path={out}",
             f"--chrome-flags={flags}"],
            env={**os.environ, "CHROME_PATH": CHROMIUM}, check=True, timeout=240,
        )  # fmt: skip
        return dict(json.loads(out.read_text()))


def lost(report: dict[str, Any], category: str) -> Iterator[str]:
    """What lost points in a category."""
    for part in report["categories"][category]["auditRefs"]:
        audit = report["audits"][part["id"]]
        if part["weight"] and audit["score"] is not None and audit["score"] < 1:
            yield f"{category}: {audit['title']} {audit.get('displayValue', '')}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/"), sys.argv[2:]))
