"""Working days and status dates of the demo; every plan is kept in working-day indexes and turned into dates here.

An index counts working days from 1 January 2024. A span [start, start + days) covers whole working days, so that a
shift by a number of working days never lands on a weekend and keeps every link between tasks intact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache
from random import Random

SEED = 2026
MONTHS = 12

HOLIDAYS: dict[date, str] = {
    date(year, month, day): name
    for year, days in {
        2024: ((1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)),
        2025: ((1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)),
        2026: ((1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)),
        2027: ((1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)),
        2028: ((1, 3), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)),
        2029: ((1, 1), (3, 30), (4, 2), (5, 7), (5, 28), (8, 27), (12, 25), (12, 26)),
    }.items()
    for (month, day), name in zip(
        days,
        ("New Year's Day", "Good Friday", "Easter Monday", "Early May holiday", "Spring holiday", "Summer holiday",
         "Christmas Day", "Boxing Day"),
        strict=True,
    )
}  # fmt: skip


def _working_days() -> list[date]:
    first, last = date(2024, 1, 1), date(2029, 12, 31)
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in HOLIDAYS]


DAYS = _working_days()


@lru_cache
def month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


STATUS_DATES = [month_end(2025 + (10 + n) // 12, (10 + n) % 12 + 1) for n in range(MONTHS)]


def generator(*topic: object) -> Random:
    """A stream of its own per topic, so that adding one part never changes another."""
    return Random(":".join(str(part) for part in (SEED, *topic)))


def first_on_or_after(day: date) -> int:
    return bisect_left(DAYS, day)


def last_on_or_before(day: date) -> int:
    return bisect_right(DAYS, day) - 1


def edge(day: date) -> int:
    """Index of the first working day after `day`: everything below it lies in the past at the end of `day`."""
    return bisect_right(DAYS, day)


EDGES = [edge(day) for day in STATUS_DATES]


def month_starts(first: date, last: date) -> list[date]:
    """First days of all months that touch the span."""
    months = []
    current = first.replace(day=1)
    while current <= last:
        months.append(current)
        current = end_of(current) + timedelta(1)
    return months


def end_of(day: date) -> date:
    return month_end(day.year, day.month)


def working_days_in(month: date) -> int:
    return edge(end_of(month)) - first_on_or_after(month)


def spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def iso(index: int) -> str:
    return DAYS[index].isoformat()
