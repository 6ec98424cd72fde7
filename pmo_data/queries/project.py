"""One project in full. `project` is the project's key as the other queries give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.domain.moments import FOREVER
from pmo_data.queries.base import Query


@dataclass(frozen=True, kw_only=True)
class ProjectQuery(Query):
    """A question about one project as of a moment."""

    project: str
    as_of: int = FOREVER


@dataclass(frozen=True, kw_only=True)
class ProjectFacts(ProjectQuery):
    """Everything known of one project in one row: the columns of `projects` and what stands around it.

    `leader_projects` counts the open projects that its manager leads, this one included; `leads_most_projects` is
    how many are still no matter, a setting.
    """

    sql: ClassVar[str] = "project/project_facts"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "code", "name", "description", "portfolio", "portfolio_name", "programme", "programme_name",
        "department", "category", "location", "client", "stage", "status", "sponsor", "manager", "team", "priority",
        "mandatory", "rating", "rating_reason", "declared_overall", "declared_word", "declared_schedule",
        "declared_cost", "declared_scope", "declared_benefits", "declared_resource", "declared_risk",
        "derived_overall", "derived_schedule", "derived_schedule_rule", "derived_cost", "derived_cost_rule",
        "derived_benefits", "derived_benefits_rule", "derived_risk", "derived_risk_rule", "derived_resource",
        "derived_resource_rule", "derived_governance", "derived_governance_rule", "derived_data",
        "derived_data_rule", "watermelon_gap", "baseline_start", "baseline_finish", "forecast_start",
        "forecast_finish", "actual_start", "actual_finish", "slip_days", "slip_pct", "percent_complete",
        "percent_complete_basis", "approved_budget", "whole_life_cost", "budget", "budget_basis", "forecast_cost",
        "actual_cost", "contingency", "cost_variance", "cost_variance_pct", "year_baseline", "year_forecast",
        "year_variance_pct", "currency", "price_base", "price_year", "approved_on", "updated_on", "data_age_days",
        "status_comment", "schedule_comment", "cost_comment", "tasks", "done_tasks", "late_tasks", "milestones",
        "missed_milestones", "next_milestone", "next_milestone_date", "open_risks", "high_risks", "open_issues",
        "open_decisions", "overdue_actions", "objectives", "people", "leader_projects", "leads_most_projects",
        "extra", "absent",
        "original", "carried", "source", "import_id", "sheet", "row_number", "file_name", "status_date",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProjectHistory(ProjectQuery):
    """One project at each status date up to the moment: rating, finish, cost, percent complete."""

    sql: ClassVar[str] = "project/project_history"
    columns: ClassVar[tuple[str, ...]] = (
        "status_date", "moment", "snapshot", "status", "stage", "declared_overall", "baseline_finish",
        "forecast_finish", "slip_days", "budget", "forecast_cost", "actual_cost", "cost_variance_pct", "currency",
        "percent_complete", "open_risks", "emv", "status_comment", "rating", "derived_overall",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProjectTasks(ProjectQuery):
    """One project's tasks in the order of its work breakdown, with depth, dates, lateness and parent.

    `start` and `finish` are actual, forecast or planned, best known first; `state` is done, active, late (finish
    passed, not done), not_started or undated. `owner` is who answers for it, else who works on it. `task` keys match
    `dependency` ends.
    """

    sql: ClassVar[str] = "project/project_tasks"
    columns: ClassVar[tuple[str, ...]] = (
        "task", "code", "wbs", "name", "parent", "depth", "is_summary", "is_milestone", "owner", "status", "state",
        "start", "finish", "planned_start", "planned_finish", "baseline_start", "baseline_finish", "forecast_start",
        "forecast_finish", "actual_start", "actual_finish", "duration_days", "remaining_days", "work_hours",
        "percent_complete", "late_days", "constraint", "constraint_date", "optimistic_days", "likely_days",
        "pessimistic_days", "planned_cost", "actual_cost", "currency", "earning_rule", "position", "notes",
        "import_id", "sheet", "row_number",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProjectDependencies(ProjectQuery):
    """The links between one project's tasks, and those to and from other projects.

    `predecessor_task` and `successor_task` are task keys, NULL where a whole project is meant.
    """

    sql: ClassVar[str] = "project/project_dependencies"
    columns: ClassVar[tuple[str, ...]] = (
        "dependency", "name", "predecessor_project", "predecessor_project_name", "predecessor_task",
        "predecessor_name", "predecessor_finish", "successor_project", "successor_project_name", "successor_task",
        "successor_name", "successor_start", "relation", "lag_days", "need_by", "promised_by", "conflict_days",
        "crosses_projects", "status",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProjectRegister(ProjectQuery):
    """One project's risks, issues, assumptions, decisions and actions in one list, open and worst first.

    `review` of an open risk, issue or assumption is never, overdue (older than the setting `review_days`) or in_time;
    `reviewed_days` is how long ago it was.
    """

    sql: ClassVar[str] = "project/project_register"
    columns: ClassVar[tuple[str, ...]] = (
        "kind", "item", "code", "name", "owner", "status", "is_open", "severity", "score", "emv", "currency",
        "raised_on", "due", "reviewed_on", "review", "reviewed_days", "closed_on", "age_days", "overdue_days",
        "response", "comment",
        "import_id", "sheet", "row_number",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProjectObjectives(ProjectQuery):
    """What one project is for: the objectives it serves, with strength, share and the benefits between them."""

    sql: ClassVar[str] = "project/project_objectives"
    columns: ClassVar[tuple[str, ...]] = (
        "objective", "objective_name", "strength", "share", "rationale", "benefits", "target_value", "actual_value",
        "currency",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProjectPeople(ProjectQuery):
    """Who works on one project: a row each with all their roles, from when until when, share, hours; leaders first."""

    sql: ClassVar[str] = "project/project_people"
    columns: ClassVar[tuple[str, ...]] = (
        "person", "name", "role", "team", "start", "finish", "share", "planned_hours", "actual_hours", "tasks",
        "late_tasks", "overloaded",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProjectPeriods(ProjectQuery):
    """One project's money by month: planned, earned and actual, in the month and cumulative."""

    sql: ClassVar[str] = "project/project_periods"
    columns: ClassVar[tuple[str, ...]] = (
        "month", "currency", "planned_value", "earned_value", "actual_cost", "forecast_cost",
        "cumulative_planned_value", "cumulative_earned_value", "cumulative_actual_cost", "is_past",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProjectChanges(ProjectQuery):
    """What changed on one project between two moments, field by field: its row, tasks, risks, gates and the rest.

    `compare_with` is the earlier moment, `as_of` the later.
    """

    sql: ClassVar[str] = "project/project_changes"
    columns: ClassVar[tuple[str, ...]] = ("entity", "item", "name", "kind", "field", "before", "after")
    compare_with: int


@dataclass(frozen=True, kw_only=True)
class ProjectLessons(ProjectQuery):
    """What was learned in one project, latest first."""

    sql: ClassVar[str] = "project/project_lessons"
    columns: ClassVar[tuple[str, ...]] = (
        "lesson", "code", "name", "category", "happened", "cause", "recommendation", "owner", "raised_on",
        "import_id", "sheet", "row_number",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProjectRaci(ProjectQuery):
    """Who is responsible, accountable, consulted and informed, by milestone or task of one project.

    Milestones without anybody are listed, too (`has_raci` tells); `fault` names a lack: nobody or more than one
    accountable, nobody responsible. `task` is NULL for the project as a whole and for tasks the plan does not hold.
    """

    sql: ClassVar[str] = "project/project_raci"
    columns: ClassVar[tuple[str, ...]] = (
        "task", "name", "is_milestone", "finish", "is_done", "responsible", "accountable", "consulted", "informed",
        "has_raci", "fault",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProjectStakeholders(ProjectQuery):
    """One project's stakeholders and communication plan: who, what, how often, last done, due, overdue first.

    `due` is the next contact filed, else the last one and the frequency; `never`: nobody was told yet.
    """

    sql: ClassVar[str] = "project/project_stakeholders"
    columns: ClassVar[tuple[str, ...]] = (
        "stakeholder", "name", "role", "interest", "influence", "channel", "frequency", "last_contact", "due",
        "overdue_days", "never", "owner", "import_id", "sheet", "row_number",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProjectBurnDown(ProjectQuery):
    """How many lines of each register of one project were open and closed at each status date."""

    sql: ClassVar[str] = "project/project_burn_down"
    columns: ClassVar[tuple[str, ...]] = ("status_date", "moment", "kind", "open_lines", "closed_lines")
