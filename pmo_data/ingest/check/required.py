"""Required fields: what a row cannot do without, and the one stand-in that is allowed.

Stands apart because a missing name with an id beside it is a small matter, and any other missing key is not.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Absence
from pmo_data.ingest.check.findings import row_ranges
from pmo_data.ingest.typing.records import address, valid
from pmo_data.ingest.typing.table import FieldColumn, TypedTable, header_of
from pmo_data.ingest.typing.words import counted
from pmo_data.store.delivery import Finding

LISTED = 1000
_CALLED = frozenset({"code", "wbs", "location", "email"})


def check_required(table: TypedTable) -> None:
    """Fills names from ids where only those are known; holds back rows without a required value."""
    for left, right in {"name": "code", **table.plan.settings.get("fallback", {})}.items():
        _stand_in(table, str(left), str(right))
    if "name" in table.fields:
        _stand_in(table, "name", "location")
    for declared in table.entity.fields:
        if declared.required:
            _require(table, (declared.name,))
    for group in table.entity.one_of:
        _require(table, group)


def _stand_in(table: TypedTable, left: str, right: str) -> None:
    source = table.fields.get(right)
    if left not in table.entity.by_name or not table.entity[left].required or source is None:
        return
    target = table.fields.get(left)
    nothing = pa.nulls(len(table), pa.string())
    values = target.values if target is not None else nothing
    use = pc.and_(pc.is_null(values), pc.is_valid(source.values))
    count = pc.sum(use).as_py() or 0
    if not count:
        return
    marks = pc.if_else(use, pa.scalar(str(Absence.NOT_AVAILABLE)), pa.scalar(None, pa.string()))
    fresh = FieldColumn(values) if target is None else target
    fresh.values = pc.coalesce(values, source.values.cast(pa.string()))
    fresh.absent = marks if fresh.absent is None else pc.coalesce(fresh.absent, marks)
    table.fields[left] = fresh
    where = row_ranges(table.rows[np.asarray(use.to_numpy(zero_copy_only=False), dtype=np.bool_)])
    called = f"the {right}" if right in _CALLED else f"“{header_of(table, right)}”"
    whole = f"No column gives the {left}; {called} stands in for it."
    some = f"{counted(count, 'row')} without a {left} took {called} instead ({where})."
    said = whole if target is None else some
    table.findings.append(Finding("stand_in", "warning", said, fix=f"Add a column with the {left}."))


def _require(table: TypedTable, names: tuple[str, ...]) -> None:
    """Holds back rows in which none of the fields says anything; of most required fields there is but the one."""
    columns = [table.fields[n] for n in names if n in table.fields]
    label = " or ".join(header_of(table, n) if n in table.fields else table.entity[n].title.lower() for n in names)
    if not columns:
        table.held[:] = True
        noun = table.entity.name.replace("_", " ")
        said = f"No column gives the {label}, which every {noun} needs; all rows are held back."
        table.findings.append(
            Finding("required_missing", "error", said, fix="Choose the column that holds it, or add one.")
        )
        return
    known = np.logical_or.reduce([valid(column.values) for column in columns])
    missing = np.flatnonzero(~known & ~table.held)
    source = columns[0].column
    for i in missing[:LISTED].tolist():
        row = int(table.rows[i])
        place = address(table.plan, source, row) if source is not None else None
        said = f"Row {row} has no {label}; the row is held back."
        table.findings.append(Finding("required_missing", "error", said, row, label, place, fix="Fill in the cell."))
    if len(missing) > LISTED:
        said = f"{len(missing) - LISTED:,} more rows have no {label}."
        table.findings.append(Finding("required_missing", "error", said, column=label))
    table.held[missing] = True
