"""Outlines made into parents: depth told by indentation, level numbers, WBS codes or columns.

Stands apart because a parent is not in any cell: it is the nearest line above that stands less deep.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.typing.amounts import read_amount
from pmo_data.ingest.typing.code_depths import CODE, code_depths, of_headings
from pmo_data.ingest.typing.records import Records


@dataclass(frozen=True)
class Outline:
    """Per record: its depth (1 at the top), the position of its parent (-1: none), whether others stand below it."""

    level: pa.Array
    parent: list[int]
    summary: pa.Array


def read_outline(records: Records, sheet: Sheet, spec: dict[str, Any], raw: pa.Array | None) -> Outline | None:
    """The outline of the records. `raw` holds the names before trimming, for depth told by leading spaces."""
    depths = _depths(records, sheet, spec, raw)
    if depths is None or len(set(depths)) < 2:
        return None
    codes = _wbs_codes(records, spec)
    parents: list[int] = []
    stack: list[int] = []
    for i, depth in enumerate(depths):
        while stack and depths[stack[-1]] >= depth:
            stack.pop()
        above = stack[-1] if stack else -1
        held = codes is None or above < 0 or _holds(codes[above], codes[i], by_name=spec.get("how") == "dots")
        parents.append(above if held else -1)
        stack.append(i)
    summary = np.zeros(len(depths), dtype=np.bool_)
    summary[[p for p in parents if p >= 0]] = True
    ranks = {d: i + 1 for i, d in enumerate(sorted(set(depths)))}
    return Outline(pa.array([float(ranks[d]) for d in depths]), parents, pa.array(summary))


def _depths(records: Records, sheet: Sheet, spec: dict[str, Any], raw: pa.Array | None) -> list[int] | None:
    how, column = spec.get("how"), spec.get("column")
    if how == "headings":
        levels = dict(zip(spec["rows"], spec.get("levels") or [0] * len(spec["rows"]), strict=True))
        below = max(levels.values(), default=0) + 1
        return [levels.get(r, below) for r in records.rows.tolist()]
    if how == "indent" and column is not None:
        return [sheet.indents.get((int(r), int(column)), 0) for r in records.rows]
    if how == "spaces" and raw is not None:
        return [len(t or "") - len((t or "").lstrip(" \t\u00a0\u3000")) for t in raw.to_pylist()]
    if how == "columns":
        return _by_columns(records, list(spec.get("columns") or ()))
    texts = next((t for p, t in records.columns if p.index == column), None)
    if texts is None:
        return None
    if how == "wbs":
        return list(code_depths(of_headings(texts)).tolist())
    if how == "dots":
        return [(t or "").count(".") for t in texts.to_pylist()]
    amounts = [read_amount(t) if t else None for t in texts.to_pylist()]
    return [0 if a is None else int(a.number) for a in amounts]


def _wbs_codes(records: Records, spec: dict[str, Any]) -> list[str] | None:
    """The codes where they tell the depth: 0 stands above 1.1 in no outline, however deep 1.1 is."""
    texts = next((t for p, t in records.columns if p.index == spec.get("column")), None)
    if texts is None or spec.get("how") not in {"wbs", "dots"}:
        return None
    return [t or "" for t in (of_headings(texts) if spec["how"] == "wbs" else texts).to_pylist()]


def _holds(code: str, below: str, *, by_name: bool) -> bool:
    """Whether a code is the beginning of another: 1.2 of 1.2.10, and not of 1.20; "site.dig" of "site.dig.north"."""
    if by_name:
        return below.startswith(f"{code}.")
    if below.startswith(code) and below[len(code) : len(code) + 1] in (".", "-"):
        return True
    parts, deeper = (re.findall(r"\w+", text) for text in (code, below))
    return not re.match(CODE, below) or not re.match(CODE, code) or deeper[: len(parts)] == parts


def _by_columns(records: Records, columns: list[int]) -> list[int]:
    depth = np.full(len(records), len(columns))
    found = {p.index: t for p, t in records.columns}
    for level, index in reversed(list(enumerate(columns))):
        texts = found.get(index)
        if texts is not None:
            depth[np.asarray(texts.is_valid())] = level
    return [int(d) for d in depth]
