"""Months that name no year and that nothing above them places: laid on the year that brings them nearest to today.

Stands apart from calendar weeks, which are numbered; the year is a guess for both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pmo_data.ingest.typing.day_texts import read_day


def first_days(texts: Sequence[str], today: date) -> dict[str, date] | None:
    """The first day of each month, in the order of the columns; None where any text is no month, or one comes twice."""
    if not texts or len(set(texts)) < len(texts) or any(re.search(r"\d", text) for text in texts):
        return None
    laid = [days for year in (-1, 0, 1) if (days := _from(today.year + year, texts)) is not None]
    best = min(laid, key=lambda days: abs(days[len(days) // 2] - today), default=None)
    return None if best is None else dict(zip(texts, best, strict=True))


def _from(year: int, texts: Sequence[str]) -> list[date] | None:
    """The months from the first of them in a year on; one before its left neighbour begins the next year."""
    days: list[date] = []
    for text in texts:
        said = read_day(f"{text} {year}")
        if said is None or said.first is None or said.first.day != 1:
            return None
        if days and said.first < days[-1]:
            year, said = year + 1, read_day(f"{text} {year + 1}")
        if said is None or said.first is None:
            return None
        days.append(said.first)
    return days
