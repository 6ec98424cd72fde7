"""Workbooks written as plain rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa
import pytest

from pmo_data.ingest.grid import Sheet, Workbook

Rows = Sequence[Sequence[str | None]]


def sheet(rows: Rows, name: str = "Table", **facts: Any) -> Sheet:
    width = max((len(r) for r in rows), default=0)
    columns = [[(r[i] if i < len(r) else None) or None for r in rows] for i in range(width)]
    table = pa.table({str(i): pa.array(c, pa.string()) for i, c in enumerate(columns)})
    return Sheet(name, table, **facts)


def book(*sheets: Sheet, file_name: str = "file.xlsx") -> Workbook:
    return Workbook(file_name, "0" * 64, 0, "xlsx", tuple(sheets))


@pytest.fixture
def rows() -> Callable[..., Sheet]:
    return sheet


@pytest.fixture
def workbook() -> Callable[..., Workbook]:
    return book
