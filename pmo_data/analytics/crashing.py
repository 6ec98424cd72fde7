"""Crashing: the cheapest way to finish a plan earlier by shortening tasks that may be shortened.

It stands apart because it is an optimisation: exact, by linear programming (HiGHS), where the classroom's
step-by-step rule can miss the optimum. Source: Fulkerson 1961; Kelley 1961.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from pmo_data.analytics.critical_path import schedule
from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.schedule_structure import LinkColumns


@dataclass(frozen=True)
class CrashPlan:
    """`reductions`: days taken off per task (those above 0); `cost`: what they cost together; `finish_day` reached.

    None in `cost` means that no shortening reaches the target; `finish_day` is then the earliest possible.
    """

    target_day: float
    finish_day: float
    cost: float | None
    reductions: dict[Any, float]


def crash(
    tasks: pd.DataFrame,
    links: pd.DataFrame,
    target_day: float,
    whole_days: bool = True,
    time_limit_seconds: float = 30.0,
) -> CrashPlan:
    """Cheapest shortening that finishes by `target_day`.

    `tasks`: task_id, duration_days, shortest_days (missing = cannot be shortened), cost_per_day_saved. `links` as for
    `schedule`. For small plans: `whole_days` makes it an integer programme. Raises AnalysisError for a plan with loops
    or without durations, shortest_days above the duration, or when the time limit ends the search without proof.
    """
    model = _Model(tasks, links)
    if model.earliest > target_day + 1e-9:
        return CrashPlan(target_day, model.earliest, None, {})
    saved = model.solve(target_day, whole_days, time_limit_seconds)
    reductions = {task: float(days) for task, days in zip(tasks["task_id"], saved, strict=True) if days > 1e-9}
    shorter = tasks.assign(duration_days=model.days - saved)
    finish = schedule(shorter, links).finish_day
    return CrashPlan(target_day, finish or 0.0, float(model.cost @ saved), reductions)


def time_cost_curve(tasks: pd.DataFrame, links: pd.DataFrame, targets: Sequence[float]) -> list[CrashPlan]:
    """The cheapest plan for each target: the curve from normal to shortest."""
    return [crash(tasks, links, target) for target in targets]


class _Model:
    """Variables: the start of each task, then the days saved on each."""

    def __init__(self, tasks: pd.DataFrame, links: pd.DataFrame) -> None:
        plan = schedule(tasks, links)
        if plan.tasks["not_computed"].notna().any():
            raise AnalysisError("A plan with loops or without durations cannot be crashed; cure these first.")
        self.days = tasks["duration_days"].to_numpy(dtype=np.float64)
        shortest = tasks["shortest_days"].to_numpy(dtype=np.float64, na_value=np.nan)
        self.most = np.where(np.isnan(shortest), 0.0, self.days - shortest)
        if (self.most < 0).any():
            raise AnalysisError("A task's shortest duration must not exceed its duration.")
        self.cost = np.nan_to_num(tasks["cost_per_day_saved"].to_numpy(dtype=np.float64, na_value=np.nan))
        self.links = LinkColumns.of(plan)
        self.earliest = schedule(tasks.assign(duration_days=self.days - self.most), links).finish_day or 0.0

    def solve(self, target: float, whole_days: bool, seconds: float) -> np.ndarray[Any, np.dtype[np.float64]]:
        size = self.days.size
        matrix, lower = self._rows(target)
        bounds = Bounds(np.zeros(2 * size), np.concatenate((np.full(size, np.inf), self.most)))
        whole = np.concatenate((np.zeros(size), np.full(size, 1 if whole_days else 0)))
        found = milp(
            np.concatenate((np.zeros(size), self.cost)),
            constraints=LinearConstraint(matrix, lower, np.full(lower.size, np.inf)),
            bounds=bounds,
            integrality=whole,
            options={"time_limit": seconds},
        )
        # The target is known to be reachable: no proven optimum means that the time was too short.
        if found.x is None or found.status != 0:
            raise AnalysisError("No cheapest plan was proven in the time given; allow more time or part days.")
        saved = found.x[size:]
        return np.asarray(np.round(saved) if whole_days else saved)

    def _rows(self, target: float) -> tuple[Any, np.ndarray[Any, np.dtype[np.float64]]]:
        """end_after - end_before >= lag for every link, and -finish >= -target for every task."""
        size, rows, columns, values = self.days.size, [], [], []
        lower: list[float] = []

        def term(row: int, task: int, of_finish: bool, sign: float) -> float:
            rows.append(row)
            columns.append(task)
            values.append(sign)
            if not of_finish:
                return 0.0
            rows.append(row)
            columns.append(size + task)
            values.append(-sign)
            return sign * float(self.days[task])

        links = zip(self.links.before, self.links.after, self.links.relation, self.links.lag_days, strict=True)
        for row, (before, after, relation, lag) in enumerate(links):
            known = term(row, int(after), relation[1] == "F", 1.0) + term(row, int(before), relation[0] == "F", -1.0)
            lower.append(float(lag) - known)
        for task in range(size):
            known = term(len(lower), task, True, -1.0)
            lower.append(-target - known)
        return coo_array((values, (rows, columns)), shape=(len(lower), 2 * size)).tocsr(), np.array(lower)
