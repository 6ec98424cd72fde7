"""Workbooks (xlsx, xlsm, xls, ods) to sheets of text: guard first, then calamine, then what calamine leaves out.

calamine is many times quicker than the alternatives but ends the process on some tiny files and reads error values
and formulas without a stored value as blanks; the scans before it refuse the first and report the second.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine as calamine

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Note, Sheet
from pmo_data.ingest.preflight import Parts, unpack
from pmo_data.ingest.read.biff_scan import scan_biff
from pmo_data.ingest.read.clean import clean_columns
from pmo_data.ingest.read.coloured import COLOURS_READ, with_fills
from pmo_data.ingest.read.ods_scan import OdsScan, scan_ods
from pmo_data.ingest.read.ooxml import OoxmlBook, open_book, refuse_many_sheets
from pmo_data.ingest.read.render import text_column
from pmo_data.ingest.read.sheet_notes import book_notes, hidden_notes, long_number_notes, scan_notes
from pmo_data.ingest.read.sheet_scan import TEXT_LIMIT, SheetScan, column_name, refuse_long_text, scan_sheet
from pmo_data.ingest.sniff import refuse_foreign_cfb

CELL_LIMIT = 5_000_000
_BLOCK_ROWS = 10_000
_DAMAGED = "The file is damaged or incomplete. Open it in its own program and save it again."


@dataclass(frozen=True)
class Spreadsheet:
    """What a workbook held."""

    kind: Literal["xlsx", "xlsm", "xls", "ods"]
    sheets: tuple[Sheet, ...]
    notes: tuple[Note, ...]


def read_zip(data: bytes, suffix: str) -> Spreadsheet:
    """The workbook in a zip container; `suffix` of the name only chooses between sentences of refusal."""
    parts = unpack(data)
    names = {name.lower() for name in parts.names}
    if "content.xml" in names or (suffix == ".ods" and "mimetype" in names):
        scans = scan_ods(parts)
        return Spreadsheet("ods", _read(data, list(scans)), ())
    _refuse_other_zip(names, suffix)
    book = open_book(parts)
    found = _scan_book(parts, book)
    return Spreadsheet("xlsm" if book.has_macros else "xlsx", _read(data, found), tuple(book_notes(book)))


def read_cfb(data: bytes) -> Spreadsheet:
    """The workbook in a compound file (.xls)."""
    refuse_foreign_cfb(data)
    return Spreadsheet("xls", _read(data, scan_biff(data)), ())


def _refuse_other_zip(names: set[str], suffix: str) -> None:
    if any(name.endswith("xl/workbook.bin") for name in names):
        raise Refused("This is a binary workbook (.xlsb). Save it as .xlsx.")
    if any(name.startswith("word/") for name in names):
        raise Refused("This is a Word document, not a workbook.")
    if any(name.startswith("ppt/") for name in names):
        raise Refused("This is a presentation, not a workbook.")
    if suffix == ".ods" and not any(name.startswith("xl/") for name in names):
        raise Refused("This is not an OpenDocument spreadsheet.")
    looks_ooxml = "[content_types].xml" in names or any(name.startswith("xl/") for name in names)
    if not looks_ooxml and not suffix.startswith(".xl"):
        raise Refused(
            "This is a compressed file without a spreadsheet. Import the spreadsheets themselves, or a ZIP of them."
        )
    if not looks_ooxml:
        raise Refused("This is not an Excel workbook: it is a compressed file without one.")


def _scan_book(parts: Parts, book: OoxmlBook) -> list[SheetScan]:
    for name, body in parts.xml.items():
        if name.lower().endswith("sharedstrings.xml"):
            refuse_long_text(body)
    scans = []
    cells = 0
    for name, cells_xml in book.sheets:
        scan = SheetScan() if cells_xml is None else scan_sheet(cells_xml, book.styles)
        cells += scan.area
        _refuse_area(scan, cells, name if len(book.sheets) > 1 else "")
        scans.append(scan)
    return scans


def _refuse_area(scan: SheetScan, cells: int, name: str) -> None:
    if cells <= CELL_LIMIT:
        return
    which = f"The sheet “{name}”" if name else "The sheet"
    if scan.area > CELL_LIMIT and scan.first is not None:
        first = f"{column_name(scan.first[1])}{scan.first[0]}"
        last = f"{column_name(scan.last[1])}{scan.last[0]}"
        held = f" but only {scan.filled:,} hold data" if scan.filled < scan.area else ""
        raise Refused(f"{which} uses {scan.area:,} cells ({first} to {last}){held}; the limit is {CELL_LIMIT:,}.")
    raise Refused(f"The workbook uses more than {CELL_LIMIT:,} cells, which is the limit. Split it by sheet.")


def _read(data: bytes, scans: Sequence[SheetScan]) -> tuple[Sheet, ...]:
    for scan in scans:
        _refuse_area(scan, scan.area, "")
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            entries = workbook.sheets_metadata
            refuse_many_sheets(len(entries))
            if len(scans) != len(entries):
                scans = [SheetScan() for _ in entries]
            return _sheets(workbook, entries, scans)
    except calamine.PasswordError as error:
        raise Refused(
            "The workbook is protected by a password. Save a copy without the password and import that."
        ) from error
    except (calamine.CalamineError, ValueError, OverflowError, OSError) as error:
        raise Refused(_DAMAGED) from error


def _sheets(
    workbook: calamine.CalamineWorkbook, entries: list[calamine.SheetMetadata], scans: Sequence[SheetScan]
) -> tuple[Sheet, ...]:
    sheets = []
    cells = 0
    for index, (entry, scan) in enumerate(zip(entries, scans, strict=True)):
        if entry.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        body = _body(workbook, index, entry.name)
        if body.start is not None and body.end is not None:
            read_area = SheetScan(first=(body.start[0] + 1, body.start[1]), last=(body.end[0] + 1, body.end[1]))
            read_area.filled = scan.filled or read_area.area
            cells += read_area.area
            _refuse_area(read_area, cells, entry.name)
        hidden = entry.visible != calamine.SheetVisibleEnum.Visible
        sheets.append(_sheet(entry.name, body, scan, hidden=hidden))
    if not sheets:
        raise Refused("The workbook has no sheet with cells.")
    return tuple(sheets)


def _body(workbook: calamine.CalamineWorkbook, index: int, name: str) -> calamine.CalamineSheet:
    try:
        return workbook.get_sheet_by_index(index)
    except calamine.PasswordError:
        raise
    except (calamine.CalamineError, ValueError, OverflowError) as error:
        shown = name if len(name) <= 31 else f"{name[:30]}…"
        raise Refused(
            f"The sheet is damaged: “{shown}” cannot be read. Open the file in Excel and save it again."
        ) from error


def _sheet(name: str, body: calamine.CalamineSheet, scan: SheetScan, *, hidden: bool) -> Sheet:
    first_row, left = (body.start[0] + 1, body.start[1]) if body.start is not None else (1, 0)
    columns, long = _columns(body, first_row, left)
    cleaned, found = clean_columns(columns, first_row)
    table = pa.table(cleaned, names=[str(index) for index in range(len(cleaned))])
    coloured: tuple[Note, ...] = ()
    if scan.fills:
        table, coloured = with_fills(table, first_row, np.concatenate(scan.fills, axis=1))
    merged = scan.merged if isinstance(scan, OdsScan) else _merged(body)
    unseen, out_of_sight = _hidden(table, first_row, scan)
    notes = (*found, *coloured, *long_number_notes(long), *scan_notes(scan), *hidden_notes(name, unseen, out_of_sight))
    return Sheet(
        name,
        table,
        first_row=first_row,
        hidden=hidden,
        merged=tuple(merged),
        indents=scan.indents,
        percents=scan.percents,
        money_formats=scan.money_formats,
        outlines=scan.outlines,
        hidden_rows=tuple(unseen[:1000]),
        coloured=frozenset(n.column for n in coloured if n.rule == COLOURS_READ and n.column is not None),
        notes=notes,
    )


def _hidden(table: pa.Table, first_row: int, scan: SheetScan) -> tuple[list[int], list[int]]:
    """Hidden rows and columns of which any cell is filled; what is hidden is mostly the blank rest of a sheet."""
    columns = [c for c in scan.hidden_columns if c < table.num_columns]
    columns = [c for c in columns if table.column(c).null_count < table.num_rows]
    rows = [r for r in scan.hidden_rows if 0 <= r - first_row < table.num_rows]
    if not rows:
        return [], columns
    cells = table.take([r - first_row for r in rows])
    filled = np.any([np.asarray(c.is_valid()) for c in cells.columns], axis=0)
    return [r for r, some in zip(rows, filled.tolist(), strict=True) if some], columns


def _merged(body: calamine.CalamineSheet) -> list[tuple[int, int, int, int]]:
    ranges = body.merged_cell_ranges or []
    return [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges]


def _columns(
    body: calamine.CalamineSheet, first_row: int, left: int
) -> tuple[list[pa.ChunkedArray], dict[int, list[int]]]:
    """(text columns from column A on, rows of whole numbers past 15 digits by column), read in blocks of rows."""
    chunks: list[list[pa.Array]] = []
    long: dict[int, list[int]] = {}
    block: list[list[object]] = []
    done = 0

    def close() -> None:
        for index, values in enumerate(zip(*block, strict=True)):
            texts, places = text_column(values)
            if index >= len(chunks):
                chunks.append([])
            chunks[index].append(texts)
            if places:
                long.setdefault(left + index, []).extend(first_row + done + place for place in places)

    # The iterator counts from the sheet's first row, though from the first column in use.
    for row in islice(body.iter_rows(), first_row - 1, None):
        block.append(row)  # type: ignore[arg-type]
        if len(block) == _BLOCK_ROWS:
            close()
            done += len(block)
            block = []
    if block:
        close()
        done += len(block)
    columns = [pa.chunked_array(each, pa.string()) for each in chunks]
    _refuse_long_cells(columns, first_row, left)
    blank = [pa.chunked_array([pa.nulls(done, pa.string())]) for _ in range(left)] if columns else []
    return [*blank, *columns], long


def _refuse_long_cells(columns: list[pa.ChunkedArray], first_row: int, left: int) -> None:
    for index, column in enumerate(columns):
        if (pc.max(pc.binary_length(column)).as_py() or 0) <= TEXT_LIMIT:
            continue
        lengths = pc.utf8_length(column)
        longest = pc.max(lengths).as_py()
        if longest > TEXT_LIMIT:
            row = first_row + pc.index(lengths, longest).as_py()
            cell = f"{column_name(left + index)}{row}"
            raise Refused(f"Cell {cell} is {longest:,} characters long; the limit is {TEXT_LIMIT:,}.")
