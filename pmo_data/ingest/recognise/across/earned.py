"""Planned value, earned value and actual cost side by side, a row for each period: money planned and money spent.

Stands apart because such a table is of two entities over the same rows, and because its amounts are mostly totals so
far, which nothing but their never falling tells.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pmo_data.ingest.plan import TablePlan
from pmo_data.ingest.recognise.matching.beside import says_to_date
from pmo_data.ingest.recognise.matching.columns import Column, match, planned
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import words

_SPENT, _PLANNED = ("actual_cost", "earned_value"), ("planned_value", "forecast_cost")
_OTHER = {"cost_period": ("budget_period", _PLANNED), "budget_period": ("cost_period", _SPENT)}
_TERMS = frozenset(words(t)[0] for t in ("pv", "ev", "ac", "bcws", "bcwp", "acwp", "earned"))
_SHARED = frozenset({"not_data", "constants", "numbered", "headings"})
_LINES = frozenset({"project", "task", "period", "category", "spend", "currency"})
_PERIODS = 4  # fewer that rise are as likely amounts of each period


def with_other_half(view: View, block: Block, columns: list[Column], plan: TablePlan) -> list[TablePlan]:
    """The plan, and a second one over the same rows where these hold what was planned beside what was spent."""
    if plan.entity not in _OTHER or plan.settings.keys() & {"unpivot", "marks"}:
        return [plan]
    name, values = _OTHER[plan.entity]
    free = {p.index for p in plan.columns if p.field is None}
    matches = match([c for c in columns if c.name], KNOWN[name])
    own = [m for m in matches if m.option.field.name in values and m.option.how == "exact" and m.column.index in free]
    others = [m.column.index for m in own]
    of_totals = bool(own) and _of_totals(view, block, plan, others)
    mine = [p.index for p in plan.columns if p.field in (*_SPENT, *_PLANNED)]
    first_half, other_half = (of_totals or _called_totals(block, plan, half) for half in (mine, others))
    if first_half:
        plan = replace(plan, settings={**plan.settings, "totals": True})
    if not own:
        return [plan]
    fed = {p.index: p.field for p in plan.columns}
    shared = [m for m in matches if m.option.field.name not in values and fed.get(m.column.index)]
    told = [m for m in shared if fed[m.column.index] not in (*_SPENT, *_PLANNED)]
    second = planned([c for c in columns if c.name], [*own, *told], KNOWN[name])
    kept = {k: v for k, v in plan.settings.items() if k in _SHARED} | ({"totals": True} if other_half else {})
    lines = {p.index: p for p in plan.columns if p.field in _LINES and p.field not in {s.field for s in second}}
    second = [*lines.values(), *(p for p in second if p.index not in lines)]
    spoken = name.replace("_", " ")
    other = replace(plan, entity=name, columns=tuple(second), row_stands_for=f"one {spoken}",
                    settings={**kept, "beside": plan.entity})  # fmt: skip
    taken = {m.column.index for m in own}
    first = tuple(replace(p, reason=f"read as {spoken}") if p.index in taken else p for p in plan.columns)
    return [replace(plan, columns=first), other]


def lines_of_totals(view: View, block: Block, measure: int, named: set[str], run: tuple[int, ...]) -> bool:
    """The same of a line for each measure, with its periods as columns."""
    rows = [row for row in view.band(block.first, min(block.last + 1, block.first + 500)) if row[measure] in named]
    if sum(1 for n in named if set(words(n)) & _TERMS) < 2:
        return False
    lines = [[[v] for i in run if (v := _number(row[i])) is not None] for row in rows]
    return bool(lines) and all(_rises(line) for line in lines)


def _called_totals(block: Block, plan: TablePlan, amounts: list[int]) -> bool:
    """Whether each of some amounts of a list by period is called a total so far."""
    dated = any(p.field == "period" for p in plan.columns)
    return bool(amounts) and dated and all(says_to_date(block.names[i]) for i in amounts)


def _of_totals(view: View, block: Block, plan: TablePlan, others: list[int]) -> bool:
    """Whether the amounts of each thing never fall from row to row, over enough rows, under terms of earned value."""
    amounts = [p.index for p in plan.columns if p.field in (*_SPENT, *_PLANNED)] + others
    if sum(1 for i in amounts if set(words(block.names[i])) & _TERMS) < 2:
        return False
    keys = [p.index for p in plan.columns if p.field in {"project", "task", "category", "spend"}]
    series: dict[tuple[str, ...], list[list[float]]] = {}
    for r, row in enumerate(view.band(block.first, min(block.last + 1, block.first + 2_000)), start=block.first):
        values = [_number(row[i]) for i in amounts]
        if r not in block.not_data and all(v is not None for v in values):
            series.setdefault(tuple(row[k] for k in keys), []).append([v or 0.0 for v in values])
    return bool(series) and all(_rises(rows) for rows in series.values())


def _rises(rows: list[list[float]]) -> bool:
    steady = all(b >= a for before, after in pairwise(rows) for a, b in zip(before, after, strict=True))
    return len(rows) >= _PERIODS and steady and all(b > a for a, b in zip(rows[0], rows[-1], strict=True))


def _number(text: str) -> float | None:
    digits = "".join(c for c in text if c.isdigit() or c in ".-")
    try:
        return float(digits)
    except ValueError:
        return None
