"""Objectives and key results below each other in one column, "O1 Grow" above "KR1.1 Revenue", as two columns.

Stands apart because it comes before recognition, which needs the names of columns: such a list has one column at most,
and only the letters before each line tell what it is.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pyarrow as pa

from pmo_data.ingest.grid import Note, Sheet, Workbook
from pmo_data.ingest.recognise.vocabulary.words import tidy

_AIM = re.compile(r"O(?:bjective)?\s?\d{1,2}\s*[:.–-]?\s+(\S.+)", re.IGNORECASE)
_RESULT = re.compile(r"K(?:ey )?R(?:esult)?\s?\d{1,2}(?:\.\d{1,2})?\s*[:.–-]?\s+(\S.+)", re.IGNORECASE)
_MOST_ROWS, _FEWEST = 2_000, 2


def with_key_results(workbook: Workbook) -> Workbook:
    """The workbook with objectives and key results apart wherever a sheet lists them in its only column."""
    return replace(workbook, sheets=tuple(map(_apart, workbook.sheets)))


def _apart(sheet: Sheet) -> Sheet:
    if not _FEWEST < sheet.cells.num_rows <= _MOST_ROWS:
        return sheet
    filled = [i for i, c in enumerate(sheet.cells.columns) if c.null_count < len(c)]
    texts = [tidy(t) if t else "" for t in sheet.cells.column(filled[0]).to_pylist()] if len(filled) == 1 else []
    aims = [_AIM.fullmatch(t) for t in texts]
    results = [_RESULT.fullmatch(t) for t in texts]
    first = next((i for i, m in enumerate(aims) if m), 0)
    lines = [t for t in texts[first:] if t]
    known = sum(1 for m in (*aims[first:], *results[first:]) if m)
    if not first or known < len(lines) or sum(1 for m in results if m) < _FEWEST:
        return sheet
    return _in_columns(sheet, first - 1, aims, results)


def _in_columns(
    sheet: Sheet, header: int, aims: list[re.Match[str] | None], results: list[re.Match[str] | None]
) -> Sheet:
    """The sheet with a column of objectives, each repeated beside its key results, and one of these."""
    objectives: list[str | None] = []
    current: str | None = None
    for aim, result in zip(aims, results, strict=True):
        current = aim[1] if aim else current
        objectives.append(current if aim or result else None)
    objectives[header] = "Objective"
    measures = [m[1] if m else None for m in results]
    measures[header] = "Key result"
    cells = sheet.cells
    for texts in (objectives, measures):
        cells = cells.append_column(str(cells.num_columns), pa.array(texts, pa.string()))
    said = "Objectives and key results stand below each other in one column; they are read apart."
    return replace(sheet, cells=cells, notes=(*sheet.notes, Note("key_results_apart", said)))
