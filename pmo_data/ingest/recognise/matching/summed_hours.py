"""Sums of hours by project, as time trackers report them: what was billed for them is no budget, a number no person.

Stands apart because the columns of such a summary carry the names of a plan's: "Amount", "Duration", "Members".
"""

from __future__ import annotations

import re
from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.words import tidy, words

_BUDGET = frozenset({"budget", "approved", "planned", "baseline", "total", "contract", "award", "grant", "funding"})
_CLOCK = re.compile(r"\d{1,5}:\d\d(?::\d\d)?")
_MOST = 4  # digits of a count


def without_billed(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """The plans, an amount beside hours that were worked on a project feeding nothing, as a count of people does."""
    if entity == "assignment":
        return [_apart(p, "counts people") if p.field == "person" and _counts(view, block, p) else p for p in plans]
    if entity != "project" or not any(_hours(view, block, p) for p in plans):
        return plans
    return [_apart(p, "an amount for the hours beside it") if p.field == "approved_budget"
            and not set(words(p.header)) & _BUDGET else p for p in plans]  # fmt: skip


def _apart(plan: ColumnPlan, reason: str) -> ColumnPlan:
    return replace(plan, field=None, confidence="none", reason=reason, format={}, alternatives=())


def _hours(view: View, block: Block, plan: ColumnPlan) -> bool:
    """Whether a column is of hours worked: called so, or durations as a clock counts them."""
    spoken = set(words(plan.header))
    if not spoken & {"hours", "duration", "time", "billable"} or spoken & {"planned", "estimated", "budget"}:
        return False
    cells = _cells(view, block, plan)
    clock = bool(cells) and all(_CLOCK.fullmatch(c) for c in cells)
    return clock or ("hours" in spoken and view.evidence(plan.index, block.first, block.last, block.skip).numbers > 0.7)


def _counts(view: View, block: Block, plan: ColumnPlan) -> bool:
    """Whether the cells under a plural of people are counts of them: "Team members" 4, 3, 1."""
    plural = tidy(plan.header).casefold().endswith(("s", "people"))
    cells = _cells(view, block, plan) if plural and plan.index >= 0 else []
    return bool(cells) and all(c.isdigit() and len(c) <= _MOST for c in cells)


def _cells(view: View, block: Block, plan: ColumnPlan) -> list[str]:
    return [tidy(v) for v in view.sample(plan.index, block.first, block.last, block.skip) if tidy(v)]
