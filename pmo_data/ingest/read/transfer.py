"""Hands a workbook from one process to another through a folder: Arrow files for cells, JSON for the rest.

The cells are uncompressed, so that the receiver maps them into memory instead of reading them. Nothing is pickled:
the writer may have been taken over by the file it read, and JSON can do no more than lie.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from pmo_data.ingest.grid import MoneyFormat, Note, Sheet, Workbook

_META = "workbook.json"


def write_sheets(workbook: Workbook, folder: Path) -> None:
    """Writes `workbook` into the existing `folder`."""
    sheets = []
    for index, sheet in enumerate(workbook.sheets):
        with pa.OSFile(str(folder / f"sheet_{index}.arrow"), "wb") as sink:
            cells = sheet.cells.combine_chunks()
            with pa.ipc.new_file(sink, cells.schema) as writer:
                writer.write_table(cells)
        sheets.append(_sheet_meta(sheet))
    meta = {
        "file_name": workbook.file_name,
        "sha256": workbook.sha256,
        "size_bytes": workbook.size_bytes,
        "kind": workbook.kind,
        "encoding": workbook.encoding,
        "delimiter": workbook.delimiter,
        "notes": [asdict(note) for note in workbook.notes],
        "sheets": sheets,
    }
    (folder / _META).write_text(json.dumps(meta), encoding="utf-8")


def _sheet_meta(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "first_row": sheet.first_row,
        "rows": sheet.cells.num_rows,
        "hidden": sheet.hidden,
        "widths": list(sheet.widths.items()),
        "surplus": list(sheet.surplus.items()),
        "merged": sheet.merged,
        "indents": [(*place, level) for place, level in sheet.indents.items()],
        "percents": sorted(sheet.percents),
        "money_formats": list(sheet.money_formats.items()),
        "outlines": list(sheet.outlines.items()),
        "hidden_rows": sheet.hidden_rows,
        "coloured": sorted(sheet.coloured),
        "notes": [asdict(note) for note in sheet.notes],
    }


def load_sheets(folder: Path) -> Workbook:
    """The workbook `write_sheets` put into `folder`; its cells stay mapped from the files there."""
    meta = json.loads((folder / _META).read_text(encoding="utf-8"))
    sheets = tuple(_sheet(each, _cells(folder / f"sheet_{index}.arrow")) for index, each in enumerate(meta["sheets"]))
    return Workbook(
        file_name=str(meta["file_name"]),
        sha256=str(meta["sha256"]),
        size_bytes=int(meta["size_bytes"]),
        kind=meta["kind"],
        sheets=sheets,
        encoding=meta["encoding"],
        delimiter=meta["delimiter"],
        notes=_notes(meta["notes"]),
    )


def _cells(path: Path) -> pa.Table:
    with pa.memory_map(str(path), "r") as source:
        return pa.ipc.open_file(source).read_all()


def _sheet(meta: dict[str, Any], cells: pa.Table) -> Sheet:
    return Sheet(
        name=str(meta["name"]),
        cells=cells,
        first_row=int(meta["first_row"]),
        hidden=bool(meta["hidden"]),
        widths={int(row): int(width) for row, width in meta["widths"]},
        surplus={int(row): tuple(map(str, texts)) for row, texts in meta["surplus"]},
        merged=tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in meta["merged"]),
        indents={(int(row), int(column)): int(level) for row, column, level in meta["indents"]},
        percents=frozenset(map(int, meta["percents"])),
        money_formats={
            int(column): MoneyFormat(str(sign), int(unit)) for column, (sign, unit) in meta["money_formats"]
        },
        outlines={int(row): int(level) for row, level in meta["outlines"]},
        hidden_rows=tuple(map(int, meta["hidden_rows"])),
        coloured=frozenset(map(int, meta["coloured"])),
        notes=_notes(meta["notes"]),
    )


def _notes(metas: list[dict[str, Any]]) -> tuple[Note, ...]:
    return tuple(Note(**{**meta, "rows": tuple(meta["rows"])}) for meta in metas)
