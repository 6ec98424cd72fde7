"""Values that cannot both be true, or hardly: finishes before starts, actuals to come, negative money, mixed scales.

Stands apart from typing because each compares values of a row, or of rows, that are well typed by themselves.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Kind
from pmo_data.ingest.check.findings import row_ranges
from pmo_data.ingest.typing.records import address, valid
from pmo_data.ingest.typing.table import TypedTable, header_of
from pmo_data.ingest.typing.words import counted
from pmo_data.store.delivery import Finding

LISTED = 1000
_MAY_BE_NEGATIVE = frozenset({"year_baseline", "year_forecast"})


def check_values(table: TypedTable, today: date) -> None:
    """All checks of values that hold nothing back."""
    _finish_before_start(table)
    _actuals_to_come(table, today)
    _too_low(table)
    _mixed_scales(table)


def _flags(condition: pa.Array) -> npt.NDArray[np.int64]:
    return np.flatnonzero(np.asarray(pc.fill_null(condition, False).to_numpy(zero_copy_only=False), dtype=np.bool_))


def label_of(table: TypedTable, position: int) -> str:
    """What a person calls the row: its id, else its name, else its number."""
    for name in ("code", "name", "wbs", "project"):
        column = table.fields.get(name)
        if column is not None and column.values[position].is_valid:
            return str(column.values[position].as_py())
    return f"Row {int(table.rows[position])}"


def _listed(table: TypedTable, rule: str, at: npt.NDArray[np.int64], name: str, sentence: str, fix: str) -> None:
    """A finding per row, with a summary where there are several."""
    if not len(at):
        return
    column = table.fields[name]
    header = header_of(table, name)
    if len(at) > 1:
        said = f"{counted(len(at), 'row')}: {sentence}. In {row_ranges(table.rows[at])}."
        table.findings.append(Finding(rule, "warning", said, column=header, fix=fix))
    for i in at[:LISTED].tolist():
        row = int(table.rows[i])
        place = address(table.plan, column.column, row) if column.column is not None else None
        said = f"{label_of(table, i)}: {sentence}."
        value = str(column.values[i].as_py())
        table.findings.append(Finding(rule, "warning", said, row, header, place, value, fix))


def _finish_before_start(table: TypedTable) -> None:
    for name in [n for n in table.fields if n.endswith("finish")]:
        start = table.fields.get(name.removesuffix("finish") + "start")
        if start is None or table.fields[name].values.type != pa.date32():
            continue
        at = _flags(pc.less(table.fields[name].values, start.values))
        words = f"{header_of(table, name)} is before {header_of(table, name.removesuffix('finish') + 'start')}"
        _listed(table, "finish_before_start", at, name, words.replace("_", " "), "Mend one of the two dates.")


def _actuals_to_come(table: TypedTable, today: date) -> None:
    for name in ("actual_start", "actual_finish", "closed_on", "decided_on"):
        column = table.fields.get(name)
        if column is not None:
            at = _flags(pc.greater(column.values, pa.scalar(today, pa.date32())))
            words = f"{header_of(table, name)} lies in the future"
            _listed(table, "actual_in_future", at, name, words, "An actual date is a day that has passed.")


def _too_low(table: TypedTable) -> None:
    for name, column in table.fields.items():
        declared = table.entity[name]
        money = declared.kind is Kind.MONEY and name not in _MAY_BE_NEGATIVE
        low = 0.0 if money else declared.minimum if declared.kind is Kind.NUMBER else None
        if low is None or column.values.null_count == len(column.values):
            continue
        at = _flags(pc.less(column.values.cast(pa.float64()), low))
        if len(at):
            header = header_of(table, name)
            what = "is negative" if low == 0 else f"is below {low:g}"
            said = f"{header} {what} in {counted(len(at), 'row')} ({row_ranges(table.rows[at])}); kept as it is."
            table.findings.append(Finding("value_low", "warning", said, column=header, fix="Check the sign."))


def _mixed_scales(table: TypedTable) -> None:
    """Rows whose cells are on another scale than their column's plain numbers."""
    odd = np.zeros(len(table), dtype=np.bool_)
    for name, column in table.fields.items():
        if table.entity[name].kind is not Kind.SCALE or column.original is None:
            continue
        changed = valid(column.original)
        if column.absent is not None:
            changed &= ~np.asarray(
                pc.fill_null(pc.not_equal(column.absent, "unreadable"), False).to_numpy(zero_copy_only=False)
            )
        if (valid(column.values) & ~changed).any():
            odd |= changed
    if odd.any():
        count = int(odd.sum())
        noun = table.entity.name if count == 1 else table.entity.title.lower()
        said = (f"{count:,} {noun} {'uses' if count == 1 else 'use'} another scale than the rest "
                f"({row_ranges(table.rows[odd])}): words and percentages were converted, numbers off the scale "
                "are kept empty.")  # fmt: skip
        table.findings.append(Finding("scale_mixed", "warning", said, fix="Score all on one scale."))
