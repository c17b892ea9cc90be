"""Share cards: drawn in every script that is promised, of one size, quick to ask for and never in the way."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from stoppress.base.pictures import CARD_NAME_PATTERN
from stoppress.media.card import Card, card_from_line
from stoppress.media.drawing import drawn
from stoppress.media.faces import best_face, can_shape, faces
from stoppress.media.painter import Painter
from tests.unit.media.drawn import jpeg

CARD = Card(
    house="The Marran Post",
    label="Live",
    tone="now",
    title="Storm Agnes reaches the coast",
    below="What we know, hour by hour.",
    foot="22 November 2026, 14:03 CET",
    language="en",
    direction="ltr",
)
TITLES = {
    "en": "Storm Agnes reaches the coast",
    "vi": "Bão đổ bộ vào bờ biển",
    "uk": "Шторм дістався узбережжя",
    "el": "Η καταιγίδα φτάνει στην ακτή",
    "ar": "العاصفة تصل إلى الساحل",
    "he": "הסערה מגיעה לחוף",
}


def picture_of(card: Card, pictures: Path = Path("/nowhere")) -> Image.Image:
    return Image.open(BytesIO(drawn(card, faces(None), pictures)))


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many dark pixels stand in a part of a card."""
    return sum(image.convert("L").crop(box).histogram()[:90])


@pytest.mark.parametrize("language", TITLES)
def test_every_script_that_is_promised_has_a_face_with_all_its_letters(language: str) -> None:
    face, shown = best_face(TITLES[language], faces(None))

    assert shown == TITLES[language]
    assert face.missing(TITLES[language]) == 0


def test_titles_in_other_scripts_are_left_out_rather_than_drawn_as_boxes() -> None:
    without = picture_of(replace(CARD, title="", below=""))

    unknown = picture_of(replace(CARD, title="風暴抵達海岸", below=""))

    assert unknown.tobytes() == without.tobytes()


def test_arabic_is_joined_and_runs_from_the_right() -> None:
    assert can_shape(), "this Pillow has no Raqm; its own packages have"
    arabic = picture_of(replace(CARD, title="ميناء", below="", language="ar", direction="rtl"))
    apart = picture_of(replace(CARD, title="م ي ن ا ء", below="", language="ar", direction="rtl"))

    right, left = (800, 180, 1200, 500), (0, 180, 400, 500)
    assert ink(arabic, right) > 500 > ink(arabic, left)
    assert arabic.tobytes() != apart.tobytes()


@pytest.mark.parametrize("title", ["", "W" * 300, "word " * 60, "x", "\u202e\u2066\u0000 odd \ud7ff", "🌊🌊🌊"])
def test_any_title_gives_a_card_of_the_one_size_with_nothing_over_its_edges(title: str) -> None:
    card = picture_of(replace(CARD, title=title, below=""))

    assert (card.format, card.size) == ("PNG", (1200, 630))
    assert ink(card, (0, 0, 40, 630)) == ink(card, (1160, 0, 1200, 630)) == ink(card, (0, 600, 1200, 630)) == 0
    assert not card.getexif()
    assert "xmp" not in card.info


def test_a_card_with_a_picture_shows_it_beside_the_words_on_the_far_side(tmp_path: Path) -> None:
    (tmp_path / "quay.jpg").write_bytes(jpeg(960, 640))

    card = picture_of(replace(CARD, picture="quay.jpg"), tmp_path)
    mirrored = picture_of(replace(CARD, picture="quay.jpg", direction="rtl"), tmp_path)

    assert (card.format, card.size) == ("JPEG", (1200, 630))
    assert card.convert("RGB").getpixel((1100, 100)) != mirrored.convert("RGB").getpixel((1100, 100))
    assert max(mirrored.convert("RGB").getpixel((100, 600))) < 240, "the picture stands on the left"


def test_a_card_whose_picture_has_gone_is_drawn_without_it(tmp_path: Path) -> None:
    assert picture_of(replace(CARD, picture="gone.jpg"), tmp_path).size == (1200, 630)


def test_the_name_changes_with_whatever_the_card_shows_and_with_nothing_else() -> None:
    names = {replace(CARD, **change).name for change in ({}, {"title": "x"}, {"foot": "x"}, {"picture": "quay.jpg"})}

    assert len(names) == 4
    assert all(CARD_NAME_PATTERN.fullmatch(name) for name in names)
    assert card_from_line(CARD.to_line()).name == CARD.name


@pytest.mark.process
def test_the_painter_draws_beside_the_work_at_hand_and_leaves_nothing_running(tmp_path: Path) -> None:
    painter = Painter(tmp_path)
    try:
        painter.ask(CARD)
        assert painter.is_busy
        first = painter.painted(wait_s=30)
        painter.ask(replace(CARD, title="Another"))
        second = painter.painted(wait_s=30)
    finally:
        painter.close()

    assert not painter.is_busy
    assert first is not None
    assert second is not None
    assert first.startswith(b"\x89PNG")
    assert second != first


@pytest.mark.process
def test_a_painter_whose_face_can_not_be_read_gives_the_card_up(tmp_path: Path) -> None:
    (tmp_path / "no.ttf").write_text("no font")
    painter = Painter(tmp_path, str(tmp_path / "no.ttf"))
    try:
        painter.ask(CARD)
        assert painter.painted(wait_s=30) == b""
    finally:
        painter.close()
    assert not painter.is_busy
