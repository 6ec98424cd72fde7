"""Small sheets and plans written by hand, for tests of typing and checking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from pmo_data.domain.catalogue import entity
from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.plan import ColumnPlan, PreparedTable, TablePlan
from pmo_data.ingest.prepare import Options
from pmo_data.ingest.tables import type_table
from pmo_data.ingest.typing.column import Cells, Typed
from pmo_data.ingest.typing.columns import Circumstances, type_column


def sheet_of(rows: Sequence[Sequence[str | None]], **more: Any) -> Sheet:
    width = max(len(row) for row in rows)
    columns = {str(i): pa.array([row[i] if i < len(row) else None for row in rows], pa.string()) for i in range(width)}
    return Sheet("Sheet1", pa.table(columns), **more)


def plan_of(rows: Sequence[Sequence[str | None]], name: str, fields: Sequence[str | None], **more: Any) -> TablePlan:
    columns = tuple(ColumnPlan(i, rows[0][i] or "", field, "exact") for i, field in enumerate(fields))
    return TablePlan("Sheet1", name, "rows", (1,), 2, len(rows), f"one {name}", columns, **more)


def prepared(
    rows: Sequence[Sequence[str | None]],
    name: str,
    fields: Sequence[str | None],
    options: Options | None = None,
    sheet: dict[str, Any] | None = None,
    **more: Any,
) -> list[PreparedTable]:
    return type_table(
        sheet_of(rows, **(sheet or {})),
        plan_of(rows, name, fields, **more),
        workbook_kind="csv",
        options=options or Options(),
    )


def typed(of: str, field: str, texts: Sequence[str | None], header: str = "", **more: Any) -> Typed:
    cells = Cells(entity(of)[field], header or field, pa.array(texts, pa.string()), **more)
    return type_column(cells, Circumstances())


def rules(table: PreparedTable) -> set[str]:
    return {finding.rule for finding in table.findings}
