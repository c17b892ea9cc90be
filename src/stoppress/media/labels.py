"""What a picture's file says about it, from XMP and IPTC: alt text, caption, credit and copyright as proposals for an
editor to check, and what the agency says to editors.

Runs in the worker's process only. Nothing of this stays in the copies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from PIL import Image, IptcImagePlugin

from stoppress.base.limits.pictures import PICTURE_XMP_BYTES_MAX
from stoppress.base.limits.words import NAME_CHARS_MAX, NOTE_CHARS_MAX
from stoppress.base.text import clean_line, shortened
from stoppress.media.notices import notices_of

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_IPTC_CORE: Final = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_PHOTOSHOP: Final = "{http://ns.adobe.com/photoshop/1.0/}"
_PLUS: Final = "{http://ns.useplus.org/ldf/xmp/1.0/}"
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_RIGHTS: Final = "{http://ns.adobe.com/xap/1.0/rights/}"
_XML_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"

_CHARACTER_SET, _BYLINE, _CREDIT, _CAPTION = (1, 90), (2, 80), (2, 110), (2, 120)
_EDIT_STATUS, _INSTRUCTIONS, _HEADLINE, _COPYRIGHT = (2, 7), (2, 40), (2, 105), (2, 116)
"""IPTC's numbers."""

_READ: Final = (_BYLINE, _CREDIT, _CAPTION, _EDIT_STATUS, _INSTRUCTIONS, _HEADLINE, _COPYRIGHT)
_ORDERS: Final = (_PHOTOSHOP + "Instructions", _RIGHTS + "UsageTerms", _PLUS + "OtherConstraints")
"""XMP's properties that speak to editors, whatever they say."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Single lines, cut to what an update's figure may hold; "" where the file says nothing."""

    alt: str
    caption: str
    credit: str
    copyright: str
    notices: list[str]
    """What the file says to editors (notices.py)."""


def labels_of(image: Image.Image) -> Labels:
    """Read the labels of an opened picture. XMP wins, since it knows its characters; broken parts count as absent."""
    xmp, iptc = _xmp(image.info.get("xmp")), _iptc(image)
    byline = _property(xmp, _DC + "creator") or iptc.get(_BYLINE, "")
    agency = _property(xmp, _PHOTOSHOP + "Credit") or iptc.get(_CREDIT, "")
    credit = agency if byline.casefold() in agency.casefold() else f"{byline}/{agency}" if agency else byline
    caption = _property(xmp, _DC + "description") or iptc.get(_CAPTION, "")
    owner = _property(xmp, _DC + "rights") or iptc.get(_COPYRIGHT, "")
    headline = _property(xmp, _PHOTOSHOP + "Headline") or iptc.get(_HEADLINE, "")
    orders = [_property(xmp, name) for name in _ORDERS] + [iptc.get(_INSTRUCTIONS, ""), _mining(xmp)]
    texts = (caption, headline, owner, credit, iptc.get(_EDIT_STATUS, ""))
    return Labels(
        alt=shortened(clean_line(_property(xmp, _IPTC_CORE + "AltTextAccessibility")), NOTE_CHARS_MAX),
        caption=shortened(clean_line(caption), NOTE_CHARS_MAX),
        credit=shortened(clean_line(credit), NAME_CHARS_MAX),
        copyright=shortened(clean_line(owner), NAME_CHARS_MAX),
        notices=notices_of(texts, filter(None, orders)),
    )


def _mining(xmp: ET.Element | None) -> str:
    """PLUS's word on data mining as a sentence, "" where it allows or says nothing."""
    word = _property(xmp, _PLUS + "DataMining").rpartition("/")[2]
    return f"Data mining: {word}" if word and not word.endswith(("ALLOWED", "UNSPECIFIED")) else ""


def _xmp(packet: object) -> ET.Element | None:
    """The packet's tree; None when there is none, or one that no camera writes."""
    raw = packet.encode() if isinstance(packet, str) else packet
    if not isinstance(raw, bytes) or len(raw) > PICTURE_XMP_BYTES_MAX:
        return None
    raw = raw.strip(b"\x00 \r\n\t")
    # Entities are declared after "<!"; without them a packet is as large as it looks. UTF-16 would look otherwise.
    if b"<!" in raw or b"\x00" in raw:
        return None
    try:
        return ET.fromstring(raw)  # noqa: S314 - without entities, in a bounded process
    except (ET.ParseError, ValueError, LookupError):
        return None


def _property(xmp: ET.Element | None, name: str) -> str:
    """A property's text, which may stand as an attribute, as an element, or as a list of languages or of names."""
    if xmp is None:
        return ""
    for description in xmp.iter(_RDF + "Description"):
        if name in description.attrib:
            return description.attrib[name]
        element = description.find(name)
        if element is not None:
            return _text(element)
    return ""


def _text(element: ET.Element) -> str:
    items = list(element.iter(_RDF + "li"))
    chosen = [item for item in items if item.get(_XML_LANGUAGE) == "x-default"]
    if not chosen and element.find(_RDF + "Alt") is not None:
        chosen = items[:1]
    return ", ".join((item.text or "").strip() for item in chosen or items or [element])


def _iptc(image: Image.Image) -> dict[tuple[int, int], str]:
    try:
        found = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]
    except (SyntaxError, ValueError, TypeError, AttributeError, IndexError, KeyError, OSError):
        return {}
    declared = found.get(_CHARACTER_SET)
    return {number: _iptc_text(found[number], declared) for number in _READ if number in found}


def _iptc_text(value: bytes | list[bytes], declared: object) -> str:
    """One value, or the first of several. UTF-8 where that is declared or true, else Windows' western letters."""
    raw = value[0] if isinstance(value, list) else value
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("utf-8" if declared == b"\x1b%G" else "cp1252", errors="replace")
