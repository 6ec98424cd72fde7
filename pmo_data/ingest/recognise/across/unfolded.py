"""What a table with periods or marks as columns is: its entity and the plans of its columns.

Stands apart from tables of plain columns, where each column is matched by itself; here a run of them feeds one field.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from pmo_data.domain.fields import Entity
from pmo_data.ingest.plan import ColumnPlan, Confidence
from pmo_data.ingest.recognise.across.matrix import Matrix
from pmo_data.ingest.recognise.across.timephased import Timephased
from pmo_data.ingest.recognise.across.weekdays import without_sums
from pmo_data.ingest.recognise.matching.columns import Column, match, planned
from pmo_data.ingest.recognise.matching.refine import nameless_lead
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import header_units, letter, words


@dataclass
class Decision:
    """What a block is: its entity, its columns' plans, and the settings that came with the decision."""

    entity: Entity
    plans: list[ColumnPlan]
    confidence: Confidence
    settings: dict[str, Any] = field(default_factory=dict)


def of_periods(columns: list[Column], phased: Timephased) -> Decision:
    """The plans of a table whose periods all feed one field, each its own row."""
    entity = KNOWN[phased.entity]
    beside = [c for c in columns if c.name and c.index not in phased.columns]
    told = phased.settings["unpivot"]["value_field"]  # an amount beside the periods is not that of each of them
    plans = planned(beside, [m for m in match(beside, entity) if m.option.field.name != told], entity)
    if "week" in phased.settings["unpivot"]:
        plans = without_sums(plans, phased.settings["unpivot"]["week"])
    heading = {w for c in columns if not c.name or c.index not in phased.columns for w in words(c.name)}
    samples = {w for c in columns if not c.name for s in c.seen.samples for w in words(s)}
    tasks = bool((heading | samples) & {"task", "activity", "module", "wbs", "deliverable", "milestone"})
    lead_field = {"assignment": "person", "benefit_period": "benefit"}.get(
        phased.entity, "task" if tasks else "project"
    )
    lead = nameless_lead(columns, plans, lead_field, f"Column {letter(min(c.index for c in columns))}")
    periods = _one_field(columns, phased.columns, phased.settings["unpivot"]["value_field"], "one period each")
    if phased.settings["unpivot"].get("time_unit"):
        unit = phased.settings["unpivot"]["time_unit"]
        periods = [replace(p, format={**p.format, "time_unit": unit}) for p in periods]
    every = sorted([*([lead] if lead else []), *plans, *periods], key=lambda p: p.index)
    sure: Confidence = "guess" if phased.settings["unpivot"].get("unsaid") else "likely"
    return Decision(entity, every, sure, dict(phased.settings))


def _one_field(columns: list[Column], spots: tuple[int, ...] | list[int], name: str, reason: str) -> list[ColumnPlan]:
    """The plans of columns that all hold values of one field, each its own row."""
    held = {c.index: c for c in columns}
    return [
        ColumnPlan(
            i, held[i].name, name, "likely", dict(header_units(held[i].name)), place, reason, held[i].seen.samples
        )
        for place, i in enumerate(spots)
        if i in held
    ]


def of_marks(columns: list[Column], marked: Matrix) -> Decision:
    """The plans of a matrix: what its rows are, and its columns as one field."""
    entity = KNOWN[marked.entity]
    spec = marked.settings.get("marks") or marked.settings["unpivot"]
    taken = dict(zip(spec["columns"], spec.get("fields") or [spec["value_field"]] * len(spec["columns"]), strict=True))
    if "format" in spec:
        return Decision(entity, _of_allocations(columns, marked, spec), "likely", dict(marked.settings))
    plans = []
    for column in columns:
        if column.index == marked.row_column:
            header = column.name or f"Column {letter(column.index)}"
            plans.append(ColumnPlan(column.index, header, marked.row_field, "likely",
                                    reason="the rows of the matrix", samples=column.seen.samples))  # fmt: skip
        elif column.index not in taken and column.name:
            plans.append(ColumnPlan(column.index, column.name, None, "none", samples=column.seen.samples))
    fed = _one_field(columns, list(taken), spec["value_field"], "one column of the matrix each")
    plans += [replace(p, field=taken[p.index]) for p in fed]
    return Decision(entity, sorted(plans, key=lambda p: p.index), "likely", dict(marked.settings))


def _of_allocations(columns: list[Column], marked: Matrix, spec: dict[str, Any]) -> list[ColumnPlan]:
    """The plans of people by projects: what is beside these may say the role of each, or from when until when."""
    entity, fed = KNOWN[marked.entity], {spec["row_field"], spec["column_field"], spec["value_field"]}
    beside = [c for c in columns if c.name and c.index not in {marked.row_column, *spec["columns"]}]
    others = {"role", "start", "finish"} - fed
    plans = planned(beside, [m for m in match(beside, entity) if m.option.field.name in others], entity)
    plans = [replace(p, alternatives=()) for p in plans]
    lead = next(c for c in columns if c.index == marked.row_column)
    header = lead.name or f"Column {letter(lead.index)}"
    plans.append(ColumnPlan(lead.index, header, marked.row_field, "likely", reason="the rows of the matrix",
                            samples=lead.seen.samples))  # fmt: skip
    for plan in _one_field(columns, spec["columns"], spec["value_field"], f"one {spec['column_field']} each"):
        marks = replace(plan, field=None, confidence="none")
        plans.append(replace(plan, format={**plan.format, **spec["format"]}) if spec["value_field"] else marks)
    return sorted(plans, key=lambda p: p.index)
