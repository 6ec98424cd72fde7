"""The critical path of a plan that is written in dates: dates in, dates out, working days in between.

It stands apart so that the method itself never meets a calendar.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pmo_data.analytics.critical_path import Schedule, ScheduleSettings, schedule
from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.working_calendar import WorkingCalendar

_STARTS = {"actual_start": "actual_start_day", "not_before": "not_before_day"}
_FINISHES = {"actual_finish": "actual_finish_day", "deadline": "deadline_day"}


def schedule_dates(
    tasks: pd.DataFrame,
    links: pd.DataFrame,
    calendar: WorkingCalendar,
    *,
    status_date: date | None = None,
    start_date: date | None = None,
    required_finish: date | None = None,
    settings: ScheduleSettings | None = None,
) -> tuple[Schedule, pd.DataFrame]:
    """Schedule a dated plan; returns the schedule in day numbers and a frame of dates per task.

    `tasks` needs task_id and duration_days, or planned_start and planned_finish to derive durations from; it may
    have remaining_days, actual_start, actual_finish, constraint, constraint_date, deadline, not_before and
    project_id. `start_date` defaults to the earliest planned or actual start, else to the status date.
    The dates frame has early_start, early_finish, late_start, late_finish; a milestone's start is its finish.
    """
    numbered = day_numbers(tasks, calendar)
    base = settings or ScheduleSettings()
    chosen = replace(
        base,
        status_day=base.status_day if status_date is None else _evening(calendar, status_date),
        start_day=_first_day(numbered, calendar, start_date, status_date, base),
        required_finish_day=(
            base.required_finish_day if required_finish is None else _evening(calendar, required_finish)
        ),
    )
    result = schedule(numbered, links, chosen)
    return result, dates_of(result, calendar, _at_morning(numbered, result))


def day_numbers(tasks: pd.DataFrame, calendar: WorkingCalendar) -> pd.DataFrame:
    """The plan with day-number columns beside its dates, and durations derived from planned dates where absent.

    A plan that finishes before it starts gets a negative duration, which the schedule reports by name.
    """
    numbered = tasks.copy(deep=False)
    for columns, convert in ((_STARTS, calendar.start_numbers), (_FINISHES, calendar.finish_numbers)):
        for name, target in columns.items():
            if name in tasks:
                numbered[target] = convert(_days(tasks[name]))
    if "constraint_date" in tasks and "constraint" in tasks:
        moment = _days(tasks["constraint_date"])
        of_finish = tasks["constraint"].astype("str").str.contains("finish").to_numpy(dtype=bool, na_value=False)
        numbered["constraint_day"] = np.where(
            of_finish, calendar.finish_numbers(moment), calendar.start_numbers(moment)
        )
    if "planned_start" in tasks and "planned_finish" in tasks:
        starts, finishes = _days(tasks["planned_start"]), _days(tasks["planned_finish"])
        span = calendar.working_days(starts, finishes)
        # A milestone is filed with the same day twice: only a stated duration of 0 makes it one, not the dates.
        given = tasks["duration_days"] if "duration_days" in tasks else pd.Series(np.nan, index=tasks.index)
        numbered["duration_days"] = np.where(pd.isna(given), span, given.to_numpy(np.float64, na_value=np.nan))
    if "planned_start" in tasks:
        numbered["planned_start_day"] = calendar.start_numbers(_days(tasks["planned_start"]))
    return numbered


def _at_morning(numbered: pd.DataFrame, result: Schedule) -> Any:
    """Which tasks begin at a morning of their own: by their constraint, actual or planned start, not another's end."""
    start = result.tasks["early_start_day"].to_numpy(np.float64)
    own = np.zeros(len(start), dtype=bool)
    for name in ("constraint_day", "not_before_day", "actual_start_day"):
        if name in numbered:
            day = numbered[name].to_numpy(np.float64, na_value=np.nan)
            if name == "constraint_day":
                of_finish = numbered["constraint"].astype("str").str.contains("finish").to_numpy(dtype=bool)
                day = np.where(of_finish, np.nan, day)
            own |= np.isclose(start, day)
    return own


def dates_of(result: Schedule, calendar: WorkingCalendar, at_morning: Any = False) -> pd.DataFrame:
    """Early and late dates of every task; NaT where nothing could be computed.

    `at_morning`: where a milestone stands on the morning of its early start, rather than on the evening before.
    """
    frame = result.tasks
    dates: dict[str, Any] = {"task_id": frame["task_id"]}
    for kind in ("early", "late"):
        start, finish = frame[f"{kind}_start_day"].to_numpy(), frame[f"{kind}_finish_day"].to_numpy()
        finish_dates = calendar.finish_dates(finish)
        # The morning of a milestone is the evening of its predecessor: both dates show that evening's day.
        instant = np.isclose(start, finish)
        start_dates = calendar.start_dates(start)
        on_its_own = instant & at_morning & (kind == "early")
        dates[f"{kind}_start"] = np.where(instant & ~on_its_own, finish_dates, start_dates)
        dates[f"{kind}_finish"] = np.where(on_its_own, start_dates, finish_dates)
    return pd.DataFrame(dates)


def _first_day(
    numbered: pd.DataFrame,
    calendar: WorkingCalendar,
    start_date: date | None,
    status_date: date | None,
    settings: ScheduleSettings,
) -> float:
    if start_date is not None:
        return float(calendar.start_numbers([start_date])[0])
    known = [
        numbered[column].min()
        for column in ("planned_start_day", "actual_start_day")
        if column in numbered and numbered[column].notna().any()
    ]
    if known:
        return float(min(known))
    if status_date is not None:
        return _evening(calendar, status_date)
    if settings.start_day:
        return settings.start_day
    raise AnalysisError("The plan has no dated start; give a start date or a status date to count from.")


def _evening(calendar: WorkingCalendar, day: date) -> float:
    """The status date's work is done by its evening: what remains starts with the next working morning."""
    return float(calendar.finish_numbers([day])[0])


def _days(column: pd.Series[Any]) -> Any:
    return pd.to_datetime(column).to_numpy(dtype="datetime64[D]")
