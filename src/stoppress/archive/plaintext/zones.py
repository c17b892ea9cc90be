"""Names of time zones as pages write them → how to read a local time. What is ambiguous stays ambiguous."""

from __future__ import annotations

# ruff: noqa: E501 (words of many languages, and patterns of them, stand on long lines)
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stoppress.base.errors import Refusal

AMBIGUOUS: Final = frozenset(
    {
        "ist",
        "cst",
        "ast",
        "ct",
        "amt",
        "gst",
        "sst",
        "ect",
        "pst-asia",
        "local time",
        "ora locale",
        "hora local",
        "heure locale",
        "ortszeit",
        "بالتوقيت المحلي",
    }
)
"""Names that several zones go by: India, Israel and Ireland share IST; China and Chicago share CST. Never guessed."""

_FIXED_MIN: Final = {
    "gmt": 0, "utc": 0, "z": 0, "wet": 0, "tu": 0, "ut": 0,
    "bst": 60, "cet": 60, "mez": 60, "west": 60, "wat": 60, "wib": 420, "wita": 480, "wit": 540,
    "cest": 120, "mesz": 120, "eet": 120, "sast": 120, "cat": 120,
    "eest": 180, "msk": 180, "мск": 180, "eat": 180, "trt": 180, "idt": 180,
    "irst": 210, "pkt": 300, "npt": 345, "ict": 420, "hkt": 480, "sgt": 480, "myt": 480, "pht": 480, "awst": 480,
    "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "acst": 570, "acdt": 630, "nzst": 720, "nzdt": 780,
    "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480,
    "hst": -600, "nst": -210, "ndt": -150, "adt": -180, "brt": -180, "art": -180, "cot": -300, "pet": -300, "clt": -240, "clst": -180,
    "بتوقيت غرينتش": 0, "بتوقيت جرينتش": 0, "غرينتش": 0, "جرينتش": 0, "توقيت غرينتش": 0, "بتوقيت مكة المكرمة": 180, "بتوقيت مكة": 180,
    "توقيت مكة المكرمة": 180, "مكة المكرمة": 180, "greenwich mean time": 0, "гринвич": 0, "московское": 180, "мск.": 180, "по гринвичу": 0,
}  # fmt: skip
"""Minutes east of Greenwich."""

_PLACES: Final = {
    "et": "America/New_York", "eastern": "America/New_York", "eastern time": "America/New_York", "new york time": "America/New_York",
    "pt": "America/Los_Angeles", "pacific": "America/Los_Angeles", "pacific time": "America/Los_Angeles",
    "mt": "America/Denver", "mountain time": "America/Denver", "central time": "America/Chicago",
    "uk time": "Europe/London", "uk": "Europe/London", "london time": "Europe/London", "british time": "Europe/London",
    "irish time": "Europe/Dublin", "kyiv time": "Europe/Kyiv", "kiev time": "Europe/Kyiv", "moscow time": "Europe/Moscow",
    "по киеву": "Europe/Kyiv", "київський": "Europe/Kyiv", "киевское": "Europe/Kyiv", "по київському часу": "Europe/Kyiv", "за київським часом": "Europe/Kyiv", "по московскому времени": "Europe/Moscow",
    "heure de paris": "Europe/Paris", "paris time": "Europe/Paris", "heure de bruxelles": "Europe/Brussels", "hora de madrid": "Europe/Madrid",
    "hora peninsular": "Europe/Madrid", "hora de españa": "Europe/Madrid", "hora de lisboa": "Europe/Lisbon", "horário de brasília": "America/Sao_Paulo",
    "hora de brasília": "America/Sao_Paulo", "hora de argentina": "America/Argentina/Buenos_Aires", "hora argentina": "America/Argentina/Buenos_Aires",
    "hora de méxico": "America/Mexico_City", "hora del centro de méxico": "America/Mexico_City", "hora de colombia": "America/Bogota", "hora de chile": "America/Santiago",
    "berliner zeit": "Europe/Berlin", "deutscher zeit": "Europe/Berlin", "ora italiana": "Europe/Rome", "türkiye saati": "Europe/Istanbul", "tsi": "Europe/Istanbul",
    "بتوقيت القاهرة": "Africa/Cairo", "بتوقيت القدس": "Asia/Jerusalem", "بتوقيت بيروت": "Asia/Beirut", "بتوقيت بغداد": "Asia/Baghdad", "بتوقيت دمشق": "Asia/Damascus",
    "بتوقيت الرياض": "Asia/Riyadh", "بتوقيت السعودية": "Asia/Riyadh", "بتوقيت تونس": "Africa/Tunis", "بتوقيت الدوحة": "Asia/Qatar",
    "israel time": "Asia/Jerusalem", "jerusalem time": "Asia/Jerusalem", "gaza time": "Asia/Gaza", "tehran time": "Asia/Tehran", "cairo time": "Africa/Cairo",
    "beirut time": "Asia/Beirut", "tokyo time": "Asia/Tokyo", "japan time": "Asia/Tokyo", "beijing time": "Asia/Shanghai", "北京时间": "Asia/Shanghai", "日本時間": "Asia/Tokyo",
    "indian standard time": "Asia/Kolkata", "india time": "Asia/Kolkata", "sydney time": "Australia/Sydney", "hong kong time": "Asia/Hong_Kong", "brussels time": "Europe/Brussels",
    "doha time": "Asia/Qatar", "lagos time": "Africa/Lagos", "nairobi time": "Africa/Nairobi", "turkey time": "Europe/Istanbul",
}  # fmt: skip

_OFFSET: Final = re.compile(r"(?:gmt|utc)?\s?([+\-−–])\s?(\d{1,2})(?::?(\d{2}))?")

ZONE_WORDS: Final = tuple(sorted({*_FIXED_MIN, *_PLACES, *AMBIGUOUS}, key=len, reverse=True))
"""All names, longest first, casefolded."""


def zone_of(name: str) -> tzinfo | None:
    """The zone that a page's word means; None for a word that is none, or that several zones go by.

    name     casefolded: "gmt", "bst", "et", "utc+3", "kyiv time"; or an IANA name as it is written.
    """
    if name in AMBIGUOUS:
        return None
    if name in _FIXED_MIN:
        return UTC if _FIXED_MIN[name] == 0 else timezone(timedelta(minutes=_FIXED_MIN[name]), name.upper())
    if name in _PLACES:
        return ZoneInfo(_PLACES[name])
    if match := _OFFSET.fullmatch(name):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return timezone(timedelta(minutes=-minutes if match[1] != "+" else minutes)) if minutes <= 14 * 60 else None
    return None


def zone_given(name: str) -> tzinfo:
    """The zone that a caller names, as IANA name or as pages write it.

    Raises   Refusal zone-unknown.
    """
    found = zone_of(name.strip().casefold())
    if found is not None:
        return found
    try:
        return ZoneInfo(name.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal(
            "zone-unknown",
            f"“{name[:60]}” is no time zone that is known, or several are called so. Name it as in Europe/London, UTC or UTC+3.",
            field="zone",
        ) from None


def moment_in(local: datetime, zone: tzinfo) -> datetime | None:
    """The moment of a local time, in UTC; None in the hours that a change of clocks skips or doubles."""
    aware = local.replace(tzinfo=zone)
    if aware.utcoffset() != aware.replace(fold=1).utcoffset():
        return None
    return aware.astimezone(UTC)
