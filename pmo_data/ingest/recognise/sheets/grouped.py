"""Headers over two rows of which the lower holds periods: quarters below their years, months below Budget and Actual.

Stands apart from other grouped headers, whose lower row holds names that a register knows.
"""

from __future__ import annotations

from itertools import pairwise

from pmo_data.ingest.recognise.vocabulary.periods import period
from pmo_data.ingest.recognise.vocabulary.words import words

_YEARS = {"year", "fiscal_year"}
_LONG = 60


def period_groups(above: list[str], row: list[str]) -> list[str] | None:
    """Each column's name, its period with the year above it or behind the group above it; None where these are none.

    A single group is one only if it is a year: what is written above plain periods otherwise is their title.
    """
    spans = _spans(above, row)
    subs = [row[i] for span in spans for i in span]
    if len(subs) < 3 or not all(period(s) is not None for s in subs):
        return None
    years = [(found := period(above[span[0]])) is not None and found[0] in _YEARS for span in spans]
    if any(len(span) < 2 for span in spans) or (len(spans) < 2 and not all(years)) or any(years) != all(years):
        return None
    names = [sub or single for sub, single in zip(row, above, strict=True)]
    for span in spans:
        for i in span:
            own = all(years) and _rises([row[k] for k in span])
            names[i] = _joined(above[span[0]], row[i]) if own else f"{above[span[0]]} – {row[i]}"
    return names


def _spans(above: list[str], row: list[str]) -> list[list[int]]:
    """The columns of each group: the one it stands above and those with a name below it under blanks that follow."""
    spans: list[list[int]] = []
    current: list[int] = []
    for i, (group, sub) in enumerate(zip(above, row, strict=True)):
        if group:
            current = [i] if sub and len(group) <= _LONG else []
            spans += [current] if current else []
        elif sub and current:
            current.append(i)
        elif not sub:
            current = []
    return spans


def _rises(subs: list[str]) -> bool:
    """Whether periods stay within one year: January behind December is of the next."""
    places = [found[1] for s in subs if (found := period(s)) is not None]
    return all(before < after for before, after in pairwise(places))


def _joined(year: str, sub: str) -> str:
    """A quarter or week with its year; a month of a financial year stays behind it, as it may be of the next."""
    told, own = period(year), period(sub)
    plain = told is not None and told[0] == "year"
    return f"{sub} {year}" if plain or (own is not None and own[0] == "quarter") else f"{year} – {sub}"


def measured_periods(measures: list[str], periods: list[str]) -> list[str] | None:
    """The names of periods under the measures that stand above them, "Jan-26 Actual"; None where no two differ.

    A measure stands above each of its periods, or above the first of them. Months need their year, unless each comes
    once: without it nothing tells one from that of another year. What stands before the periods is a title.
    """
    found = {i: period(name) for i, name in enumerate(periods) if name and period(name) is not None}
    once = len({p[1] for p in found.values() if p is not None}) == len(found)
    dated = {i for i, p in found.items() if p and (p[0] != "month" or p[1] > _MONTHS or once) and p[0] in _OF_TIME}
    measures = ["" if i < min(dated, default=0) else m for i, m in enumerate(measures)]
    said = [m for m in measures if m]
    if len(dated) < _LEAST or len(dated) != len(found) or not all(set(words(m)) & _MEASURES for m in said):
        return None
    if any(m and i not in dated for i, m in enumerate(measures)) or len({tuple(words(m)) for m in said}) < _MEASURED:
        return None
    names, current = list(periods), ""
    for i in sorted(dated):
        current = measures[i] or current
        names[i] = f"{periods[i]} {current}"
    named = [names[i] for i in dated]
    return names if min(dated) > 0 and measures[min(dated)] and len(set(named)) == len(named) else None


_MEASURES = frozenset({"actual", "forecast", "budget", "planned", "outlook"})
_OF_TIME = frozenset({"month", "quarter", "year", "fiscal_year"})
_MONTHS, _LEAST, _MEASURED = 12, 3, 2
