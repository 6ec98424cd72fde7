"""What was assumed because nothing in the file says it: the unit of small amounts, whose dollars they are, which end
of a scale is high, and to which project a plan belongs.

Stands apart from other checks because nothing here is wrong: each finding is a question with the default in words.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Kind
from pmo_data.ingest.check.findings import row_ranges
from pmo_data.ingest.typing.numbers import header_unit
from pmo_data.ingest.typing.table import FieldColumn, TypedTable, header_of, in_bare_dollars
from pmo_data.ingest.typing.words import counted
from pmo_data.store.delivery import Finding

_SMALL = 100_000
"""Whole projects whose typical amount is less may well be stated in thousands or millions."""
_TINY = 2_000
"""So with a currency beside the amounts too: hardly a project costs so little."""
_MILLIONS = re.compile(r"\d[\d.,]*\s*\(?[£€$]\s?m\b\)?|[£€$]\s?\d[\d.,]*\s?(?:m|mio|million)\b", re.IGNORECASE)
_BELONGING = {"task": {"project"}, "budget_period": {"project", "task"}, "cost_period": {"project", "task"}}
"""By what rows of an entity belong to a project; a task's code leads to the project that its plan is of."""
_SCALES = ("probability", "impact")
_DIRECTION = re.compile(r"=|low|high|best|worst|scale", re.IGNORECASE)


def check_assumed(table: TypedTable) -> None:
    """Adds a finding for each column whose reading rests on a default."""
    if "currency" in table.entity.by_name:
        _dollar(table)
    if table.entity.name == "project":
        for name, column in table.fields.items():
            if table.entity[name].kind is Kind.MONEY:
                _unit(table, name, column)
    owners = _BELONGING.get(table.entity.name)
    if owners and not owners & table.fields.keys() and len(table):
        _project(table)
    if table.entity.name == "assignment":
        _unfilled(table)
    if table.entity.name == "risk" and "score" not in table.fields:
        for name in _SCALES:
            if name in table.fields:
                _direction(table, name, table.fields[name])


def _unfilled(table: TypedTable) -> None:
    """Work wanted of a role that nobody is named for counts as that role's demand."""
    role, person = table.fields.get("role"), table.fields.get("person")
    if role is None:
        return
    nobody = pc.is_valid(role.values)
    if person is not None:
        nobody = pc.and_(nobody, pc.is_null(person.values))
    rows = int(pc.sum(nobody).as_py() or 0)
    if rows:
        said = f"{counted(rows, 'row')} {'names' if rows == 1 else 'name'} a role and no person; "
        said += f"{'it counts' if rows == 1 else 'they count'} as demand that nobody fills yet."
        table.findings.append(Finding("demand_unfilled", "warning", said, fix="Name the person once chosen."))
    _repeated_demand(table, np.asarray(nobody.to_numpy(zero_copy_only=False), dtype=np.bool_))


def _repeated_demand(table: TypedTable, nobody: npt.NDArray[np.bool_]) -> None:
    """Lines of demand that are alike in everything: two people wanted, or one line copied; both are counted."""
    columns = [c.values.filter(pa.array(nobody)).to_pylist() for c in table.fields.values()]
    columns += [t.filter(pa.array(nobody)).to_pylist() for _, t in table.extra]
    met: set[tuple[Any, ...]] = set()
    again: set[int] = set()
    for row, line in zip(table.rows[nobody].tolist(), zip(*columns, strict=True), strict=True):
        if line in met:
            again.add(int(row))
        met.add(line)
    if again:
        where = row_ranges(sorted(again))
        said = f"{where[:1].upper()}{where[1:]} {'asks' if len(again) == 1 else 'ask'} for what another row asks for "
        said += "too; each counts, as so many people wanted."
        table.findings.append(Finding("demand_repeated", "warning", said, fix="Remove the row if it is only a copy."))


def _project(table: TypedTable) -> None:
    what = "task" if table.entity.name == "task" else "amount"
    said = (
        f"No column says which project {counted(len(table), what)} belong to; until one is named, they stand on no "
        "project's page unless another file places them."
    )
    fix = "Name the project: beside the matches of the columns on the page, or with --project."
    table.findings.append(Finding("project_unsaid", "warning", said, fix=fix))


def _dollar(table: TypedTable) -> None:
    """Amounts in a bare "$" that nothing in the file places are taken for US dollars: the first column asks."""
    stated = table.fields.get("currency")
    plans = [c.column for c in table.fields.values() if c.column is not None]
    if (stated is not None and stated.column is not None) or any("dollar" in p.format for p in plans):
        return
    for name, column in table.fields.items():
        plan = column.column
        if plan is None or table.entity[name].kind is not Kind.MONEY or plan.format.get("currency", "USD") != "USD":
            continue
        if column.values.null_count < len(table) and in_bare_dollars(column):
            said = f"{header_of(table, name)}: nothing says whose dollars the amounts in $ are; read as US dollars."
            fix = "Say which country's dollars they are; the answer holds for all amounts in $."
            table.findings.append(Finding("dollar_unsaid", "warning", said, column=plan.header, fix=fix))
            return


def _unit(table: TypedTable, name: str, column: FieldColumn) -> None:
    plan = column.column
    if plan is None or "unit" in plan.format or header_unit(plan.header) != 1:
        return
    values = np.abs(np.array([float(v) for v in column.values.drop_null().to_pylist()], dtype=np.float64))
    values = values[values > 0]
    small = _TINY if plan.format.get("currency") else _SMALL
    if not len(values) or np.median(values) >= small or values.max() >= 100 * small:
        return
    header = header_of(table, name)
    said = (
        f"{header}: nothing names the unit of its {counted(len(values), 'amount')}, from {values.min():,.2f} to "
        f"{values.max():,.2f}; read as they stand. Are they thousands or millions?{_hint(table)}"
    )
    fix = "Say what the amounts are counted in."
    table.findings.append(Finding("unit_unsaid", "warning", said, column=plan.header, fix=fix))


def _hint(table: TypedTable) -> str:
    """Where the words of other columns speak of millions, the first that do."""
    prose = [(name, c.values) for name, c in table.fields.items() if name.endswith("comment")]
    for name, texts in (*((header_of(table, n), v) for n, v in prose), *table.extra):
        hits = [h for t in texts[:200].to_pylist() if t and (h := _MILLIONS.search(t))]
        if len(hits) >= 3:
            return f" The words of {name} speak of millions (“{hits[0][0]}”)."
    return ""


def _direction(table: TypedTable, name: str, column: FieldColumn) -> None:
    plan, texts = column.column, column.texts
    if plan is None or texts is None or "scale_order" in plan.format or _DIRECTION.search(plan.header):
        return
    bare = pc.all(pc.match_substring_regex(texts, r"^\s*[1-5](\.0)?\s*$"), min_count=0).as_py()
    if not bare or not pc.any(pc.is_valid(texts)).as_py():
        return
    header = header_of(table, name)
    said = f"{header}: the steps are bare numbers; 1 is read as the lowest and 5 as the highest."
    fix = "Say so if this register counts from the highest."
    table.findings.append(Finding("scale_direction_assumed", "warning", said, column=plan.header, fix=fix))
