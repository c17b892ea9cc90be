"""Others' browser code: what is kept in the repository is what its package.json names, with its licences."""

from __future__ import annotations

import json
import re

from tests.shape.tree import ROOT, SOURCE

COMPOSER = ROOT / "tools/composer"
VENDOR = SOURCE / "desk/static/desk/vendor"


def bundled() -> dict[str, str]:
    """Package to version, as the bundle's first line says."""
    with (VENDOR / "prosemirror.js").open(encoding="utf-8") as file:
        return dict(re.findall(r"([a-z0-9-]+) (\d+\.\d+\.\d+)(?=[,.] )", file.readline()))


def test_the_bundle_holds_the_versions_that_package_json_names():
    named = json.loads((COMPOSER / "package.json").read_text())["devDependencies"]
    named.pop("esbuild")

    assert named.items() <= bundled().items()


def test_the_bundle_holds_the_versions_that_are_locked():
    packages = json.loads((COMPOSER / "package-lock.json").read_text())["packages"]
    locked = {name.removeprefix("node_modules/"): package["version"] for name, package in packages.items() if name}

    assert len(bundled()) > 10
    assert bundled().items() <= locked.items()


def test_every_bundled_package_has_its_licence_beside_it():
    licences = (VENDOR / "prosemirror.LICENSE.txt").read_text()

    assert not [name for name, version in bundled().items() if f"{name} {version} (MIT)\n\nCopyright" not in licences]


def test_versions_are_exact_and_the_lock_names_no_host():
    named = json.loads((COMPOSER / "package.json").read_text())["devDependencies"]

    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in named.values())
    assert "://" not in re.sub(r'"url": "[^"]*"', "", (COMPOSER / "package-lock.json").read_text())
