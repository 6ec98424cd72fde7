"""What a column's name says of its cells, once they are typed: which are milestones, go on, or are done.

Stands apart from rows that follow from other rows: here each was a cell, and the name of its column says what of it.
"""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Absence
from pmo_data.ingest.typing.day_texts import read_day
from pmo_data.ingest.typing.done import DONE, OPEN
from pmo_data.ingest.typing.table import FieldColumn, TypedTable
from pmo_data.ingest.typing.words import short_header
from pmo_data.store.delivery import Finding


def settle_milestones(table: TypedTable, spec: dict[str, Any]) -> None:
    """Milestones of a list of projects: those that do not apply are none, and those of a project that is over are too.

    What a project that still runs says of its state says nothing of each milestone.
    """
    if spec.get("kind") != "milestone":
        return
    of, name = table.fields.get("parent"), table.fields.get("name")
    if of is not None and name is not None:  # many places have a "Go-live": each is that of its place
        name.values = pc.binary_join_element_wise(of.values, name.values, " – ", null_handling="skip")
    state = table.fields.get("status")
    if state is not None:
        over = pc.is_in(state.values, pa.array(["completed", "cancelled"]))
        state.values = pc.if_else(over, state.values, pa.scalar(None, pa.string()))
        state.original = state.absent = None
    days = [table.fields[n] for n in dict.fromkeys(spec["fields"]) if n in table.fields]
    nothing = pa.nulls(len(table), pa.string())
    told = [pc.is_valid(d.values) for d in days]
    none = pa.array([str(Absence.NOT_APPLICABLE), str(Absence.NOT_AVAILABLE)])  # "n/a" is either
    told += [pc.and_(pc.is_valid(a), pc.invert(pc.is_in(a, none)))
             for a in (nothing if d.absent is None else d.absent for d in days)]  # fmt: skip
    known = np.logical_or.reduce([np.asarray(t.to_numpy(zero_copy_only=False), dtype=np.bool_) for t in told])
    table.folded += int((~known).sum())
    table.keep(known)


def join_spans(table: TypedTable, spec: dict[str, Any]) -> None:
    """Texts that stand under periods one behind the other made one task, from the first day of these to the last."""
    name, start = table.fields.get("name"), table.fields.get("planned_start")
    if not spec.get("spans") or name is None or start is None or start.texts is None:
        return
    lasts = [None if (said := read_day(text)) is None else said.last for text in start.texts.to_pylist()]
    kept: dict[tuple[int, str | None], int] = {}
    keep = np.ones(len(table), dtype=np.bool_)
    for i, (row, text, first) in enumerate(
        zip(table.rows.tolist(), name.values.to_pylist(), start.values.to_pylist(), strict=True)
    ):
        before = kept.get((row, text))
        end = None if before is None else lasts[before]
        if before is not None and end is not None and first is not None and first - end <= timedelta(days=1):
            lasts[before], keep[i] = lasts[i], False
        else:
            kept[row, text] = i
    table.fields["planned_finish"] = FieldColumn(pa.array(lasts, pa.date32()))
    table.formats["planned_finish"] = "the last day of the last period it stands in"
    table.folded += int((~keep).sum())
    table.keep(keep)


def keep_labels(table: TypedTable, spec: dict[str, Any]) -> None:
    """Keeps with the plan what each unfolded column's name became, so that a value leads back to its cell."""
    column = table.fields.get(str(spec["period_field"]))
    if column is None or column.texts is None or spec.get("kind") == "weekday":
        return
    pairs = pa.table({"text": column.texts, "value": column.values.cast(pa.string())})
    became = {one["text"]: one["value"] for one in pairs.group_by(["text", "value"]).aggregate([]).to_pylist()}
    told = [became.get(label) for label in spec["periods"]]
    settings = {**table.plan.settings, "unpivot": {**spec, "became": told}}
    table.plan = dataclasses.replace(table.plan, settings=settings)


def settle_done(table: TypedTable) -> None:
    """Says that yes and no became the status; work not done of which something is done, or that began, is under way."""
    state = table.fields.get("status")
    if state is None or state.column is None or not state.column.format.get("done"):
        return
    begun = pa.repeat(pa.scalar(False), len(table))
    if "actual_start" in table.fields:
        begun = pc.or_(begun, pc.is_valid(table.fields["actual_start"].values))
    if "percent_complete" in table.fields:
        share = table.fields["percent_complete"].values
        begun = pc.or_(begun, pc.fill_null(pc.greater(share, pa.scalar(0).cast(share.type)), False))
    under_way = pc.fill_null(pc.and_(begun, pc.equal(state.values, OPEN)), False)
    state.values = pc.if_else(under_way, pa.scalar("active"), state.values)
    done = pc.sum(pc.equal(state.values, DONE), min_count=0).as_py() or 0
    said = f"{short_header(state.column.header)}: read as the status, yes as completed and no as still open; "
    said += f"completed: {done:,} of {len(table) - state.values.null_count:,}."
    fix = "Choose another field for the column if it means something else."
    table.findings.append(Finding("done_as_status", "warning", said, column=state.column.header, fix=fix))
