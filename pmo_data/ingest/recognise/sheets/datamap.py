"""Form workbooks: a map of cells (key, sheet, cell) turns a filled form into one row.

Stands apart because a form has no header: the map says what each cell is called.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Note, Sheet, Workbook
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.words import fold, squash, tidy

_KEY = {"cellkey", "key", "field", "name", "label", "datamapkey"}
_SHEET = {"templatesheet", "sheet", "sheetname", "worksheet", "tab"}
_CELL = {"cellreference", "cell", "cellref", "reference", "address", "celladdress"}
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


Entry = tuple[str, str, str]
"""What a cell is called, the sheet it stands on, its address."""


def is_datamap(workbook: Workbook) -> bool:
    """Whether a file is a map of cells: columns for key, sheet and cell address."""
    return any(_columns(View(sheet)) is not None for sheet in workbook.sheets if sheet.cells.num_columns >= 3)


def apply_datamap(workbook: Workbook, datamap: Workbook) -> Workbook:
    """The form as a workbook of one sheet, with the map's keys as headers and one row of what the cells hold.

    Entries that name no sheet of the form or no cell become notes. Raises Refused where the second file is no map or
    no entry fits.
    """
    return fill_form(workbook, datamap_entries(datamap), datamap.file_name)


def fits(workbook: Workbook, entries: Sequence[Entry]) -> bool:
    """Whether a map is one of this form: most of its entries speak of sheets that are there."""
    known = {fold(tidy(s.name)) for s in workbook.sheets}
    return 2 * sum(fold(tidy(sheet)) in known for _, sheet, _ in entries) > len(entries)


def fill_form(workbook: Workbook, entries: Sequence[Entry], map_name: str) -> Workbook:
    """As `apply_datamap`, with the entries of a map read or remembered before."""
    sheets = {fold(tidy(s.name)): s for s in workbook.sheets}
    row: dict[str, str | None] = {}
    notes: list[Note] = []
    for key, sheet, cell in entries:
        place = _ADDRESS.fullmatch(tidy(cell))
        if fold(tidy(sheet)) not in sheets or place is None:
            notes.append(Note("datamap", f"The map's entry “{key}” points to {sheet}!{cell}, which is not there."))
            continue
        name = key if key not in row else f"{key} ({sheet}!{cell})"
        row[name] = _value(sheets[fold(tidy(sheet))], place)
    if not any(row.values()):
        raise Refused(f"None of the {len(entries)} cells named in {map_name} is filled in {workbook.file_name}.")
    cells = pa.table({str(i): pa.array([k, v], pa.string()) for i, (k, v) in enumerate(row.items())})
    return replace(workbook, sheets=(Sheet("Form", cells, notes=tuple(notes)),))


def datamap_entries(datamap: Workbook) -> list[Entry]:
    """The entries of a map of cells. Raises Refused where the file is none."""
    for sheet in datamap.sheets:
        view = View(sheet)
        found = _columns(view) if view.columns >= 3 else None
        if found is not None:
            at, key, where, cell = found
            rows = view.band(at + 1, view.rows)
            return [(r[key], r[where], r[cell]) for r in rows if r[key] and r[cell]]
    raise Refused(f"{datamap.file_name} is no map of cells; expected columns for key, sheet and cell.")


def _columns(view: View) -> tuple[int, int, int, int] | None:
    for r, row in enumerate(view.head[:10]):
        names = [squash(c) if len(c) < 60 else "" for c in row]
        spots = [next((i for i, n in enumerate(names) if n in wanted), None) for wanted in (_KEY, _SHEET, _CELL)]
        if None not in spots and len(set(spots)) == 3:
            below = [b for b in view.head[r + 1 :] if b[spots[2] or 0]]
            if below and sum(1 for b in below if _ADDRESS.fullmatch(b[spots[2] or 0])) >= 0.8 * len(below):
                return r, spots[0] or 0, spots[1] or 0, spots[2] or 0
    return None


def _value(sheet: Sheet, place: re.Match[str]) -> str | None:
    column = 0
    for character in place.group(1).upper():
        column = column * 26 + ord(character) - 64
    row = int(place.group(2)) - sheet.first_row
    if not (0 < column <= sheet.cells.num_columns and 0 <= row < sheet.cells.num_rows):
        return None
    value = sheet.cells.column(column - 1)[row].as_py()
    return value if tidy(value) else None
