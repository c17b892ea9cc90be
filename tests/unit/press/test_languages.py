"""Every word that we add is there in English and Arabic, and times and numbers read as they should."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, datetime

import pytest

from stoppress.press import labels
from stoppress.press.phrases import LANGUAGES, PLURAL_EXAMPLES, direction
from stoppress.press.render import TEMPLATES
from stoppress.press.times import moment
from stoppress.story import commands as c
from stoppress.story.body.build import text_document
from stoppress.story.content import Author, Content, Head, KeyPoint, Source
from stoppress.story.words import Amendment, Hand, Kind, Status
from tests.unit.press.sheet import WHO, Reading, page, printed
from tools import catalogues

AT = datetime(2026, 11, 22, 12, 3, 7, tzinfo=UTC)
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_lacks_its_translation_and_none_is_left_over(language: str) -> None:
    asked_for = {(m.context or "", m.id) for m in catalogues.phrases_in_code() if m.id}
    there = {(m.context or "", m.id) for m in catalogues.written(language) if m.id}

    assert there == asked_for
    assert catalogues.missing(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    """Run tools/catalogues.py when this fails."""
    assert catalogues.compiled(language) == catalogues.translations(catalogues.written(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_places_to_be_filled_of_their_phrases(language: str) -> None:
    for (_, phrase), translation in catalogues.translations(catalogues.written(language)).items():
        plural = isinstance(phrase, tuple)
        wanted = places(phrase[-1] if plural else phrase)
        for words in translation if isinstance(translation, tuple) else (translation,):
            # "one update" need not say the number; nothing may be asked for that is not given.
            assert places(words) <= wanted
            assert plural or places(words) == wanted


def places(words: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", words))


def test_templates_hold_no_words_of_their_own() -> None:
    """A word in a template would stay English on an Arabic page."""
    allowed = {"Atom", "RSS", "JSON", "Feed"} | {"front", "oldest", "newest"}  # names of feeds; values of attributes
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = re.sub(r"{%\s*comment.*?endcomment\s*%}|{%.*?%}|{{.*?}}", " ", path.read_text(), flags=re.DOTALL)
        text = re.sub(r"<[^>]*>", lambda tag: " ".join(re.findall(r'(?:title|aria-label|alt)="([^"]*)"', tag[0])), text)
        assert not [word for word in re.findall(r"[^\W\d_]{2,}", text) if word not in allowed], path.name


def test_an_arabic_page_has_no_english_word_of_ours() -> None:
    said = Content(
        headline="عنوان",
        body=text_document("نص"),
        kind=Kind.BREAKING,
        key_event=True,
        authors=(Author("كاتب", "دور"),),
        sources=(Source("مصدر", "قناة", Hand.FIRST),),
        status=Status.CLAIMED,
        event_time=AT,
    )
    edition = printed(
        Head(headline="قصة", standfirst="مقدمة", language="ar", zone="Asia/Amman", authors=(Author("كاتب"),)),
        c.PublishEntry(key="aaaaaa", content=said, **WHO),
        c.PublishEntry(key="bbbbbb", content=said, time_unknown=True, **WHO),
        c.PublishEntry(key="cccccc", content=said, **WHO),
        c.AmendEntry(
            key="aaaaaa", content=Content(headline="آخر"), amendment=Amendment.CORRECTION, note="تصويب", **WHO
        ),
        c.WithdrawEntry(key="cccccc", reason="سبب", **WHO),
        c.SetKeyPoints(points=(KeyPoint("نقطة", ("aaaaaa", "bbbbbb")),), **WHO),
        c.PinEntry(key="bbbbbb", **WHO),
        c.CloseStory(**WHO),
    )

    for path in ("", "oldest/", "e/aaaaaa/"):
        html = page(edition, path)
        reading = Reading(html)
        words = re.findall(
            r"[A-Za-z]+", reading.whole.replace(reading.scripts[-1], "") if reading.scripts else reading.whole
        )
        labelled = " ".join(re.findall(r'(?:data-label-[\w-]+|aria-label|title)="([^"]*)"', html))

        assert '<html lang="ar" dir="rtl">' in html
        assert set(words) <= {"The", "Marran", "Post", "UTC", "Atom", "RSS", "JSON", "Asia", "Amman"}
        assert set(re.findall(r"[A-Za-z]{2,}", re.sub(r"{\w+}", "", labelled))) <= {
            "UTC",
            "Atom",
            "RSS",
            "JSON",
            "Feed",
        }


def test_all_words_of_a_language_are_there() -> None:
    for field in fields(labels.Words):
        value = getattr(labels.words_in("ar"), field.name)
        for words in (value,) if isinstance(value, str) else [text for _, text in value]:
            assert field.name == "language" or ARABIC.search(words), field.name


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "لا تحديثات"), (1, "تحديث واحد"), (2, "تحديثان"), (3, "3 تحديثات"), (10, "10 تحديثات"), (11, "11 تحديثًا"),
     (99, "99 تحديثًا"), (100, "100 تحديث"), (102, "102 تحديث"), (103, "103 تحديثات")],
)  # fmt: skip
def test_arabic_counts_in_six_forms(count: int, said: str) -> None:
    assert labels.updates_counted(count, "ar") == said


def test_the_script_is_given_every_plural_form_that_a_browser_may_ask_for() -> None:
    given = {name.removeprefix("new-") for name, _ in labels.words_in("ar").for_script if name.startswith("new-")}

    assert given == PLURAL_EXAMPLES.keys()
    assert [name for name, _ in labels.words_in("en").for_script if name.startswith("new-")] == ["new-one", "new-other"]


@pytest.mark.parametrize(
    ("zone", "language", "said"),
    [
        ("Europe/Kyiv", "en", "22 November 2026, 14:03 EET"),
        ("Europe/Kyiv", "ar", "22 نوفمبر 2026، 14:03 EET"),
        ("Asia/Amman", "en", "22 November 2026, 15:03 UTC+3"),
        ("Asia/Kathmandu", "en", "22 November 2026, 17:48 UTC+5:45"),
        ("America/Sao_Paulo", "en", "22 November 2026, 09:03 UTC−3"),
        ("Pacific/Kiritimati", "en", "23 November 2026, 02:03 UTC+14"),
        ("UTC", "pt-BR", "22 November 2026, 12:03 UTC"),
    ],
)
def test_times_stand_in_the_zone_of_the_story_which_is_named(zone: str, language: str, said: str) -> None:
    assert moment(AT, zone, language).full == said
    assert moment(AT, zone, language).iso == "2026-11-22T12:03:07Z"


@pytest.mark.parametrize(
    ("tag", "way"),
    [("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("en", "ltr"), ("az-Arab", "rtl"), ("ar-Latn", "ltr"),
     ("ckb", "rtl"), ("pt-BR", "ltr"), ("zh-Hant", "ltr")],
)  # fmt: skip
def test_a_language_tag_says_its_direction(tag: str, way: str) -> None:
    assert direction(tag) == way


@pytest.mark.parametrize(
    ("names", "english", "arabic"),
    [([], "", ""), (["A"], "A", "A"), (["A", "B"], "A and B", "A وB"), (["A", "B", "C"], "A, B and C", "A وB وC")],
)
def test_names_are_joined_as_each_language_does(names: list[str], english: str, arabic: str) -> None:
    assert (labels.joined(names, "en"), labels.joined(names, "ar")) == (english, arabic)
