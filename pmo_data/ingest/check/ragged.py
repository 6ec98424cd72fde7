"""Rows narrower or wider than the header: padded and said so, or held back, never shifted.

Stands apart because a row with too many cells cannot be trusted in any of its columns.
"""

from __future__ import annotations

import numpy as np

from pmo_data.domain.errors import Refused
from pmo_data.domain.fields import Kind
from pmo_data.ingest.check.findings import row_ranges
from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.plan import Finding
from pmo_data.ingest.typing.table import TypedTable

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
    width = sheet.cells.num_columns
    wide, narrow = [], []
    for row, cells in sorted(sheet.widths.items()):
        position = at.get(row) if at is not None else _position(table, row)
        if position is None:
            continue
        if any(text.strip() for text in sheet.surplus.get(row, ())):
            wide.append((position, row, cells))
        elif cells < width:
            narrow.append((row, cells))
    _wide(table, wide, width)
    _narrow(table, narrow, width)


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
        said = f"Row {row} has {cells} cells instead of {width}; the rest is empty."
        table.findings.append(Finding("row_too_narrow", "warning", said, row))
    if len(narrow) > LISTED:
        said = f"{len(narrow):,} rows have fewer cells than the header; the rest is empty ({row_ranges(r for r, _ in narrow)})."
        table.findings.append(Finding("row_too_narrow", "warning", said))
