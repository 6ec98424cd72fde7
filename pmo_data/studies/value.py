"""Earned value and earned schedule of one project, of a branch of its work, and of a scope of projects.

It stands apart from the formulas because it says what the numbers rest on: budgets by period where they are kept,
else the dates and costs of tasks with what that assumes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pmo_data.analytics.earned_schedule import EarnedSchedule, date_after, earned_schedule
from pmo_data.analytics.earned_value import EarnedValue, earned_value, portfolio_earned_value
from pmo_data.analytics.earned_value_history import EarnedValueHistory, history
from pmo_data.analytics.earned_value_questions import questions
from pmo_data.domain.moments import FOREVER
from pmo_data.domain.scope import Scope
from pmo_data.queries.plan import PlanMoney, PlanReported, ScopeValue
from pmo_data.studies import value_words
from pmo_data.studies.asking import Ask
from pmo_data.studies.plan import Plan, plan
from pmo_data.studies.value_branches import below, branches
from pmo_data.studies.value_series import NOTHING, Series, from_periods, from_tasks, valued_tasks
from pmo_data.studies.why import find_task


@dataclass(frozen=True)
class Value:
    """Earned value of a project or a branch.

    `curve`: period_end, planned_value, earned_value, actual_cost (cumulative, NaN in the future) and the same by
    period with `period_`, and the indices and estimates of each period. `cone`: variant, date, amount: where each
    estimate at completion leads from the status date. `measures`: symbol, measure, value, meaning (value is text, with
    the reason where it is n/a). `branches`: a row per heading; `tasks`: a row per task with its earning rule.
    """

    plan: Plan
    branch: str | None
    series: Series
    latest: EarnedValue | None
    schedule: EarnedSchedule | None
    curve: pd.DataFrame
    cone: pd.DataFrame
    measures: pd.DataFrame
    questions: tuple[str, ...]
    branches: pd.DataFrame
    tasks: pd.DataFrame
    estimated_finish: date | None

    @property
    def sentence(self) -> str:
        """The finding in words."""
        return value_words.sentence(self.latest, self.schedule, self.series.currency, self.series.unit)


def value(ask: Ask, project: str, as_of: int = FOREVER, branch: str | None = None) -> Value:
    """Earned value of a project as of a moment; `branch` names a heading by key, code, WBS or name.

    Raises QueryError where there is no such project or heading.
    """
    found = plan(ask, project, as_of)
    detail = found.lines[~found.lines["is_summary"]]
    heading = None if branch is None else str(find_task(found, branch)["task"])
    within = detail if heading is None else detail[detail["task"].isin(below(found.lines, heading))]
    series = _series(ask, found, within, heading, as_of)
    report = _report(series, _own_estimate(found, series, heading))
    costed = valued_tasks(within, found.calendar, found.status_date)
    finish = _estimated_finish(series, report, found)
    declared = None if heading else _number(found.facts["forecast_cost"])
    asked = tuple(question.text for question in questions(report, declared)) if report else ()
    return Value(
        plan=found,
        branch=heading,
        series=series,
        latest=report.latest if report else None,
        schedule=report.latest_schedule if report else None,
        curve=_curve(series, report),
        cone=_cone(series, report, finish, found),
        measures=value_words.measures(report.latest, report.latest_schedule, series.currency, finish, series.unit)
        if report else value_words.no_measures(),
        questions=asked,
        branches=branches(found, valued_tasks(detail, found.calendar, found.status_date)),
        tasks=costed[["task", "code", "name", "rule", "budget", "planned_value", "earned_value", "reason"]],
        estimated_finish=finish,
    )  # fmt: skip


def _series(ask: Ask, found: Plan, detail: pd.DataFrame, heading: str | None, as_of: int) -> Series:
    money = ask(PlanMoney(project=found.project, as_of=as_of))
    if heading is None:
        series = from_periods(money, ask(PlanReported(project=found.project, as_of=as_of)), found.status_date)
    else:
        codes = set(detail["code"]) | set(detail["task"])
        series = from_periods(
            money[money["task"].isin(codes)], pd.DataFrame(columns=["percent_complete"]), found.status_date
        )
    return from_tasks(detail, found.calendar, found.status_date) if series is NOTHING else series


def _own_estimate(found: Plan, series: Series, heading: str | None) -> float | None:
    """The team's own estimate to complete: its forecast less what is spent."""
    declared = _number(found.facts["forecast_cost"])
    if heading is not None or declared is None or not series.actual_cost:
        return None
    return max(declared - series.actual_cost[-1], 0.0)


def _report(series: Series, own: float | None) -> EarnedValueHistory | None:
    if not series.earned_value or not series.planned_value:
        return None
    if series.actual_cost:
        return history(series.planned_value, series.earned_value, series.actual_cost, estimate_to_complete=own)
    return _without_cost(series)


def _without_cost(series: Series) -> EarnedValueHistory:
    """What can be said of time alone where no cost is known."""
    plan, budget = series.planned_value, series.planned_value[-1]
    rows = []
    for period, earned in enumerate(series.earned_value, start=1):
        latest = earned_value(plan[period - 1], earned, None, budget)
        time = earned_schedule(plan, earned, period, budget_at_completion=budget)
        rows.append((period, plan[period - 1], earned, np.nan, latest.schedule_performance_index, np.nan,
                     time.earned_schedule, time.time_performance_index))  # fmt: skip
    names = ("period", "planned_value", "earned_value", "actual_cost", "schedule_performance_index",
             "cost_performance_index", "earned_schedule", "time_performance_index")  # fmt: skip
    table = pd.DataFrame(rows, columns=list(names)).astype("float64")
    for amount in ("planned_value", "earned_value", "actual_cost"):
        table[f"period_{amount}"] = table[amount].diff().fillna(table[amount])
    return EarnedValueHistory(table, latest, time)


def _curve(series: Series, report: EarnedValueHistory | None) -> pd.DataFrame:
    """The plan to its end, and every measure of the periods that are over."""
    made = pd.DataFrame(
        {
            "period": range(1, len(series.planned_value) + 1),
            "period_end": pd.to_datetime(pd.Series(series.period_ends, dtype=object)),
            "planned_value": np.asarray(series.planned_value, dtype=np.float64),
        }
    )
    if report is None:
        return made.assign(earned_value=np.nan, actual_cost=np.nan)
    return made.merge(report.table.drop(columns="planned_value"), on="period", how="left")


def _estimated_finish(series: Series, report: EarnedValueHistory | None, found: Plan) -> date | None:
    """The plan's first day and the independent estimate of its duration by SPI(t), on the project's calendar."""
    if report is None or report.latest_schedule.independent_estimate is None or not series.period_ends:
        return None
    back = pd.DateOffset(months=1) if series.unit == "month" else pd.DateOffset(days=7)
    first = (pd.Timestamp(series.period_ends[0]) - back + pd.Timedelta(days=1)).date()
    span = found.calendar.working_days([first], [series.period_ends[-1]])[0] / len(series.period_ends)
    return date_after(first, min(report.latest_schedule.independent_estimate, 1200.0), float(span), found.calendar)


def _cone(series: Series, report: EarnedValueHistory | None, finish: date | None, found: Plan) -> pd.DataFrame:
    """Where each variant of the estimate leads: its amount, at the estimated finish, else at the plan's own."""
    columns = ["variant", "date", "amount"]
    if report is None or not series.actual_cost:
        return pd.DataFrame(columns=columns)
    last = max(day for day in (finish, found.finish, series.period_ends[-1]) if day is not None)
    estimates = report.latest.estimates_at_completion.items()
    rows = [(name, pd.Timestamp(last), amount) for name, amount in estimates if amount is not None]
    return pd.DataFrame(rows, columns=columns)


def _number(amount: object) -> float | None:
    return None if amount is None or pd.isna(amount) else float(amount)  # type: ignore[call-overload,arg-type]


_RATED = (
    "schedule_performance_index", "cost_performance_index", "complete_pct", "estimate_at_completion",
    "variance_at_completion",
)  # fmt: skip


@dataclass(frozen=True)
class ScopedValue:
    """Earned value of many projects together: ratios of sums over the projects whose four amounts are all known."""

    total: EarnedValue
    known: int
    of: int
    currency: str | None
    projects: pd.DataFrame
    measures: pd.DataFrame

    @property
    def sentence(self) -> str:
        return f"{value_words.sentence(self.total, None, self.currency)} Known for {self.known} of {self.of} projects."


def scope_value(ask: Ask, scope: Scope) -> ScopedValue:
    """The measures of the sums over the projects in scope, and each project's own."""
    rows = ask(ScopeValue.of(scope))
    names = ("planned_value", "earned_value", "actual_cost", "budget_at_completion")
    parts = [earned_value(*(_number(row[name]) for name in names)) for _, row in rows.iterrows()]
    total, (known, of) = portfolio_earned_value(parts)
    currency = str(rows["currency"].dropna().iloc[0]) if rows["currency"].notna().any() else None
    projects = rows.assign(
        **{name: np.array([getattr(part, name) for part in parts], dtype=np.float64) for name in _RATED}
    )
    return ScopedValue(total, known, of, currency, projects, value_words.measures(total, None, currency, None))
