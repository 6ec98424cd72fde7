"""The money of the portfolio: by period, by project, as ratios of sums, and what was spent past a gate not passed.

Everything is in the reporting currency; what no rate converts stays out and is counted as `unconverted`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from pmo_data.queries.base import ScopedQuery

Grain = Literal["month", "quarter", "year"]


@dataclass(frozen=True, kw_only=True)
class MoneyByPeriod(ScopedQuery):
    """Money by month, fiscal quarter or fiscal year: first baseline, plan in force, forecast, actual, earned.

    `expected_cost` is actual in the past and forecast after it. Cumulative columns run from the first period; those of
    actual and earned end at the status date. `grain` is month, quarter or year; the year begins with the setting
    `fiscal_first_month`.
    """

    sql: ClassVar[str] = "money/money_by_period"
    columns: ClassVar[tuple[str, ...]] = (
        "period", "baseline_value", "planned_value", "forecast_cost", "actual_cost", "earned_value", "expected_cost",
        "capex", "opex", "cumulative_baseline_value", "cumulative_planned_value", "cumulative_expected_cost",
        "cumulative_capex", "cumulative_opex", "cumulative_actual_cost", "cumulative_earned_value", "is_past",
        "fiscal_first_month", "projects", "unconverted", "currency",
    )  # fmt: skip
    grain: str = "month"


@dataclass(frozen=True, kw_only=True)
class MoneyByProject(ScopedQuery):
    """Each project's money: baseline, approved, whole life, forecast, spent, variance and its cause, indices.

    `cause` of a variance is issue (one with a known cost of at least half of it), later finish, stopped, or not
    stated. `spent_past_gate` was spent in months that began after a gate that is due and not passed.
    """

    sql: ClassVar[str] = "money/money_by_project"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "code", "name", "programme_name", "department", "manager", "rating", "status", "budget",
        "budget_basis", "baseline_value", "approved_budget", "whole_life_cost", "forecast_cost", "actual_cost",
        "contingency", "cost_variance", "cost_variance_pct", "spent_pct", "percent_complete", "planned_value",
        "earned_value", "period_cost", "budget_at_completion", "capex", "opex", "spi", "cpi", "spent_past_gate",
        "rebaselined", "cause", "cause_name", "price_base", "own_currency", "is_unconverted", "currency",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class MoneySummary(ScopedQuery):
    """The money in one row: totals with how many are known, earned value as ratios of sums, spend past gates."""

    sql: ClassVar[str] = "money/money_summary"
    columns: ClassVar[tuple[str, ...]] = (
        "projects", "budget", "budget_known", "forecast_cost", "forecast_cost_known", "actual_cost",
        "actual_cost_known", "whole_life_cost", "whole_life_cost_known", "cost_variance", "cost_variance_known",
        "cost_variance_pct", "overrun", "over_budget", "spent_pct", "planned_value", "earned_value", "period_cost",
        "budget_at_completion", "earned_known", "spi", "cpi", "estimate_at_completion", "capex", "opex",
        "projects_past_gate", "spent_past_gate", "unconverted", "unconverted_currencies", "converted", "price_bases",
        "currency",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SpendPastGates(ScopedQuery):
    """Gates that were due and not passed, with what was spent in the months that began after each was due."""

    sql: ClassVar[str] = "money/spend_past_gates"
    columns: ClassVar[tuple[str, ...]] = (
        "gate", "project", "project_name", "manager", "rating", "gate_name", "planned_date", "outcome", "chair",
        "overdue_days", "spent_since", "last_month", "budget", "spent_since_pct", "currency",
    )  # fmt: skip
