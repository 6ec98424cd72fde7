"""Parts of one sheet that each repeat the column names under a day of their own: last week's report below this week's.

Stands apart from other headings, because what stands above such a section says when its rows were true: the same
projects again are no further projects but what was said of them then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from pmo_data.domain.words import listed
from pmo_data.ingest.plan import ColumnPlan, TablePlan
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.said_days import first_day, said_days
from pmo_data.ingest.recognise.vocabulary.words import tidy
from pmo_data.ingest.typing.day_texts import DayText, Order
from pmo_data.store.delivery import Finding

_ANNOUNCED = re.compile(
    r"^(?:(?:status|progress|weekly|monthly|highlight)?\s*(?:report|update|status)\b)?[\s:–-]*"
    r"(?:w\s?/\s?[ce]|(?:week|month|period|fortnight)\s+(?:ending|ended|commencing|beginning|of)|as (?:at|of)|date|"
    r"(?:woche|semaine|semana)\s+(?:vom|ab|du|del?))?[\s:–-]*",
    re.IGNORECASE,
)
_ORDERS: tuple[Order, ...] = ("dmy", "mdy")
_MOST_CELLS = 3
_REACHED = 2  # rows between a section's day and its column names, one of them blank


def section_day(row: Sequence[str]) -> DayText | None:
    """What a row of few cells says of the day it is about; None where it names none."""
    cells = [tidy(c) for c in row if tidy(c)]
    if not 0 < len(cells) <= _MOST_CELLS or sum(map(len, cells)) > 80:
        return None
    text = " ".join(cells)
    return first_day(_ANNOUNCED.sub("", text)) or next((day for _, day in said_days(cells)), None)


def _in_one_order(said: Sequence[DayText]) -> list[date]:
    """The days, their numbers in the order that one of them proves, else in that which puts them nearest together."""
    proved = {order for day in said if (order := day.proves)}
    read = []
    for order in proved or _ORDERS:
        days = [day.last if day.numbers is None else day.day(order) for day in said]
        known = [day for day in days if day is not None]
        read += [known] if known and len(known) == len(days) else []
    return min(read, key=lambda days: max(days) - min(days), default=[]) if len(proved) < 2 else []


def day_above(view: View, header: int) -> int | None:
    """The row above column names that says which day the rows below them are of."""
    for row in range(header - 1, max(-1, header - 1 - _REACHED), -1):
        cells = view.band(row, row + 1)[0]
        if any(cells):
            return row if section_day(cells) is not None else None
    return None


def as_history(
    view: View, plan: TablePlan, repeated: Sequence[int], header: int, carried: int
) -> tuple[TablePlan, list[Finding]] | None:
    """The plan with each section's rows as of its day; None where a section has none, or keys do not come again."""
    heads = [header, *repeated]
    spots = [day_above(view, h) for h in heads]
    said = [section_day(view.band(s, s + 1)[0]) for s in spots if s is not None]
    known = _in_one_order([day for day in said if day is not None])
    key = next((p.index for name in ("code", "name") for p in plan.columns if p.field == name), None)
    if len(known) < len(heads) or len(set(known)) < len(known) or key is None or plan.collapse:
        return None
    ends = [*(s for s in spots[1:] if s is not None), plan.last_row]
    parts = [{r[key] for r in view.band(h + 1, end) if r[key]} for h, end in zip(heads, ends, strict=True)]
    if not all(len(a & b) * 2 >= min(len(a), len(b)) > 0 for a, b in pairwise(parts)):
        return None
    column = ColumnPlan(carried, "Day above the rows", None, "none", reason="stands above each part of the sheet",
                        samples=tuple(day.isoformat() for day in known[:3]))  # fmt: skip
    above = [[view.number(s), day.isoformat(), 0] for s, day in zip(spots, known, strict=True) if s is not None]
    told = listed([f"{day.day} {day:%b %Y}" for day in known])
    note = Finding("parts_by_day", "warning", f"Each part of the sheet is read as of the day above it: {told}.",
                   fix="Import the parts one by one, each with its status date, if those are other days.")  # fmt: skip
    stands_for = f"{plan.row_stands_for} and reporting date"
    dated = replace(plan, columns=(*plan.columns, column), settings={**plan.settings, "headings": above},
                    history=carried, row_stands_for=stands_for)  # fmt: skip
    return dated, [note]
