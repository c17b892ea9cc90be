"""The desk in English and Arabic: nothing left out, nothing left behind, right to left."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from stoppress.desk.refusals import BY_CODE
from tests.desk.conftest import Browser
from tools import messages

SOURCE = Path(__file__).resolve().parents[2] / "src" / "stoppress"
VARIABLES = re.compile(r"%\(\w+\)s|\{\w+\}|<[^>]+>")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_catalogue_has_every_sentence_and_is_compiled(language: str) -> None:
    path = messages.catalogue(language)

    assert path.read_bytes() == messages.as_po(messages.updated(language)), "run tools/messages.py"
    assert compiled(path.with_suffix(".mo").read_bytes()) == compiled(messages.as_mo(path.read_bytes(), language))


def compiled(mo: bytes) -> dict[object, str]:
    """The sentences of a compiled catalogue, without its header, which names the compiler."""
    catalog = gettext.GNUTranslations(io.BytesIO(mo))._catalog
    return {key: sentence for key, sentence in catalog.items() if key}


def test_every_sentence_is_translated_with_its_variables() -> None:
    wrong = [
        message.id
        for message in messages.updated("ar")
        if message.id
        and (
            not all(message.string if isinstance(message.string, tuple | list) else [message.string])
            or (
                isinstance(message.id, str)
                and sorted(VARIABLES.findall(message.id)) != sorted(VARIABLES.findall(message.string))
            )
        )
    ]

    assert wrong == []


def test_every_refusal_that_the_desk_can_meet_has_its_sentence() -> None:
    """Without it, an Arabic page would answer in English."""
    places = [*(SOURCE / "story").rglob("*.py"), *(SOURCE / "desk").rglob("*.py"), SOURCE / "base" / "keys.py"]
    # What only programs meet is said in English: its code is what they go by.
    places = [path for path in places if SOURCE / "desk" / "api" not in path.parents]
    codes = {code for path in places for code in re.findall(r'Refusal\(\s*"([a-z-]+)"', path.read_text())}
    only_on_the_command_line = {
        "user-name-not-usable",
        "user-exists",
        "password-not-usable",
        "setting-wrong",  # at the start
    }
    translated_where_they_are_raised = {"request-not-readable", "not-allowed", "form-not-ours", "fault"}

    assert codes - only_on_the_command_line - translated_where_they_are_raised <= set(BY_CODE)


def test_the_page_speaks_the_language_of_the_browser(ada: Browser, published: Callable[..., str]) -> None:
    key = published()
    for path in ("/", "/open/", "/stories/storm/", "/stories/storm/settings/", f"/stories/storm/updates/{key}/"):
        html = ada.open(path, **{"Accept-Language": "ar"}).content.decode()
        assert '<html lang="ar" dir="rtl">' in html
        for english in ("Publish<", "Headline<", "Stories<", ">Save", "Log out", "sent 2"):
            assert english not in html, (path, english)


def test_a_refusal_is_said_in_the_language_of_the_page(ada: Browser, storm: str) -> None:
    ada.open("/stories/storm/")
    token = ada.client.cookies["desk-8001-forms"].value

    answer = ada.client.post(
        "/stories/storm/updates/", {"csrfmiddlewaretoken": token}, headers={"Accept-Language": "ar"}
    )

    document = ada.client.post(
        "/stories/storm/updates/",
        {"csrfmiddlewaretoken": token},
        headers={"Accept-Language": "ar", "Accept": "application/json"},
    )

    assert "التحديث بلا عنوان ولا نص. اكتب أحدهما." in answer.content.decode()
    assert document.json()["detail"] == "التحديث بلا عنوان ولا نص. اكتب أحدهما."


def test_a_language_that_the_desk_does_not_speak_gets_english(ada: Browser) -> None:
    assert '<html lang="en" dir="ltr">' in ada.open("/", **{"Accept-Language": "fi"}).content.decode()
