"""Our own export comes in again as it went out and asks nothing; without its last sheet it is any other file."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl

from pmo_data.domain.words import EXPORT_SHEET
from pmo_data.export.workbook import export_workbook
from pmo_data.ingest.asked import open_questions
from pmo_data.ingest.plan import PreparedFile
from pmo_data.ingest.prepare import prepare_file

ROWS: dict[str, list[dict[str, Any]]] = {
    "project": [
        {"code": "P1", "name": "Ash", "approved_budget": Decimal(12), "forecast_finish": date(2026, 2, 3),
         "percent_complete": 0.5, "extra": {"Manager (2)": "kept beside", "Jan 2026": "5", "Feb 2026": "6"}},
        {"code": "P2", "name": "Elm", "approved_budget": Decimal(7), "forecast_finish": date(2026, 3, 4),
         "percent_complete": 1.0},
    ],
    "risk": [
        {"code": "R1", "name": "Flood", "project": "P1", "probability": 2.0, "impact": 5.0},
        {"code": "R2", "name": "Fire", "project": "P2", "probability": 3.0, "impact": 1.0},
    ],
    "person": [{"code": "U1", "name": "Ana", "rate": Decimal(4)}, {"code": "U2", "name": "Bo", "rate": Decimal(5)}],
}  # fmt: skip


def _read(data: bytes) -> PreparedFile:
    return prepare_file(data, "export.xlsx")


def test_our_own_export_asks_nothing_and_comes_in_as_it_went_out() -> None:
    found = _read(export_workbook(ROWS))
    assert open_questions(found) == 0
    assert [(t.entity, t.findings) for t in found.tables] == [("project", ()), ("risk", ()), ("person", ())]
    assert found.findings == ()
    for table in found.tables:
        got = table.rows.to_pylist()
        for row, line in zip(ROWS[table.entity], got, strict=True):
            assert {name: line[name] for name in row if name != "extra"} == {
                k: v for k, v in row.items() if k != "extra"
            }
            assert dict(line["extra"] or ()) == row.get("extra", {})


def test_without_its_last_sheet_the_same_workbook_is_any_other_file() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export_workbook(ROWS)))
    assert book.sheetnames[-1] == EXPORT_SHEET
    del book[EXPORT_SHEET]
    target = io.BytesIO()
    book.save(target)
    rules = {f.rule for t in _read(target.getvalue()).tables for f in t.findings}
    assert {"unit_unsaid", "scale_direction_assumed"} <= rules
