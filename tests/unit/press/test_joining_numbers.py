"""Named numbers of modules: written where they are used, whole, and nothing else that is in capitals."""

from __future__ import annotations

from pathlib import Path

from stoppress.press.joining import joined


def test_named_numbers_stand_where_they_are_used(tmp_path: Path) -> None:
    folder = tmp_path / "clock"
    folder.mkdir()
    (folder / "clock.js").write_text(
        "const SECOND = 1_000;\nconst WAIT_MS = 15 * SECOND;\n"
        'const KEYS = { A: 1 };\nsetTimeout(() => JSON.stringify(KEYS), WAIT_MS - SECOND);\nconst SAID = "WAIT";\n'
    )

    name, script = joined(folder)

    assert name == "clock.js"
    assert script.strip() == 'const KEYS={A:1};setTimeout(()=>JSON.stringify(KEYS),15000-1000);const SAID="WAIT";'
