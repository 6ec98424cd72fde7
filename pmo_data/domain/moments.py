"""When: the order in which snapshots follow one another.

A *moment* is one number that sorts by status date first and by order of commit within a day, so that an older file
imported late still takes its place in history. Row versions are valid from one moment to another.
"""

from __future__ import annotations

from datetime import date

_EPOCH = date(1970, 1, 1)
_PER_DAY = 1_000_000
FOREVER = 2**63 - 1
"""End of a row version that is still in force; as a point of view: the latest state."""
BEGINNING = -(2**62)
"""From when defaults (settings) are in force: before every snapshot."""


def moment_of(status_date: date, snapshot: int) -> int:
    """The moment of a snapshot: days since 1970 times a million, plus the snapshot's number."""
    return (status_date - _EPOCH).days * _PER_DAY + snapshot


def end_of_day(day: date) -> int:
    """The moment after the last snapshot of a day: what was known by then."""
    return ((day - _EPOCH).days + 1) * _PER_DAY - 1


def day_of(moment: int) -> date:
    """The status date of a moment."""
    return date.fromordinal(_EPOCH.toordinal() + moment // _PER_DAY)
