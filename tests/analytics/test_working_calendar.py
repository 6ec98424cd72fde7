"""Dates and working-day numbers, both ways."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.working_calendar import WorkingCalendar

CHRISTMAS = WorkingCalendar(holidays=(date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)))
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def test_a_task_of_three_days_from_thursday_ends_on_monday() -> None:
    calendar = WorkingCalendar()
    start = calendar.start_numbers([date(2026, 11, 19)])
    assert calendar.finish_dates(start + 3)[0] == np.datetime64("2026-11-23")


def test_holidays_are_not_worked() -> None:
    start = CHRISTMAS.start_numbers([date(2026, 12, 24)])
    assert CHRISTMAS.finish_dates(start + 2)[0] == np.datetime64("2026-12-29")


def test_a_start_on_a_saturday_is_the_next_monday_and_a_finish_on_it_the_friday_before() -> None:
    calendar = WorkingCalendar()
    saturday = [date(2026, 11, 21)]
    assert calendar.start_dates(calendar.start_numbers(saturday))[0] == np.datetime64("2026-11-23")
    assert calendar.finish_dates(calendar.finish_numbers(saturday))[0] == np.datetime64("2026-11-20")


def test_working_days_count_both_ends_and_stay_unknown_without_a_date() -> None:
    spans = WorkingCalendar().working_days(
        [date(2026, 11, 16), date(2026, 11, 20), None], [date(2026, 11, 20), date(2026, 11, 16), date(2026, 11, 20)]
    )
    np.testing.assert_array_equal(spans, [5.0, -3.0, np.nan])


def test_half_days_fall_on_the_day_they_are_worked() -> None:
    calendar = WorkingCalendar()
    monday = float(calendar.start_numbers([date(2026, 11, 16)])[0])
    assert calendar.finish_dates([monday + 0.5, monday + 1.5, np.nan]).tolist() == [
        date(2026, 11, 16),
        date(2026, 11, 17),
        None,
    ]


@given(DAYS)
def test_every_working_day_survives_the_way_there_and_back(day: date) -> None:
    while day.weekday() > 4 or day in CHRISTMAS.holidays:
        day += timedelta(days=1)
    assert CHRISTMAS.start_dates(CHRISTMAS.start_numbers([day]))[0] == np.datetime64(day)
    assert CHRISTMAS.finish_dates(CHRISTMAS.finish_numbers([day]))[0] == np.datetime64(day)
    assert CHRISTMAS.working_days([day], [day])[0] == 1


@pytest.mark.parametrize("week", ["0000000", "111110", "11111x0"])
def test_a_week_without_working_days_or_of_another_form_is_refused(week: str) -> None:
    with pytest.raises(AnalysisError, match="seven signs"):
        WorkingCalendar(weekmask=week)
