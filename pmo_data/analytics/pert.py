"""PERT: three-point estimates, and the chance of a date by adding up the critical path.

It stands apart from the simulation because it ignores every path but one; it is kept as the known hand check.
Source: Malcolm, Roseboom, Clark & Fazar 1959: te = (a + 4m + b) / 6, variance = ((b - a) / 6) squared.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, sqrt
from typing import Any

import numpy as np
import pandas as pd

from pmo_data.analytics.critical_path import schedule
from pmo_data.analytics.driving_path import driving_path
from pmo_data.analytics.errors import AnalysisError


@dataclass(frozen=True)
class PertResult:
    """Mean length in days and the variance along the critical path; of equal paths, the one most uncertain end."""

    mean_days: float
    variance: float
    path: list[Any]

    def probability(self, days: float) -> float | None:
        """Chance to finish within `days`, taking the path's length as normal; None without any uncertainty."""
        if self.variance <= 0:
            return None
        return 0.5 * (1 + erf((days - self.mean_days) / sqrt(2 * self.variance)))


def pert(tasks: pd.DataFrame, links: pd.DataFrame) -> PertResult:
    """PERT over `tasks` (task_id, low_days, likely_days, high_days) and `links` (predecessor, successor, ...).

    Raises AnalysisError when no task can be computed, or an estimate is not low <= likely <= high.
    """
    low, likely, high = (tasks[name].to_numpy(dtype=np.float64) for name in ("low_days", "likely_days", "high_days"))
    if not ((low <= likely) & (likely <= high)).all():
        raise AnalysisError("A three-point estimate must be low <= likely <= high; correct it or leave the task out.")
    mean, variance = (low + 4 * likely + high) / 6, ((high - low) / 6) ** 2
    plan = schedule(tasks.assign(duration_days=mean), links)
    if plan.finish_day is None:
        raise AnalysisError("No task of the plan can be computed; see its loops and durations first.")
    by_task = dict(zip(tasks["task_id"], variance, strict=True))
    finish = plan.tasks["early_finish_day"].to_numpy()
    ends = plan.tasks.loc[finish >= plan.finish_day - 1e-9, "task_id"]
    paths = [driving_path(plan, end) for end in ends]
    path = max(paths, key=lambda one: sum(by_task[task] for task in one))
    return PertResult(plan.finish_day, float(sum(by_task[task] for task in path)), path)
