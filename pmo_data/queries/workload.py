"""Who does what over all projects, week by week: allocation, demand, logged hours, and where work hangs on people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.domain.moments import FOREVER
from pmo_data.queries.base import Query, ScopedQuery


@dataclass(frozen=True, kw_only=True)
class PersonWeeks(ScopedQuery):
    """Person x week over all projects: hours allocated, demanded by open tasks, logged, against capacity.

    People are those with work in the scope; their hours are of all projects. Hours are spread evenly over calendar
    days. `state` is overloaded (allocated above capacity), idle (nothing allocated or demanded ahead) or in range.
    Capacity is 40 hours a week where it is not known (`capacity_known` tells). Ahead, projects that are over ask for
    nobody.

    With `most`, only that many people by each of what a week can show (load, demand, logged hours) and by idle weeks
    ahead; `people`, `overloaded_people` and `idle_people` (ahead) count everybody all the same.
    """

    sql: ClassVar[str] = "workload/person_weeks"
    columns: ClassVar[tuple[str, ...]] = (
        "person", "name", "role", "team", "week", "allocated_hours", "demanded_hours", "logged_hours",
        "capacity_hours", "capacity_known", "load_pct", "state", "is_ahead", "people", "overloaded_people",
        "idle_people",
    )  # fmt: skip
    weeks_back: int = 4
    weeks_ahead: int = 20
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class UnassignedWork(ScopedQuery):
    """Open tasks in scope without an owner or an assignment; `is_soon`: they start within four weeks.

    `tasks` is how many there are, also beyond `limit`.
    """

    sql: ClassVar[str] = "workload/unassigned_work"
    columns: ClassVar[tuple[str, ...]] = (
        "task", "project", "project_name", "code", "name", "start", "finish", "work_hours", "percent_complete",
        "is_soon", "source", "import_id", "sheet", "row_number", "tasks",
    )  # fmt: skip
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class BlockedPeople(ScopedQuery):
    """Who waits for whom: pairs of people with an unfinished task of one before a task of the other due to start."""

    sql: ClassVar[str] = "workload/blocked_people"
    columns: ClassVar[tuple[str, ...]] = (
        "waiter", "waiter_name", "blocker", "blocker_name", "tasks_waiting", "wanted_start", "blocking_finish",
        "first_task", "waits_for", "project",
    )  # fmt: skip
    days_ahead: int = 28


@dataclass(frozen=True, kw_only=True)
class SinglePoints(ScopedQuery):
    """People who alone hold a role that several projects in scope need."""

    sql: ClassVar[str] = "workload/single_points"
    columns: ClassVar[tuple[str, ...]] = (
        "person", "name", "role", "team", "projects", "project_names", "open_tasks",
    )  # fmt: skip
    least_projects: int = 2


@dataclass(frozen=True, kw_only=True)
class PersonTasks(Query):
    """What one person has to do in a span of days (ISO dates): tasks and assignments of all projects."""

    sql: ClassVar[str] = "workload/person_tasks"
    columns: ClassVar[tuple[str, ...]] = (
        "kind", "task", "project", "project_name", "name", "start", "finish", "percent_complete", "hours",
    )  # fmt: skip
    person: str
    from_day: str
    until: str
    as_of: int = FOREVER
