"""Planned against actual over time: curves, slip, milestones, variances, roadmap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.queries.base import ScopedQuery


@dataclass(frozen=True, kw_only=True)
class Progress(ScopedQuery):
    """The S-curve: planned value, earned value and actual cost by month, cumulative, for the projects in scope.

    `basis` is money (budgets and costs by period) or, where there are none, work (working days of tasks without
    children, by their baseline and their progress; actual_cost is then NULL). Earned value and actual cost are NULL
    after the status date. `planned_pct` and `earned_pct` are of the whole plan. `known` of `total` projects feed it.
    Where cost periods give no earned value, it is percent complete x budget as each snapshot told it.
    """

    sql: ClassVar[str] = "progress/progress"
    columns: ClassVar[tuple[str, ...]] = (
        "month", "basis", "currency", "planned_value", "earned_value", "actual_cost", "planned_pct", "earned_pct",
        "spi", "cpi", "is_past", "known", "total",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Slip(ScopedQuery):
    """Finish slip of each project now: against its baseline, and since its forecast was first known."""

    sql: ClassVar[str] = "progress/slip"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "code", "name", "programme_name", "status", "rating", "baseline_finish", "forecast_finish",
        "slip_days", "slip_pct", "first_forecast_finish", "slip_since_first_days", "finish_moves",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SlipHistory(ScopedQuery):
    """The slip chart: each project's forecast finish as each status date told it, up to the moment.

    With `most`, of no more than so many projects, those whose finish moved most; `projects` says how many there are.
    """

    sql: ClassVar[str] = "progress/slip_history"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "name", "status_date", "moment", "baseline_finish", "forecast_finish", "slip_days", "projects",
    )  # fmt: skip
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Milestones(ScopedQuery):
    """Milestones by state: met, met_late, missed, due (within the window), upcoming, undated; with late days.

    `late_days` is the actual or expected date minus baseline (or plan). A window of `within_days` after the status
    date is "due".
    """

    sql: ClassVar[str] = "progress/milestones"
    columns: ClassVar[tuple[str, ...]] = (
        "task", "name", "project", "project_name", "programme_name", "owner", "state", "baseline_date", "planned_date",
        "forecast_date", "actual_date", "date", "late_days", "overdue_days", "days_to_go", *("import_id", "sheet"),
        "row_number",
    )  # fmt: skip
    within_days: int = 30
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class MilestoneStates(ScopedQuery):
    """How many milestones are in each state, and how late they are on average: one row per state."""

    sql: ClassVar[str] = "progress/milestone_states"
    columns: ClassVar[tuple[str, ...]] = ("state", "milestones", "projects", "mean_late_days")
    within_days: int = 30


@dataclass(frozen=True, kw_only=True)
class Variances(ScopedQuery):
    """Schedule and cost variance of each project, with the money behind it."""

    sql: ClassVar[str] = "progress/variances"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "code", "name", "programme_name", "rating", "baseline_duration_days", "slip_days", "slip_pct",
        "derived_schedule", "budget", "budget_basis", "forecast_cost", "cost_variance", "cost_variance_pct",
        "derived_cost", "actual_cost", "percent_complete", "spent_pct", "currency",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Roadmap(ScopedQuery):
    """Projects in lanes with baseline and forecast bars; the gates of them come from `gates`.

    `lane` is by `lanes` (programme, objective or department) the programme's name, else the department, else
    'No programme'; the objective it contributes to most; or the department. `start` and `finish` are actual, forecast
    or baseline dates, best known first; projects without either date are left out (see `known`).
    """

    sql: ClassVar[str] = "progress/roadmap"
    columns: ClassVar[tuple[str, ...]] = (
        "lane", "project", "code", "name", "status", "rating", "start", "finish", "baseline_start", "baseline_finish",
        "slip_days", "percent_complete", "budget", "currency",
    )  # fmt: skip
    lanes: str = "programme"
