"""Pictures drawn for tests: four colours that tell which way is up, and files that are not what they seem."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 180, 30), (30, 30, 220), (230, 220, 40)


def four_colours(width: int, height: int) -> Image.Image:
    """Red above left, green above right, blue below left, yellow below right."""
    image = Image.new("RGB", (width, height), RED)
    half = (width // 2, height // 2)
    image.paste(GREEN, (half[0], 0, width, half[1]))
    image.paste(BLUE, (0, half[1], half[0], height))
    image.paste(YELLOW, (half[0], half[1], width, height))
    return image


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    target = BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def jpeg(width: int = 800, height: int = 600, **options: Any) -> bytes:
    return saved(four_colours(width, height), "JPEG", **{"quality": 90, **options})


def corners(image: Image.Image) -> list[str]:
    """The colours above left, above right, below left, below right, by name."""
    width, height = image.size
    pixels = image.convert("RGB")
    places = [(width // 8, height // 8), (width * 7 // 8, height // 8)]
    places += [(x, height * 7 // 8) for x, _ in places]
    return [_nearest(pixels.getpixel(place)) for place in places]


def _nearest(pixel: object) -> str:
    assert isinstance(pixel, tuple)
    known = {"red": RED, "green": GREEN, "blue": BLUE, "yellow": YELLOW, "white": (255,) * 3, "black": (0,) * 3}
    return min(known, key=lambda name: sum(abs(a - b) for a, b in zip(known[name], pixel, strict=True)))


def png_that_claims(width: int, height: int) -> bytes:
    """A small PNG whose head says it is huge: the classic bomb."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def iptc(*sets: tuple[int, int, bytes]) -> bytes:
    """A JPEG application segment with IPTC data sets, as picture desks write them."""
    records = b"".join(struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in sets)
    resource = b"8BIM" + struct.pack(">H", 0x0404) + b"\x00\x00" + struct.pack(">I", len(records)) + records
    content = b"Photoshop 3.0\x00" + resource + (b"\x00" if len(resource) % 2 else b"")
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content


def with_segment(picture: bytes, segment: bytes) -> bytes:
    """A JPEG with a segment put in behind its first two bytes."""
    return picture[:2] + segment + picture[2:]


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" photoshop:Credit="Coast Press">
<dc:creator><rdf:Seq><rdf:li>Ada Lund</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Waves over
 the quay of Nørrehavn</rdf:li><rdf:li xml:lang="ar">أمواج</rdf:li></rdf:Alt></dc:description>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt>
<rdf:li xml:lang="x-default">A wave breaks over a stone quay</rdf:li></rdf:Alt>
</Iptc4xmpCore:AltTextAccessibility></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()
