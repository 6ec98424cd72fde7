"""Timesheets with a column for each day of the week, and one that says which week.

Stands apart from other tables by period because a weekday is no day until its row says of which week.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.layout import Block
from pmo_data.ingest.recognise.timephased import Timephased
from pmo_data.ingest.recognise.view import View
from pmo_data.ingest.recognise.words import fold, tidy, words

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
_PLANNED = frozenset({"planned", "forecast", "allocation", "schedule", "estimated"})


def timesheet(view: View, block: Block) -> Timephased | None:
    """The unfolding of a timesheet by weekday; None where fewer than five days are named or no week is said."""
    offsets = {i: _DAYS[said] for i, n in enumerate(block.names) if (said := fold(tidy(n)).rstrip(".")) in _DAYS}
    seen = {i: view.evidence(i, block.first, block.last, block.skip) for i, n in enumerate(block.names) if n}
    week = next((i for i, e in seen.items() if "week" in words(block.names[i]) and e.known and e.dates >= 0.8), None)
    counted = [seen[i] for i in offsets if seen[i].known]
    if week is None or len(set(offsets.values())) < _LEAST or not counted or any(e.numbers < 0.7 for e in counted):
        return None
    spoken = {w for text in (view.sheet.name, *block.names) for w in words(text)}
    unpivot = {
        "columns": list(offsets),
        "periods": [block.names[i] for i in offsets],
        "kind": "weekday",
        "value_field": "planned_hours" if spoken & _PLANNED else "actual_hours",
        "period_field": "start",
        "week": block.names[week],
        "begins": bool(set(words(block.names[week])) & {"start", "commencing", "starting", "of"}),
        "offsets": {block.names[i]: day for i, day in offsets.items()},
    }
    return Timephased("assignment", {"unpivot": unpivot, "cumulative": False}, tuple(offsets))


def without_sums(plans: list[ColumnPlan], week: str) -> list[ColumnPlan]:
    """The other columns of a timesheet, its week and its sums feeding nothing themselves."""
    taken = {"start", "finish", "actual_hours", "planned_hours", "share", "fte"}
    return [
        replace(p, field=None, confidence="none", reason="says the week of each row" if p.header == week else "")
        if p.header == week or p.field in taken
        else p
        for p in plans
    ]
