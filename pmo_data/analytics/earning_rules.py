"""How much of a task's budget its progress has earned, by the rule the task was planned with.

It stands apart from the measures because the rule is a choice per task, and the choice can flatter.
Source: PMI Practice Standard for Earned Value Management, measurement methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_data.analytics.errors import AnalysisError

Floats: TypeAlias = npt.NDArray[np.float64]

EARNING_RULES = ("zero_hundred", "fifty_fifty", "weighted_milestones", "percent", "level_of_effort")


@dataclass(frozen=True)
class Earned:
    """`earned_value` per task (NaN = unknown, its reason in `reason`), and the budget share of level of effort.

    `level_of_effort_pct` is None without a budget. Level of effort earns by the calendar: a large share hides delay.
    """

    earned_value: Floats
    reason: npt.NDArray[np.object_]
    level_of_effort_pct: float | None


def earn(tasks: pd.DataFrame, default_rule: str = "percent") -> Earned:
    """Earned value per task, in the currency of `budget`.

    `tasks` needs `budget`; it may have `earning_rule` (missing = `default_rule`), `started` and `finished`
    (booleans), `progress_pct` (0-100), `milestone_pct` (0-100, the weight achieved) and `planned_pct` (0-100,
    what was planned by now: level of effort earns it). A finished task has earned its whole budget by any rule.
    """
    rule = _rules(tasks, default_rule)
    started, finished = _flags(tasks, "started"), _flags(tasks, "finished")
    earned_pct = np.select(
        [rule == "zero_hundred", rule == "fifty_fifty", rule == "weighted_milestones", rule == "level_of_effort"],
        [np.zeros(len(tasks)), np.where(started, 50.0, 0.0), _pct(tasks, "milestone_pct"), _pct(tasks, "planned_pct")],
        _pct(tasks, "progress_pct"),
    )
    earned_pct = np.where(finished & (rule != "level_of_effort"), 100.0, earned_pct)
    budget = tasks["budget"].to_numpy(dtype=np.float64, na_value=np.nan)
    reason = np.full(len(tasks), None, dtype=object)
    reason[np.isnan(earned_pct)] = "no progress is reported for its earning rule"
    reason[np.isnan(budget)] = "no budget"
    by_calendar = float(np.nansum(np.where(rule == "level_of_effort", budget, 0.0)))
    total = float(np.nansum(budget))
    return Earned(
        budget * np.clip(earned_pct, 0.0, 100.0) / 100.0, reason, 100 * by_calendar / total if total else None
    )


def weighted_milestones_pct(weights: Sequence[float], achieved: Sequence[bool]) -> float | None:
    """Share of the weights achieved, 0-100; None when the weights sum to nothing."""
    total = sum(weights)
    if not total:
        return None
    return 100 * sum(weight for weight, done in zip(weights, achieved, strict=True) if done) / total


def _rules(tasks: pd.DataFrame, default_rule: str) -> npt.NDArray[np.object_]:
    rule = np.full(len(tasks), default_rule, dtype=object)
    if "earning_rule" in tasks:
        stated = tasks["earning_rule"].notna().to_numpy()
        rule[stated] = tasks["earning_rule"].astype(object).to_numpy()[stated]
    unknown = sorted({str(name) for name in rule} - set(EARNING_RULES))
    if unknown:
        raise AnalysisError(f"The earning rule {unknown[0]!r} is not known; use one of {', '.join(EARNING_RULES)}.")
    return rule


def _flags(tasks: pd.DataFrame, column: str) -> npt.NDArray[np.bool_]:
    if column not in tasks:
        return np.zeros(len(tasks), dtype=np.bool_)
    return np.array([value is True or value is np.True_ for value in tasks[column].tolist()], dtype=np.bool_)


def _pct(tasks: pd.DataFrame, column: str) -> Floats:
    if column not in tasks:
        return np.full(len(tasks), np.nan)
    return tasks[column].to_numpy(dtype=np.float64, na_value=np.nan)
