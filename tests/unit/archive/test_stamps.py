"""Times as pages write them are read word by word, in any language of the tables, and nothing else is taken for one."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from stoppress.archive.plaintext.calendar_words import MONTHS, WEEKDAYS
from stoppress.archive.plaintext.stamps import Stamp, leading_stamp, trailing_stamp, whole_stamp


def told(stamp: Stamp | None) -> str:
    """A stamp in short: date, clocks with zones, span, label."""
    if stamp is None:
        return ""
    day = "-".join(str(part) for part in (stamp.year, stamp.month, stamp.day) if part is not None)
    clocks = [f"{clock.hour:02}:{clock.minute:02}{' ' if clock.zone else ''}{clock.zone}" for clock in stamp.clocks]
    span = f"{stamp.relative_s}s ago" if stamp.relative_s is not None else ""
    moment = f"{stamp.moment:%Y-%m-%dT%H:%MZ}" if stamp.moment else ""
    return " ".join(filter(None, [stamp.label, day, *clocks, span, moment]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13 Sep 2023 - 19:33", "2023-9-13 19:33"),
        ("(19:33 GMT)", "19:33 gmt"),
        ("13 Sep 2023 - 01:33 (22:33 GMT)", "2023-9-13 01:33 22:33 gmt"),
        ("14:03", "14:03"),
        ("2.03pm", "14:03"),
        ("14.03 BST", "14:03 bst"),
        ("2:03 PM ET", "14:03 et"),
        ("2:03 p.m. ET, September 13, 2023", "2023-9-13 14:03 et"),
        ("Sept. 13, 2023, 12:03 a.m. ET", "2023-9-13 00:03 et"),
        ("September 13, 2023 at 7:33 pm EDT", "2023-9-13 19:33 edt"),
        ("14h03", "14:03"),
        ("14:03 Uhr", "14:03"),
        ("16.08.2022 • 02:53 Uhr", "2022-8-16 02:53"),
        ("Mittwoch, 13. September 2023", "2023-9-13"),
        ("Publié à 14h03", "published 14:03"),
        ("Mis à jour le 13 septembre 2023 à 14h15", "updated 2023-9-13 14:15"),
        ("13 de septiembre de 2023", "2023-9-13"),
        ("12:08 h", "12:08"),
        ("14:03, 13 сентября 2023", "2023-9-13 14:03"),
        ("13 сентября 2023, 14:03 мск", "2023-9-13 14:03 мск"),
        ("١٤:٠٣", "14:03"),
        ("الأربعاء 13 سبتمبر 2023", "2023-9-13"),
        ("14:03 بتوقيت غرينتش", "14:03 بتوقيت غرينتش"),
        ("13 Eylül 2023 14.03", "2023-9-13 14:03"),
        ("2023年9月13日 14:03", "2023-9-13 14:03"),
        ("9月13日 14時03分", "9-13 14:03"),
        ("午後2時3分", "14:03"),
        ("오후 2:03", "14:03"),
        ("2023-09-13T14:03:00+02:00", "2023-09-13T12:03Z"),
        ("1694608200", "2023-09-13T12:30Z"),
        ("17:09 GMT+3", "17:09 gmt+3"),
        ("2/24/2022 2:46:46 PM", "2022-2-24 14:46"),
        ("Updated at 14.15 BST", "updated 14:15 bst"),
        ("Published On 13 Sep 202313 Sep 2023", "published 2023-9-13"),
        ("11.08am BST11.08am BST", "11:08 bst 11:08 bst"),
        ("5 minutes ago", "300s ago"),
        ("12m ago", "720s ago"),
        ("1h 5m ago", "3900s ago"),
        ("vor 5 Minuten", "300s ago"),
        ("il y a 5 min", "300s ago"),
        ("hace 2 horas", "7200s ago"),
        ("há 2 horas", "7200s ago"),
        ("5 минут назад", "300s ago"),
        ("منذ 5 دقائق", "300s ago"),
        ("منذ ساعتين", "7200s ago"),
        ("just now", "0s ago"),
    ],
)
def test_a_time_is_read_as_it_is_written(text: str, expected: str):
    assert told(whole_stamp(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "May",
        "Monday",
        "12",
        "2023",
        "Chapter 12",
        "1,234",
        "14:75",
        "2.5",
        "25:00",
        "May says so",
        "14:03 Talks begin",
        "",
        "100 m",
        "Now what?",
    ],
)
def test_what_is_no_time_is_not_taken_for_one(text: str):
    assert whole_stamp(text) is None


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        ("14:03 Talks begin", "14:03", "Talks begin"),
        ("[14:03] Talks begin", "14:03", "Talks begin"),
        ("5h37 : La cote", "05:37", "La cote"),
        ("22:25 Uhr | Strenger", "22:25", "Strenger"),
        ("+++ 14:03 Kanzler kommt +++", "14:03", "Kanzler kommt +++"),
        ("17:48 , Jane Dalton", "17:48", "Jane Dalton"),
        ("14:03 May says no", "14:03", "May says no"),
        ("14:03 Di Maio dice", "14:03", "Di Maio dice"),
        ("14:03 12 people hurt", "14:03", "12 people hurt"),
        ("14:03 WEST BANK raid", "14:03", "WEST BANK raid"),
        ("Saat 9.46: Emniyet", "09:46", "Emniyet"),
        ("14:58 p. m. Plantean", "14:58", "Plantean"),
    ],
)
def test_a_time_before_words_ends_where_the_words_begin(text: str, expected: str, rest: str):
    found = leading_stamp(text)

    assert found is not None
    assert (told(found[0]), found[1]) == (expected, rest)


@pytest.mark.parametrize(
    "text",
    ["2.5 million people", "3.11 and later", "14:03 on Tuesday the gate opened", "12 people hurt", "3 days later"],
)
def test_a_sentence_that_begins_with_numbers_has_no_time_before_it(text: str):
    assert leading_stamp(text) is None


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("Ada Byron · 14:03", "Ada Byron", "14:03"),
        ("By Ada Byron | 5 minutes ago", "By Ada Byron", "300s ago"),
        ("Beth Asante13 August 2024 15:10", "Beth Asante", "2024-8-13 15:10"),
        ("Ines Vogt1694580322", "Ines Vogt", "2023-09-13T04:45Z"),
    ],
)
def test_a_time_behind_words_is_found(text: str, before: str, expected: str):
    found = trailing_stamp(text)

    assert found is not None
    assert (found[0], told(found[1])) == (before, expected)


@pytest.mark.parametrize(
    "language",
    [
        "en",
        "de",
        "fr",
        "es",
        "pt",
        "it",
        "nl",
        "sv",
        "da",
        "nb",
        "fi",
        "pl",
        "cs",
        "el",
        "ru",
        "uk",
        "tr",
        "ar",
        "he",
        "hi",
    ],
)
def test_all_months_and_weekdays_of_a_language_are_known(language: str):
    """The names are compared with those of the Unicode consortium."""
    locale = Locale.parse(language)
    months = {number: name.casefold() for number, name in locale.months["format"]["wide"].items()}
    weekdays = {number: name.casefold() for number, name in locale.days["format"]["wide"].items()}

    wrong = {name: MONTHS.get(name) for number, name in months.items() if MONTHS.get(name) != number}
    unknown = {name for number, name in weekdays.items() if WEEKDAYS.get(re.sub(r"^יום ", "", name)) != number}

    assert not wrong
    assert not unknown
