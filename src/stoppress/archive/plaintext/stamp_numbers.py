"""Tokens made of numbers → days and clocks. A token that can't be one leaves the reading as it was."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from stoppress.archive.plaintext.stamp_parts import Clock, Reading
from stoppress.archive.plaintext.stamp_tokens import ISO


def _take_iso(reading: Reading, token: str) -> bool:
    match = ISO.fullmatch(token)
    if not match:
        return False
    year, month, day, hour, minute = (int(match[i]) for i in range(1, 6))
    try:
        local = datetime(year, month, day, hour, minute, int(match[6] or 0))  # noqa: DTZ001 (the zone follows, or is unknown)
    except ValueError:
        return False
    if match[7]:
        aware = datetime.fromisoformat(local.isoformat() + match[7].replace("Z", "+00:00"))
        reading.moment = aware.astimezone(UTC)
        return True
    return set_day(reading, year, month, day) and add_clock(reading, hour, minute, local.second)


def _take_ymd(reading: Reading, token: str) -> bool:
    year, month, day = (int(part) for part in re.split(r"[-/.]", token))
    return set_day(reading, year, month, day)


def _take_cjk(reading: Reading, token: str) -> bool:
    parts = [int(part) for part in re.findall(r"\d+", token)]
    return set_day(reading, parts[0] if len(parts) == 3 else None, parts[-2], parts[-1])


def _take_dmy(reading: Reading, token: str) -> bool:
    first, second, year = (int(part) for part in re.split(r"[-/.]", token))
    year = year + 2000 if year < 100 else year
    if "." in token or first > 12:
        return set_day(reading, year, second, first)
    if second > 12:
        return set_day(reading, year, first, second)
    if not 1 <= first <= 12 or second < 1:
        return False
    reading.year = year
    if first == second:
        return set_day(reading, year, first, second)
    reading.slashed = (first, second)
    return True


def _take_dm(reading: Reading, token: str) -> bool:
    first, second = (int(part) for part in re.findall(r"\d+", token))
    if "/" not in token or first > 12:
        return set_day(reading, None, second, first)
    if second > 12:
        return set_day(reading, None, first, second)
    reading.slashed = (first, second)
    return 1 <= first <= 12 and second >= 1


def _take_clock(reading: Reading, token: str) -> bool:
    parts = [int(part) for part in re.findall(r"\d+", token)][:3]
    return add_clock(reading, *parts)


def _take_cjk_clock(reading: Reading, token: str) -> bool:
    parts = [int(part) for part in re.findall(r"\d+", token)]
    return add_clock(reading, parts[0], parts[1] if len(parts) > 1 else 30 if "半" in token else 0)


def _take_offset(reading: Reading, token: str) -> bool:
    if not reading.clocks or reading.clocks[-1].zone not in {"", "gmt", "utc"}:
        return False
    reading.clocks[-1] = replace(reading.clocks[-1], zone="".join(token.split()).casefold())
    return True


def _take_epoch(reading: Reading, token: str) -> bool:
    if not 1_100_000_000 <= int(token[:10]) <= 1_999_999_999:
        return False
    reading.moment = datetime.fromtimestamp(int(token) / (1000 if len(token) == 13 else 1), UTC)
    return True


def _take_half(reading: Reading, token: str) -> bool:
    return take_half_day(reading, afternoon=token[0].casefold() in {"p", "μ"})


def set_day(reading: Reading, year: int | None, month: int, day: int) -> bool:
    """Set month, day and year where they are possible and none other was read before."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    if reading.day is not None and reading.month is not None and (reading.month, reading.day) != (month, day):
        return False
    reading.year, reading.month, reading.day = year or reading.year, month, day
    return True


def add_clock(reading: Reading, hour: int, minute: int, second: int = 0) -> bool:
    """Add a time of day; False for one that no clock shows."""
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute) or reading.number or len(reading.clocks) == 3:
        return False
    clock = Clock(hour=hour % 24, minute=minute, second=second)
    if reading.afternoon is not None:
        clock, reading.afternoon = _halved(clock, afternoon=reading.afternoon) or clock, None
    reading.clocks.append(clock)
    return True


def take_half_day(reading: Reading, *, afternoon: bool) -> bool:
    """Read a.m. or p.m., before or after its hour."""
    if reading.number is not None and not reading.clocks and 1 <= reading.number[0] <= 12:
        hour, reading.number = reading.number[0], None
        add_clock(reading, hour, 0)
    if not reading.clocks:
        reading.afternoon = afternoon
        return True
    halved = _halved(reading.clocks[-1], afternoon=afternoon)
    if halved is None:
        return False
    reading.clocks[-1] = halved
    return True


def _halved(clock: Clock, *, afternoon: bool) -> Clock | None:
    if clock.hour > 12:
        return clock if afternoon else None  # "14:03 p. m." is written, and clear
    return replace(clock, hour=clock.hour % 12 + (12 if afternoon else 0))


PARTS: Final = {
    "iso": _take_iso,
    "ymd": _take_ymd,
    "cjk": _take_cjk,
    "dmy": _take_dmy,
    "dm": _take_dm,
    "clock": _take_clock,
    "cjkclock": _take_cjk_clock,
    "offset": _take_offset,
    "epoch": _take_epoch,
    "half": _take_half,
}
