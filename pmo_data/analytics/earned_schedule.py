"""Earned schedule: schedule performance in time, which does not drift back to 1 when a late project ends.

It stands apart from earned value because its unit is periods, not money.
Sources: Lipke 2003 (Schedule is different); Vandevoorde & Vanhoucke 2006 for the estimates of duration.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pmo_data.analytics.working_calendar import WorkingCalendar

FACTORS = {
    "plan": "The rest runs as planned (factor 1)",
    "time": "The rest runs like the past in time (factor SPI(t))",
    "time_and_cost": "The rest runs like the past in time and cost (factor SPI(t) × CPI)",
}


@dataclass(frozen=True)
class EarnedSchedule:
    """Measures in periods and ratios; None = not available, with its reason in `reasons`.

    `earned_schedule` ES, `planned_duration` PD, `actual_time` AT, `time_variance` SV(t) = ES - AT,
    `time_performance_index` SPI(t) = ES / AT, `independent_estimate` IEAC(t) = PD / SPI(t),
    `to_complete_index` TSPI = (PD - ES) / (PD - AT), `estimates` EAC(t) = AT + (PD - ES) / factor.
    """

    earned_schedule: float | None
    planned_duration: float | None
    actual_time: float
    time_variance: float | None
    time_performance_index: float | None
    independent_estimate: float | None
    to_complete_index: float | None
    estimates: Mapping[str, float | None]
    reasons: Mapping[str, str]


def earned_schedule(
    planned_value: Sequence[float],
    earned_value: float | None,
    actual_time: float,
    *,
    budget_at_completion: float | None = None,
    cost_performance_index: float | None = None,
) -> EarnedSchedule:
    """Earned schedule at `actual_time` periods.

    `planned_value`: cumulative, at the end of periods 1, 2, ... (0 at time 0 is implied).
    `budget_at_completion` defaults to its last value.
    """
    reasons: dict[str, str] = {}
    budget = budget_at_completion
    if budget is None and len(planned_value):
        budget = planned_value[-1]
    planned = _planned_duration(planned_value, budget, reasons)
    earned = None if planned is None else _time_earned(planned_value, earned_value, budget, planned, reasons)
    if earned is None or planned is None:
        return _nothing(planned, actual_time, reasons)
    index = _ratio(reasons, "time_performance_index", earned, actual_time, "no time has passed")
    factors = {
        "plan": 1.0,
        "time": index,
        "time_and_cost": None if index is None or cost_performance_index is None else index * cost_performance_index,
    }
    return EarnedSchedule(
        earned_schedule=earned,
        planned_duration=planned,
        actual_time=actual_time,
        time_variance=earned - actual_time,
        time_performance_index=index,
        independent_estimate=_ratio(reasons, "independent_estimate", planned, index, "nothing is earned yet"),
        to_complete_index=_to_complete(reasons, planned - earned, planned - actual_time),
        estimates={name: _estimate(reasons, name, actual_time, planned - earned, f) for name, f in factors.items()},
        reasons=reasons,
    )


def _nothing(planned: float | None, actual_time: float, reasons: dict[str, str]) -> EarnedSchedule:
    """Every measure unknown, for the reason that stopped the first."""
    why = reasons.setdefault("earned_schedule", reasons.get("planned_duration", "it cannot be computed"))
    names = ("time_variance", "time_performance_index", "independent_estimate", "to_complete_index")
    reasons.update(dict.fromkeys((*names, *(f"estimate {name}" for name in FACTORS)), why))
    return EarnedSchedule(None, planned, actual_time, None, None, None, None, dict.fromkeys(FACTORS), reasons)


def date_after(start: date, periods: float, working_days_per_period: float, calendar: WorkingCalendar) -> date:
    """The working day on which `periods` periods after the morning of `start` end, on the project's calendar."""
    number = calendar.start_numbers([start]) + periods * working_days_per_period
    found: date = calendar.finish_dates(number)[0].astype(object)
    return found


def _planned_duration(planned_value: Sequence[float], budget: float | None, reasons: dict[str, str]) -> float | None:
    """The first period in which planned value reaches the budget: a flat tail adds nothing to the plan."""
    curve = np.asarray(planned_value, dtype=np.float64)
    if budget is None or curve.size == 0 or np.isnan(curve).any():
        reasons["planned_duration"] = "the planned value is not known for every period"
    elif budget <= 0:
        reasons["planned_duration"] = "there is no budget"
    elif (np.diff(curve) < 0).any():
        reasons["planned_duration"] = "the cumulative planned value falls from one period to the next"
    elif curve[-1] < budget * (1 - 1e-12):
        reasons["planned_duration"] = "the planned value never reaches the budget"
    else:
        return float(np.argmax(curve >= budget * (1 - 1e-12)) + 1)
    return None


def _time_earned(
    planned_value: Sequence[float],
    earned: float | None,
    budget: float | None,
    planned: float,
    reasons: dict[str, str],
) -> float | None:
    if earned is None or budget is None or math.isnan(earned):
        reasons["earned_schedule"] = "the earned value is not known"
        return None
    if earned < 0:
        reasons["earned_schedule"] = "the earned value is negative"
        return None
    if earned >= budget * (1 - 1e-12):
        return planned
    curve = np.concatenate(([0.0], np.asarray(planned_value, dtype=np.float64)))
    whole = int(np.searchsorted(curve, earned, side="right")) - 1
    return float(whole + (earned - curve[whole]) / (curve[whole + 1] - curve[whole]))


def _ratio(reasons: dict[str, str], measure: str, above: float, below: float | None, zero: str) -> float | None:
    if not below:
        reasons[measure] = zero
        return None
    return above / below


def _to_complete(reasons: dict[str, str], left: float, time_left: float) -> float | None:
    if time_left <= 0:
        reasons["to_complete_index"] = "the planned duration is used up"
        return None
    return left / time_left


def _estimate(
    reasons: dict[str, str], name: str, actual_time: float, left: float, factor: float | None
) -> float | None:
    if factor is None or factor <= 0:
        reasons[f"estimate {name}"] = (
            "an index it needs is not available" if factor is None else "nothing is earned yet"
        )
        return None
    return actual_time + left / factor
