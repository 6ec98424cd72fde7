"""Calendar weeks that name no year, "KW40" to "KW5": laid on the year that brings them nearest to today.

Stands apart from numbered periods, whose first may be any week: a calendar week has its place in every year, and only
the year is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_WEEK = re.compile(r"\s*(?:kw|cw|calendar\s+week|kalenderwoche)\s*[-_. ]?(\d{1,2})\s*", re.IGNORECASE)


def mondays(texts: Sequence[str], today: date) -> dict[str, date] | None:
    """The Monday of each week, in the order of the columns, where a number lower than the one before begins a year.

    None where any text is not a calendar week from 1 to 53, or names its year, or where the year has no such week.
    """
    found = [_WEEK.fullmatch(text) for text in texts]
    weeks = [int(f[1]) for f in found if f is not None]
    if not weeks or len(weeks) < len(texts) or not all(1 <= week <= 53 for week in weeks):
        return None
    laid = [days for year in (-1, 0, 1) if (days := _from(today.year + year, weeks)) is not None]
    best = min(laid, key=lambda days: abs(days[len(days) // 2] - today), default=None)
    return None if best is None else dict(zip(texts, best, strict=True))


def _from(year: int, weeks: list[int]) -> list[date] | None:
    """The Mondays of weeks that begin in a year; None where it has no week 53 and one is asked for."""
    days = []
    for place, week in enumerate(weeks):
        year += place > 0 and week < weeks[place - 1]
        try:
            days.append(date.fromisocalendar(year, week, 1))
        except ValueError:
            return None
    return days
