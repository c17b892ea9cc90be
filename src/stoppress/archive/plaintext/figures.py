"""Captions with their credits → pictures of which only the words came along."""

from __future__ import annotations

# ruff: noqa: E501 (words of many languages, and patterns of them, stand on long lines)
import re
from typing import Final

from stoppress.archive.plaintext.headings import is_closed, words

_AGENCIES: Final = (
    r"Reuters|REUTERS|AP|AFP|EPA(?:-EFE)?|EFE|ANSA|DPA|dpa|PA(?: (?:Wire|Media|Images))?|Getty(?: Images)?|AFPTV|Anadolu(?: Agency)?|AA|TASS|RIA Novosti|Sputnik|Xinhua"
    r"|NurPhoto|Shutterstock|Alamy|Rex(?: Features)?|Bloomberg|Magnum|Handout|Pool|File(?: photo)?|Screengrab|Screenshot|picture[ -]alliance|imago|IMAGO|epd|KNA|SID|APA|Keystone|ANP|Belga"
    r"|NTB|TT|Ritzau|Lehtikuva|PAP|CTK|ČTK|UNIAN|Ukrinform|РИА Новости|ТАСС|Kyodo|Jiji|Yonhap|PTI|ANI|Zuma(?: Press)?|ZUMA|Europa Press|Agence France-Presse|Associated Press|SIPA|Sipa|ABACA"
    r"|WireImage|Contributor|Stringer|Courtesy|Supplied|Al Jazeera|BBC|CNN|Sky News|NASA|Maxar(?: Technologies)?|LUSA|Lusa|LaPresse|Fotogramma|NOAA|Twitter|Facebook|Instagram|Telegram|YouTube"
    r"|رويترز|أ ف ب|ا ف ب|فرانس برس|الفرنسية|الأناضول|أسوشيتد برس|أ ب|غيتي(?: إيميجز)?|الجزيرة|مواقع التواصل(?: الاجتماعي)?|رويترز"
)
_AGENCY: Final = re.compile(rf"(?<![\w-])(?:{_AGENCIES})(?![\w-])")
_LABEL: Final = (
    r"(?:pic|photo(?:graph|graphs|s)?(?: credit)?|photo by|image(?:s)?(?: credit| source)?|picture(?:s)?|illustration|composite|graphic|credit(?:s)?|\w{0,12}foto(?:s)?(?: de)?|bild(?:er|quelle|rechte)?|quelle|crédits? ?(?:photo|image)?s?|crédit ?: ?|photos? ?d['’]illustration"
    r"|fotografía|fotografia|imagen|imagem|crédito(?:s)?|reprodução|fotograf|zdjęcie|zdj\.|fot\.|фото|фотография|fotoğraf|kuva|фотограф|снимок|الصورة|تصوير|صورة|مصدر الصورة|צילום|עکس|फोटो|写真|图片|사진)"
)
_LABELLED: Final = re.compile(
    rf"(?:^|(?<=[.!?…\"”’)\]])\s*|\s[|–—-]\s*|\s*\(|\s*\[|\s{{2,}}){_LABEL}\s*[:：]\s*(?P<credit>[^:\[\]()]{{2,140}})[)\]]?\.?$",
    re.IGNORECASE,
)
_LABELLED_CLOSELY: Final = re.compile(
    r"\s(?:Photo|Photograph|Picture|Image|Credit|Foto|Bild|Photos|Fotos|Crédit photo)\s?:\s(?P<credit>[^:\[\]()]{2,60})\.?$"
)
_PHOTO_BY: Final = re.compile(
    r"\(?(?:photo|picture|image|foto|photograph) (?:by|von|de|di|par) (?P<credit>[^()]{2,120})\)?\.?$",
    re.IGNORECASE,
)
_SQUARE: Final = re.compile(r"\[(?P<credit>[^\[\]]{2,100})\]\.?$")
_ROUND: Final = re.compile(r"\((?P<credit>[^()]{2,110})\)\.?$")
_COPYRIGHT: Final = re.compile(r"(?:^|\s|\()(?:©|\(c\)|Copyright)\s*(?P<credit>[^©()]{2,110})\)?\.?$")
_BARE: Final = re.compile(
    rf"(?:(?<=[.!?…\"”’])\s+|\s[–—|]\s)(?P<credit>(?:[\w.'’ -]{{2,60}}\s?[/|]\s?){{0,3}}(?:[\w.'’ -]{{2,50}} (?:via|for|/) )?(?:{_AGENCIES})(?:\s?[/|,]\s?[\w.'’ -]{{2,50}}|(?: via)? [A-Z][\w.'’ -]{{2,40}})?)\.?$"
)
_IMAGE_SOURCE: Final = re.compile(
    r"^(?:image (?:source|copyright|credit)|fuente de la imagen|crédit photo|bildquelle|مصدر الصورة|source de l['’]image|изображение)\s*[,،:]?\s*(?P<credit>\S.{0,100})?$",
    re.IGNORECASE,
)
_IMAGE_CAPTION: Final = re.compile(
    r"^(?:image caption|pie de foto|légende(?: image)?|bildunterschrift|التعليق على الصورة|legenda(?: da foto)?|подпись к фото)\s*[,،:]?\s*(?P<caption>\S.*)$",
    re.IGNORECASE,
)
_NO_CREDIT: Final = re.compile(r"^(?:sic|…|\.\.\.|\d+|[a-z]{1,3})$", re.IGNORECASE)
_TAIL: Final = 260


def caption_of(text: str) -> tuple[str, str] | None:
    """A caption and its credit out of one line ("Smoke over the port [Reuters]"); None for other lines.

    Returns  caption may be "" where the line is nothing but a credit.
    """
    if len(text) > 1200:
        return None
    head, tail = (text[:-_TAIL], text[-_TAIL:]) if len(text) > _TAIL else ("", text)
    for pattern, loose in _SHAPES:
        match = pattern.search(tail)
        if match and _is_credit(match["credit"], loose=loose):
            caption = (head + tail[: match.start()]).rstrip(" –—|-")
            return caption, match["credit"].strip(" .")
    return None


def loose_caption(text: str) -> tuple[str, str]:
    """Caption and credit of a line that stands directly below a picture: any bracket at its end is the credit."""
    parts = caption_of(text)
    if parts is not None:
        return parts
    match = _ROUND.search(text[-_TAIL:])
    if match and words(match["credit"]) <= 10:
        return text[: len(text) - len(match[0])].rstrip(), match["credit"]
    return text, ""


def image_source(text: str) -> str | None:
    """The credit of a line that only names a picture's source ("Image source, Getty Images"); "" when it names none."""
    match = _IMAGE_SOURCE.match(text) if len(text) < 160 else None
    return (match["credit"] or "").strip() if match else None


def image_caption(text: str) -> str | None:
    """The caption of a line that says it is one ("Image caption, The port at dawn")."""
    match = _IMAGE_CAPTION.match(text) if len(text) < 1200 else None
    return match["caption"].strip() if match else None


_IN_BRACKETS: Final = re.compile(
    r"[(\[](?:foto|photo|fot\.?|bild|imagen|image)\s(?P<credit>[^()\[\]:]{2,80})[)\]]\.?$", re.IGNORECASE
)
_SHAPES: Final = (
    (_IN_BRACKETS, False),
    (_PHOTO_BY, True),
    (_SQUARE, True),
    (_LABELLED, True),
    (_LABELLED_CLOSELY, True),
    (_COPYRIGHT, True),
    (_ROUND, False),
    (_BARE, False),
)


def _is_credit(credit: str, *, loose: bool) -> bool:
    credit = credit.strip()
    if not credit or words(credit) > 14:
        return False
    if _AGENCY.search(credit):
        return True
    if _NO_CREDIT.match(credit):
        return False
    return (
        loose
        and not is_closed(credit)
        and (credit[0].isupper() or not credit[0].isascii() or credit[:4] == "File")
        and words(credit) <= 10
    )


def is_alt_of(text: str, caption: str) -> bool:
    """True when a line directly above a caption may be the picture's alternative text: short, or about the same words."""
    if words(text) <= 12 and not is_closed(text):
        return True
    mine, theirs = _stems(text), _stems(caption)
    return bool(mine and theirs) and len(mine & theirs) * 2 >= min(len(mine), len(theirs))


def _stems(text: str) -> set[str]:
    return {word.casefold()[:6] for word in re.findall(r"\w{4,}", text)}
