"""The house's secret: what it seals at the start, how it is changed, and what is said when it is gone."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.ops.calling import call, free_ports

pytestmark = pytest.mark.process
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def kept(house: Path) -> str:
    with closing(sqlite3.connect(house / "desk.db")) as desk:
        return str(json.loads(desk.execute("SELECT data FROM mfa_authenticator").fetchone()[0])["secret"])


def test_the_secret_is_changed_without_losing_what_it_sealed_and_missed_when_it_is_gone(tmp_path: Path):
    call(tmp_path, "user", "add", "ada", "--json")
    with closing(sqlite3.connect(tmp_path / "desk.db")) as desk:
        of_ada = "SELECT id, 'totp', ?, '2026-11-22 06:00:00' FROM auth_user"
        desk.execute(
            f"INSERT INTO mfa_authenticator (user_id, type, data, created_at) {of_ada}", [f'{{"secret": "{KEY}"}}']
        )
        desk.commit()
    call(tmp_path, "user", "list", "--json")
    first = kept(tmp_path)
    secret = tmp_path / "secret"

    secret.write_text("n" * 60 + "\n" + secret.read_text())
    call(tmp_path, "user", "list", "--json")
    changed = kept(tmp_path)
    secret.write_text("n" * 60 + "\n")
    well = call(tmp_path, "doctor", "--json", **free_ports())
    secret.write_text("m" * 60 + "\n")
    gone = call(tmp_path, "doctor", "--json", **free_ports())

    assert first.startswith("sealed:")
    assert KEY not in first
    assert changed != first
    said = [{one["code"]: one["level"] for one in ended.facts["remarks"]}["secret"] for ended in (well, gone)]
    assert said == ["well", "act"]
