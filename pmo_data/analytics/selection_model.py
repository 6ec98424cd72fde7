"""The selection of projects as rows and columns of a mixed integer programme.

It stands apart from `selection` so that the meaning (projects, budgets) and the solver's matrix can be read apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

if TYPE_CHECKING:
    from pmo_data.analytics.selection import Candidate, Option, SelectionRules

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Solved:
    """Position of the chosen option by position of the candidate, the value, and the gap in percent."""

    chosen: dict[int, int]
    value: float
    gap_pct: float


@dataclass(frozen=True)
class Slack:
    """The least that has to give, in the units of each rule."""

    budgets: list[float]
    capacity: dict[str, list[float]]
    objectives: dict[str, int]

    def sentences(self) -> list[str]:
        """What has to give, in words. Periods are counted from 1."""
        said = [f"Needs {extra:,.2f} more budget in period {period}." for period, extra in _above_zero(self.budgets)]
        for role, extras in self.capacity.items():
            said += [f"Needs {extra:,.2f} more {role} in period {period}." for period, extra in _above_zero(extras)]
        said += [f"Objective {name} gets {count} fewer than asked." for name, count in self.objectives.items() if count]
        return said


class SelectionModel:
    """Columns: one per option of each candidate. Rows: the rules; `soft` rows are those that may be relaxed."""

    def __init__(self, candidates: Sequence[Candidate], rules: SelectionRules) -> None:
        self.rules = rules
        self.columns = [(place, pick) for place, one in enumerate(candidates) for pick in range(len(one.options))]
        self.options: list[Option] = [candidates[place].options[pick] for place, pick in self.columns]
        self.of: list[Candidate] = [candidates[place] for place, _ in self.columns]
        self.value = np.array([option.value for option in self.options], dtype=np.float64)
        self.soft = self._soft_rows()
        self.hard = self._hard_rows(candidates)

    def solve(self, gap_pct: float, time_limit_seconds: float) -> Solved | None:
        """The most valuable choice; None when no choice keeps all rules (or none was found in the time)."""
        if not self.columns:
            return Solved({}, 0.0, 0.0)
        rows = [*self.soft, *self.hard]
        matrix, lower, upper = _stack(rows, len(self.columns))
        found = milp(
            -self.value,
            constraints=LinearConstraint(matrix, lower, upper),
            bounds=Bounds(0, 1),
            integrality=np.ones(len(self.columns), dtype=np.int64),
            options={"mip_rel_gap": gap_pct / 100, "time_limit": time_limit_seconds},
        )
        if found.x is None:
            return None
        taken = np.flatnonzero(found.x > 0.5)
        value = float(self.value[taken].sum())
        gap = 100 * float(found.mip_gap or 0.0)
        return Solved({self.columns[k][0]: self.columns[k][1] for k in taken}, value, gap)

    def least_slack(self, time_limit_seconds: float) -> Slack | None:
        """The smallest relaxation, each rule measured against its own size; None if hard rules contradict."""
        matrix, lower, upper = _stack([*self.soft, *self.hard], len(self.columns))
        count = len(self.soft)
        # A budget row may exceed its upper end, a minimum row fall short of its lower one.
        sign = np.array([-1.0 if np.isfinite(row[2]) else 1.0 for row in self.soft])
        block = csr_array((sign, (np.arange(count), np.arange(count))), shape=(matrix.shape[0], count))
        size = np.array([max(1.0, abs(row[2] if np.isfinite(row[2]) else row[1])) for row in self.soft])
        columns = len(self.columns)
        found = milp(
            np.concatenate((np.zeros(columns), 1 / size)),
            constraints=LinearConstraint(hstack([matrix, block]), lower, upper),
            bounds=Bounds(np.zeros(columns + count), np.concatenate((np.ones(columns), np.full(count, np.inf)))),
            integrality=np.concatenate((np.ones(columns), np.zeros(count))),
            options={"time_limit": time_limit_seconds},
        )
        return None if found.x is None else self._slack(found.x[columns:])

    def _slack(self, amounts: Floats) -> Slack:
        # Rounded up by a hair: the second solution must not fail by the first one's rounding.
        rest = [float(a) + 1e-7 * max(1.0, float(a)) if a > 1e-7 else 0.0 for a in amounts]
        budgets, rest = rest[: len(self.rules.budgets)], rest[len(self.rules.budgets) :]
        capacity: dict[str, list[float]] = {}
        for role, limits in self.rules.capacity.items():
            capacity[role], rest = rest[: len(limits)], rest[len(limits) :]
        names = list(self.rules.minimum_per_objective)
        return Slack(budgets, capacity, {name: round(amount) for name, amount in zip(names, rest, strict=True)})

    def _soft_rows(self) -> list[_Row]:
        rows: list[_Row] = []
        for period, limit in enumerate(self.rules.budgets):
            rows.append((_numbers(option.costs[period] for option in self.options), -np.inf, limit))
        for role, limits in self.rules.capacity.items():
            for period, limit in enumerate(limits):
                used = _numbers(option.uses[role][period] if role in option.uses else 0.0 for option in self.options)
                rows.append((used, -np.inf, limit))
        for name, least in self.rules.minimum_per_objective.items():
            rows.append((_numbers(name in one.objectives for one in self.of), least, np.inf))
        return rows

    def _hard_rows(self, candidates: Sequence[Candidate]) -> list[_Row]:
        rules, rows = self.rules, list[_Row]()
        members = {one.project_id: _numbers(owner is one for owner in self.of) for one in candidates}
        for one in candidates:
            most = 0.0 if one.project_id in rules.excluded else 1.0
            rows.append((members[one.project_id], 1.0 if one.mandatory else 0.0, most))
        for project, needed in rules.requires:
            rows.append((members[project] - members[needed], -np.inf, 0.0))
        for group in rules.exclusive:
            rows.append((np.sum([members[project] for project in group], axis=0), -np.inf, 1.0))
        total = _numbers(sum(option.costs) for option in self.options)
        for category, (least, most) in rules.category_shares.items():
            spent = np.where([one.category == category for one in self.of], total, 0.0)
            rows.append((spent - least * total, 0.0, np.inf))
            rows.append((spent - most * total, -np.inf, 0.0))
        return rows


_Row: TypeAlias = tuple[Floats, float, float]


def _numbers(values: Iterable[float]) -> Floats:
    return np.array([float(value) for value in values], dtype=np.float64)


def _stack(rows: Sequence[_Row], columns: int) -> tuple[Any, Floats, Floats]:
    matrix = csr_array(np.array([row[0] for row in rows]).reshape(len(rows), columns))
    return matrix, np.array([row[1] for row in rows]), np.array([row[2] for row in rows])


def _above_zero(amounts: Sequence[float]) -> list[tuple[int, float]]:
    return [(period, amount) for period, amount in enumerate(amounts, start=1) if amount > 0]
