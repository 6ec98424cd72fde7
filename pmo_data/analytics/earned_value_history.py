"""Earned value period by period: cumulative and per-period amounts, indices, estimates and questions to ask.

It stands apart from the measures at one date because trends (recent CPI, falling earned value) need the series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmo_data.analytics.earned_schedule import EarnedSchedule, earned_schedule
from pmo_data.analytics.earned_value import ESTIMATES, EarnedValue, earned_value

RECENT_PERIODS = 3


@dataclass(frozen=True)
class EarnedValueHistory:
    """`table`: one row per reported period (1, 2, ...); `latest` and `latest_schedule`: the last one in full.

    Table columns: period, planned_value, earned_value, actual_cost (cumulative), the same with `period_`,
    schedule_performance_index, cost_performance_index, earned_schedule, time_performance_index,
    `eac_` + each variant, eac_low, eac_high (the cone); NaN = not available.
    """

    table: pd.DataFrame
    latest: EarnedValue
    latest_schedule: EarnedSchedule


def history(
    planned_value: Sequence[float],
    earned: Sequence[float],
    actual_cost: Sequence[float],
    *,
    budget_at_completion: float | None = None,
    estimate_to_complete: float | None = None,
    estimate: str = "typical",
) -> EarnedValueHistory | None:
    """Measures for every period reported; all three series are cumulative. None when nothing is reported yet.

    `planned_value` may run on to the end of the plan; after its end it stays at the budget.
    """
    periods = min(len(earned), len(actual_cost))
    if not periods or not planned_value:
        return None
    budget = planned_value[-1] if budget_at_completion is None else budget_at_completion
    plan = [*planned_value, *[planned_value[-1]] * max(0, periods - len(planned_value))]
    rows: list[dict[str, Any]] = []
    for period in range(1, periods + 1):
        # The team's own estimate is made once, for now; earlier periods did not have it.
        own = estimate_to_complete if period == periods else None
        at, time = _at(plan, earned, actual_cost, period, budget, own, estimate)
        rows.append(_row(period, at, time))
    table = pd.DataFrame(rows).astype(np.float64).astype({"period": np.int64})
    for amount in ("planned_value", "earned_value", "actual_cost"):
        table[f"period_{amount}"] = table[amount].diff().fillna(table[amount])
    return EarnedValueHistory(table, at, time)


def _at(
    plan: Sequence[float],
    earned: Sequence[float],
    cost: Sequence[float],
    period: int,
    budget: float,
    own: float | None,
    estimate: str,
) -> tuple[EarnedValue, EarnedSchedule]:
    ev, ac = earned[period - 1], cost[period - 1]
    cpi = ev / ac if ac else None
    time = earned_schedule(plan, ev, period, budget_at_completion=budget, cost_performance_index=cpi)
    at = earned_value(
        plan[period - 1],
        ev,
        ac,
        budget,
        recent_cost_performance_index=_recent(earned, cost, period),
        time_performance_index=time.time_performance_index,
        estimate_to_complete=own,
        estimate=estimate,
    )
    return at, time


def _recent(earned: Sequence[float], cost: Sequence[float], period: int) -> float | None:
    """CPI of the last three periods; None before there are as many."""
    if period < RECENT_PERIODS:
        return None
    before = period - RECENT_PERIODS - 1
    spent = cost[period - 1] - (cost[before] if before >= 0 else 0.0)
    gained = earned[period - 1] - (earned[before] if before >= 0 else 0.0)
    return gained / spent if spent > 0 else None


def _row(period: int, at: EarnedValue, time: EarnedSchedule) -> dict[str, Any]:
    estimates = {f"eac_{name}": at.estimates_at_completion[name] for name in ESTIMATES}
    known = [value for value in estimates.values() if value is not None]
    return {
        "period": period,
        "planned_value": at.planned_value,
        "earned_value": at.earned_value,
        "actual_cost": at.actual_cost,
        "schedule_performance_index": at.schedule_performance_index,
        "cost_performance_index": at.cost_performance_index,
        "earned_schedule": time.earned_schedule,
        "time_performance_index": time.time_performance_index,
        **estimates,
        "eac_low": min(known) if known else None,
        "eac_high": max(known) if known else None,
    }
