"""The rows around a table's header as they stand in the file, so that a person can see what it was taken for.

Stands apart from preparing: rows as text are only wanted while somebody looks, and a prepared file does not carry
them. The file is read again in a child process, with the same limits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmo_data.domain.errors import Refused
from pmo_data.ingest.child import discard, run_in_child
from pmo_data.ingest.collect import Incoming
from pmo_data.ingest.plan import TablePlan
from pmo_data.ingest.read import read_workbook
from pmo_data.ingest.recognise import with_codes

TARGET = "pmo_data.ingest.preview:write_preview"
ROWS_BEFORE = 4
ROWS_AFTER = 8
MOST_COLUMNS = 40
_LONGEST = 200


@dataclass(frozen=True)
class PreviewRow:
    """One row of the sheet: its number as a spreadsheet shows it, whether it holds column names, its cells."""

    number: int
    is_header: bool
    cells: tuple[str | None, ...]


def preview(incoming: Incoming, plan: TablePlan) -> list[PreviewRow]:
    """The rows around the header of a plan, at most forty columns wide; transposed sheets show their first rows.

    Raises Refused where the file cannot be read.
    """
    first, last = _span(plan)
    told = {"file_name": incoming.file_name, "sheet": plan.sheet, "first": first, "last": last}
    folder = run_in_child(TARGET, [incoming.path.absolute()], told)
    try:
        rows = json.loads((folder / "preview.json").read_text(encoding="utf-8"))
    finally:
        discard(folder)
    headers = set(plan.header_rows) if plan.orientation == "rows" else set()
    return [PreviewRow(number, number in headers, tuple(cells)) for number, cells in rows]


def _span(plan: TablePlan) -> tuple[int, int]:
    if plan.orientation == "columns":
        return 1, ROWS_BEFORE + ROWS_AFTER
    return max(1, min(plan.header_rows, default=plan.first_row) - ROWS_BEFORE), plan.first_row + ROWS_AFTER - 1


def write_preview(inputs: list[Path], options: dict[str, Any], out_dir: Path) -> None:
    """The target of a child process: rows `first` to `last` of the sheet as [number, cells] into `preview.json`."""
    workbook = with_codes(read_workbook(inputs[0].read_bytes(), str(options["file_name"])))
    sheet = next((s for s in workbook.sheets if s.name == options["sheet"]), None)
    if sheet is None:
        raise Refused(f"The file holds no sheet “{options['sheet']}”.")
    start = max(int(options["first"]) - sheet.first_row, 0)
    length = max(int(options["last"]) - sheet.first_row + 1 - start, 0)
    columns = [c.slice(start, length).to_pylist() for c in sheet.cells.columns[:MOST_COLUMNS]]
    rows = [
        [start + sheet.first_row + i, [None if cell is None else cell[:_LONGEST] for cell in cells]]
        for i, cells in enumerate(zip(*columns, strict=True))
    ]
    (out_dir / "preview.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
