"""What the repository holds beside code: locks that are whole, and nothing of the machine on which it was written."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest

from tests.shape.tree import ROOT, kept_files, named

LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")
# Put together from pieces, so that this file itself names none of them.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "deb.de" + "bian.org")
MACHINE = tuple(f"/{folder}/" for folder in ("work", "root", "home/" + "user"))


def pins(lock: str) -> dict[str, str]:
    """Package to version."""
    return dict(re.findall(r"(?m)^([a-z0-9._-]+)==(\S+)", (ROOT / lock).read_text()))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_its_hashes(lock: str):
    text = (ROOT / lock).read_text()
    packages = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]

    assert packages
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in text, "a lock names no host: each installs from where he is used to"


def test_tests_run_against_the_versions_that_users_get():
    dev = pins("requirements-dev.lock")
    differing = {
        name: (version, dev.get(name))
        for lock in LOCKS[:2]
        for name, version in pins(lock).items()
        if dev.get(name) != version
    }

    assert not differing


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [re.split(r"[<>=!~\[ ]", text)[0].lower() for text in project["project"]["dependencies"]]

    assert set(wanted) <= set(pins("requirements.lock"))


def test_nothing_names_this_machine_or_a_registry():
    """Whoever clones has other folders and may have a mirror."""
    found = {
        f"{named(path)}: {trace}"
        for path in kept_files()
        if (text := _text(path)) is not None
        for trace in (*HOSTS, *MACHINE)
        if re.search(rf"(?<![\w.]){re.escape(trace)}", text)
    }

    assert not found


def test_scripts_are_valid_and_can_be_called():
    script = ROOT / ".ci/run"

    assert script.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


def test_make_help_explains_every_target():
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.search(r"(?m)^\.PHONY: (.*)$", makefile)[1].split())

    explained = set(re.findall(r"(?m)^([a-z]+):.*## ", makefile))

    assert targets == explained


def _text(path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
