"""The processes of project management, measured: what was kept month by month, and how good forecasts were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.queries.base import ScopedQuery


@dataclass(frozen=True, kw_only=True)
class Compliance(ScopedQuery):
    """Seven checks for each department, or project, and status date: of how many open projects, and how many kept it.

    There is no row where a check had nothing to look at. `by` is department or name, `one_check` names one check,
    `most` leaves that many which keep a check least. Report on time, risks reviewed within the setting `review_days`,
    baseline and budget there, an owner for each benefit, evidence complete for gates due, gates held when due, data
    younger than the setting `stale_days`.
    """

    sql: ClassVar[str] = "processes/compliance"
    columns: ClassVar[tuple[str, ...]] = (
        "who", "status_date", "check", "kept", "measured", "kept_pct",
    )  # fmt: skip
    by: str = "department"
    one_check: str | None = None
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class ForecastAccuracy(ScopedQuery):
    """Past forecasts of milestones against outcomes, by manager or department; positive days came later than said.

    The forecast judged is the last one stated at least `lead_days` before the milestone was met. `bias_days` is the
    mean error, `mean_error_days` the mean of its size.
    """

    sql: ClassVar[str] = "processes/forecast_accuracy"
    columns: ClassVar[tuple[str, ...]] = (
        "who", "forecasts", "projects", "bias_days", "mean_error_days", "median_error_days", "worst_days",
        "within_week_pct", "optimistic_pct",
    )  # fmt: skip
    by: str = "department"
    lead_days: int = 60


@dataclass(frozen=True, kw_only=True)
class GateRegister(ScopedQuery):
    """Gates of open projects that are overdue or have open conditions, longest overdue first."""

    sql: ClassVar[str] = "processes/gate_register"
    columns: ClassVar[tuple[str, ...]] = (
        "gate", "project", "project_name", "name", "baseline_date", "planned_date", "actual_date", "outcome",
        "conditions", "conditions_open", "evidence", "chair", "slip_days", "overdue_days", "import_id", "sheet",
        "row_number",
    )  # fmt: skip
