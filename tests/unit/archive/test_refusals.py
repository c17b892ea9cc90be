"""What is no live blog is refused with a sentence that says what was looked for, and quickly."""

from __future__ import annotations

import random
import time

import pytest

from stoppress.archive.plaintext import parse
from stoppress.base.errors import Refusal
from stoppress.base.limits.imports import IMPORT_BYTES_MAX


def refused(data: bytes | str) -> Refusal:
    """The refusal of a file."""
    with pytest.raises(Refusal) as caught:
        parse(data.encode() if isinstance(data, str) else data)
    return caught.value


SENTENCES = (
    "The lamp over the gate had been out since Tuesday, and nobody had thought to mend it.",
    "She counted the steps down to the landing, as she had done every evening for eleven years.",
    "“You are early,” said the ferryman, who was never anything else himself.",
    "What the letter said, and what it did not, she had known before she broke the seal.",
)


def novel() -> str:
    """Chapters of long paragraphs, with a time of day here and there."""
    chance = random.Random(7)
    chapters = []
    for number in range(1, 30):
        paragraphs = [" ".join(chance.choices(SENTENCES, k=9)) for _ in range(40)]
        paragraphs[3] = "It was 10:15 when the bell rang. " + paragraphs[3]
        chapters.append(f"CHAPTER {number}\n\nIn Which the Lamp Is Mended\n\n" + "\n\n".join(paragraphs))
    return "The Lamp Over the Gate\n\nA novel\n\n" + "\n\n".join(chapters)


ARTICLE = """Town council votes to keep the old swimming bath open

By Dora Quill
Published 14:03, 13 September 2023
Updated 15:10, 13 September 2023

The town council has voted by eleven to nine to keep the old swimming bath open for another winter.

The vote followed three hours of debate, in which twenty residents spoke.

What the bath costs

The bath costs 400,000 a year, of which tickets bring in a third, according to the treasurer.

“It is the only warm place in town,” said Mr Pell, who swims there every morning at 7:30.

What happens next

Repairs to the roof begin in May and are expected to take until August.

The council will vote again next year.
"""

README = """# Stopwatch

A live blog of your own lap times, and a small library for measuring them.

## Installation

Install the package with your package manager, then start the watch as shown below.

```
$ stopwatch start --live
```

## Usage of the library

Import the class, make an instance, and call its methods in the order of the example below.

## Changes in the last version

The watch no longer stops by itself when the battery is low, which had surprised many people.
"""

CSV = "time,name,remark\n" + "".join(
    f"14:{minute:02},Ada,The gate was opened and closed again.\n" for minute in range(30)
)

IRC = "".join(
    f"[14:{minute:02}] <{('ada', 'ben', 'cleo')[minute % 3]}> I think that we should open the gate before the others come, don't you?\n"
    for minute in range(30)
)
MESSENGER = "".join(
    f"13/09/2023, 14:{minute:02} - {('Ada', 'Ben')[minute % 2]}: The gate is open now, and the others can come in.\n"
    for minute in range(30)
)
TEAM_CHAT = "".join(
    f"{('Ada Byron', 'Ben Ali')[n % 2]}  2:{n:02} PM\nthe gate is open, who closes it tonight?\n" for n in range(20)
)

LOG = "".join(
    f"2023-09-13 14:03:{second:02} INFO gate[412]: The gate was opened by the guard on duty.\n" for second in range(40)
)
SUBTITLES = "".join(
    f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\nThe gate is open now, says the guard.\n\n" for n in range(1, 40)
)
TRANSCRIPT = "Transcript\n" + "".join(
    f"00:{n // 60:02}:{n % 60:02} and so we came to the gate which nobody had opened since\n" for n in range(0, 400, 7)
)
SCHEDULE = "Today on the radio, live\n" + "".join(
    f"{hour:02}:00\nThe news\n{hour:02}:30\nMusic from the old hall\n" for hour in range(24)
)
CAPTIONS = "".join(
    f"11:{minute:02} pm\nwe go to the gate now where our reporter stands. good evening. it is quiet here.\n"
    for minute in range(40)
)
MAIL = "From: Ada Byron\nTo: Ben Ali\nSubject: The gate\nDate: Wed, 13 Sep 2023 14:03:00 +0200\n\nThe gate is open. Please close it at ten.\n\nAda\n"
REPOSITORY = "".join(
    f"commit {n:040x}\nAuthor: Ada Byron <ada@example.org>\nDate:   Wed Sep 13 14:{n:02}:00 2023 +0200\n\n    The gate opens in the other direction now.\n\n"
    for n in range(30)
)
CODE = (
    '"""Opens and closes the gate."""\nimport gate\n\ndef opened(at):\n    """Open it at 14:03."""\n    return gate.open(at)\n'
    * 20
)
HTML = "<!DOCTYPE html><html><body><h1>Gate: live</h1><p>14:03</p><p>The gate has been opened by the guard.</p></body></html>"
JSON = '{\n  "updates": [\n    {\n      "time": "14:03",\n      "text": "The gate has been opened."\n    }\n  ]\n}\n'
VERSES = "".join(f"{chapter}:{verse} {SENTENCES[verse % 4]}\n" for chapter in range(1, 9) for verse in range(10, 30))


@pytest.mark.parametrize(
    "text",
    [
        novel(), ARTICLE, README, CSV, IRC, MESSENGER, TEAM_CHAT, LOG, SUBTITLES, TRANSCRIPT, SCHEDULE, CAPTIONS, MAIL, REPOSITORY,
        CODE, HTML, JSON, VERSES, "One line.", "14:03", "14:03\n14:05\n14:07\n",
    ],
    ids=[
        "novel", "article", "readme", "csv", "irc", "messenger", "team-chat", "log", "subtitles", "transcript", "schedule", "captions",
        "mail", "repository", "code", "html", "json", "verses", "line", "time", "times",
    ],
)  # fmt: skip
def test_a_text_of_another_kind_is_refused_with_what_was_looked_for(text: str):
    refusal = refused(text)

    assert refusal.code == "not-a-live-blog"
    assert "Looked for: updates that each begin or end with a time" in refusal.message
    assert "Found: " in refusal.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        ("\ufeff\u200b \n".encode(), "empty"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + random.Random(1).randbytes(5000), "not-text"),
        (b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(5000), "not-text"),
        (random.Random(3).randbytes(20_000), "not-text"),
        (b"14:03\nThe gate is open.\n" * 2_200_000, "too-large"),
    ],
    ids=["empty", "blank", "invisible", "jpeg", "png", "noise", "50-mb"],
)
def test_a_file_that_can_not_be_read_is_refused_by_what_is_wrong(data: bytes, code: str):
    assert refused(data).code == code


def test_the_refusal_of_a_large_file_says_no_size_that_was_not_read():
    """A reader of files stops at the limit, so the rest was never counted."""
    assert "has more than 5 MB" in refused(b"14:03\nThe gate is open.\n" * 250_000).message


def test_the_refusal_of_a_picture_names_it():
    assert "JPEG" in refused(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20).message


def test_an_unknown_zone_is_refused():
    with pytest.raises(Refusal) as caught:
        parse(b"irrelevant", zone="Middle-earth")

    assert caught.value.code == "zone-unknown"


@pytest.mark.long
@pytest.mark.parametrize(
    "text",
    [
        novel() * 4,
        ("word " * 30_000 + "\n") * 30,
        "(" * 4_900_000,
        "14:03 " * 800_000,
        "[" * 100_000 + "](" * 100_000,
        ("**" * 5_000 + "\n") * 400,
        ("a@" * 40 + "\n") * 50_000,
        "\n".join(f"{n % 24:02}:{n % 60:02}" for n in range(300_000)),
        "1. " * 1_000_000,
        ("— " + "(@" * 90 + "\n") * 20_000,
    ],
    ids=[
        "novel",
        "long-lines",
        "brackets",
        "one-line-of-times",
        "links",
        "stars",
        "handles",
        "times-only",
        "numbers",
        "dashes",
    ],
)
def test_five_megabytes_of_anything_are_answered_in_seconds(text: str):
    """A pattern that goes back over the text for each letter would take hours here."""
    data = text.encode()[:IMPORT_BYTES_MAX]
    begun = time.process_time()

    refusal = refused(data)

    assert refusal.code in {"not-a-live-blog", "too-large"}
    assert time.process_time() - begun < 20
