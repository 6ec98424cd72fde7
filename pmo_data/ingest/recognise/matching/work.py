"""Columns of a plan that only its other columns can prove: which day the work was done, what it is a part of.

Stands apart from matching, which looks at one column at a time; here cells of a row are compared with each other.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_data.domain.catalogue.choices import STATUS
from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.words import fold, tidy, words

_DONE = frozenset(fold(w) for w in ("completed", *STATUS.values["completed"]))


def proved(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """The plans of tasks with doubtful columns as the rows prove them; those of other entities as they are."""
    if entity != "task":
        return plans
    by_field = {p.field: p for p in plans if p.field}
    return [_parent(view, block, _finish(view, block, p, by_field), by_field) for p in plans]


def _finish(view: View, block: Block, plan: ColumnPlan, by_field: dict[str, ColumnPlan]) -> ColumnPlan:
    """A doubtful "Completion date" that is filled where the work is done and only there is when it was done."""
    status = by_field.get("status")
    doubtful = plan.field == "planned_finish" and plan.confidence == "guess" and "actual_finish" not in by_field
    if not doubtful or status is None or not {"completion", "complete", "completed"} & set(words(plan.header)):
        return plan
    rows = list(zip(_cells(view, block, status), _cells(view, block, plan), strict=True))
    agree = sum(1 for state, day in rows if bool(day) == (fold(state) in _DONE))
    if len({bool(day) for _, day in rows}) < 2 or agree < 0.95 * len(rows):
        return plan
    return replace(plan, field="actual_finish", reason="filled where the work is done, and only there")


def _parent(view: View, block: Block, plan: ColumnPlan, by_field: dict[str, ColumnPlan]) -> ColumnPlan:
    """A doubtful parent that is none of the rows is a group they belong to, kept beside them."""
    if plan.field != "parent" or plan.confidence != "guess":
        return plan
    own = {v for name in ("code", "name", "wbs") if name in by_field for v in _cells(view, block, by_field[name])}
    if own & {v for v in _cells(view, block, plan) if v}:
        return plan
    return replace(plan, field=None, confidence="none", reason="names none of the rows")


def root_of_paths(view: View, block: Block) -> str | None:
    """The project that every path of iterations or areas begins with: "Payroll\\Sprint 3"; None where they differ."""
    paths = [i for i, n in enumerate(block.names) if words(n) in {("iteration", "path"), ("area", "path")}]
    cells = [tidy(v) for i in paths for v in view.sample(i, block.first, block.last, block.skip)]
    roots = {c.partition("\\")[0].strip() for c in cells if c}
    return roots.pop() if len(roots) == 1 and any("\\" in c for c in cells) else None


def _cells(view: View, block: Block, plan: ColumnPlan) -> list[str]:
    return [tidy(v) for v in view.sample(plan.index, block.first, block.last, block.skip)]
