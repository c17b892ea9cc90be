"""`stoppress user`: who may come in, and as what."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ops.calling import call

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with Ada, its first user, and Ben, and a story."""
    folder = tmp_path_factory.mktemp("house")
    assert call(folder, "user", "add", "ada").code == 0
    assert call(folder, "user", "add", "ben").code == 0
    assert call(folder, "open", "storm", "--headline", "A storm").code == 0
    return folder


def listed(folder: Path) -> dict[str, dict[str, object]]:
    return {person["name"]: person for person in call(folder, "user", "list", "--json").facts["people"]}


def test_the_output_says_which_role_a_new_user_has_and_how_to_change_it(tmp_path: Path):
    first = call(tmp_path, "user", "add", "ada").out
    second = call(tmp_path, "user", "add", "ben").out
    third = call(tmp_path, "user", "add", "cem", "--role", "reader").out

    assert "Made the user ada, administrator, as the first user is (" in first
    assert "user role ada ROLE changes that" in first
    assert "Made the user ben, editor (" in second
    assert "Made the user cem, reader (" in third
    assert [person["role"] for person in listed(tmp_path).values()] == ["administrator", "editor", "reader"]


def test_a_role_is_given_in_the_house_and_in_one_story(peopled: Path):
    house = call(peopled, "user", "role", "ben", "contributor")
    story = call(peopled, "user", "role", "ben", "chief", "--story", "storm")

    assert house.out == "ben is contributor from now on; was editor.\n"
    assert story.out == "ben is chief in storm from now on.\n"
    assert listed(peopled)["ben"] == {
        "name": "ben",
        "role": "contributor",
        "active": True,
        "stories": {"storm": "chief"},
    }
    assert "ben, contributor, chief in storm" in call(peopled, "user", "list").out
    assert call(peopled, "user", "role", "ben", "house", "--story", "storm").code == 0
    assert call(peopled, "user", "role", "ben", "editor").code == 0
    assert listed(peopled)["ben"]["stories"] == {}


def test_who_is_switched_off_is_listed_so_and_can_be_switched_on(peopled: Path):
    off = call(peopled, "user", "off", "ben")
    told = call(peopled, "user", "list").out
    on = call(peopled, "user", "on", "ben")

    assert "can't come in any more" in off.out
    assert "ben, editor, switched off" in told
    assert on.code == 0
    assert listed(peopled)["ben"]["active"] is True


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["role", "ada", "editor"], "administrator-last"),
        (["off", "ada"], "administrator-last"),
        (["role", "ben", "boss"], "role-unknown"),
        (["role", "ben", "administrator", "--story", "storm"], "role-unknown"),
        (["role", "ben", "editor", "--story", "nowhere"], "story-unknown"),
        (["role", "ada", "reader", "--story", "storm"], "administrator-everywhere"),
        (["role", "nobody", "editor"], "user-unknown"),
        (["role", "ben"], "usage"),
        (["off"], "usage"),
        (["link", "ben", "editor"], "usage"),
    ],
)
def test_what_can_not_be_done_is_refused_and_changes_nothing(peopled: Path, words: list[str], code: str):
    before = listed(peopled)

    refused = call(peopled, "user", *words, "--json")

    assert (refused.code, refused.facts["refused"]) == (2, code)
    assert listed(peopled) == before
