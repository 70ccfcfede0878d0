"""Dates as Vietnamese decisions print them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

DATE = r"""(?i:(?:ngày\s*)?\d{1,2}\s*th[áa]n(?:g|h)\s*\d{1,2}\s*n[ăaá]m\s*\d{4}(?!\d)
             |(?:ngày\s*)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d))"""
"""A whole date, for verbose patterns: "ngày 04 tháng 4 năm 2014", "04/6/2008", "26.11.2003".

Blanks may be lost ("ngày 10 tháng12 năm2003"), "tháng" misprinted ("thánh"); a year of five digits
("08/6/20210") is none."""

_PARTS = re.compile(r"(\d{1,2})\D{1,9}(\d{1,2})\D{1,7}(\d{4})")


@lru_cache(maxsize=4_096)
def iso_date(text: str | None) -> str | None:
    """Return a printed date as ISO 8601; None for None and for a day that does not exist."""
    match = _PARTS.search(text or "")
    if not match:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def printed_date(value: str) -> str:
    """Return an ISO date as Vietnamese print it: "2023-03-03" → "03/03/2023"."""
    return "/".join(reversed(value.split("-")))
