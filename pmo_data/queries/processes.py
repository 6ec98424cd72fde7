"""The processes of project management, measured: what was kept month by month, and how good forecasts were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.queries.base import ScopedQuery


@dataclass(frozen=True, kw_only=True)
class Compliance(ScopedQuery):
    """Nine checks for each department, or project, and status date: of how many open projects, and how many kept it.

    There is no row where a check had nothing to look at. `by` is department or name, `one_check` names one check,
    `most` leaves that many which keep a check least. Report on time, risks reviewed within the setting `review_days`,
    baseline and budget there, an owner for each benefit, evidence complete for gates due, gates held when due, data
    younger than the setting `stale_days`, forecasts of the milestones newly met out by no more than `accuracy_days` on
    average, data quality of `quality_min` or more.
    """

    sql: ClassVar[str] = "processes/compliance"
    columns: ClassVar[tuple[str, ...]] = (
        "who", "status_date", "check", "kept", "measured", "kept_pct",
    )  # fmt: skip
    by: str = "department"
    one_check: str | None = None
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class CheckRows(ScopedQuery):
    """The rows of the sources by which one check was judged at a status date, missed ones first.

    `who` is a department or the name of a project, `on_date` a status date, the latest by default. Of data quality each
    lost point is a row, whose `kept` is NULL: the check looks at their sum.
    """

    sql: ClassVar[str] = "processes/check_rows"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "project_name", "department", "status_date", "check", "kept", "name", "said", "about", "import_id",
        "file_name", "sheet", "row_number",
    )  # fmt: skip
    one_check: str = "report on time"
    who: str | None = None
    on_date: str | None = None


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
