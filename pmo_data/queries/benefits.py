"""Benefits: what was promised, what came, what is at risk and why, and whether projects are worth their money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.queries.base import ScopedQuery


@dataclass(frozen=True, kw_only=True)
class BenefitRegister(ScopedQuery):
    """Benefits with target and actual to date, realisation, whether at risk and why, owner and shared splits.

    To date is by the benefit's profile, or else its whole value once due. At risk: its open project is red or ends
    after it is due. `is_miscounted`: benefits of one name and objective carry shares that do not sum to 100 %.
    """

    sql: ClassVar[str] = "benefits/benefit_register"
    columns: ClassVar[tuple[str, ...]] = (
        "benefit", "code", "name", "project", "project_name", "objective", "objective_name", "owner", "category",
        "measure", "target_value", "target_to_date", "actual_to_date", "realisation_pct", "due", "share", "share_sum",
        "status", "project_rating", "project_finish", "days_late", "at_risk", "at_risk_reason", "has_no_owner",
        "is_miscounted", "currency", "import_id", "sheet", "row_number",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class BenefitProfile(ScopedQuery):
    """Benefits by month, fiscal quarter or fiscal year: target against actual, in the period and cumulative."""

    sql: ClassVar[str] = "benefits/benefit_profile"
    columns: ClassVar[tuple[str, ...]] = (
        "period", "target_value", "actual_value", "target_to_date", "cumulative_target_value",
        "cumulative_actual_value", "is_past", "currency",
    )  # fmt: skip
    grain: str = "quarter"


@dataclass(frozen=True, kw_only=True)
class ObjectiveOutlook(ScopedQuery):
    """The line of sight of each objective: benefits that land late or rest on red, projects, dependencies, risks.

    `late_worth` is the value of benefits whose project now finishes after they are due, `red_worth` of those whose
    project is red; the two overlap.
    """

    sql: ClassVar[str] = "benefits/objective_outlook"
    columns: ClassVar[tuple[str, ...]] = (
        "objective", "name", "weight_share_pct", "owner", "target", "benefits", "worth", "late_worth", "red_worth",
        "late_benefits", "latest_days", "projects", "red_projects", "emv", "high_risks", "conflicts", "budget",
        "late_pct", "currency",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AppraisalYears(ScopedQuery):
    """Benefits and costs of each project by calendar year, from its first, for discounting."""

    sql: ClassVar[str] = "benefits/appraisal_years"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "name", "programme_name", "rating", "year_index", "year", "benefit", "cost", "currency",
    )  # fmt: skip
