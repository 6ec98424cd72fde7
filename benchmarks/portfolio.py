"""A large portfolio to measure with: projects, tasks, registers, people and money, over monthly snapshots.

Deterministic for its size. Everything goes into the store the way an import does, so that what is measured is what
people get: each month the whole plan is delivered again and only what changed makes new versions.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np
import pyarrow as pa

from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from pmo_data.store.delivery import Batch, Delivery, FileFacts

FIRST_DAY = np.datetime64("2024-01-01", "D")
FIRST_STATUS = date(2025, 12, 31)
_MAP = pa.map_(pa.string(), pa.string())
_RATINGS = np.array(["green", "amber", "red"])
_STATUSES = np.array(["active", "active", "active", "planned", "on_hold", "completed", "cancelled"])


@dataclass(frozen=True)
class Size:
    """How large the portfolio is."""

    projects: int = 10_000
    tasks_each: int = 100
    risks_each: int = 5
    months: int = 12


def build(path: Path, size: Size) -> Store:
    """A store at `path` with the portfolio of that size, one snapshot a month."""
    store = Store.open(path)
    for month in range(size.months):
        day = _month_end(month)
        commit(store, Batch((FileFacts(f"month {month}", f"sha {month}", 1),), _deliveries(size, month), day))
    return store


def _deliveries(size: Size, month: int) -> tuple[Delivery, ...]:
    tables = {"project": _projects(size, month), "task": _tasks(size, month), "risk": _risks(size, month)}
    if month == 0:
        tables |= {
            "objective": _objectives(),
            "programme": _programmes(),
            "contribution": _contributions(size),
            "gate": _gates(size),
            "person": _people(size),
            "assignment": _assignments(size),
            "action": _actions(size),
            "decision": _decisions(size),
            "budget_period": _budgets(size),
            "cost_period": _costs(size),
        }
    return tuple(Delivery(name, rows, f"{name} list", in_file=rows.num_rows) for name, rows in tables.items())


def _table(**columns: object) -> pa.Table:
    arrays = {k: v if isinstance(v, pa.Array) else pa.array(v) for k, v in columns.items()}
    rows = len(next(iter(arrays.values())))
    arrays["row"] = pa.array(np.arange(2, rows + 2, dtype=np.int32))
    return pa.table({**arrays, **{k: pa.nulls(rows, _MAP) for k in ("extra", "original", "absent")}})


def _codes(prefix: str, numbers: np.ndarray) -> pa.Array:
    return pa.array(np.char.add(prefix, numbers.astype("U9")))


def _month_end(month: int) -> date:
    first_of_next = np.datetime64(FIRST_STATUS, "M") + month + 1
    return date.fromisoformat(str(first_of_next.astype("datetime64[D]") - 1))


def _drift(rng: np.random.Generator, rows: int, month: int, share: float, step: int) -> np.ndarray:
    """Days of slip that some rows gain each month; the same rows keep what they had."""
    total = np.zeros(rows, dtype=np.int64)
    for _ in range(month):
        total += np.where(rng.random(rows) < share, rng.integers(1, step, rows), 0)
    return total


def _projects(size: Size, month: int) -> pa.Table:
    rng = np.random.default_rng(1)
    n = size.projects
    numbers = np.arange(n)
    start = FIRST_DAY + rng.integers(0, 500, n)
    duration = rng.integers(200, 1200, n)
    budget = rng.integers(50, 5000, n) * 1000.0
    overrun = rng.normal(1.02, 0.12, n)
    status = _STATUSES[rng.integers(0, len(_STATUSES), n)]
    rating = _RATINGS[rng.integers(0, 3, n)]
    slip = _drift(np.random.default_rng(2), n, month, 0.2, 60)
    percent = np.clip((np.datetime64(_month_end(month)) - start) / duration / np.timedelta64(1, "D") * 100, 0, 100)
    return _table(
        code=_codes("P", numbers),
        name=_codes("Project ", numbers),
        programme=_codes("G", numbers % 200),
        department=_codes("Department ", numbers % 40),
        category=_codes("Category ", numbers % 8),
        manager=_codes("Manager ", numbers % 900),
        status=status,
        declared_overall=rating,
        baseline_start=start,
        baseline_finish=start + duration,
        forecast_start=start,
        forecast_finish=start + duration + slip,
        approved_budget=budget,
        forecast_cost=budget * overrun,
        actual_cost=budget * overrun * percent / 100,
        contingency=budget * 0.1,
        percent_complete=pa.array(np.round(percent), mask=numbers % 4 == 0),
        currency=np.full(n, "EUR"),
    )


def _tasks(size: Size, month: int) -> pa.Table:
    rng = np.random.default_rng(3)
    n = size.projects * size.tasks_each
    project = np.repeat(np.arange(size.projects), size.tasks_each)
    number = np.tile(np.arange(size.tasks_each), size.projects)
    start = FIRST_DAY + rng.integers(0, 500, size.projects).repeat(size.tasks_each) + number * 7
    duration = np.where(number % 10 == 9, 0, rng.integers(3, 40, n))
    slip = _drift(np.random.default_rng(4), n, month, 0.06, 30)
    finish = start + duration + slip
    status_day = np.datetime64(_month_end(month))
    done = finish <= status_day
    started = start <= status_day
    return _table(
        code=_codes("T", number),
        name=_codes("Task ", number),
        project=_codes("P", project),
        parent=pa.array(np.char.add("T", (number // 10 * 10).astype("U9")), mask=number % 10 == 0),
        summary=(number % 10 == 0),
        milestone=(number % 10 == 9),
        baseline_start=start,
        baseline_finish=start + duration,
        planned_start=start,
        planned_finish=finish,
        actual_start=pa.array(start, mask=~started),
        actual_finish=pa.array(finish, mask=~done),
        duration_days=duration.astype(float),
        percent_complete=np.where(done, 100.0, np.where(started, 50.0, 0.0)),
    )


def _risks(size: Size, month: int) -> pa.Table:
    rng = np.random.default_rng(5)
    n = size.projects * size.risks_each
    numbers = np.arange(n)
    closing = rng.integers(0, 24, n)
    raised = FIRST_DAY + rng.integers(0, 700, n)
    return _table(
        code=_codes("R", numbers),
        name=_codes("Risk ", numbers),
        project=_codes("P", numbers // size.risks_each),
        status=np.where(closing <= month, "completed", "active"),
        probability=rng.integers(1, 6, n).astype(float),
        impact=rng.integers(1, 6, n).astype(float),
        impact_cost=rng.integers(1, 100, n) * 1000.0,
        raised_on=raised,
        due=raised + 200,
    )


def _objectives() -> pa.Table:
    numbers = np.arange(12)
    return _table(code=_codes("O", numbers), name=_codes("Objective ", numbers), weight=(numbers + 1).astype(float))


def _programmes() -> pa.Table:
    numbers = np.arange(200)
    return _table(code=_codes("G", numbers), name=_codes("Programme ", numbers), portfolio=_codes("F", numbers % 5))


def _contributions(size: Size) -> pa.Table:
    rng = np.random.default_rng(6)
    project = np.arange(size.projects).repeat(2)
    return _table(
        project=_codes("P", project),
        objective=_codes("O", (project * 5 + np.tile([0, 3], size.projects)) % 12),
        strength=rng.integers(0, 5, len(project)).astype(float),
    )


def _gates(size: Size) -> pa.Table:
    rng = np.random.default_rng(7)
    project = np.arange(size.projects).repeat(4)
    planned = FIRST_DAY + rng.integers(0, 1500, len(project))
    held = (planned < np.datetime64(FIRST_STATUS)) & (rng.random(len(project)) < 0.95)
    return _table(
        project=_codes("P", project),
        name=_codes("Gate ", np.tile(np.arange(1, 5), size.projects)),
        planned_date=planned,
        actual_date=pa.array(planned, mask=~held),
    )


def _people(size: Size) -> pa.Table:
    numbers = np.arange(size.projects // 2)
    return _table(code=_codes("E", numbers), name=_codes("Person ", numbers), role=_codes("Role ", numbers % 12))


def _assignments(size: Size) -> pa.Table:
    rng = np.random.default_rng(8)
    n = size.projects * 4
    start = FIRST_DAY + rng.integers(0, 900, n)
    return _table(
        code=_codes("A", np.arange(n)),
        project=_codes("P", np.arange(n) // 4),
        person=_codes("E", rng.integers(0, size.projects // 2, n)),
        start=start,
        finish=start + rng.integers(30, 400, n),
        share=rng.integers(1, 5, n) * 10.0,
    )


def _actions(size: Size) -> pa.Table:
    rng = np.random.default_rng(9)
    n = size.projects * 2
    raised = FIRST_DAY + rng.integers(300, 700, n)
    return _table(
        code=_codes("X", np.arange(n)), name=_codes("Action ", np.arange(n)), project=_codes("P", np.arange(n) // 2),
        status=np.where(rng.random(n) < 0.7, "completed", "active"), raised_on=raised, due=raised + 60,
    )  # fmt: skip


def _decisions(size: Size) -> pa.Table:
    n = size.projects // 10
    return _table(
        code=_codes("D", np.arange(n)), name=_codes("Decision ", np.arange(n)), project=_codes("P", np.arange(n)),
        status=np.full(n, "active"), due=FIRST_DAY + 700 + np.arange(n) % 400,
    )  # fmt: skip


def _months(size: Size) -> tuple[np.ndarray, np.ndarray]:
    project = np.arange(size.projects).repeat(24)
    period = (np.datetime64("2025-01", "M") + np.tile(np.arange(24), size.projects)).astype("datetime64[D]")
    return project, period


def _budgets(size: Size) -> pa.Table:
    project, period = _months(size)
    return _table(
        project=_codes("P", project), period=period, planned_value=np.full(len(project), 10_000.0),
        currency=np.full(len(project), "EUR"),
    )  # fmt: skip


def _costs(size: Size) -> pa.Table:
    project, period = _months(size)
    past = period <= np.datetime64(_month_end(size.months - 1))
    project, period = project[past], period[past]
    return _table(
        project=_codes("P", project), period=period, actual_cost=np.full(len(project), 9_500.0),
        earned_value=np.full(len(project), 9_000.0), currency=np.full(len(project), "EUR"),
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--projects", type=int, default=Size.projects)
    parser.add_argument("--tasks-each", type=int, default=Size.tasks_each)
    parser.add_argument("--months", type=int, default=Size.months)
    options = parser.parse_args()
    started = perf_counter()
    size = Size(projects=options.projects, tasks_each=options.tasks_each, months=options.months)
    build(options.path, size).close()
    print(f"{options.path}: {perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
