"""The drawings: there, of one size, the same each time, and no two alike."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageStat

from stoppress.base.errors import Fault
from stoppress.ops.demo.drawings import NAMES, draw

pytestmark = pytest.mark.long


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_drawing_is_a_whole_picture_of_the_promised_size(name: str):
    with Image.open(io.BytesIO(draw(name))) as picture:
        picture.load()

        assert (picture.format, picture.size, picture.mode) == ("JPEG", (1600, 1000), "RGB")
        assert min(ImageStat.Stat(picture.convert("L")).stddev) > 8, "an empty sheet"


@pytest.mark.parametrize("name", ["satellite", "coast-map"])
def test_a_drawing_is_the_same_each_time_so_that_it_is_stored_once(name: str):
    assert draw(name) == draw(name)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_drawing_uses_its_signal_colour_sparingly(name: str):
    """Red means now; a picture has a touch of it, or it is not seen any more."""
    with Image.open(io.BytesIO(draw(name))) as picture:
        small = picture.resize((400, 250), Image.Resampling.BOX)
        reds = sum(r > 120 and r > 2.2 * g and r > 2.2 * b for r, g, b in small.get_flattened_data())

    assert 2 <= reds <= 400 * 250 * 0.02


def test_a_drawing_that_nobody_made_is_our_fault():
    with pytest.raises(Fault):
        draw("mona-lisa")
