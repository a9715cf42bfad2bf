"""Dates as Vietnamese documents write them, found in folded text; a date that cannot be is no date."""

from __future__ import annotations

import re
from datetime import date

FULL = re.compile(
    r"(?:ngay\s*)?(?<!\d)(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})(?!\d)|"
    r"(?:ngay\s*)?(?<!\d)(?P<d2>\d{1,2})\s*thang\s*(?P<m2>\d{1,2})\s*nam\s*(?P<y2>\d{4})(?!\d)"
)
DAY_MONTH = re.compile(
    r"(?<![\d/])(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})(?![\d/])|(?:ngay\s+)?(?<!\d)(?P<d2>\d{1,2})\s+thang\s+(?P<m2>\d{1,2})(?!\d)(?!\s*nam\s+\d)"
)


def iso(day: int, month: int, year: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def iso_of(found: re.Match[str]) -> str | None:
    day, month, year = (found["d"] or found["d2"], found["m"] or found["m2"], found["y"] or found["y2"])
    return iso(int(day), int(month), int(year))


def day_month_of(found: re.Match[str]) -> tuple[int, int] | None:
    day, month = int(found["d"] or found["d2"]), int(found["m"] or found["m2"])
    return (day, month) if iso(day, month, 2024) else None
