"""What reading a file yields: sheets of text cells, each still knowing where it stood.

Stands between the readers (one per container format) and recognition (which knows nothing of formats). Cells are
held as Arrow columns of text, so that a million rows cross to the store without a Python loop.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import pyarrow as pa

from pmo_data.store.delivery import Severity


@dataclass(frozen=True)
class Note:
    """Something reading noticed that a person should know; becomes a finding of the import.

    `row` is 1-based as a spreadsheet shows it, `column` the 0-based index of the sheet's column; either may be unknown.
    Where one note speaks of several cells, `row` is the first, `rows` the first thousand, `count` the number.
    """

    rule: str
    message: str
    row: int | None = None
    column: int | None = None
    value: str | None = None
    fix: str = ""
    severity: Severity = "warning"
    rows: tuple[int, ...] = ()
    count: int = 1


class MoneyFormat(NamedTuple):
    """What the cells of a column write beside their numbers: a currency's sign or code, and what one counts."""

    currency: str
    unit: int


@dataclass(frozen=True)
class Sheet:
    """One sheet (or the only table of a delimited file) as text.

    `cells` has the columns "0", "1", … all of Arrow type string; NULL is a blank cell. Row i of the table is row
    `first_row + i` of the sheet as a spreadsheet numbers it. `widths` holds, for delimited files only, the number of
    cells of each row that is not as wide as most rows are (row number -> cells); cells past the table's width are
    kept in `surplus` (row number -> texts).
    `merged` lists merged ranges as (first row, first column, last row, last column), rows 1-based, columns 0-based,
    inclusive; only the first cell of a range holds its text. `indents` gives a cell's indentation level where the
    format has one ((row, column) -> level > 0). `percents` are the columns whose numbers carry a percent format,
    `money_formats` what those whose format shows a currency or a unit write beside them.
    `outlines` gives the outline (grouping) level of the rows that have one (row -> level > 0), `hidden_rows` the rows
    a filter or a person has hidden (the first thousand), `coloured` the columns where colours of blank cells were read.
    """

    name: str
    cells: pa.Table
    first_row: int = 1
    hidden: bool = False
    widths: dict[int, int] = field(default_factory=dict)
    surplus: dict[int, tuple[str, ...]] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    percents: frozenset[int] = frozenset()
    money_formats: dict[int, MoneyFormat] = field(default_factory=dict)
    outlines: dict[int, int] = field(default_factory=dict)
    hidden_rows: tuple[int, ...] = ()
    coloured: frozenset[int] = frozenset()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """A file as read: its sheets in order and what was noticed about the file as a whole."""

    file_name: str
    sha256: str
    size_bytes: int
    kind: Literal["csv", "xlsx", "xlsm", "xls", "ods", "mspdi", "xer", "pmxml"]
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    delimiter: str | None = None
    notes: tuple[Note, ...] = ()
