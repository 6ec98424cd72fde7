"""Rows narrower or wider than the header: padded and said so, or held back, never shifted.

Stands apart because a row with too many cells cannot be trusted in any of its columns.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.errors import Refused
from pmo_data.domain.fields import Absence, Kind
from pmo_data.ingest.check.findings import row_ranges
from pmo_data.ingest.check.keys import comparable
from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.typing.table import FieldColumn, TypedTable
from pmo_data.ingest.typing.words import counted
from pmo_data.store.delivery import Finding

# From this share of rows on, cells are not where the header says: the file as a whole is not to be trusted.
UNTRUSTED_SHARE = 0.1
LISTED = 20


def check_widths(table: TypedTable, sheet: Sheet) -> None:
    """Holds back rows that are too wide and reports the narrow ones; refuses a file where too many are too wide.

    A table with a list column (predecessors) is not refused: unquoted commas in lists explain its wide rows, and
    holding those back is enough.
    """
    if not sheet.widths or table.plan.orientation == "columns":
        return
    at = {int(r): i for i, r in enumerate(table.rows.tolist())} if len(table) < 10 * len(sheet.widths) else None
    width = _own_width(table, sheet)
    wide, narrow = [], []
    for row, cells in sorted(sheet.widths.items()):
        position = at.get(row) if at is not None else _position(table, row)
        if position is None:
            continue
        spilled = any(text.strip() for text in sheet.surplus.get(row, ())) or _beyond(sheet, row, width)
        if cells > width and (spilled or _misread(table, position)):
            wide.append((position, row, cells))
        elif cells < width:
            narrow.append((row, cells))
    _wide(table, wide, width)
    _narrow(table, narrow, width)


def _own_width(table: TypedTable, sheet: Sheet) -> int:
    """How wide the table's rows should be: of two tables one below the other each is as wide as its own header."""
    header = max(table.plan.header_rows, default=0)
    if header in sheet.widths or header <= sheet.first_row:
        return int(sheet.widths.get(header, sheet.cells.num_columns))
    names = [column[header - sheet.first_row].as_py() for column in sheet.cells.columns]
    return max((i + 1 for i, name in enumerate(names) if name and name.strip()), default=len(names))


def _beyond(sheet: Sheet, row: int, width: int) -> bool:
    """Whether a row says something past its table's last column."""
    at = row - sheet.first_row
    beyond = (sheet.cells.column(index)[at].as_py() for index in range(width, sheet.cells.num_columns))
    return any(text and text.strip() for text in beyond)


def check_shifted(table: TypedTable) -> None:
    """Holds back rows whose list of predecessors runs on into the next column: the comma in it was not quoted.

    Such a row may be exactly as wide as the header, where blank cells at its end were not written.
    """
    known = _ids(table)
    for name, column in list(table.fields.items()):
        if table.entity[name].kind is not Kind.LINKS or column.column is None or known is None:
            continue
        after = column.column.index + 1
        for beside in table.fields.values():
            if beside.column is not None and beside.column.index == after and beside.absent is not None:
                _hold_shifted(table, beside, known)


def _ids(table: TypedTable) -> pa.Array | None:
    code = table.fields.get("code")
    return None if code is None else comparable(code.values)


def _hold_shifted(table: TypedTable, beside: FieldColumn, known: pa.Array) -> None:
    unreadable = pc.fill_null(pc.equal(beside.absent, str(Absence.UNREADABLE)), False)
    ids = pc.is_in(comparable(beside.texts), known.drop_null())
    for i in np.flatnonzero(np.asarray(pc.and_(unreadable, ids).to_numpy(zero_copy_only=False), dtype=np.bool_)):
        if not table.held[i]:
            table.held[i] = True
            row, value = int(table.rows[i]), beside.texts[int(i)].as_py() if beside.texts is not None else None
            said = f"Row {row}: {value} belongs to the list before it (an unquoted comma?); the row is held back."
            header = beside.column.header if beside.column is not None else None
            fix = "Put quotes around cells that hold the separator."
            table.findings.append(Finding("row_shifted", "error", said, row, header, value=value, fix=fix))


def _misread(table: TypedTable, position: int) -> bool:
    """A cell of the row is not of its column's kind: blank cells at the end do not mean that nothing has shifted."""
    absences = [c.absent for c in table.fields.values() if c.absent is not None]
    return any(a[position].as_py() == str(Absence.UNREADABLE) for a in absences)


def _position(table: TypedTable, row: int) -> int | None:
    found = int(np.searchsorted(table.rows, row))
    return found if found < len(table) and int(table.rows[found]) == row else None


def _wide(table: TypedTable, wide: list[tuple[int, int, int]], width: int) -> None:
    if not wide:
        return
    row, cells = wide[0][1:]
    said = f"Row {row} has {cells} cells, the header has {width} (an unquoted comma?)."
    lists = any(column.kind is Kind.LINKS for name, column in table.entity.by_name.items() if name in table.fields)
    if len(wide) >= UNTRUSTED_SHARE * len(table) and not lists:
        more = "" if len(wide) == 1 else f" So have {len(wide) - 1:,} more rows."
        raise Refused(said + more)
    fix = "Put quotes around cells that hold the separator."
    for position, row, cells in wide:
        table.held[position] = True
        said = f"Row {row} has {cells} cells, the header has {width} (an unquoted comma?); the row is held back."
        table.findings.append(Finding("row_too_wide", "error", said, row, fix=fix))


def _narrow(table: TypedTable, narrow: list[tuple[int, int]], width: int) -> None:
    for row, cells in narrow[:LISTED]:
        said = f"Row {row} has {counted(cells, 'cell')} instead of {width}; the rest is empty."
        table.findings.append(Finding("row_too_narrow", "warning", said, row))
    if len(narrow) > LISTED:
        where = row_ranges(row for row, _ in narrow)
        said = f"{len(narrow):,} rows have fewer cells than the header; the rest is empty ({where})."
        table.findings.append(Finding("row_too_narrow", "warning", said))
