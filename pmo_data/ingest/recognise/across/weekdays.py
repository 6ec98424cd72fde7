"""Timesheets with a column for each day of the week, and one that says which week.

Stands apart from other tables by period because a weekday is no day until its row says of which week.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.across.timephased import Timephased
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.said_days import first_day
from pmo_data.ingest.recognise.vocabulary.words import fold, tidy, words
from pmo_data.ingest.typing.day_texts import DayText

_DAYS = {
    name: day
    for day, names in enumerate(
        ("monday mon montag lundi lunes", "tuesday tue tues dienstag mardi martes",
         "wednesday wed mittwoch mercredi miercoles",
         "thursday thu thur thurs donnerstag jeudi jueves", "friday fri freitag vendredi viernes",
         "saturday sat samstag samedi sabado", "sunday sun sonntag dimanche domingo")
    )
    for name in names.split()
}  # fmt: skip
_LEAST = 5
_ABOVE = 30  # rows looked at above a table
_LONGEST = 140
_BEGINS = frozenset({"start", "commencing", "starting", "beginning", "of", "w/c", "wc"})
_WEEK_OF = re.compile(r"\b((?:week|w/c|w/e|wc|woche|semaine|semana)(?:\s+[a-z]+)?)\b\s*[:=–-]?\s*(\S.*)", re.IGNORECASE)
_PLANNED = frozenset({"planned", "forecast", "allocation", "schedule", "estimated"})


def weekday(name: str) -> int | None:
    """The place in the week, from 0 for Monday, of a column called by its day."""
    return _DAYS.get(fold(tidy(name)).rstrip("."))


def timesheet(view: View, block: Block) -> Timephased | None:
    """The unfolding of a timesheet by weekday; None where fewer than five days are named or no week is said."""
    offsets = {i: day for i, n in enumerate(block.names) if (day := weekday(n)) is not None}
    seen = {i: view.evidence(i, block.first, block.last, block.skip) for i, n in enumerate(block.names) if n}
    week = next((i for i, e in seen.items() if "week" in words(block.names[i]) and e.known and e.dates >= 0.8), None)
    counted = [seen[i] for i in offsets if seen[i].known]
    if len(set(offsets.values())) < _LEAST or not counted or any(e.numbers < 0.7 for e in counted):
        return None
    dated = _by_row(block, offsets, week) if week is not None else _by_line_above(view, block, offsets)
    if dated is None:
        return None
    spoken = {w for text in (view.sheet.name, *block.names) for w in words(text)}
    field = "planned_hours" if spoken & _PLANNED else "actual_hours"
    unpivot = {"columns": list(offsets), "value_field": field, "period_field": "start", **dated}
    return Timephased("assignment", {"unpivot": unpivot, "cumulative": False}, tuple(offsets))


def _by_row(block: Block, offsets: dict[int, int], week: int) -> dict[str, Any]:
    """The weekdays as they are called, to be dated row by row from the column of weeks."""
    return {
        "periods": [block.names[i] for i in offsets],
        "kind": "weekday",
        "week": block.names[week],
        "begins": bool(set(words(block.names[week])) & _BEGINS),
        "offsets": {block.names[i]: day for i, day in offsets.items()},
    }


def _by_line_above(view: View, block: Block, offsets: dict[int, int]) -> dict[str, Any] | None:
    """The weekdays dated by the one week that a row above the table names: "Week commencing: | 2 November 2026"."""
    mondays = set()
    for row in view.band(0, block.header[0])[-_ABOVE:]:
        line = " ".join(c for c in row if c)
        said = _WEEK_OF.search(line) if len(line) <= _LONGEST else None
        day = first_day(said[2]) if said is not None else None
        if said is not None and day is not None:
            mondays |= _mondays(day, bool({said[1].lower(), *words(said[1])} & _BEGINS))
    if len(mondays) != 1:
        return None
    monday = mondays.pop()
    return {"periods": [(monday + timedelta(days=day)).isoformat() for day in offsets.values()], "kind": "date"}


def _mondays(said: DayText, begins: bool) -> set[date]:
    """The Monday of the week of a day; of two readings that its numbers allow, the one on which weeks begin or end."""
    days = [said.first] if said.first is not None else []
    if said.numbers is not None:
        one, other = said.numbers
        orders = {(one, other), (other, one)}
        both = [date(said.year, m, d) for d, m in orders if 1 <= m <= 12 and 1 <= d <= monthrange(said.year, m)[1]]
        days = [d for d in both if len(both) == 1 or d.weekday() in ((0, 6) if begins else (4, 5, 6))]
    return {d - timedelta(days=-1 if begins and d.weekday() == 6 else d.weekday()) for d in days}


def without_sums(plans: list[ColumnPlan], week: str) -> list[ColumnPlan]:
    """The other columns of a timesheet, its week and its sums feeding nothing themselves."""
    taken = {"start", "finish", "actual_hours", "planned_hours", "share", "fte"}
    return [
        replace(p, field=None, confidence="none", reason="says the week of each row" if p.header == week else "")
        if p.header == week or p.field in taken
        else p
        for p in plans
    ]
