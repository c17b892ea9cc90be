"""Ask the Nu HTML checker about readers' pages: python tools/nu.py vnu.jar http://127.0.0.1:8000 [PATH …]

The address is of a running house; without paths, the pages that tools/lighthouse.py takes. Needs Java, and the
checker's jar (npm package vnu-jar). Exit code 1 when it finds an error.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from lighthouse import page, usual_paths


def main(jar: str, address: str, paths: list[str]) -> int:
    """Ask about all pages; the exit code."""
    with tempfile.TemporaryDirectory(prefix="stoppress-nu-") as folder:
        for number, path in enumerate(paths or usual_paths(address)):
            file = Path(folder) / f"{number}{path.replace('/', '_')}.html"
            file.write_text(page(address + path), encoding="utf-8")
        found = subprocess.run(
            ["java", "-jar", jar, "--errors-only", "--skip-non-html", folder],
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        print(found.stderr.replace(f"file:{folder}", "") or f"{len(list(Path(folder).iterdir()))} pages, no error")
    return found.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2].rstrip("/"), sys.argv[3:]))
