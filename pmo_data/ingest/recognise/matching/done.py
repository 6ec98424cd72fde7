"""Gives a column that asks whether something is done to the status, where no column says the status in words.

Stands apart from matching, which goes by one header at a time: here it counts what the other columns feed.
"""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.words import tidy
from pmo_data.ingest.typing.done import asks_if_done, is_answered

_OF = frozenset({"task", "action", "issue", "risk"})
_MISTAKEN = frozenset({None, "status", "percent_complete", "closed_on", "actual_finish"})


def with_done(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """The plans with the first such column feeding the status; beside a status in words it feeds nothing."""
    asked = [p for p in plans if entity in _OF and p.field in _MISTAKEN and _asks(view, block, p)]
    told = any(p.field == "status" and p not in asked for p in plans)
    out = []
    for plan in plans:
        if plan not in asked:
            out.append(plan)
        elif told or plan is not asked[0]:
            why = "another column says the status"
            out.append(replace(plan, field=None, confidence="none", reason=why, priority=0, format={}))
        else:
            why = "says whether each is done"
            out.append(replace(plan, field="status", confidence="likely", reason=why, priority=0, format={}))
    return out


def _asks(view: View, block: Block, plan: ColumnPlan) -> bool:
    if not asks_if_done(plan.header):
        return False
    cells = [tidy(v) or None for v in view.sample(plan.index, block.first, block.last, block.skip)]
    return is_answered(plan.header, pa.array(cells, pa.string()))
