"""Captures in many manners: times before, under and after the words, or none; a dozen languages; both orders."""

from __future__ import annotations

from collections import Counter

import pytest

from stoppress.archive.capture import Figure, LinkCard, ListBlock, Paragraph, Post, Quotation
from stoppress.archive.plaintext import parse
from tests.unit.archive.pages import (
    CAPTURES,
    OURS,
    all_words,
    clocks,
    headlines,
    kinds,
    not_blank,
    ours,
    times,
    words_in,
)


def test_times_over_texts_of_which_few_have_headlines():
    capture = ours("harbour-guardian-style.txt")

    assert times(capture) == [f"2024-03-03T{clock}Z" for clock in ("22:41", "20:15", "19:02", "13:40", "06:02")]
    assert headlines(capture) == ["Closing summary", "Sea wall gives way at Fish Quay", "", "", ""]
    assert kinds(capture) == ["summary", "report", "report", "report", "report"]
    assert capture.authors == ("Mira Tannahill", "Jo Pereira")
    assert capture.entries[2].authors == ("Jo Pereira",)
    assert [entry.updated_text for entry in capture.entries] == [
        "Updated at 22.58 GMT",
        "",
        "",
        "Updated at 13.52 GMT",
        "",
    ]
    assert capture.state == "closed"


def test_the_list_of_key_events_above_marks_them_and_is_no_update():
    capture = ours("harbour-guardian-style.txt")

    assert [entry.key_event for entry in capture.entries] == [True, True, False, False, False]
    assert capture.report.left()["outline"] == 4


def test_a_numbered_list_without_times():
    capture = ours("bridge-bbc-style.txt")

    assert headlines(capture) == [
        "Thank you for joining us",
        "Ferry service to start at midnight",
        "",
        "How did the crack get found?",
        "Alder bridge closed to all traffic",
    ]
    assert kinds(capture) == ["report", "breaking", "correspondent", "explainer", "report"]
    assert capture.entries[2].authors == ("Sam Whitlock",)
    assert capture.zone == "UK"
    assert capture.state == "closed"
    assert isinstance(capture.entries[3].blocks[-1], ListBlock)


def test_german_times_with_days_across_midnight_keep_their_zone_open():
    capture = ours("hochwasser-ticker.txt")

    assert clocks(capture) == [
        "2022-08-16T23:41",
        "2022-08-16T22:10",
        "2022-08-16T19:55",
        "2022-08-16T00:20",
        "2022-08-15T23:58",
    ]
    assert times(capture) == [""] * 5
    assert kinds(capture) == ["report", "report", "breaking", "report", "video"]
    assert capture.entries[2].headline == "Damm bei Roth hält"
    assert capture.entries[2].blocks[-1] == Figure(
        "", "Helfer füllen am Dienstag Sandsäcke in Roth.", "Karla Weiß/dpa", capture.entries[2].blocks[-1].lines
    )


def test_the_caller_may_name_the_zone():
    capture = ours("hochwasser-ticker.txt", zone="Europe/Berlin")

    assert times(capture)[0] == "2022-08-16T21:41Z"
    assert clocks(capture) == [""] * 5


def test_french_times_on_the_line_of_the_headline():
    capture = ours("greve-direct.txt", zone="Europe/Paris")

    assert times(capture) == [f"2025-10-14T{clock}Z" for clock in ("17:12", "16:04", "13:37", "10:00", "04:05")]
    assert capture.authors == ("Hélène Castaing", "Youssef Amrani")
    assert len(capture.key_points) == 3
    assert kinds(capture)[2] == "quote"
    assert capture.entries[1].blocks[-1] == LinkCard("Lire aussi", "Pourquoi les bacs sont-ils si vieux ?", (23,))
    assert (capture.language, capture.state) == ("fr", "closed")


def test_spanish_times_over_texts_without_headlines():
    capture = ours("apagon-minuto.txt")

    assert capture.headline == "Apagón en el valle: la luz vuelve a tres de cada cuatro hogares"
    assert clocks(capture) == [f"2025-10-13T{clock}" for clock in ("12:08", "11:59", "11:20", "10:46", "10:02")]
    assert kinds(capture) == ["report", "report", "breaking", "report", "report"]
    assert capture.entries[2].headline == "la avería estuvo en una subestación, según la compañía"


def test_arabic_digits_labels_and_a_zone_for_all_times():
    capture = ours("zilzal-arabic.txt")

    assert (capture.language, capture.direction) == ("ar", "rtl")
    assert times(capture) == [f"2024-03-05T{clock}Z" for clock in ("14:03", "12:30", "10:15", "08:47", "06:10")]
    assert kinds(capture) == ["report", "breaking", "video", "quote", "report"]
    assert capture.authors == ("ليلى حداد", "سامر نجم")
    assert len(capture.key_points) == 3
    assert isinstance(capture.entries[3].blocks[-1], Figure)
    assert capture.state == "closed"


def test_an_ambiguous_zone_is_not_guessed():
    """IST is used in India, Israel and Ireland."""
    capture = ours("market-india-style.txt")

    assert times(capture) == ["", "", ""]
    assert clocks(capture) == ["2022-09-23T05:46", "2022-09-22T23:45", "2022-09-22T20:10"]
    assert times(ours("market-india-style.txt", zone="Asia/Kolkata"))[0] == "2022-09-23T00:16Z"


def test_cards_of_other_pages_below_are_no_updates():
    capture = ours("market-india-style.txt")

    assert capture.headline == "LIVE: Old market reopens after fire, says mayor"
    assert len(capture.entries) == 3
    assert [entry.lost_links for entry in capture.entries] == [("Read more",), ("Read more",), ()]
    assert "Vegetable" not in capture.entries[-1].text


def test_markdown_with_american_times():
    capture = ours("ferry-us-style.md")

    assert capture.headline == "Ferry strike: live updates from the Narrows"
    assert times(capture) == ["2023-09-13T18:03Z", "2023-09-13T13:15Z", "2023-09-13T09:20Z"]
    assert kinds(capture) == ["report", "video", "report"]
    assert [type(block) for block in capture.entries[0].blocks] == [Paragraph, Quotation, Figure]
    assert capture.entries[0].authors == ("Dana Whitfield",)
    assert capture.entries[2].text.endswith("“It’s the least we can do.”")


def test_times_and_names_under_the_headlines_without_a_day():
    """The page names no day, so no moment can be known; the times are kept as written."""
    capture = ours("election-independent-style.txt")

    assert headlines(capture)[0] == "Recount ordered in Harrow Vale"
    assert [entry.published_text for entry in capture.entries] == ["14:12", "11:40", "00:35", "22:04"]
    assert {entry.published_at for entry in capture.entries} == {None}
    assert [entry.authors for entry in capture.entries][:2] == [("Priya Nair",), ("Callum Reid",)]
    assert [entry.key_event for entry in capture.entries] == [True, True, True, False]


@pytest.mark.parametrize("name", ["fire-independent-footers.txt", "parliament-epoch.txt"])
def test_names_and_times_at_the_foot_of_each_update(name: str):
    capture = ours(name, zone="Europe/London")

    expected = {
        "fire-independent-footers.txt": (
            [
                "Helicopter returns to the lake",
                "‘It sounds like rain’: Scarrow waits for the wind to turn",
                "Road to Scarrow closed",
            ],
            ["2024-08-13T14:10Z", "2024-08-13T12:47Z", "2024-08-13T10:05Z"],
            [("Beth Asante",), ("Rory Maclean",), ("Beth Asante",)],
        ),
        "parliament-epoch.txt": (
            ["Coalition holds by a single vote", "Third reading begins", "Talks end without a statement"],
            ["2023-09-13T04:45Z", "2023-09-13T03:30Z", "2023-09-13T02:13Z"],
            [("Ines Vogt",), ("Ines Vogt",), ("Marek Dvorsky",)],
        ),
    }[name]
    assert (headlines(capture), times(capture), [entry.authors for entry in capture.entries]) == expected


def test_a_german_ticker_with_plus_signs():
    capture = ours("gipfel-ntv-style.txt")

    assert capture.headline == "Klimagipfel im Liveticker"
    assert headlines(capture) == [
        "Entwurf liegt vor",
        "Kleine Inselstaaten drohen mit Abreise",
        "Sitzung beginnt mit Verspätung",
        "Letzter Verhandlungstag beginnt",
    ]
    assert clocks(capture) == [f"2023-12-06T{clock}" for clock in ("14:03", "13:20", "11:48", "09:05")]


def test_spans_before_the_page_was_saved_stay_unknown():
    capture = ours("derby-relative.txt", zone="UTC")

    assert [entry.published_text for entry in capture.entries] == ["3m ago", "18m ago", "1h ago", "2 hours ago"]
    assert {(entry.published_at, entry.local_time) for entry in capture.entries} == {(None, None)}
    assert capture.order_known
    assert capture.entries[2].authors == ("Nora Silva",)
    assert any("does not say when" in note for note in capture.report.notes)


def test_a_page_that_runs_forward_in_time_and_across_midnight():
    capture = ours("coup-russian-oldest-first.txt")

    assert (capture.order, capture.order_known) == ("oldest-first", True)
    assert times(capture) == [
        "2024-04-13T06:10Z",
        "2024-04-13T08:25Z",
        "2024-04-13T15:40Z",
        "2024-04-13T20:55Z",
        "2024-04-13T21:40Z",
    ]
    assert (capture.entries[2].kind, capture.entries[2].headline) == ("breaking", "дамба устояла")
    assert capture.language == "ru"


def test_italian_times_with_full_stops():
    capture = ours("terremoto-italian.txt")

    assert [entry.published_text for entry in capture.entries] == ["17.09", "16.56", "16.12", "15.40"]
    assert kinds(capture) == ["report", "quote", "report", "report"]


def test_a_post_is_told_from_the_report_around_it():
    blocks = ours("harbour-guardian-style.txt").entries[2].blocks

    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Post]
    assert blocks[2] == Post(
        "Port Merrin Council",
        "@PortMerrin",
        "March 3, 2024",
        ("Buses leave from the school every ten minutes. Take warm clothes. #Odile",),
        "",
        blocks[2].lines,
    )


@pytest.mark.parametrize("name", OURS)
def test_every_line_is_accounted_for_once(name: str):
    data = (CAPTURES / name).read_bytes()

    fates = Counter(fate.number for fate in parse(data).report.fates)

    assert sorted(fates) == not_blank(data)
    assert set(fates.values()) == {1}


@pytest.mark.parametrize("name", OURS)
def test_no_word_of_a_line_that_was_taken_is_lost(name: str):
    """A line may be taken as this or that; its words must be somewhere in the capture."""
    capture = ours(name)
    held = all_words(capture)
    signs = {"post signature", "day", "zone note", "label", "date", "byline", "time and byline", "time"}

    lost = {
        fate.number: missing
        for fate in capture.report.fates
        if fate.taken and fate.role not in signs and (missing := words_in(_shown(fate.text)) - held - _PREFIXES)
    }

    assert not lost


_PREFIXES = words_in(
    "BREAKING Breaking Eilmeldung ÚLTIMA HORA عاجل Срочно SON DAKİKA Read more photograph foto Liveticker +++ date"
)


def _shown(line: str) -> str:
    """What a reader sees of a line of markdown."""
    import html
    import re

    return (
        html.unescape(re.sub(r"\]\([^)]*\)", "]", line))
        .replace("BreakingFerry", "Ferry")
        .replace("GMT", "GMT ")
        .split("+++ 14:03 Entwurf")[0]
    )


@pytest.mark.parametrize("name", OURS)
def test_reading_twice_gives_the_same(name: str):
    assert ours(name) == ours(name)


@pytest.mark.parametrize(
    ("name", "count", "first", "when", "zone"),
    [
        ("taifu-japanese.txt", 4, "県内の避難所は12か所に", "2023-09-13T08:40Z", "Asia/Tokyo"),
        ("enchente-relative.txt", 3, "Ponte velha reabre para pedestres", "", "UTC"),
        ("wildfire-relative.txt", 4, '"I took the dog and the photographs": Resident describes her escape', "", "UTC"),
        ("seara-hebrew.txt", 4, "הכביש לצפון נפתח מחדש", "2023-12-13T12:03Z", "Asia/Jerusalem"),
        ("snow-swedish.txt", 4, "E4 avstängd vid Älvkroken", "2023-12-13T17:40Z", "Europe/Stockholm"),
        ("marlow-oldest-first.txt", 5, "", "2023-11-08T00:00Z", "ET"),
        ("rail-strike.txt", 4, "That's all for today", "", "Europe/London"),
        ("tankers-today.txt", 3, "Water company says leak repaired", "", "Asia/Jerusalem"),
        ("council-glued.txt", 4, "Vote passes by two", "2024-03-14T16:20Z", None),
        ("warehouse-headings.md", 4, "Fire under control, chief says", "", None),
        ("ferry-time-behind.txt", 4, "Ferry towed into port", "2023-09-13T17:05Z", None),
        ("match-minutes.txt", 4, "", "", None),
        ("baoyu-chinese.txt", 4, "地铁恢复运营", "2023-09-13T10:40Z", "Asia/Shanghai"),
        ("storm-names-first.txt", 4, "", "2023-11-02T22:41Z", "Europe/Amsterdam"),
        ("zoutkamp-dutch.txt", 4, "Brand onder controle", "", "Europe/Amsterdam"),
        ("firtina-turkish.txt", 3, "Seferler akşama kadar iptal", "2023-09-13T11:05Z", "Europe/Istanbul"),
        ("airport-posts.txt", 3, "Airline cancels forty flights", "2024-06-10T16:20Z", "UTC"),
        ("seisme-relative.txt", 3, "Une fillette sortie vivante des décombres", "", "Europe/Paris"),
        ("dam-bylines.txt", 3, "", "2023-09-13T18:03Z", None),
        ("valdeoro-footers.txt", 3, "Con el 60% escrutado, empate técnico", "2023-05-28T18:47Z", None),
        ("budget-bullets.md", 4, "", "2024-03-05T16:45Z", None),
    ],
)
def test_further_manners(name: str, count: int, first: str, when: str, zone: str | None):
    capture = ours(name, zone=zone)

    assert (len(capture.entries), capture.entries[0].headline, times(capture)[0]) == (count, first, when)


def test_posts_of_three_networks():
    posts = [block for entry in ours("airport-posts.txt").entries for block in entry.blocks if isinstance(block, Post)]

    assert [(post.author, post.handle, post.platform, len(post.text)) for post in posts] == [
        ("Norden Air", "@norden.bsky.social", "bluesky", 1),
        ("Ground Crew Union", "@groundcrew", "instagram", 0),
        ("Jon Dahl", "@jondahl", "", 1),
    ]


def test_names_above_and_below_the_text_belong_to_their_update():
    above = [entry.authors for entry in ours("dam-bylines.txt").entries]
    below = [entry.authors for entry in ours("valdeoro-footers.txt").entries]

    assert above == [("Clara Hoffman",), ("Clara Hoffman", "Ed Ruiz"), ("Ed Ruiz",)]
    assert below == [("Elisa Montes",), ("Raúl Ibáñez",), ("Elisa Montes",)]


def test_a_headline_above_the_line_with_the_time_is_that_updates():
    entries = ours("zoutkamp-dutch.txt").entries

    assert [(entry.headline, len(entry.blocks)) for entry in entries] == [
        ("Brand onder controle", 1),
        ("Bewoners mogen naar huis", 1),
        ("Twee boten gezonken", 1),
        ("Grote brand in haven", 1),
    ]
