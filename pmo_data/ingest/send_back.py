"""What the annotated workbook is made of: the cells of the file as it came, and its findings placed on them.

Reading the file once more happens in a child process, like every reading of foreign bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmo_data.ingest.child import discard, run_in_child
from pmo_data.ingest.collect import Incoming
from pmo_data.ingest.grid import Workbook
from pmo_data.ingest.plan import ColumnPlan, PreparedFile, TablePlan
from pmo_data.ingest.read import read_workbook
from pmo_data.store.delivery import Finding

TARGET = "pmo_data.ingest.send_back:save_cells"
Sheets = dict[str, tuple[int, list[list[str | None]]]]


@dataclass(frozen=True)
class Placed:
    """A finding with its sheet and the 1-based row and 0-based column of its cell, as far as they are known."""

    sheet: str
    row: int | None
    column: int | None
    finding: Finding


def cells_of(incoming: Incoming) -> Sheets:
    """The sheets of a file: name -> (number of the first row, rows of texts). Raises Refused where it is unreadable."""
    folder = run_in_child(TARGET, [incoming.path.absolute()], {"file": incoming.file_name})
    try:
        plain = json.loads((folder / "cells.json").read_text(encoding="utf-8"))
    finally:
        discard(folder)
    return {name: (int(first), rows) for name, (first, rows) in plain.items()}


def save_cells(inputs: list[Path], options: dict[str, Any], out_dir: Path) -> None:
    """The target of the child process."""
    found = sheets_of(read_workbook(inputs[0].read_bytes(), options["file"]))
    (out_dir / "cells.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def sheets_of(workbook: Workbook) -> Sheets:
    """The sheets that hold anything."""
    found: Sheets = {}
    for sheet in workbook.sheets:
        if sheet.cells.num_rows:
            columns = [c.to_pylist() for c in sheet.cells.columns]
            found[sheet.name] = (sheet.first_row, [list(row) for row in zip(*columns, strict=True)])
    return found


def placed(file: PreparedFile) -> list[Placed]:
    """Every finding of a file on its sheet; a finding of a column stands on the column's header."""
    first = file.tables[0].plan.sheet if file.tables else ""
    found = [Placed(first, None, None, f) for f in file.findings]
    for table in file.tables:
        if table.derived_from is None:
            found += [_place(table.plan, finding) for finding in table.findings]
    return found


def _place(plan: TablePlan, finding: Finding) -> Placed:
    column = _column(plan.columns, finding.column)
    if plan.orientation == "columns":
        return Placed(plan.sheet, None if column is None else column.index + 1,
                      None if finding.row is None else finding.row - 1, finding)  # fmt: skip
    row = finding.row
    if row is None and column is not None and plan.header_rows:
        row = plan.header_rows[-1]
    return Placed(plan.sheet, row, column.index if column is not None and column.index >= 0 else None, finding)


def _column(columns: Sequence[ColumnPlan], header: str | None) -> ColumnPlan | None:
    return next((c for c in columns if c.header == header), None) if header else None
