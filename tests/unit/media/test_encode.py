"""Decoding and encoding: which way is up, which colours, which kinds of pixels. In this process, without the worker."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from stoppress.media.encode import copies, master, opened
from stoppress.media.probe import probe
from tests.unit.media.drawn import corners, four_colours, saved

UPRIGHT = ["red", "green", "blue", "yellow"]

TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How the camera was held, by EXIF's orientation."""


def encoded(content: bytes) -> list[Image.Image]:
    """The copies that an upload gives."""
    picture = master(opened(content, probe(content).form))
    found = [Image.open(BytesIO(copy)) for _, _, copy in copies(picture)]
    assert [copy.format for copy in found] == ["AVIF", "WEBP", "JPEG"] * (len(found) // 3)
    return found


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_orientation_comes_upright(turn: int):
    image = four_colours(400, 300)
    stored = image.transpose(TURNED[turn]) if turn in TURNED else image
    exif = Image.Exif()
    exif[0x0112] = turn

    pictures = encoded(saved(stored, "JPEG", exif=exif, quality=90))

    assert all(corners(copy) == UPRIGHT and copy.size == (400, 300) for copy in pictures)


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_moving_picture_gives_its_first_frame(form: str):
    frames = [four_colours(100, 100), Image.new("RGB", (100, 100), "black")]

    pictures = encoded(saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100))

    for copy in pictures:
        assert corners(copy) == UPRIGHT
        assert getattr(copy, "n_frames", 1) == 1


def test_jpeg_of_several_pictures_gives_the_first():
    content = saved(four_colours(100, 100), "MPO", save_all=True, append_images=[Image.new("RGB", (100, 100))])

    pictures = encoded(content)

    assert all(corners(copy) == UPRIGHT for copy in pictures)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_becomes_white(mode: str):
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": 0} if mode == "P" else {}

    pictures = encoded(saved(image, "PNG", **options))

    assert all(corners(copy) == ["white"] * 4 for copy in pictures)


@pytest.mark.parametrize("mode", ["L", "1", "CMYK", "I;16"])
def test_light_grey_stays_light_grey_in_every_kind_of_pixels(mode: str):
    if mode == "I;16":
        image = Image.frombytes("I;16", (64, 64), b"\x00\xc0" * 4096)
        expected = 192
    else:
        image = Image.new("L", (64, 64), 192).convert("RGB").convert(mode, dither=Image.Dither.NONE)
        expected = 255 if mode == "1" else 192

    pictures = encoded(saved(image, "JPEG" if mode == "CMYK" else "PNG"))

    for copy in pictures:
        assert abs(copy.convert("L").getpixel((32, 32)) - expected) <= 4


def test_colours_of_a_profile_are_brought_to_what_browsers_assume():
    """Dropping a wide profile without converting would make every sunset dull."""
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = usual.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")
    image = four_colours(100, 100)

    same = encoded(saved(image, "PNG", icc_profile=usual))
    red_for_blue = encoded(saved(image, "PNG", icc_profile=swapped))

    assert all(corners(copy) == UPRIGHT for copy in same)
    assert all(corners(copy)[:3] == ["blue", "green", "red"] for copy in red_for_blue)


def test_broken_profile_costs_true_colours_and_not_the_picture():
    pictures = encoded(saved(four_colours(100, 100), "PNG", icc_profile=b"no profile at all" * 20))

    assert all(corners(copy) == UPRIGHT for copy in pictures)
