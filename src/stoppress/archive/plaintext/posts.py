"""Posts of social networks that stand in the text: the signature that ends or begins one, and how far it reaches."""

from __future__ import annotations

# ruff: noqa: E501 (words of many languages, and patterns of them, stand on long lines)
import re
from dataclasses import dataclass
from typing import Final

from stoppress.archive.plaintext.headings import words
from stoppress.archive.plaintext.lines import Line
from stoppress.archive.plaintext.stamps import whole_stamp

POST_PARAGRAPHS_MAX: Final = 8


@dataclass(frozen=True, slots=True)
class Signature:
    """Who posted, when and where, as the text tells it."""

    author: str
    handle: str
    date: str
    platform: str
    ends: bool
    """True: the words stand above it; False: below."""


_HANDLE: Final = r"@[\w.\-]{1,40}(?:@[\w.\-]{3,60})?"
_DASHED: Final = re.compile(
    rf"^[—–―-]{{1,2}}\s*(?P<author>[^()]{{1,90}}?)\s*\((?P<handle>{_HANDLE})\)\s*[,·:]?\s*(?P<date>[^()]{{0,60}})$"
)
_DASHED_BARE: Final = re.compile(rf"^[—–―]\s*(?P<handle>{_HANDLE})[\s,·:]*(?P<date>[^()]{{0,60}})$")
_CARD: Final = re.compile(
    rf"^(?P<author>[^@()]{{0,70}}?)\s*\(?(?P<handle>{_HANDLE})\)?\s*[·•,|]\s*(?P<date>[^@]{{2,60}})$"
)
_SHARED: Final = re.compile(
    rf"^(?:a post shared by|ein beitrag geteilt von|une publication partagée par|una publicación compartida (?:por|de)|um post compartilhado por|un post condiviso da|een bericht gedeeld door|منشور تمت مشاركته بواسطة)\s+(?P<author>[^(]{{0,80}}?)\s*\(?(?P<handle>{_HANDLE})?\)?\s*$",
    re.IGNORECASE,
)
_POST_BY: Final = re.compile(
    rf"^(?:post|posted|tweet|toot|thread) by\s+(?P<author>[^@(]{{0,60}}?)\s*\(?(?P<handle>{_HANDLE})\)?(?P<date>.{{0,60}})$",
    re.IGNORECASE,
)
_VIEW_ON: Final = re.compile(
    r"^(?:view|see|watch|open|ansehen|voir|ver|bekijk|vedi|read|show)\b.{0,25}\b(?P<platform>x|twitter|instagram|facebook|threads|tiktok|telegram|mastodon|bluesky|youtube|truth social|linkedin)$|^(?:auf|sur|en|su|op|no)\s(?P<platform2>x|twitter|instagram|facebook|threads|tiktok|telegram|mastodon|bluesky)\s(?:ansehen|öffnen)$",
    re.IGNORECASE,
)
_COUNTS: Final = re.compile(
    r"^(?:[\d.,]+\s?[KMkm]?\s+(?:views?|likes?|retweets?|reposts?|replies|reply|comments?|quotes?|bookmarks?|aufrufe|vues|visualizaciones)\b[ ·•,]*)+$|^♬ .{2,80}$",
    re.IGNORECASE,
)
_MARKS: Final = re.compile(
    r"#\w|(?<!\w)@\w{2,}|pic\.twitter\.com/|t\.co/|https?://|t\.me/|instagram\.com/|bsky\.app|[\U0001F1E6-\U0001F1FF\U0001F300-\U0001FAFF\u2600-\u27BF\u20E3]"
)
_ANNOUNCES: Final = re.compile(
    r"\b(?:twitter|tweet(?:ed|s)?|telegram|facebook|instagram|mastodon|bluesky|threads|tiktok|truth social|linkedin|social media|soziale\w* (?:medien|netzwerk\w*)|réseaux? socia\w+|redes? socia\w+|rete sociale|соцсет\w+|твиттер\w*|телеграм\w*|posted|a post|in a post|wrote on|statement on x|on x|auf x|sur x|en x|su x|platform x|plattform x)\b"
    r"|منصة|تويتر|تليغرام|تلغرام|فيسبوك|إكس|تغريدة|منشور|טוויטר|ברשת",
    re.IGNORECASE,
)
"""Running text that says a post follows."""
_PLATFORMS: Final = (
    ("bluesky", re.compile(r"bsky\.(?:social|app)|bluesky", re.IGNORECASE)),
    ("mastodon", re.compile(r"@[\w.-]+@[\w-]+\.[\w.]+|mastodon", re.IGNORECASE)),
    ("instagram", re.compile(r"instagram|a post shared by", re.IGNORECASE)),
    ("tiktok", re.compile(r"tiktok|♬", re.IGNORECASE)),
    ("threads", re.compile(r"\bthreads\b|threads\.net", re.IGNORECASE)),
    ("telegram", re.compile(r"telegram|t\.me/|تلغرام|تليغرام|телеграм", re.IGNORECASE)),
    ("truth social", re.compile(r"truth ?social|truth\b.*@real", re.IGNORECASE)),
    (
        "x",
        re.compile(
            r"pic\.twitter\.com|t\.co/|\btwitter\b|\btweet|(?:platform|on|auf|sur|en|plattform) X\b|(?i:view on x)|x\.com/|تويتر|إكس"
        ),
    ),
    ("facebook", re.compile(r"facebook|فيسبوك", re.IGNORECASE)),
)


def signature_of(text: str) -> Signature | None:
    """The signature that a line is; None for other lines."""
    if len(text) > 220 or ("@" not in text and not _SHARED.match(text)):
        return None
    for pattern, ends in (
        (_DASHED, True),
        (_DASHED_BARE, True),
        (_SHARED, True),
        (_POST_BY, False),
        (_CARD, False),
    ):
        match = pattern.match(text)
        if not match:
            continue
        parts = match.groupdict()
        date = (parts.get("date") or "").strip(" ·,:")
        if pattern is _CARD and whole_stamp(date) is None and not re.fullmatch(r"\d{1,2}\s?[smhdw]", date):
            continue
        return Signature((parts.get("author") or "").strip(" ,·:"), parts.get("handle") or "", date, "", ends)
    return None


def is_card_rest(text: str) -> str | None:
    """The platform ("" when not told) for lines that hang below a post: "View on X", "12K views"; None for others."""
    if len(text) > 100:
        return None
    if match := _VIEW_ON.match(text):
        return (match["platform"] or match["platform2"] or "").casefold().replace("twitter", "x")
    return "" if _COUNTS.match(text) else None


def platform_of(*texts: str) -> str:
    """The network that the words give away; "" when they don't."""
    joined = "\n".join(text[:1000] for text in texts)
    return next((name for name, pattern in _PLATFORMS if pattern.search(joined)), "")


def has_marks(text: str) -> bool:
    """True when it has what posts have and reports don't: hash tags, mentions, addresses, pictograms."""
    return bool(_MARKS.search(text[:2000]))


def announces(text: str) -> bool:
    """True when it tells that someone posted."""
    return bool(_ANNOUNCES.search(text[:2000]))


def reach_up(lines: list[Line], at: int, first: int, *, spaced: bool) -> int:
    """Where the post that is signed at lines[at] begins.

    lines    of one update, in order; the post can't begin before first.
    spaced   True when the page sets paragraphs apart by blank lines, so that lines without one belong together.
    Returns  index of its first line; `at` when nothing above belongs to it.
    """
    if at <= first:
        return at
    start = at - 1
    while spaced and start > first and not lines[start].gap and at - start < POST_PARAGRAPHS_MAX:
        if _is_report(lines[start - 1].text):
            return start
        start -= 1
    best = start
    for index in range(start - 1, max(first, at - POST_PARAGRAPHS_MAX) - 1, -1):
        text = lines[index].text
        if _is_report(text):
            return index + 1 if announces(text) else best
        if has_marks(text):
            best = index
        elif words(text) > 60:
            break
    return best


_REPORTED: Final = re.compile(r"^[\"“„«‘].{8,}[\"”“»’],?\s+(?:\S+\s+){1,}\S+$")


def _is_report(text: str) -> bool:
    """True for the newsroom's own words: they tell of a post, or who said what they quote."""
    return announces(text) or bool(_REPORTED.match(text[:600]))
