"""The three curves of earned value for one project or branch, from money by period or from tasks' dates and costs.

It stands apart from the measures because what a file does not hold has to be supplied, and said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_data.analytics.earning_rules import earn
from pmo_data.analytics.time_phasing import planned_value_curve
from pmo_data.analytics.working_calendar import WorkingCalendar
from pmo_data.domain.words import count

Floats: TypeAlias = npt.NDArray[np.float64]
Basis: TypeAlias = Literal["periods", "tasks", "none"]

_RULES = {
    "0/100": "zero_hundred", "0-100": "zero_hundred", "zero hundred": "zero_hundred", "zero_hundred": "zero_hundred",
    "50/50": "fifty_fifty", "50-50": "fifty_fifty", "fifty_fifty": "fifty_fifty",
    "weighted milestones": "weighted_milestones", "weighted_milestones": "weighted_milestones",
    "percent": "percent", "percent complete": "percent", "% complete": "percent", "physical % complete": "percent",
    "level of effort": "level_of_effort", "level_of_effort": "level_of_effort", "loe": "level_of_effort",
}  # fmt: skip
_MOST_PERIODS = 600
"""Months of fifty years: a plan that spans more has a date that is wrong, and is not drawn month by month."""


@dataclass(frozen=True)
class Series:
    """Cumulative amounts by month or week (`unit`).

    `planned_value` and `period_ends` run to the plan's end, `earned_value` and `actual_cost` to the status date; an
    empty `actual_cost` is unknown.
    """

    basis: Basis
    period_ends: tuple[date, ...]
    planned_value: tuple[float, ...]
    earned_value: tuple[float, ...]
    actual_cost: tuple[float, ...]
    currency: str | None
    assumptions: tuple[str, ...]
    unit: str = "month"


NOTHING = Series("none", (), (), (), (), None, ())


def from_periods(money: pd.DataFrame, reported: pd.DataFrame, status: date | None) -> Series:
    """Curves from planned, earned and spent money by month; `NOTHING` where no month has a planned value.

    Without earned value by month it is per cent complete x budget as each status date told it (`PlanReported`).
    """
    if money["planned_value"].isna().all() or status is None:
        return NOTHING
    currencies = money["currency"].dropna().unique()
    if len(currencies) > 1:
        return NOTHING
    unit, starts, placed = _grain(money["period"], status)
    amounts = ["planned_value", "earned_value", "actual_cost"]
    sums = money.assign(period=placed).groupby("period")[amounts].sum(min_count=1).reindex(starts)
    past = int((starts <= pd.Timestamp(status)).sum())
    planned = sums["planned_value"].fillna(0).cumsum()
    ends = starts + (pd.offsets.MonthEnd(0) if unit == "month" else pd.Timedelta(days=6))
    said = [_partial(status, ends[past - 1], unit)] if past else []
    earned = sums["earned_value"].iloc[:past]
    budget = float(planned.iloc[-1])
    curve = _cumulative(earned) if earned.notna().any() else _told(reported, ends[:past], budget, said)
    cost = _cumulative(sums["actual_cost"].iloc[:past])
    currency = str(currencies[0]) if len(currencies) else None
    days = tuple(day.date() for day in ends)
    return Series("periods", days, tuple(planned), curve, cost, currency, tuple(text for text in said if text), unit)


def _grain(periods: pd.Series[Any], status: date) -> tuple[str, pd.DatetimeIndex, pd.Series[Any]]:
    """Weeks where periods mostly follow within ten days, else months; every period's first day, and each row's."""
    days = pd.DatetimeIndex(periods.unique()).sort_values()
    latest = max(days[-1], pd.Timestamp(status))
    gaps = days.to_series().diff().dt.days
    if len(days) > 2 and gaps.median() <= 10:
        starts = pd.date_range(days[0], latest, freq="7D")
        place = ((periods - days[0]).dt.days // 7).clip(upper=len(starts) - 1)
        return "week", starts, pd.Series(starts[place.to_numpy()], index=periods.index)
    starts = pd.date_range(days[0].replace(day=1), latest, freq="MS")
    return "month", starts, periods.dt.to_period("M").dt.to_timestamp()


def _cumulative(amounts: pd.Series[Any]) -> tuple[float, ...]:
    """Running sum with gaps as nothing earned or spent; empty where nothing is known at all."""
    return tuple(amounts.fillna(0).cumsum()) if amounts.notna().any() else ()


def _partial(status: date, end: pd.Timestamp, unit: str) -> str:
    left = (end - pd.Timestamp(status)).days
    return f"The {unit} of the status date counts in full, though {left} days of it are left." if left > 3 else ""


def _told(reported: pd.DataFrame, ends: pd.DatetimeIndex, budget: float, said: list[str]) -> tuple[float, ...]:
    """Per cent complete x budget at the end of each period, as the status dates told it; a line in between."""
    known = reported.dropna(subset=["percent_complete"])
    if known.empty:
        said.append("Neither earned value by period nor per cent complete is known.")
        return ()
    days = known["status_date"].to_numpy("datetime64[D]").astype(np.int64)
    share = np.interp(
        ends.to_numpy("datetime64[D]").astype(np.int64), days, known["percent_complete"].astype("float64"), left=0.0
    )
    said.append(
        "Earned value is per cent complete × budget as each status date told it; periods between lie on a line."
    )
    return tuple(share / 100 * budget)


def from_tasks(tasks: pd.DataFrame, calendar: WorkingCalendar, status: date | None) -> Series:
    """Curves from tasks' baseline (else planned) dates and costs, with what was assumed; periods end on the status day.

    `tasks` are detail lines of `Plan.lines`.
    """
    costed = valued_tasks(tasks, calendar, status)
    usable = costed.dropna(subset=["baseline_start", "baseline_finish", "budget"])
    if usable.empty or status is None or not usable["budget"].sum():
        return NOTHING
    ends = _period_ends(usable, status)
    if len(ends) > _MOST_PERIODS:
        return NOTHING
    plan = planned_value_curve(costed, ends, calendar)
    past = int((ends <= np.datetime64(status)).sum())
    said = [*plan.assumptions, *_baseline_said(tasks)]
    earned, told = _earned_so_far(costed, ends[:past], calendar, status)
    cost, about_cost = _spent_so_far(costed, ends[:past], calendar, status)
    currencies = tasks["currency"].dropna().unique()
    return Series(
        "tasks",
        tuple(day.astype(object) for day in ends),
        tuple(np.maximum.accumulate(plan.planned_value)),
        tuple(earned),
        tuple(cost),
        str(currencies[0]) if len(currencies) == 1 else None,
        (*said, told, about_cost),
    )


def valued_tasks(tasks: pd.DataFrame, calendar: WorkingCalendar, status: date | None) -> pd.DataFrame:
    """Detail tasks with task_id, budget, rule, planned_pct, planned_value and earned_value at the status date, reason.

    Baseline dates fall back on planned ones.
    """
    start = tasks["baseline_start"].fillna(tasks["planned_start"])
    finish = tasks["baseline_finish"].fillna(tasks["planned_finish"])
    budget = tasks["planned_cost"].astype("float64")
    rule = tasks["earning_rule"].map(lambda text: _RULES.get(str(text).strip().lower(), "percent"), na_action="ignore")
    share = _planned_share(start, finish, calendar, status)
    made = tasks.assign(
        task_id=tasks["task"], baseline_start=start, baseline_finish=finish, budget=budget, rule=rule.fillna("percent"),
        planned_pct=share, planned_value=share / 100 * budget,
    )  # fmt: skip
    progress = tasks["percent_complete"].where(tasks["percent_complete"].notna() | tasks["actual_start"].notna(), 0.0)
    judged = earn(
        pd.DataFrame(
            {
                "budget": budget,
                "earning_rule": made["rule"],
                "started": tasks["actual_start"].notna(),
                "finished": tasks["actual_finish"].notna(),
                "progress_pct": progress,
                "milestone_pct": progress,
                "planned_pct": share,
            }
        )
    )
    return made.assign(earned_value=judged.earned_value, reason=judged.reason)


def _planned_share(
    start: pd.Series[Any], finish: pd.Series[Any], calendar: WorkingCalendar, status: date | None
) -> Any:
    """Per cent of each task planned to be done by the status date's evening."""
    if status is None:
        return np.zeros(len(start))
    begin = calendar.start_numbers(start.to_numpy("datetime64[D]"))
    end = calendar.finish_numbers(finish.to_numpy("datetime64[D]"))
    at = float(calendar.finish_numbers(np.array([status], dtype="datetime64[D]"))[0])
    span = end - begin
    share = np.divide(at - begin, span, out=np.where(at >= end, 1.0, 0.0), where=span > 0)
    return 100 * np.where(np.isnan(span), np.nan, np.clip(share, 0, 1))


def _period_ends(tasks: pd.DataFrame, status: date) -> npt.NDArray[np.datetime64]:
    """Days a whole number of months from the status date that cover the plan: the status day ends a period."""
    day = pd.Timestamp(status)
    begun = tasks["actual_start"].min()
    first = min(tasks["baseline_start"].min(), begun if pd.notna(begun) else day, day)
    last = max(tasks["baseline_finish"].max(), day)
    before = (day.year - first.year) * 12 + day.month - first.month + 1
    after = (last.year - day.year) * 12 + last.month - day.month + 1
    steps = [day + pd.DateOffset(months=step) for step in range(-before, after + 1)]
    inside = [step for place, step in enumerate(steps) if step >= first and (place == 0 or steps[place - 1] < last)]
    return np.array(inside, dtype="datetime64[D]")


def _earned_so_far(
    tasks: pd.DataFrame, ends: npt.NDArray[np.datetime64], calendar: WorkingCalendar, status: date
) -> tuple[Floats, str]:
    """Earned value by period: each task's, spread evenly from its actual start to its finish or the status date."""
    spread = _spread(tasks, tasks["earned_value"], status)
    curve = planned_value_curve(spread, ends, calendar).planned_value
    unknown = int(tasks["earned_value"].isna().sum())
    said = "Value earned before the status date is spread evenly over each task's actual dates."
    if unknown:
        said += f" {count(unknown, 'task')} earn nothing for want of a budget or of progress."
    return np.maximum.accumulate(curve) if curve.size else curve, said


def _spent_so_far(
    tasks: pd.DataFrame, ends: npt.NDArray[np.datetime64], calendar: WorkingCalendar, status: date
) -> tuple[Floats, str]:
    if not tasks["actual_cost"].notna().any():
        return np.empty(0), "No actual cost is filed with the tasks, so cost performance is not available."
    known = int(tasks["actual_cost"].notna().sum())
    curve = planned_value_curve(_spread(tasks, tasks["actual_cost"], status), ends, calendar).planned_value
    return curve, f"Actual cost is spread like earned value; it is known for {known} of {len(tasks)} tasks."


def _spread(tasks: pd.DataFrame, amount: pd.Series[Any], status: date) -> pd.DataFrame:
    day = pd.Timestamp(status)
    start = _until(tasks["actual_start"].fillna(tasks["baseline_start"]), day)
    finish = _until(tasks["actual_finish"].fillna(day), day)
    return tasks.assign(
        budget=amount.astype("float64"), baseline_start=start.where(start <= finish, finish), baseline_finish=finish
    )


def _until(days: pd.Series[Any], last: pd.Timestamp) -> pd.Series[Any]:
    return days.where(days.isna() | (days <= last), last)


def _baseline_said(tasks: pd.DataFrame) -> list[str]:
    without = int(tasks["baseline_finish"].isna().sum())
    return [f"{without} of {len(tasks)} tasks have no baseline; their planned dates stand in."] if without else []
