"""A column whose cells each hold a start and an end, "05/01/2026 - 30/01/2026" or "Jan–Mar 2026", as two columns.

Stands apart because it comes before recognition: matching gives each column one field, and such a column holds two.
The column itself is kept as it is; the two stand behind the last of the sheet, so that no other changes its place.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pyarrow as pa

from pmo_data.ingest.grid import Note, Sheet, Workbook
from pmo_data.ingest.recognise.vocabulary.evidence import looks
from pmo_data.ingest.recognise.vocabulary.words import tidy, words
from pmo_data.ingest.typing.day_texts import read_day

_BETWEEN = re.compile(r"\s+(?:-|to|until|till|bis|au|tot|t/m|al|hasta)\s+|\s*[–—→]\s*|"
                      r"(?<=[^\W\d]{3})\s?-\s?(?=[^\W\d]{3})|"
                      r"(?<=\d{4})-(?=\d{1,2}[./])")  # fmt: skip
_LEADING = re.compile(r"^(?:from|von|vom|du|de|del|van)\s+", re.IGNORECASE)
_YEAR = re.compile(r"[ /'’-]+((?:19|20)?\d\d)$")
_WHEN = frozenset({"period", "date", "dates", "time", "timing", "timeframe", "frame", "timeline", "schedule", "when",
                   "duration", "zeitraum", "laufzeit", "dauer", "start", "finish", "planned", "project", "task",
                   "periodo", "période", "periode", "looptijd", "term", "window", "span", "range"})  # fmt: skip
_THINGS = frozenset({"task", "activity", "project", "milestone", "deliverable", "phase", "stage", "work", "package",
                     "initiative", "scheme", "person", "resource", "name", "action"})  # fmt: skip
_OF_REPORTS = frozenset({"actual", "cost", "costs", "spent", "spend", "hours", "amount", "invoice", "rag", "overall",
                         "report", "reporting", "revenue", "health"})  # fmt: skip
_LOOKED_AT, _LARGEST = 60, 50_000
_MONTH = re.compile(r"[^\W\d]{3}")
_SHARE = 0.8


def with_from_to(workbook: Workbook) -> Workbook:
    """The workbook with two more columns for each that holds periods from a day to a day; as it was without such."""
    return replace(workbook, sheets=tuple(map(_apart, workbook.sheets)))


def from_to(text: str) -> tuple[str, str] | None:
    """The start and the end a text names, a month without a year in the year of the other; None where it is neither."""
    parts = _BETWEEN.split(_LEADING.sub("", tidy(text)))
    if len(parts) != 2 or not all(parts) or len(text) > 60:
        return None
    start, end = parts
    year = _YEAR.search(end)
    if "date" not in looks(start) and year is not None and _MONTH.search(start):
        start = _before(start, int(year[1]), end)
    return (start, end) if "date" in looks(start) and "date" in looks(end) else None


def _before(start: str, year: int, end: str) -> str:
    """A month or day without a year in that of the end, or in the year before where it comes later in the year."""
    said = [read_day(text) for text in (f"{start} {year:02d}", end)]
    days = [day.first for day in said if day is not None and day.first is not None]
    crosses = len(days) == 2 and days[0] > days[1]
    return f"{start} {year - 1 if crosses else year:02d}"


def _apart(sheet: Sheet) -> Sheet:
    """The sheet with the first column of periods in two more; as it was where it has none or is too long to look at."""
    if not 2 <= sheet.cells.num_rows <= _LARGEST:
        return sheet
    for index in range(sheet.cells.num_columns):
        head = sheet.cells.column(index).slice(0, _LOOKED_AT).to_pylist()
        first = next((i for i, t in enumerate(head) if t and from_to(t)), None)
        named = None if not first else next((i for i in range(first - 1, -1, -1) if head[i]), None)
        if first is None or named is None or not _is_header(sheet, named, str(head[named])):
            continue
        texts = sheet.cells.column(index).to_pylist()
        spans = [from_to(t) if t else None for t in texts]
        filled = sum(1 for t in texts[first:] if t)
        if sum(1 for s in spans if s) >= max(2, _SHARE * filled):
            return _with(sheet, tidy(str(head[named])), named, spans)
    return sheet


def _is_header(sheet: Sheet, row: int, name: str) -> bool:
    """Whether the row names columns of a list up to the last of the sheet, and this one says no more than when."""
    cells = [column[row].as_py() for column in sheet.cells.columns]
    held = [i for i, c in enumerate(cells) if c]
    spoken = {w for c in cells if c for w in words(c)}
    closed = held[-1] == len(cells) - 1 and held == list(range(held[0], len(cells)))
    own = set(words(name))
    return closed and bool(own) and own <= _WHEN and bool(spoken & _THINGS) and not spoken & _OF_REPORTS


def _with(sheet: Sheet, name: str, row: int, spans: list[tuple[str, str] | None]) -> Sheet:
    cells = sheet.cells
    for part, called in enumerate(("Start", "End")):
        texts = [s[part] if s else None for s in spans]
        texts[row] = f"{called} ({name})"
        cells = cells.append_column(str(cells.num_columns), pa.array(texts, pa.string()))
    said = f"“{name}” holds a start and an end in each cell; they are read apart and the column is kept beside them."
    return replace(sheet, cells=cells, notes=(*sheet.notes, Note("from_to", said)))
