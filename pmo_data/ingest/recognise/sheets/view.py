"""A sheet as recognition looks at it: its head as rows, its columns as samples, either way round.

Stands apart so that transposed sheets need no second set of rules: they are looked at through a turned view.
"""

from __future__ import annotations

from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.recognise.vocabulary.evidence import Evidence, weigh
from pmo_data.ingest.recognise.vocabulary.words import tidy

HEAD_ROWS = 80
SAMPLE = 240
_TURN_ROWS, _TURN_COLUMNS = 400, 3_000


class View:
    """A sheet of text. Rows and columns are 0-based positions in the view; `number(row)` is the sheet's own."""

    def __init__(self, sheet: Sheet, turned: bool = False) -> None:
        self.sheet = sheet
        self.turned = turned
        self.cells = _turn(sheet.cells) if turned else sheet.cells
        self.offset = 1 if turned else sheet.first_row
        self._evidence: dict[tuple[int, int, int], Evidence] = {}

    @property
    def rows(self) -> int:
        return int(self.cells.num_rows)

    @property
    def columns(self) -> int:
        return int(self.cells.num_columns)

    def number(self, row: int) -> int:
        """The sheet's 1-based number of a row (of a column, where turned)."""
        return row + self.offset

    @cached_property
    def head(self) -> list[list[str]]:
        """The first rows as tidy texts, '' for blank."""
        return self.band(0, min(self.rows, HEAD_ROWS))

    def band(self, first: int, last: int) -> list[list[str]]:
        """Rows first … last - 1 as tidy texts."""
        part = self.cells.slice(first, max(0, last - first))
        columns = [[tidy(v) for v in column.to_pylist()] for column in part.columns]
        return [list(row) for row in zip(*columns, strict=True)] if columns else [[] for _ in range(part.num_rows)]

    def sample(self, column: int, first: int, last: int, skip: frozenset[int] = frozenset()) -> list[str | None]:
        """Up to about SAMPLE cells of a column from rows first … last, untrimmed, spread over the table."""
        values: list[str | None] = []
        source = self.cells.column(column)
        for start, length in _spread(first, last):
            values += source.slice(start, length).to_pylist()
        if not skip:
            return values
        rows = [start + i for start, length in _spread(first, last) for i in range(length)]
        return [v for row, v in zip(rows, values, strict=True) if row not in skip]

    def evidence(self, column: int, first: int, last: int, skip: frozenset[int] = frozenset()) -> Evidence:
        """What a column's values in rows first … last look like."""
        key = (column, first, last)
        if key not in self._evidence:
            self._evidence[key] = weigh(self.sample(column, first, last, skip))
        return self._evidence[key]

    @cached_property
    def last_filled(self) -> int:
        """The last row with any text; -1 for an empty sheet. Walks up in blocks: the end is nearly always full."""
        filled = [c for c in self.cells.columns if c.null_count < len(c)]
        for end in range(self.rows, 0, -2_000):
            start = max(0, end - 2_000)
            last = max((_last_text(c.slice(start, end - start).to_pylist()) for c in filled), default=-1)
            if last >= 0:
                return start + last
        return -1

    def has_text(self, column: int, first: int, last: int) -> bool:
        """Whether any cell of the column in rows first … last is not blank."""
        part = self.cells.column(column).slice(first, max(0, last - first + 1))
        if part.null_count == len(part):
            return False
        kept = pc.utf8_length(pc.utf8_trim_whitespace(part))
        return bool(pc.any(pc.greater(kept, 0)).as_py())


def _last_text(cells: list[str | None]) -> int:
    return next((i for i in range(len(cells) - 1, -1, -1) if tidy(cells[i])), -1)


def _spread(first: int, last: int) -> list[tuple[int, int]]:
    total = last - first + 1
    if total <= 0:
        return []
    if total <= SAMPLE:
        return [(first, total)]
    pieces = 6
    size = SAMPLE // pieces
    step = (total - size) // (pieces - 1)
    return [(first + i * step, size) for i in range(pieces)]


def turnable(sheet: Sheet) -> bool:
    """Whether a sheet is small enough to be one with a column per record."""
    rows, columns = int(sheet.cells.num_rows), int(sheet.cells.num_columns)
    return 2 <= rows <= _TURN_ROWS and 2 <= columns <= _TURN_COLUMNS


def _turn(cells: pa.Table) -> pa.Table:
    rows = list(zip(*(c.to_pylist() for c in cells.columns), strict=True))
    return pa.table({str(i): pa.array(row, pa.string()) for i, row in enumerate(rows)})
