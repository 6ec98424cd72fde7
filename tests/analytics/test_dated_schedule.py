"""Plans in dates: the working calendar around the critical path."""

from datetime import date

import pandas as pd
import pytest

from pmo_data.analytics.dated_schedule import schedule_dates
from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.working_calendar import WorkingCalendar

LINKS = pd.DataFrame({"predecessor": ["A", "B"], "successor": ["B", "M"]})


def test_a_plan_in_dates_skips_weekends_and_holidays_and_puts_a_milestone_on_the_evening_before() -> None:
    tasks = pd.DataFrame(
        {"task_id": ["A", "B", "M"], "duration_days": [3, 2, 0], "planned_start": [pd.Timestamp("2026-12-22")] * 3}
    )
    calendar = WorkingCalendar(holidays=(date(2026, 12, 25),))
    _, dates = schedule_dates(tasks, LINKS, calendar, start_date=date(2026, 12, 22))
    assert dates["early_start"].tolist() == [pd.Timestamp(d) for d in ("2026-12-22", "2026-12-28", "2026-12-29")]
    assert dates["early_finish"].tolist() == [pd.Timestamp(d) for d in ("2026-12-24", "2026-12-29", "2026-12-29")]


def test_durations_come_from_planned_dates_where_none_are_given() -> None:
    tasks = pd.DataFrame(
        {
            "task_id": ["A", "B", "M"],
            "planned_start": pd.to_datetime(["2026-11-16", "2026-11-23", "2026-11-27"]),
            "planned_finish": pd.to_datetime(["2026-11-20", "2026-11-25", "2026-11-24"]),
            "duration_days": [None, None, None],
        }
    )
    result, dates = schedule_dates(tasks, LINKS, WorkingCalendar())
    assert dates["early_finish"][1] == pd.Timestamp("2026-11-25")
    assert result.tasks["not_computed"].fillna("").tolist() == ["", "", "ends before it starts"]


def test_open_work_starts_on_the_morning_after_the_status_date() -> None:
    tasks = pd.DataFrame(
        {
            "task_id": ["A", "B", "M"],
            "duration_days": [5, 5, 0],
            "actual_start": [pd.Timestamp("2026-11-09"), None, None],
            "remaining_days": [1.0, None, None],
        }
    )
    _, dates = schedule_dates(tasks, LINKS, WorkingCalendar(), status_date=date(2026, 11, 20))
    assert dates["early_start"][0] == pd.Timestamp("2026-11-09")
    assert dates["early_finish"].tolist() == [pd.Timestamp(d) for d in ("2026-11-23", "2026-11-30", "2026-11-30")]


def test_constraint_dates_of_finishes_are_evenings() -> None:
    tasks = pd.DataFrame(
        {
            "task_id": ["A", "B", "M"],
            "duration_days": [2, 2, 0],
            "planned_start": pd.to_datetime(["2026-11-16"] * 3),
            "constraint": [None, "finish_no_earlier_than", None],
            "constraint_date": [None, pd.Timestamp("2026-11-24"), None],
        }
    )
    _, dates = schedule_dates(tasks, LINKS, WorkingCalendar())
    assert dates["early_finish"][1] == pd.Timestamp("2026-11-24")
    assert dates["early_start"][1] == pd.Timestamp("2026-11-23")


def test_a_plan_without_any_date_asks_for_one() -> None:
    tasks = pd.DataFrame({"task_id": ["A"], "duration_days": [2]})
    with pytest.raises(AnalysisError, match="start date"):
        schedule_dates(tasks, LINKS.iloc[:0], WorkingCalendar())
