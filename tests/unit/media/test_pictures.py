"""Keeping pictures: what goes in, what readers get, and what never leaves the desk."""

from __future__ import annotations

import json
import os
import stat
import struct
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from stoppress.base.errors import Refusal
from stoppress.base.limits.pictures import PICTURE_BYTES_MAX
from stoppress.base.pictures import ASSET_PATTERN, PICTURE_NAME_PATTERN
from stoppress.media.pictures import KeptPicture, copy_names, keep, kept
from tests.unit.media.drawn import (
    XMP,
    corners,
    four_colours,
    iptc,
    jpeg,
    png_that_claims,
    saved,
    with_segment,
)

pytestmark = pytest.mark.process
UPRIGHT = ["red", "green", "blue", "yellow"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "media"


def copies(picture: KeptPicture, folder: Path) -> list[Image.Image]:
    return [Image.open(BytesIO((folder / name).read_bytes())) for name in copy_names(picture)]


def test_photograph_from_a_phone_is_turned_upright_and_loses_where_it_was_taken(folder: Path):
    """A reporter's picture of a source's street must not carry its coordinates to every reader."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SECRETPHONE"
    exif[0xA431] = "SERIAL-12345"
    exif.get_ifd(0x8825)[2] = (57.0, 2.0, 54.0)
    exif[0x8298] = "SECRETOWNER"
    sideways = four_colours(800, 600).transpose(Image.Transpose.ROTATE_90)
    content = saved(sideways, "JPEG", exif=exif, xmp=XMP, comment=b"SECRETCOMMENT", quality=90)
    assert b"SECRETPHONE" in content

    picture = keep(content, folder)

    assert (picture.width, picture.height) == (800, 600)
    assert sorted(file.name for file in folder.glob("*.*p*g")) == sorted(
        f"{picture.asset}-{width}.jpg" for width in (480, 800)
    )
    for copy in copies(picture, folder):
        assert corners(copy) == UPRIGHT
        assert not copy.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(copy.info)
    everything = b"".join(file.read_bytes() for file in folder.iterdir() if file.suffix != ".json")
    for secret in (b"SECRET", b"SERIAL", b"Exif", b"xmpmeta", b"Coast Press"):
        assert secret not in everything


@pytest.mark.parametrize(
    ("width", "height", "widths"),
    [(6000, 4000, [480, 960, 1600]), (1600, 900, [480, 960, 1600]), (1000, 700, [480, 960, 1000]), (200, 1, [])],
)
def test_copies_are_never_wider_than_the_picture(folder: Path, width: int, height: int, widths: list[int]):
    if not widths:
        with pytest.raises(Refusal) as refused:
            keep(jpeg(width, height), folder)
        assert refused.value.code == "picture-too-long"
        return
    picture = keep(jpeg(width, height), folder)

    sizes = {copy.size for copy in copies(picture, folder)}
    assert sizes == {(w, round(height * w / width)) for w in widths}
    assert (picture.width, picture.height) == (width, height)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_every_format_that_is_taken_becomes_avif_webp_and_jpeg(folder: Path, form: str):
    picture = keep(saved(four_colours(300, 200), form), folder)

    assert [copy.format for copy in copies(picture, folder)] == ["AVIF", "WEBP", "JPEG"]
    assert all(corners(copy) == UPRIGHT for copy in copies(picture, folder))


def test_same_bytes_again_are_the_same_picture_and_write_nothing(folder: Path):
    content = jpeg()
    first = keep(content, folder)
    before = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}

    second = keep(content, folder)

    assert second == first
    assert {file.name: file.stat().st_mtime_ns for file in folder.iterdir()} == before
    assert ASSET_PATTERN.fullmatch(first.asset)


def test_lost_copy_is_made_again(folder: Path):
    content = jpeg()
    picture = keep(content, folder)
    lost = folder / copy_names(picture)[-1]
    lost.unlink()
    assert kept(picture.asset, folder) is None

    assert keep(content, folder) == picture

    assert lost.is_file()
    assert kept(picture.asset, folder) == picture


def test_picture_kept_before_avif_was_is_still_kept_and_gets_its_avif_when_it_comes_again(folder: Path):
    content = jpeg()
    picture = keep(content, folder)
    avif = [folder / name for name in copy_names(picture) if name.endswith(".avif")]
    for file in avif:
        file.unlink()

    assert kept(picture.asset, folder) == picture
    assert keep(content, folder) == picture
    assert all(file.is_file() for file in avif)


def test_record_of_before_copyright_was_read_is_still_a_record(folder: Path):
    picture = keep(jpeg(100, 100), folder)
    record = folder / f"{picture.asset}.json"
    old = json.loads(record.read_text())
    del old["copyright"], old["notices"]
    record.write_text(json.dumps(old))

    assert kept(picture.asset, folder) == picture


def test_record_that_can_not_be_read_counts_as_none(folder: Path):
    content = jpeg(100, 100)
    picture = keep(content, folder)
    (folder / f"{picture.asset}.json").write_text("{")

    assert kept(picture.asset, folder) is None
    assert keep(content, folder) == picture


@pytest.mark.parametrize("asset", ["", "../secret", "a" * 31, "G" * 32, "0" * 32])
def test_unknown_asset_has_no_record(folder: Path, asset: str):
    assert kept(asset, folder) is None


def test_only_names_that_readers_may_have_and_the_record_are_in_the_folder(folder: Path):
    picture = keep(jpeg(), folder)

    names = {file.name for file in folder.iterdir()}
    assert {name for name in names if PICTURE_NAME_PATTERN.fullmatch(name)} == set(copy_names(picture))
    assert names - set(copy_names(picture)) == {f"{picture.asset}.json"}


def test_copies_can_be_read_by_another_process_of_the_house(folder: Path):
    picture = keep(jpeg(100, 100), folder)

    modes = {stat.S_IMODE((folder / name).stat().st_mode) for name in copy_names(picture)}
    mask = os.umask(0)
    os.umask(mask)
    assert modes == {0o666 & ~mask}


def test_labels_of_xmp_are_read(folder: Path):
    picture = keep(jpeg(100, 100, xmp=XMP), folder)

    assert picture.alt == "A wave breaks over a stone quay"
    assert picture.caption == "Waves over the quay of Nørrehavn"
    assert picture.credit == "Ada Lund/Coast Press"
    assert json.loads((folder / f"{picture.asset}.json").read_text())["caption"] == picture.caption


@pytest.mark.parametrize(
    ("raw", "text"), [("Mølle — صورة".encode(), "Mølle — صورة"), ("Mølle “x”".encode("cp1252"), "Mølle “x”")]
)
def test_labels_of_iptc_are_read_in_either_of_its_letters(folder: Path, raw: bytes, text: str):
    segment = iptc((2, 80, b"Ben Ortega"), (2, 110, b"BEN ORTEGA / Harbour News"), (2, 120, raw))

    picture = keep(with_segment(jpeg(100, 100), segment), folder)

    assert picture.caption == text
    assert picture.credit == "BEN ORTEGA / Harbour News"
    assert picture.alt == ""


def test_copyright_and_words_to_editors_are_read_from_iptc_and_never_get_into_a_copy(folder: Path):
    caption = b"Waves over the quay. MANDATORY CREDIT: Ada Lund/Coast Press. GERMANY OUT"
    orders = b"NO ARCHIVES, NO SALES"
    segment = iptc((2, 40, orders), (2, 116, b"(c) 2026 Coast Press"), (2, 120, caption))

    picture = keep(with_segment(jpeg(100, 100), segment), folder)

    assert picture.copyright == "(c) 2026 Coast Press"
    assert picture.notices == (
        "NO ARCHIVES, NO SALES",
        "MANDATORY CREDIT: Ada Lund/Coast Press.",
        "GERMANY OUT",
    )
    assert kept(picture.asset, folder) == picture
    everything = b"".join((folder / name).read_bytes() for name in copy_names(picture))
    assert b"MANDATORY" not in everything
    assert b"Coast Press" not in everything


def test_rights_and_data_mining_are_read_from_xmp(folder: Path):
    rights = XMP.replace(
        b'photoshop:Credit="Coast Press"',
        b'xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" photoshop:Instructions="Embargoed until noon"'
        b' plus:DataMining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"',
    ).replace(b"<dc:creator>", b"<dc:rights><rdf:Alt><rdf:li>Coast Press</rdf:li></rdf:Alt></dc:rights><dc:creator>")

    picture = keep(jpeg(100, 100, xmp=rights), folder)

    assert picture.copyright == "Coast Press"
    assert picture.notices == ("Embargoed until noon", "Data mining: DMI-PROHIBITED")


def test_hostile_labels_are_cut_cleaned_or_left_out(folder: Path):
    bomb = XMP.replace(b"<?xpacket begin", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><?xpacket begin')
    long = iptc((2, 120, b"x\x00\x07\n" * 8_000), (2, 110, b"c" * 30_000))

    with_entities = keep(jpeg(100, 100, xmp=bomb), folder)
    with_long = keep(with_segment(jpeg(100, 100), long), folder)

    in_utf_16 = keep(jpeg(100, 100, xmp=bomb.decode().encode("utf-16")), folder)

    for found in (with_entities, in_utf_16):
        assert (found.alt, found.caption, found.credit) == ("", "", "")
    assert len(with_long.caption) <= 1_000
    assert len(with_long.credit) <= 200
    assert with_long.caption.startswith("x x x")


REFUSED = {
    "gif bomb": (
        b"GIF89a" + struct.pack("<HH", 65_000, 65_000) + b"\x00\x00\x00," + b"\x00" * 200,
        "picture-too-large",
    ),
    "avif of another kind": (b"\x00\x00\x00\x1cftypheix\x00\x00\x00\x00mif1heix", "picture-kind-not-taken"),
    "video": (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00", "picture-kind-not-taken"),
    "camera's raw": (b"II*\x00\x10\x00\x00\x00CR\x02\x00", "picture-kind-not-taken"),
    "zip": (b"PK\x03\x04\x14\x00", "picture-kind-not-taken"),
    "nothing": (b"", "picture-empty"),
    "one byte": (b"\xff", "picture-kind-not-taken"),
    "text": (b"Not a picture, a novel.", "picture-kind-not-taken"),
    "html": (b"\n<!doctype html><script>alert(1)</script>", "picture-kind-not-taken"),
    "svg": (b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "picture-kind-not-taken"),
    "pdf": (b"%PDF-1.7\n", "picture-kind-not-taken"),
    "heic": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "picture-kind-not-taken"),
    "tiff": (saved(four_colours(9, 9), "TIFF"), "picture-kind-not-taken"),
    "bmp": (saved(four_colours(9, 9), "BMP"), "picture-kind-not-taken"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture-kind-not-taken"),
    "html as gif": (b"GIF89a/*<script>alert(1)</script>*/" + b" " * 500, "picture-not-readable"),
    "html as jpeg": (b"\xff\xd8\xff<script>alert(1)</script>", "picture-not-readable"),
    "only a jpeg's head": (jpeg()[:200], "picture-not-readable"),
    "jpeg cut off": (jpeg()[: len(jpeg()) * 2 // 3], "picture-not-readable"),
    "png cut off": (saved(four_colours(400, 300), "PNG")[:-200], "picture-not-readable"),
    "webp cut off": (saved(four_colours(400, 300), "WEBP")[:-100], "picture-not-readable"),
    "avif cut off": (saved(four_colours(400, 300), "AVIF")[:-100], "picture-not-readable"),
    "png without pixels": (png_that_claims(0, 0), "picture-not-readable"),
    "png bomb": (png_that_claims(60_000, 60_000), "picture-too-large"),
    "png bomb below Pillow's own bound": (png_that_claims(10_000, 8_100), "picture-too-large"),
    "png that lies": (png_that_claims(5_000, 5_000), "picture-not-readable"),
    "scroll": (saved(Image.new("L", (100, 1_001)), "PNG"), "picture-too-long"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_usable_picture_is_refused_with_a_sentence_and_leaves_nothing(folder: Path, name: str):
    content, code = REFUSED[name]

    with pytest.raises(Refusal) as refused:
        keep(content, folder)

    assert refused.value.code == code
    assert refused.value.field == "picture"
    assert refused.value.message.count(".") >= 2, "finding, then what to do"
    assert not folder.exists() or list(folder.iterdir()) == []


def test_picture_from_a_phone_in_a_kind_that_browsers_lack_is_refused_with_what_to_do(folder: Path):
    with pytest.raises(Refusal) as refused:
        keep(REFUSED["heic"][0], folder)

    assert "HEIC" in refused.value.message
    assert "most compatible" in refused.value.message


@pytest.mark.parametrize("name", ["png bomb", "gif bomb", "png that lies", "html as jpeg", "svg"])
def test_bombs_and_masks_are_refused_in_seconds(folder: Path, name: str):
    """A bound, not a measurement: the worker's whole life, on a busy machine."""
    began_s = time.monotonic()

    with pytest.raises(Refusal):
        keep(REFUSED[name][0], folder)

    assert time.monotonic() - began_s < 15


def test_file_over_its_bound_is_refused_without_being_decoded(folder: Path):
    with pytest.raises(Refusal) as refused:
        keep(jpeg(9, 9) + b"\x00" * PICTURE_BYTES_MAX, folder)

    assert refused.value.code == "picture-too-large"
    assert not folder.exists()


def test_script_behind_a_picture_does_not_reach_readers(folder: Path):
    """A file that is a picture and a page at once is served as neither."""
    picture = keep(jpeg(200, 200) + b"<script>alert(document.domain)</script>" + b"PK\x03\x04", folder)

    assert all(b"script" not in (folder / name).read_bytes() for name in copy_names(picture))
