"""Which working calendar a plan is reckoned by: the one the portfolio keeps, else Monday to Friday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.working_calendar import WorkingCalendar
from pmo_data.domain.words import count

if TYPE_CHECKING:
    import pandas as pd

DEFAULT_HOURS = 8.0


def calendars_of(rows: pd.DataFrame, sources: set[str]) -> pd.DataFrame:
    """The rows of `PlanCalendar` that hold for tasks of these sources: those they brought, else those of no plan."""
    own = rows[rows["source"].isin(sources)]
    return own if len(own) else rows[~rows["is_of_a_plan"].fillna(False).astype(bool)]


def with_most_days_off(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the one calendar that states most days off; none where there are none."""
    if rows.empty:
        return rows
    name = rows.groupby("name")["holiday"].count().sort_values(ascending=False, kind="stable").index[0]
    chosen: pd.DataFrame = rows[rows["name"] == name]
    return chosen


def working_calendar(rows: pd.DataFrame) -> tuple[WorkingCalendar, str]:
    """The calendar with most days off among `rows` of `PlanCalendar`, and a sentence that says which was taken.

    A working week that is none (all days off, other signs) is said and replaced by Monday to Friday.
    """
    if rows.empty:
        return WorkingCalendar(), "No calendar was imported: Monday to Friday are working days, without holidays."
    chosen = with_most_days_off(rows)
    name = chosen["name"].iloc[0]
    holidays = tuple(day.date() for day in chosen["holiday"].dropna())
    weeks = chosen["weekdays"].dropna()
    others = rows["name"].nunique() - 1
    beside = f" (of {others + 1} calendars, the one with most days off)" if others else ""
    try:
        calendar = WorkingCalendar(str(weeks.iloc[0]) if len(weeks) else "1111100", holidays)
    except AnalysisError:
        return WorkingCalendar(
            holidays=holidays
        ), f"{name}: its working week cannot be read; Monday to Friday are taken."
    return calendar, f"Working days by the calendar {name}{beside}, {count(len(holidays), 'day')} off."
