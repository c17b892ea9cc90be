"""The examples of docs/api.md, as they stand there, against a running house."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.house import House, serving

PAGE = (Path(__file__).resolve().parents[2] / "docs/api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with serving(tmp_path_factory.mktemp("house")) as (house, _):
        house.run("user", "add", "ada")
        yield house


@pytest.fixture(scope="module")
def token(house: House) -> str:
    command = re.search(r"^stoppress (token add ada .*)$", PAGE, re.MULTILINE)[1]
    words = ["--scope", "settings", *[word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]]
    return str(house.run(*words[2:], *words[:2])["token"])


def example(language: str, name: str) -> str:
    found = re.search(rf"```{language}\n# example: {name}\n(.*?)```", PAGE, re.DOTALL)
    assert found, f"docs/api.md has no example in {name}"
    return found[1]


def ended(command: list[str], house: House, token: str) -> str:
    environment = {"PATH": os.environ["PATH"], "DESK": house.desk, "TOKEN": token}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.process
def test_the_example_in_curl_does_what_it_says(house: House, token: str) -> None:
    if not (shutil.which("curl") and shutil.which("openssl")):
        pytest.skip("curl or openssl is absent")

    said = ended(["bash", "-euo", "pipefail", "-c", example("sh", "curl")], house, token)

    assert "Nine boats are still out." in said
    assert '"note":"An earlier version said seven boats."' in said


@pytest.mark.process
def test_the_example_in_python_does_what_it_says(house: House, token: str) -> None:
    said = ended([sys.executable, "-I", "-c", example("python", "python")], house, token)

    assert said == "The bridge is open again 2 True\n"


@pytest.mark.process
def test_tokens_are_listed_and_revoked_on_the_command_line(house: House) -> None:
    made = house.run("token", "add", "ada", "--for", "a try")
    headers = {"Authorization": f"Bearer {made['token']}"}
    address = f"{house.desk}/api/v1/token"
    before = httpx2.get(address, headers=headers, timeout=5, trust_env=False).status_code

    house.run("token", "revoke", "ada", "--id", str(made["id"]))

    after = httpx2.get(address, headers=headers, timeout=5, trust_env=False).status_code
    listed = [one for one in house.run("token", "list", "ada")["tokens"] if one["id"] == made["id"]]
    assert (before, after, listed[0]["good"], listed[0]["name"]) == (200, 401, False, "a try")
