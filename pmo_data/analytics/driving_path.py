"""Why a date is what it is: the chain of links, constraints and actuals that drives one chosen task.

It stands apart from the critical path because it answers for any task or milestone, not only for the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmo_data.analytics.critical_path import TOLERANCE, Schedule
from pmo_data.analytics.errors import AnalysisError


@dataclass(frozen=True)
class Step:
    """One task of a driving chain and what set its dates.

    `cause`: "link" (then `predecessor`, `relation`, `lag_days` say which), "constraint" (`constraint` names it),
    "not before", "status day", "start of the plan", "actual" or, last of all, "not computed" with `reason`.
    Days are working-day numbers; None = unknown.
    """

    task_id: Any
    start_day: float | None
    finish_day: float | None
    cause: str
    predecessor: Any = None
    relation: str | None = None
    lag_days: float = 0.0
    constraint: str | None = None
    reason: str | None = None
    also_driven_by: tuple[Any, ...] = ()


def driving_path(schedule: Schedule, task_id: Any) -> list[Any]:
    """Task ids from the first cause to the task itself, along driving links only."""
    return [step.task_id for step in reversed(why_this_date(schedule, task_id))]


def why_this_date(schedule: Schedule, task_id: Any) -> list[Step]:
    """The chain from the task back to its first cause. Of several drivers it follows the one with least float.

    Raises AnalysisError for an unknown task. Ends at an actual, a constraint, the status day or the plan's start.
    """
    if task_id not in schedule.position_of:
        raise AnalysisError(f"The plan has no task {task_id!r}; choose one of its {len(schedule.tasks)} tasks.")
    incoming = _driving_links(schedule)
    chain = [_step(schedule, task_id, incoming)]
    while chain[-1].cause == "link":
        chain.append(_step(schedule, chain[-1].predecessor, incoming))
    return chain


def _driving_links(schedule: Schedule) -> dict[Any, list[int]]:
    """Positions of driving links by successor."""
    chosen = np.flatnonzero(schedule.driving)
    links: dict[Any, list[int]] = {}
    for position, after in zip(chosen, schedule.input_links["successor"].iloc[chosen], strict=True):
        links.setdefault(after, []).append(int(position))
    return links


def _step(schedule: Schedule, task_id: Any, incoming: dict[Any, list[int]]) -> Step:
    row = int(schedule.position_of.get_indexer(pd.Index([task_id]))[0])
    dates = schedule.tasks.iloc[row]
    reason = dates["not_computed"]
    days = (_known(dates["early_start_day"]), _known(dates["early_finish_day"]))
    if isinstance(reason, str):
        return Step(task_id, *days, cause="not computed", reason=reason)
    if _value(schedule, row, "actual_finish_day") is not None:
        return Step(task_id, *days, cause="actual")
    pinned = _pinning_constraint(schedule, row)
    if pinned is not None:
        return Step(task_id, *days, cause="constraint", constraint=pinned)
    drivers = incoming.get(task_id, [])
    if drivers:
        return _link_step(schedule, task_id, days, drivers)
    cause, constraint = _first_cause(schedule, row)
    return Step(task_id, *days, cause=cause, constraint=constraint)


def _link_step(schedule: Schedule, task_id: Any, days: tuple[float | None, float | None], drivers: list[int]) -> Step:
    frame = schedule.input_links
    before = list(frame["predecessor"].iloc[drivers])
    rows = schedule.position_of.get_indexer(pd.Index(before))
    total = schedule.tasks["total_float_days"].to_numpy()[rows]
    best = int(np.argmin(np.where(np.isnan(total), np.inf, total)))
    link = frame.iloc[drivers[best]]
    relation = link["relation"] if "relation" in frame and isinstance(link["relation"], str) else "FS"
    lag = float(link["lag_days"]) if "lag_days" in frame and link["lag_days"] == link["lag_days"] else 0.0
    others = tuple(other for place, other in enumerate(before) if place != best)
    return Step(
        task_id, *days, cause="link", predecessor=before[best], relation=relation, lag_days=lag, also_driven_by=others
    )


def _pinning_constraint(schedule: Schedule, row: int) -> str | None:
    kind, day = _word(schedule, row), _value(schedule, row, "constraint_day")
    if day is None or kind not in ("must_start_on", "must_finish_on"):
        return None
    begun = _value(schedule, row, "actual_start_day") is not None
    return None if begun and kind == "must_start_on" else kind


def _first_cause(schedule: Schedule, row: int) -> tuple[str, str | None]:
    """What sets a date when no link does: the plainest cause that gives this very day."""
    if _value(schedule, row, "actual_start_day") is not None:
        return ("status day" if schedule.settings.status_day is not None else "actual"), None
    start = float(schedule.tasks["early_start_day"].iloc[row])
    finish = float(schedule.tasks["early_finish_day"].iloc[row])
    day = _value(schedule, row, "constraint_day")
    for kind, bound in (("start_no_earlier_than", start), ("finish_no_earlier_than", finish)):
        if _word(schedule, row) == kind and day is not None and abs(day - bound) <= TOLERANCE:
            return "constraint", kind
    not_before = _value(schedule, row, "not_before_day")
    if not_before is not None and abs(not_before - start) <= TOLERANCE:
        return "not before", None
    status = schedule.settings.status_day
    return ("status day" if status is not None and abs(status - start) <= TOLERANCE else "start of the plan"), None


def _value(schedule: Schedule, row: int, column: str) -> float | None:
    if column not in schedule.input_tasks:
        return None
    return _known(schedule.input_tasks[column].iloc[row])


def _word(schedule: Schedule, row: int) -> str | None:
    if "constraint" not in schedule.input_tasks:
        return None
    word = schedule.input_tasks["constraint"].iloc[row]
    return word if isinstance(word, str) else None


def _known(value: Any) -> float | None:
    return None if value is None or value != value else float(value)
