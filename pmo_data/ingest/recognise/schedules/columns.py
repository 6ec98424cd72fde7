"""Columns of the sheets of a schedule by the name in their header: read, added at the right, replaced."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from pmo_data.ingest.grid import Sheet, Workbook

Column = list[str | None]


def read(sheet: Sheet | None, name: str) -> Column | None:
    """A column's cells below the header, by the header's name."""
    if sheet is None or not sheet.cells.num_rows:
        return None
    for column in sheet.cells.columns:
        if column[0].as_py() == name:
            return list(column.slice(1).to_pylist())
    return None


def add(sheet: Sheet, title: str, values: Column) -> Sheet:
    cells = sheet.cells.append_column(str(sheet.cells.num_columns), pa.array([title, *values], pa.string()))
    return replace(sheet, cells=cells)


def swap(workbook: Workbook, sheet: Sheet) -> Workbook:
    return replace(workbook, sheets=tuple(sheet if s.name == sheet.name else s for s in workbook.sheets))


def named(workbook: Workbook, name: str) -> Sheet | None:
    return next((s for s in workbook.sheets if s.name == name), None)


def replaced(sheet: Sheet, title: str, values: Column) -> Sheet:
    at = next(i for i, column in enumerate(sheet.cells.columns) if column[0].as_py() == title)
    cells = sheet.cells.set_column(at, sheet.cells.column_names[at], pa.array([title, *values], pa.string()))
    return replace(sheet, cells=cells)
