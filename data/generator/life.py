"""A project's life: where its plan stands at any day, as one monotone map between real and planned time.

At each status date the plan stands `slip` working days behind the baseline. Between status dates it moves evenly.
Everything else (actual dates, progress, forecasts, earned value) is read off this map, and so cannot disagree.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from generator import outlook, stories
from generator.clock import EDGES, MONTHS
from generator.plan import Plan, Task


@dataclass(frozen=True)
class Stand:
    """How a task stands at a status date; indexes of working days, `end` exclusive."""

    percent: int
    start: int
    end: int
    started: bool
    finished: bool


class Life:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.project = plan.project
        self.outlook = outlook.of(plan.project, plan.start, plan.end - plan.start)
        self.slip = self.outlook.slip
        self._stands: dict[tuple[str, int], Stand] = {}

    def known(self, month: int) -> int:
        return outlook.known_month(self.project, month)

    @cached_property
    def _points(self) -> tuple[list[float], list[float]]:
        """Real and planned time, both strictly rising: the start, then each status date."""
        begin = self.plan.start
        real: list[float] = [begin - 400]
        planned: list[float] = [begin - 400]
        if begin + self.slip[0] < EDGES[0] - 1:
            wait = min(self.slip[0] // 4, max(0, EDGES[0] - self.slip[0] - begin - 1))
            real, planned = [begin - 400 + wait, begin + wait], [begin - 400, begin]
        for month in range(MONTHS):
            there = max(EDGES[month] - self.slip[month], planned[-1] + 1)
            real.append(EDGES[month])
            planned.append(there)
        return real, planned

    def planned_at(self, real: float) -> float:
        """Planned time reached at a real time up to the last status date."""
        return _interpolate(*self._points, real)

    def real_at(self, planned: float) -> float:
        return _interpolate(self._points[1], self._points[0], planned)

    def stand(self, task: Task, month: int) -> Stand:
        """The task at the end of the status date; forecasts keep the rest of the plan, moved by the slip."""
        key = task.code, self.known(month)
        if key not in self._stands:
            self._stands[key] = self._stand(task, key[1])
        return self._stands[key]

    def _stand(self, task: Task, month: int) -> Stand:
        start, end = task.start + task.late, task.end + task.late
        reached, edge = self.planned_at(EDGES[month]), EDGES[month]
        begun = math.ceil(self.real_at(start)) if start < reached else edge
        if begun >= edge and not (task.days == 0 and start <= reached):
            return Stand(0, max(start + self.slip[month], edge), max(end + self.slip[month], edge + task.days),
                         False, False)  # fmt: skip
        if end <= reached:
            done = min(edge, max(math.ceil(self.real_at(end)), begun + (task.days > 0)))
            return Stand(100, min(begun, done), done, True, True)
        percent = _rounded((reached - start) / (end - start))
        return Stand(percent, begun, max(end + self.slip[month], edge + 1), True, False)

    def percent_at(self, task: Task, edge: int) -> int:
        """Per cent complete at any earlier working-day edge, by the same rounding as at status dates."""
        start, end = task.start + task.late, task.end + task.late
        reached = self.planned_at(edge)
        if start >= reached or (start < reached < end and math.ceil(self.real_at(start)) >= edge):
            return 0
        return 100 if end <= reached else _rounded((reached - start) / (end - start))

    def started(self, month: int) -> bool:
        return any(self.stand(task, month).started for task in self.plan.leaves[:3])

    def finished(self, month: int) -> bool:
        return self.stand(self.plan.marks[-1], month).finished

    def stopped(self, month: int) -> bool:
        return self.project.code == stories.STOPPED and month >= stories.STOP_MONTH

    def finish(self, month: int) -> int:
        """Last working day, actual or forecast, as an index."""
        return self.stand(self.plan.marks[-1], month).end - 1

    def rebaselined(self, month: int) -> bool:
        return self.project.code == stories.REBASELINED and month >= stories.REBASELINE_MONTH

    def shift(self, task: Task, month: int) -> int:
        """By how much the task's baseline has been moved: only what was open when the project was re-baselined."""
        if not self.rebaselined(month) or self.stand(task, stories.REBASELINE_MONTH).finished:
            return 0
        return self.slip[stories.REBASELINE_MONTH]

    def cost_of(self, task: Task, month: int) -> int:
        """Planned cost in the baseline in force; a re-baseline re-prices only work not yet begun."""
        if not self.rebaselined(month):
            return task.cost
        return self._repriced.get(task.code, 0)

    @cached_property
    def _repriced(self) -> dict[str, int]:
        leaves = self.plan.leaves
        stands = {task.code: self.stand(task, stories.REBASELINE_MONTH) for task in leaves}
        kept = sum(task.cost for task in leaves if stands[task.code].started)
        still = self.project.budget - kept
        priced, spent, seen = {}, 0, 0
        for task in leaves:
            if stands[task.code].started:
                priced[task.code] = task.cost
                continue
            seen += task.cost
            priced[task.code] = round((stories.REBASELINED_BUDGET - kept) * seen / still) - spent
            spent += priced[task.code]
        return priced

    def budget(self, month: int) -> int:
        return stories.REBASELINED_BUDGET if self.rebaselined(month) else self.project.budget

    def forecast_cost(self, month: int) -> int:
        """Cost at completion; what it was when the project finished does not change again."""
        return round(self.project.budget * self.outlook.cost[self.settled(month)])

    def settled(self, month: int) -> int:
        """The month whose outlook counts: the one in which the project finished, where it has."""
        known = self.known(month)
        return next((m for m in range(known + 1) if self.finished(m)), known)


def _rounded(part: float) -> int:
    return min(95, max(5, round(part * 20) * 5))


def _interpolate(xs: list[float], ys: list[float], x: float) -> float:
    n = min(max(bisect_left(xs, x), 1), len(xs) - 1)
    return ys[n - 1] + (x - xs[n - 1]) * (ys[n] - ys[n - 1]) / (xs[n] - xs[n - 1])
