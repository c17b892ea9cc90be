"""Guessing behind a proxy: counted by the address that the trusted proxy saw, not by what a guesser claims."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from stoppress.base.limits.desk import LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX
from tests.house import House, csrf_token, serving

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with serving(tmp_path_factory.mktemp("house")) as (house, _):
        house.run("user", "add", "ada")
        yield house


def tried(house: House, forwarded: str) -> int:
    """The status of one wrong login that a proxy on this machine forwards."""
    with httpx2.Client(base_url=house.desk, trust_env=False, headers={"X-Forwarded-For": forwarded}) as client:
        token = csrf_token(client.get("/login/").text)
        fields = {"csrfmiddlewaretoken": token, "name": "ada", "password": "wrong"}
        return client.post("/login/", data=fields, headers={"Referer": f"{house.desk}/login/"}).status_code


def test_a_guesser_does_not_get_new_tries_by_claiming_other_addresses(house: House) -> None:
    for number in range(LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX):
        assert tried(house, f"203.0.113.{number}, 198.51.100.9") == 403

    assert tried(house, "203.0.113.77, 198.51.100.9") == 429
    assert tried(house, "127.0.0.1, 198.51.100.9") == 429
    assert tried(house, "198.51.100.9, 127.0.0.1") == 429, "a trusted hop is passed over"
    assert tried(house, "198.51.100.9, 198.51.100.10") == 403, "somebody else behind the same proxy may try"
