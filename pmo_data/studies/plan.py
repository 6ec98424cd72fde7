"""One project's plan, computed: dates by the critical path method beside those filed, floats, and what is wrong.

It stands apart from the method because a plan comes with calendars, half-filed progress, links to other projects and
faults, each of which is shown beside the rest, which is still computed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pmo_data.analytics.critical_path import Schedule, ScheduleSettings
from pmo_data.analytics.dated_schedule import day_numbers, schedule_dates
from pmo_data.analytics.working_calendar import WorkingCalendar
from pmo_data.domain.errors import QueryError
from pmo_data.domain.moments import FOREVER
from pmo_data.domain.words import day
from pmo_data.queries.plan import PlanCalendar, PlanLinks, PlanProject, PlanReferences, PlanTasks
from pmo_data.studies import plan_faults
from pmo_data.studies.asking import Ask
from pmo_data.studies.calendar import calendars_of, working_calendar
from pmo_data.studies.plan_rollup import rolled_up
from pmo_data.studies.plan_rows import in_order, prepared, with_outline


@dataclass(frozen=True)
class Plan:
    """A project's plan as filed and as computed.

    `lines`: one row per task or summary line in the plan's order: the columns of `PlanTasks` beside depth,
    parent_task, state (done, active, late, not_started, undated), start and finish (best known), early_start,
    early_finish, late_finish, total_float_days, free_float_days, critical, near_critical, not_computed, slip_days
    (working days from baseline finish to the computed one). Summary lines are rolled up.
    `links`: usable links with slack_days and driving; `waits`: links from and to other projects;
    `faults`: kind, task, name, sentence; `assumptions`: sentences.
    """

    project: str
    name: str
    status_date: date | None
    calendar: WorkingCalendar
    lines: pd.DataFrame
    links: pd.DataFrame
    waits: pd.DataFrame
    faults: pd.DataFrame
    assumptions: tuple[str, ...]
    schedule: Schedule | None
    facts: dict[str, Any] = field(repr=False)

    @property
    def finish(self) -> date | None:
        """The computed finish of the whole plan."""
        return _day(self.lines["early_finish"].max()) if len(self.lines) else None

    @property
    def critical(self) -> pd.DataFrame:
        """The open critical tasks by early start."""
        chosen = self.lines[self.lines["critical"].fillna(False).astype(bool) & ~self.lines["is_summary"]]
        return chosen.sort_values(["early_start", "position"])

    @property
    def done(self) -> bool:
        """Whether no task is open."""
        return bool(self.lines["actual_finish"].notna().all())

    @property
    def sentence(self) -> str:
        """'Computed to finish on 24 May 2027, baseline 9 Dec 2026; least float −111 days; 46 of 66 tasks are done.'"""
        detail = self.lines[~self.lines["is_summary"]]
        least = detail["total_float_days"].min()
        done = f"{int(detail['actual_finish'].notna().sum())} of {len(detail)} tasks are done"
        space = "" if pd.isna(least) else f"; least float {least:g} working days".replace("-", "−")
        agreed = self.facts["baseline_finish"]
        baseline = "; without a baseline" if pd.isna(agreed) else f"; baseline {day(agreed)}"
        return f"Computed to finish on {day(self.finish)}{baseline}{space}; {done}."

    @property
    def choices(self) -> dict[str, str]:
        """Key and title of every task whose date can be asked for."""
        detail = self.lines[~self.lines["is_summary"]]
        titles = [
            f"{wbs} {name}" if isinstance(wbs, str) else str(name) for wbs, name in detail[["wbs", "name"]].to_numpy()
        ]
        return dict(zip(detail["task"], titles, strict=True))

    @property
    def last_task(self) -> str | None:
        """The task that ends the plan; the last of them in the plan's order."""
        detail = self.lines[~self.lines["is_summary"] & self.lines["early_finish"].notna()]
        ends = detail[detail["early_finish"] == detail["early_finish"].max()]
        return None if ends.empty else str(ends["task"].iloc[-1])

    def name_of(self, task: str) -> str:
        found = self.lines.loc[self.lines["task"] == task, "name"]
        return str(found.iloc[0]) if len(found) else task.partition("/")[2] or task


def plan(
    ask: Ask, project: str, as_of: int = FOREVER, *, progress_override: bool = False, near_critical_days: float = 10.0
) -> Plan:
    """Compute a project's plan as of a moment. Raises QueryError where there is no such project."""
    found = ask(PlanProject(project=project, as_of=as_of))
    if found.empty:
        raise QueryError(f"There is no project '{project}'. `pmo query projects` lists those there are.")
    facts = {str(name): value for name, value in found.iloc[0].items()}
    filed = ask(PlanTasks(project=project, as_of=as_of))
    known = calendars_of(ask(PlanCalendar(as_of=as_of)), set(filed["source"].dropna().unique()))
    calendar, said = working_calendar(known)
    rows = with_outline(in_order(filed))
    every_link = ask(PlanLinks(project=project, as_of=as_of))
    inner = every_link[~every_link["crosses_projects"]].reset_index(drop=True)
    waits = every_link[every_link["crosses_projects"]].reset_index(drop=True)
    tasks, supplied = prepared(rows, inner, calendar)
    settings = ScheduleSettings(progress_override=progress_override, near_critical_float_days=near_critical_days)
    status, about_status = _status_of(tasks, facts)
    first, about_start = _first_day(tasks, facts)
    schedule, dates = _computed(tasks, inner, calendar, status, settings, first)
    return Plan(
        project=project,
        name=str(facts["name"] or project),
        status_date=_day(facts["status_date"]),
        calendar=calendar,
        lines=_lines(tasks, schedule, dates, calendar, _day(facts["status_date"])),
        links=_usable(inner, schedule),
        waits=waits,
        faults=plan_faults.faults(tasks, schedule, ask(PlanReferences(project=project, as_of=as_of)), waits),
        assumptions=tuple(text for text in (said, about_status, about_start, *supplied) if text),
        schedule=schedule,
        facts=facts,
    )


def _status_of(tasks: pd.DataFrame, facts: dict[str, Any]) -> tuple[date | None, str]:
    """A plan without any progress is not moved behind the day it was imported."""
    if not tasks[["actual_start", "actual_finish"]].notna().any().any():
        return None, "No progress is reported; dates are computed as planned, without a status date."
    status = _day(facts["status_date"])
    return (
        status,
        f"Work not done by the status date, {day(status)}, lies after it; begun tasks still wait for predecessors.",
    )


def _first_day(tasks: pd.DataFrame, facts: dict[str, Any]) -> tuple[date | None, str]:
    """The day a plan without a single date is counted from; None where its own dates say it."""
    if tasks[["planned_start", "actual_start"]].notna().any().any() or not tasks["duration_days"].notna().any():
        return None, ""
    first = _day(facts["status_date"])
    return first, f"The plan has durations but no dates; it is counted from the status date, {day(first)}."


def _computed(
    tasks: pd.DataFrame,
    links: pd.DataFrame,
    calendar: WorkingCalendar,
    status: date | None,
    settings: ScheduleSettings,
    first: date | None,
) -> tuple[Schedule | None, pd.DataFrame]:
    """The schedule and its dates; none where no task has a date or a duration to count from."""
    dated = tasks[["planned_start", "actual_start"]].notna().any().any()
    if tasks.empty or not (dated or status or first):
        unknown = dict.fromkeys(
            ("early_start", "early_finish", "late_start", "late_finish"), np.datetime64("NaT", "us")
        )
        return None, pd.DataFrame({"task_id": tasks["task_id"], **unknown})
    return schedule_dates(tasks, links, calendar, status_date=status, start_date=first, settings=settings)


def _lines(
    tasks: pd.DataFrame, schedule: Schedule | None, dates: pd.DataFrame, calendar: WorkingCalendar, status: date | None
) -> pd.DataFrame:
    computed = ("total_float_days", "free_float_days", "critical", "near_critical", "not_computed")
    lines = tasks.reset_index(drop=True)
    for name in ("early_start", "early_finish", "late_start", "late_finish"):
        lines[name] = pd.to_datetime(dates[name]).to_numpy()
    for name in computed:
        lines[name] = schedule.tasks[name].array if schedule is not None else None
    if schedule is not None:
        # Remaining days are filed with fractions; a tenth of a day is all that a float can mean.
        lines[["total_float_days", "free_float_days"]] = lines[["total_float_days", "free_float_days"]].round(1)
    if schedule is None:
        lines["not_computed"] = "no dates"
    rolled = rolled_up(lines)
    rolled["start"] = rolled["actual_start"].fillna(rolled["forecast_start"]).fillna(rolled["planned_start"])
    rolled["finish"] = rolled["actual_finish"].fillna(rolled["forecast_finish"]).fillna(rolled["planned_finish"])
    rolled["slip_days"] = _slip(rolled, calendar)
    rolled["state"] = _states(rolled, status)
    return rolled


def _slip(lines: pd.DataFrame, calendar: WorkingCalendar) -> Any:
    now = lines["actual_finish"].fillna(lines["early_finish"]).fillna(lines["finish"]).to_numpy("datetime64[D]")
    return calendar.finish_numbers(now) - calendar.finish_numbers(lines["baseline_finish"].to_numpy("datetime64[D]"))


def _states(lines: pd.DataFrame, status: date | None) -> Any:
    late = lines["finish"] < pd.Timestamp(status) if status else pd.Series(False, index=lines.index)
    undated = lines["finish"].isna() & lines["early_finish"].isna()
    return np.select(
        [lines["actual_finish"].notna(), undated, late, lines["actual_start"].notna()],
        ["done", "undated", "late", "active"],
        "not_started",
    )


def _usable(links: pd.DataFrame, schedule: Schedule | None) -> pd.DataFrame:
    if schedule is None:
        return links.assign(slack_days=np.nan, driving=False)
    return links.assign(slack_days=schedule.link_slack_days, driving=schedule.driving)


def baseline_days(tasks: pd.DataFrame, calendar: WorkingCalendar) -> pd.DataFrame:
    """The plan's input with day numbers of the dates now expected and of the baseline, as quality checks take it."""
    start, finish = (tasks[f"baseline_{end}"].to_numpy("datetime64[D]") for end in ("start", "finish"))
    begin, end = (
        tasks[f"forecast_{e}"].fillna(tasks[f"planned_{e}"]).to_numpy("datetime64[D]") for e in ("start", "finish")
    )
    return day_numbers(tasks, calendar).assign(
        baseline_finish_day=calendar.finish_numbers(finish),
        baseline_duration_days=calendar.working_days(start, finish),
        planned_start_day=calendar.start_numbers(begin),
        planned_finish_day=calendar.finish_numbers(end),
    )


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
