"""The rows themselves: one query per entity, as of a moment, for the projects in scope.

Rows that name no project are in scope where no filter is set. Each row carries `import_id`, `sheet` and `row_number`,
the way back to its cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.queries.base import ScopedQuery

_WHENCE = ("source", "import_id", "sheet", "row_number")


@dataclass(frozen=True, kw_only=True)
class Projects(ScopedQuery):
    """The projects in scope, with declared and derived ratings, dates, money, and the way back to the cell.

    `rating` is the one in effect (the worse of declared and derived), `rating_reason` the rule that fired. Days are
    calendar days, percentages 0-100, money in `currency`. `absent` is JSON: field -> why its cell gave no value.
    """

    sql: ClassVar[str] = "registers/projects"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "code", "name", "portfolio", "programme", "programme_name", "department", "category", "stage",
        "status", "sponsor", "manager", "priority", "mandatory", "rating", "rating_reason", "declared_overall",
        "declared_word", "declared_schedule", "declared_cost", "declared_scope", "declared_benefits",
        "declared_resource", "declared_risk", "derived_overall", "derived_schedule", "derived_cost",
        "derived_benefits", "derived_risk", "derived_resource", "derived_governance", "derived_data",
        "watermelon_gap", "baseline_start", "baseline_finish", "forecast_start", "forecast_finish", "actual_start",
        "actual_finish", "slip_days", "slip_pct", "percent_complete", "percent_complete_basis", "approved_budget",
        "whole_life_cost", "budget", "budget_basis", "forecast_cost", "actual_cost", "contingency", "cost_variance",
        "cost_variance_pct", "currency", "price_base", "updated_on", "data_age_days", "status_comment", "absent",
        *_WHENCE,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Tasks(ScopedQuery):
    """The tasks in scope. `finish` is the actual, forecast or planned one; `late_days` is against the baseline.

    `overdue` is true where the finish has passed and the task is not done.
    """

    sql: ClassVar[str] = "registers/tasks"
    columns: ClassVar[tuple[str, ...]] = (
        "task", "project", "project_name", "code", "wbs", "name", "parent", "owner", "status", "is_milestone",
        "is_summary", "planned_start", "planned_finish", "baseline_start", "baseline_finish", "forecast_start",
        "forecast_finish", "actual_start", "actual_finish", "start", "finish", "duration_days", "percent_complete",
        "late_days", "overdue", "planned_cost", "actual_cost", "currency", *_WHENCE,
    )  # fmt: skip
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class Risks(ScopedQuery):
    """The risk register: probability and impact on 1-5, band by the risk matrix, expected value in money.

    `emv` is probability x cost impact; positive for threats, negative for opportunities. Open ones come first, by score
    and then by `emv`; `limit` is how many are told.
    """

    sql: ClassVar[str] = "registers/risks"
    columns: ClassVar[tuple[str, ...]] = (
        "risk", "code", "name", "project", "project_name", "owner", "status", "is_open", "kind", "category",
        "probability", "impact", "score", "band", "probability_pct", "impact_cost", "emv", "currency",
        "inherent_probability", "inherent_impact", "residual_probability", "residual_impact", "target_probability",
        "target_impact", "response", "mitigation", "raised_on", "due", "reviewed_on", "closed_on", "age_days",
        "overdue", "objective", "comment", *_WHENCE,
    )  # fmt: skip
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class Issues(ScopedQuery):
    """The issue log with age and what is overdue."""

    sql: ClassVar[str] = "registers/issues"
    columns: ClassVar[tuple[str, ...]] = (
        "issue", "code", "name", "project", "project_name", "owner", "status", "is_open", "severity", "priority",
        "category", "resolution", "impact_cost", "impact_days", "currency", "risk", "raised_on", "due",
        "reviewed_on", "closed_on", "age_days", "overdue", "comment", *_WHENCE,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Assumptions(ScopedQuery):
    """The assumption log with age and what is overdue."""

    sql: ClassVar[str] = "registers/assumptions"
    columns: ClassVar[tuple[str, ...]] = (
        "assumption", "code", "name", "project", "project_name", "owner", "status", "is_open", "validation",
        "impact_if_false", "raised_on", "due", "reviewed_on", "closed_on", "age_days", "overdue", "comment", *_WHENCE,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Decisions(ScopedQuery):
    """The decision log: made and still needed, with money at stake."""

    sql: ClassVar[str] = "registers/decisions"
    columns: ClassVar[tuple[str, ...]] = (
        "decision", "code", "name", "project", "project_name", "owner", "status", "is_open", "options", "outcome",
        "rationale", "decided_on", "decided_by", "at_stake", "cost_of_waiting", "raised_on", "due", "age_days",
        "overdue", "comment", *_WHENCE,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Actions(ScopedQuery):
    """The actions with owner, due date and what is overdue."""

    sql: ClassVar[str] = "registers/actions"
    columns: ClassVar[tuple[str, ...]] = (
        "action", "code", "name", "project", "project_name", "owner", "status", "is_open", "priority",
        "percent_complete", "concerns", "raised_on", "due", "closed_on", "age_days", "overdue", "overdue_days",
        "comment", *_WHENCE,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Benefits(ScopedQuery):
    """The benefit register: target and actual value, realisation, and whether it is at risk and why."""

    sql: ClassVar[str] = "registers/benefits"
    columns: ClassVar[tuple[str, ...]] = (
        "benefit", "code", "name", "project", "project_name", "objective", "objective_name", "owner", "category",
        "measure", "target_value", "actual_value", "realisation_pct", "currency", "due", "share", "status",
        "project_rating", "project_finish", "at_risk", "at_risk_reason", *_WHENCE,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Objectives(ScopedQuery):
    """The objectives with weight, owner, measure and target, and how many projects in scope serve each."""

    sql: ClassVar[str] = "registers/objectives"
    columns: ClassVar[tuple[str, ...]] = (
        "objective", "code", "name", "parent", "parent_name", "weight", "weight_share_pct", "owner", "measure",
        "target", "description", "projects", *_WHENCE,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Contributions(ScopedQuery):
    """Which project contributes to which objective, how strongly (0-4) and with what share of its money."""

    sql: ClassVar[str] = "registers/contributions"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "project_name", "objective", "objective_name", "strength", "share", "rationale", *_WHENCE,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Gates(ScopedQuery):
    """Stage gates: baseline, planned and actual date, outcome, open conditions, and what is overdue.

    `projects` are the keys of those whose gates are told; NULL means all.
    """

    sql: ClassVar[str] = "registers/gates"
    columns: ClassVar[tuple[str, ...]] = (
        "gate", "project", "project_name", "programme_name", "name", "baseline_date", "planned_date", "actual_date",
        "outcome", "conditions", "conditions_open", "evidence", "chair", "slip_days", "overdue_days", *_WHENCE,
    )  # fmt: skip
    projects: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dependencies(ScopedQuery):
    """Dependencies between projects or tasks that touch a project in scope, with need-by against promised-by.

    `conflict_days` is promised minus needed: positive where the giver is later than the receiver needs.
    """

    sql: ClassVar[str] = "registers/dependencies"
    columns: ClassVar[tuple[str, ...]] = (
        "dependency", "code", "name", "predecessor_project", "predecessor_project_name", "predecessor",
        "predecessor_name", "successor_project", "successor_project_name", "successor", "successor_name", "relation",
        "lag_days", "need_by", "promised_by", "conflict_days", "crosses_projects", "owner", "status", *_WHENCE,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class StatusReports(ScopedQuery):
    """What was reported for each project and date: ratings, commentary, ask."""

    sql: ClassVar[str] = "registers/status_reports"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "project_name", "report_date", "author", "submitted_on", "due", "late_days", "overall", "schedule",
        "cost", "scope", "benefits", "resource", "commentary", "next_steps", "ask", *_WHENCE,
    )  # fmt: skip
