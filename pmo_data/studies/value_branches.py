"""Earned value by branch of the work breakdown: sums over the tasks below each heading, then ratios of the sums."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmo_data.studies.plan import Plan

COLUMNS = (
    "task", "wbs", "name", "depth", "budget", "planned_value", "earned_value", "complete_pct", "planned_pct",
    "schedule_performance_index", "known_tasks", "tasks",
)  # fmt: skip


def below(lines: pd.DataFrame, heading: str) -> set[str]:
    """The keys of all lines below a heading, and the heading's own."""
    found = {heading}
    for task, above in zip(lines["task"], lines["parent_task"], strict=True):
        # A heading stands before what is below it wherever lines are in the plan's order.
        if above in found:
            found.add(task)
    return found


def branches(plan: Plan, costed: pd.DataFrame) -> pd.DataFrame:
    """A row per heading in the plan's order; amounts are sums over its tasks with a budget, earned where known."""
    lines = plan.lines
    known = costed.assign(known=costed["earned_value"].notna() & costed["budget"].notna())
    amounts = known.set_index("task")[["budget", "planned_value", "earned_value"]].where(
        known.set_index("task")["known"], 0.0
    )
    amounts = amounts.assign(known_tasks=known.set_index("task")["known"].astype(float), tasks=1.0).fillna(0.0)
    sums = {task: np.zeros(5) for task in lines.loc[lines["is_summary"], "task"]}
    parent = dict(zip(lines["task"], lines["parent_task"], strict=True))
    for task, row in zip(amounts.index, amounts.to_numpy(), strict=True):
        above = parent.get(task)
        while above in sums:
            sums[above] += row
            above = parent.get(above)
    headings = lines[lines["is_summary"]][["task", "wbs", "name", "depth"]].reset_index(drop=True)
    totals = pd.DataFrame([sums[task] for task in headings["task"]], columns=list(amounts.columns))
    made = pd.concat([headings, totals], axis=1)
    return made.assign(
        complete_pct=_ratio(made["earned_value"], made["budget"]) * 100,
        planned_pct=_ratio(made["planned_value"], made["budget"]) * 100,
        schedule_performance_index=_ratio(made["earned_value"], made["planned_value"]),
    )[list(COLUMNS)]


def _ratio(above: pd.Series[float], under: pd.Series[float]) -> pd.Series[float]:
    return above / under.where(under != 0)
