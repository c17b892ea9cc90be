"""Pictures to our copies: decoded, upright, sRGB, in the stored widths and formats, without metadata. Bytes in, bytes
out.

Runs in the worker's process only: what it decodes may be made to do harm.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import AvifImagePlugin, Image, ImageCms, WebPImagePlugin, features

from stoppress.base.errors import Refusal
from stoppress.base.limits.pictures import PICTURE_PIXELS_MAX, PICTURE_RATIO_MAX
from stoppress.base.pictures import stored_widths
from stoppress.media.probe import Form

PLUGINS: Final = (AvifImagePlugin, WebPImagePlugin)
"""Pillow loads these by itself only when it may try every format, which it must not."""

Image.MAX_IMAGE_PIXELS = PICTURE_PIXELS_MAX
"""Pillow compares it with what a picture's head says, before it decodes anything."""

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What brings a picture upright, by EXIF's orientation."""

_SIDEWAYS: Final = frozenset({5, 6, 7, 8})
_ORIENTATION: Final = 0x0112

_SAVED: Final[dict[str, dict[str, object]]] = {
    # Speed 8 and one thread: about WebP's time for a tenth to a third fewer bytes (docs/pictures-and-cards.md).
    "avif": {"format": "AVIF", "quality": 58, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True},
}


@dataclass(frozen=True, slots=True)
class Master:
    """A picture ready for its copies: RGB, upright, as wide as the widest copy; width and height of the original,
    upright."""

    image: Image.Image
    width: int
    height: int


def opened(content: bytes, form: Form) -> Image.Image:
    """Read a picture's head, nothing more.

    Raises   Refusal picture-too-large (by pixels, nothing is decoded yet), picture-too-long; whatever Pillow raises
             when the head is broken.
    """
    if form == "AVIF" and not features.check("avif"):
        raise Refusal(
            "picture-kind-not-taken", "This server can't read AVIF. Take a JPEG, PNG or WebP.", field="picture"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=[form])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refusal(
            "picture-too-large",
            f"The picture has more than {PICTURE_PIXELS_MAX / 1e6:.0f} million pixels. Export it smaller.",
            field="picture",
        ) from None
    width, height = image.size
    if max(width, height) > PICTURE_RATIO_MAX * min(width, height):
        raise Refusal(
            "picture-too-long",
            f"The picture has {width:,} × {height:,} pixels; one side may be {PICTURE_RATIO_MAX} times the other. "
            "Cut it into parts.",
            field="picture",
        )
    return image


def master(image: Image.Image) -> Master:
    """Decode a picture and bring it upright.

    Raises   whatever Pillow raises when it is broken or cut off; MemoryError.
    """
    turn = _orientation(image)
    width, height = reversed(image.size) if turn in _SIDEWAYS else image.size
    widest = stored_widths(width)[-1]
    size = (widest, max(1, round(height * widest / width)))
    stored = size[::-1] if turn in _SIDEWAYS else size
    # A JPEG is decoded at a half, quarter or eighth right away where that is still twice what is needed.
    image.draft("RGB", (stored[0] * 2, stored[1] * 2))
    profile = image.info.get("icc_profile")
    small = _opaque(image).resize(stored, Image.Resampling.LANCZOS, reducing_gap=3.0)
    upright = small.transpose(_TURNS[turn]) if turn in _TURNS else small
    clean = Image.new("RGB", size)  # a new one, since copies would take metadata with them
    clean.paste(_srgb(upright, profile))
    return Master(clean, width, height)


def copies(picture: Master) -> Iterator[tuple[int, str, bytes]]:
    """Width, format and bytes of each copy, the widest first; no AVIF where Pillow was built without it."""
    saved = {form: options for form, options in _SAVED.items() if form != "avif" or features.check("avif")}
    for width in reversed(stored_widths(picture.width)):
        height = max(1, round(picture.height * width / picture.width))
        image = picture.image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for form, options in saved.items():
            target = BytesIO()
            image.save(target, **options)  # type: ignore[arg-type]
            yield width, form, target.getvalue()


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except (ValueError, TypeError, SyntaxError, KeyError, IndexError, OSError):
        return 1  # broken EXIF is no reason to refuse a picture


def _opaque(image: Image.Image) -> Image.Image:
    """In L, RGB or CMYK, on white: what was transparent would be black in one format and any colour in another."""
    image.load()
    if image.mode in {"L", "RGB", "CMYK"} and "transparency" not in image.info:
        return image
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image)
    if image.mode == "1":
        return image.convert("L")
    if image.mode not in {"P", "PA", "LA", "RGBA", "RGBa", "La", "L", "RGB"}:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    flat = Image.new("RGB", image.size, "white")
    flat.paste(layered, mask=layered.getchannel("A"))
    return flat


def _eight_bits(image: Image.Image) -> Image.Image:
    """16 bits of grey as 8; converting alone would cut everything bright to white."""
    return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")


def _srgb(image: Image.Image, profile: object) -> Image.Image:
    """In sRGB, which is what a browser takes a picture without a profile for."""
    if isinstance(profile, bytes) and profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None  # a broken profile costs true colours, not the picture
        if converted is not None:
            return converted
    return image.convert("RGB")
