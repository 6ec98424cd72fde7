"""Cells mended by hand before a file is read: what a person typed over, by address, with what stood there before.

Stands apart from reading, which never changes a cell, and from typing, which must see the mended text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.errors import PmoError
from pmo_data.ingest.grid import Sheet, Workbook
from pmo_data.ingest.typing.table import FieldColumn, TypedTable
from pmo_data.ingest.typing.words import counted
from pmo_data.store.delivery import Finding

_ADDRESS = re.compile(r"(?:(?P<sheet>.+)!)?\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>\d{1,7})")


@dataclass(frozen=True)
class Mended:
    """One cell: the sheet, the 1-based row and 0-based column, what stood there and what stands there now."""

    sheet: str
    row: int
    column: int
    before: str | None
    after: str | None


def mend(workbook: Workbook, cells: Mapping[str, str | None]) -> tuple[Workbook, tuple[Mended, ...]]:
    """The workbook with cells replaced; `cells` is address -> new text (None or blank empties it).

    An address is "D42", in the first sheet, or "Costs!D42". Raises PmoError for one that is not in the file.
    """
    if not cells:
        return workbook, ()
    wanted: dict[str, list[tuple[int, int, str | None]]] = {}
    for address, text in cells.items():
        name, row, column = _place(workbook, str(address))
        wanted.setdefault(name, []).append((row, column, str(text).strip() or None if text is not None else None))
    sheets, done = [], []
    for sheet in workbook.sheets:
        changed, mended = _mend_sheet(sheet, wanted.get(sheet.name, []))
        sheets.append(changed)
        done += mended
    return replace(workbook, sheets=tuple(sheets)), tuple(done)


def _place(workbook: Workbook, address: str) -> tuple[str, int, int]:
    found = _ADDRESS.fullmatch(address.strip())
    name = (found["sheet"] or workbook.sheets[0].name) if found and workbook.sheets else ""
    sheet = next((s for s in workbook.sheets if s.name == name), None)
    if found is None or sheet is None:
        raise PmoError(f"There is no cell {address} in {workbook.file_name}. Name it like D42, or Costs!D42.")
    column = 0
    for letter in found["column"].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found["row"])
    inside = sheet.first_row <= row < sheet.first_row + sheet.cells.num_rows and column <= sheet.cells.num_columns
    if not inside:
        raise PmoError(f"There is no cell {address} in {workbook.file_name}: it lies outside the sheet's cells.")
    return name, row, column - 1


def _mend_sheet(sheet: Sheet, wanted: list[tuple[int, int, str | None]]) -> tuple[Sheet, list[Mended]]:
    table, done = sheet.cells, []
    for column in sorted({c for _, c, _ in wanted}):
        texts = table.column(column).combine_chunks() if table.num_rows else pa.array([], pa.string())
        texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
        flags = np.zeros(len(texts), dtype=np.bool_)
        news: dict[int, str | None] = {}
        for row, at, text in wanted:
            if at == column:
                position = row - sheet.first_row
                flags[position], news[position] = True, text
                done.append(Mended(sheet.name, row, column, texts[position].as_py(), text))
        values = pa.array([news[i] for i in sorted(news)], pa.string())
        mended = pc.replace_with_mask(texts.cast(pa.string()), pa.array(flags), values)
        table = table.set_column(column, table.column_names[column], mended)
    return replace(sheet, cells=table), done


def record_mended(table: TypedTable, mended: tuple[Mended, ...]) -> None:
    """What stood in mended cells becomes the original of their values, and a finding says what was mended."""
    here = [m for m in mended if m.sheet == table.plan.sheet]
    count = 0
    for change in here:
        turned = table.plan.orientation == "columns"
        row, index = (change.column + 1, change.row - 1) if turned else (change.row, change.column)
        position = np.flatnonzero(table.rows == row)
        column = next((c for c in table.fields.values() if c.column is not None and c.column.index == index), None)
        if len(position) and column is not None:
            _set_original(column, int(position[0]), change.before or "")
            count += 1
    if count:
        said = f"{counted(count, 'cell')} {'was' if count == 1 else 'were'} mended by hand; what stood there is kept."
        table.findings.append(Finding("cell_mended", "warning", said))


def _set_original(column: FieldColumn, position: int, before: str) -> None:
    texts = [None] * len(column.values) if column.original is None else column.original.to_pylist()
    texts[position] = before
    column.original = pa.array(texts, pa.string())
