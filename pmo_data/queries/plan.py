"""The rows from which a project's plan is computed: tasks, links, calendars, money by period.

They stand apart from `project`, whose queries answer for themselves: these are the inputs of studies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.domain.moments import FOREVER
from pmo_data.queries.base import Query, ScopedQuery
from pmo_data.queries.project import ProjectQuery


@dataclass(frozen=True, kw_only=True)
class PlanProject(ProjectQuery):
    """What a study of one project's plan needs to know of the project: dates, money, people, status date."""

    sql: ClassVar[str] = "plan/plan_project"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "code", "name", "status", "stage", "manager", "sponsor", "declared_overall", "baseline_start",
        "baseline_finish", "forecast_finish", "actual_finish", "budget", "forecast_cost", "actual_cost",
        "contingency", "percent_complete", "currency", "status_comment", "status_date", "tasks",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PlanTasks(ProjectQuery):
    """One project's tasks as filed, with what a schedule is computed from; summary lines are marked.

    `owner` is who answers for the task, else who is assigned to it.
    """

    sql: ClassVar[str] = "plan/plan_tasks"
    columns: ClassVar[tuple[str, ...]] = (
        "task", "code", "wbs", "name", "parent", "outline_level", "is_summary", "is_milestone", "owner", "status",
        "category", "planned_start", "planned_finish", "baseline_start", "baseline_finish", "forecast_start",
        "forecast_finish", "actual_start", "actual_finish", "duration_days", "remaining_days", "work_hours",
        "actual_work_hours", "percent_complete", "constraint_kind", "constraint_date", "optimistic_days",
        "likely_days", "pessimistic_days", "planned_cost", "actual_cost", "currency", "earning_rule", "has_resource",
        "notes", "status_date", "source", "import_id", "sheet", "row_number",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PlanLinks(ProjectQuery):
    """The links between tasks that touch one project; ends are task keys, lags in working days."""

    sql: ClassVar[str] = "plan/plan_links"
    columns: ClassVar[tuple[str, ...]] = (
        "dependency", "code", "predecessor", "successor", "relation", "lag_days", "name", "crosses_projects",
        "predecessor_project", "predecessor_project_name", "predecessor_name", "predecessor_finish",
        "successor_project", "successor_project_name", "successor_name", "need_by", "promised_by", "owner", "status",
        "source", "import_id", "sheet", "row_number",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PlanReferences(ProjectQuery):
    """References of one project's tasks to tasks that their file does not hold, as found at import."""

    sql: ClassVar[str] = "plan/plan_references"
    columns: ClassVar[tuple[str, ...]] = ("task", "name", "column_name", "reference", "message", "row_number")


@dataclass(frozen=True, kw_only=True)
class PlanCalendar(Query):
    """The working calendars: working week, hours of a day, and each day off.

    `is_of_a_plan`: the source that brought it brings tasks, too, so that it holds for those only.
    """

    sql: ClassVar[str] = "plan/plan_calendar"
    columns: ClassVar[tuple[str, ...]] = (
        "name", "holiday", "weekdays", "hours_per_day", "reason", "source", "is_of_a_plan",
    )  # fmt: skip
    as_of: int = FOREVER


@dataclass(frozen=True, kw_only=True)
class PlanMoney(ProjectQuery):
    """One project's money in each period, by task where it is kept so deep: planned, forecast, earned, actual."""

    sql: ClassVar[str] = "plan/plan_money"
    columns: ClassVar[tuple[str, ...]] = (
        "task", "period", "currency", "planned_value", "forecast_cost", "earned_value", "actual_cost", "status_date",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PlanReported(ProjectQuery):
    """What one project said of itself at each status date up to the moment: finish, cost, progress, rating."""

    sql: ClassVar[str] = "plan/plan_reported"
    columns: ClassVar[tuple[str, ...]] = (
        "status_date", "moment", "snapshot", "status", "declared_overall", "baseline_finish", "actual_finish",
        "forecast_finish", "percent_complete", "budget", "forecast_cost", "actual_cost", "currency", "status_comment",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ScopeValue(ScopedQuery):
    """Planned value, earned value, actual cost and budget of each project in scope, in the reporting currency.

    Cumulative to the end of the status date's month. An amount is NULL where a part of it, or its rate, is unknown.
    """

    sql: ClassVar[str] = "plan/scope_value"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "name", "programme_name", "planned_value", "earned_value", "actual_cost", "budget_at_completion",
        "currency", "status_date",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class MilestoneHistory(ProjectQuery):
    """The finish of each of one project's milestones as each status date told it, beside its baseline then."""

    sql: ClassVar[str] = "plan/milestone_history"
    columns: ClassVar[tuple[str, ...]] = ("status_date", "task", "name", "finish", "baseline_finish", "is_done")


@dataclass(frozen=True, kw_only=True)
class Comments(ProjectQuery):
    """The comments on one project and what belongs to it, latest first, with hand-offs that are overdue."""

    sql: ClassVar[str] = "plan/comments"
    columns: ClassVar[tuple[str, ...]] = (
        "comment", "code", "project", "about", "text", "author", "written_on", "value_then", "handed_to", "due",
        "state", "overdue", "snapshot",
    )  # fmt: skip
