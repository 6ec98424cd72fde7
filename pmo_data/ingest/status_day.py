"""The day a file speaks of, as its name or a line above its table says: "As at 31 October 2026", "Stand: 31.10.2026".

Stands apart because it is offered as the status date and never taken: only a person knows whether the rows are of that
day. A line inside the file is believed before a name of about the same day; where the name speaks of another month, the
line is more likely the one that nobody brought up to date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.plan import ColumnPlan, PreparedTable, TablePlan
from pmo_data.ingest.recognise.vocabulary.said_days import said_days
from pmo_data.ingest.recognise.vocabulary.words import words
from pmo_data.ingest.typing.day_texts import DayText, read_day
from pmo_data.store.delivery import Finding

_IN_NAME = re.compile(r"(?<!\d)(20\d{2})[-_. ]?(0[1-9]|1[0-2])(?:[-_. ]?(0[1-9]|[12]\d|3[01]))?(?!\d)")
_OF_A_REPORT = frozenset({"report", "reporting", "reported", "status", "snapshot", "extract", "extracted", "data",
                          "period", "as", "stand", "stichtag"})  # fmt: skip
_FEW = 2  # rows; what one row says of a day, it may say of itself
_ABOVE, _MOST_CELLS = 30, 4
_QUARTER = timedelta(days=92)
_SAME_EDITION = timedelta(days=21)  # a report as at the end of a month is named after the day it was written


def status_date_of(file_name: str, spoken: Finding | None, today: date | None = None) -> str | None:
    """The date to offer, by the file's name and what `spoken_day` found in it."""
    named = status_date_hint(file_name, today)
    if spoken is None or spoken.value is None or named is None:
        return named if spoken is None else spoken.value
    apart = abs(date.fromisoformat(named) - date.fromisoformat(spoken.value))
    return spoken.value if apart <= _SAME_EDITION else named


def status_date_hint(file_name: str, today: date | None = None) -> str | None:
    """The date a file's name speaks of: a day, or the last day of a month; None where it lies in the future."""
    found = _IN_NAME.search(file_name)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    last = calendar.monthrange(year, month)[1]
    day = date(year, month, min(int(found[3]), last) if found[3] else last)
    return day.isoformat() if day <= (today or date.today()) else None


def spoken_day(sheets: dict[str, Sheet], plans: Sequence[TablePlan], today: date | None = None) -> Finding | None:
    """What lines above the tables say of their day, as a finding whose `value` is the ISO date.

    None where no line speaks of a day that has passed, or where two speak of different days.
    """
    said = {day: line for plan in plans for line, day in _lines(sheets[plan.sheet], plan, today or date.today())}
    if len(said) != 1:
        return None
    ((day, line),) = said.items()
    message = f"“{line}” stands above the table: the file speaks of {day.day} {day:%b %Y}."
    fix = f"Choose {day.isoformat()} as status date if its rows are of that day."
    return Finding("status_day_spoken", "warning", message, value=day.isoformat(), fix=fix)


def day_of_rows(tables: Sequence[PreparedTable], today: date | None = None) -> Finding | None:
    """The day that every row of a file's lists gives as that of the report, as `spoken_day` gives that of a line."""
    said: dict[date, str] = {}
    for table in tables:
        for column in table.plan.columns if table.derived_from is None else ():
            days = _days_of(table, column) if set(words(column.header)) & _OF_A_REPORT else []
            said |= dict.fromkeys(days, column.header)
    if len(said) != 1:
        return None
    ((day, header),) = said.items()
    if day > (today or date.today()):
        return None
    message = f"Every row gives {day.day} {day:%b %Y} as {' '.join(header.split())}: the file speaks of that day."
    fix = f"Choose {day.isoformat()} as status date if its rows are of that day."
    return Finding("status_day_spoken", "warning", message, column=header, value=day.isoformat(), fix=fix)


def _days_of(table: PreparedTable, column: ColumnPlan) -> list[date]:
    """The days in a column of reporting days, each once; none where it holds anything else or a single row."""
    if table.rows.num_rows < _FEW:
        return []
    if column.field in {"updated_on", "report_date"} and column.field in table.rows.column_names:
        return [day for day in pc.unique(table.rows[column.field]).to_pylist() if day is not None]
    if column.field is not None:
        return []
    name = " ".join(column.header.split())
    texts = [t for t in pc.unique(pc.map_lookup(table.rows["extra"], pa.scalar(name), "first")).to_pylist() if t]
    read = [read_day(text) for text in texts[:3]]
    return [day for one in read if one is not None and (day := _last_day(one)) is not None]


def _lines(sheet: Sheet, plan: TablePlan, today: date) -> list[tuple[str, date]]:
    """The lines above a table that name a day, with it."""
    until = min((*plan.header_rows, plan.first_row)) - sheet.first_row
    top = sheet.cells.slice(max(0, until - _ABOVE), min(until, _ABOVE)).to_pylist() if until > 0 else []
    rows = [[str(v).strip() for v in row.values() if v and str(v).strip()] for row in top]
    said = ((line, _last_day(day)) for row in rows if len(row) <= _MOST_CELLS for line, day in said_days(row))
    return [(line, day) for line, day in said if day is not None and day <= today]


def _last_day(said: DayText) -> date | None:
    """The day, or the last of a month or quarter; None of a longer period, or where day and month may be exchanged."""
    order = said.proves
    day = said.day(order) if order else said.last
    return day if day is None or said.first is None or day - said.first <= _QUARTER else None
