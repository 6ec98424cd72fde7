"""Earned schedule against the published project and hand-worked cases."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_data.analytics.earned_schedule import date_after, earned_schedule
from pmo_data.analytics.working_calendar import WorkingCalendar

# PM Knowledge Center: nine weeks planned, finished in week 11. Weeks 1 and 2 are thirds, printed as 3.33 and 6.67.
PLAN = [5.0, 10, 25, 55, 85, 120, 130, 140, 150]
EARNED = [10 / 3, 20 / 3, 10, 22.5, 70, 82.5, 90, 120, 130, 140, 150]
TIME = [0.67, 1.33, 2.00, 2.83, 4.50, 4.92, 5.14, 6, 7, 8, 9]
INDEX = [0.667, 0.667, 0.667, 0.708, 0.900, 0.819, 0.735, 0.750, 0.778, 0.800, 0.818]
LINEAR = [10_000.0 * period for period in range(1, 11)]


@pytest.mark.parametrize("week", range(1, 12))
def test_the_published_project_has_its_published_weeks(week: int) -> None:
    found = earned_schedule(PLAN, EARNED[week - 1], week)
    assert found.earned_schedule == pytest.approx(TIME[week - 1], abs=0.005)
    assert found.time_performance_index == pytest.approx(INDEX[week - 1], abs=0.0006)


@pytest.mark.parametrize("week", [9, 10, 11])
def test_a_plan_drawn_on_after_its_end_still_calls_the_project_late(week: int) -> None:
    flat = [*PLAN, 150.0, 150.0]
    assert earned_schedule(flat, EARNED[week - 1], week).earned_schedule == TIME[week - 1]
    assert earned_schedule(flat, 150, 11).planned_duration == 9


def test_the_linear_case_by_hand() -> None:
    found = earned_schedule(LINEAR, 30_000, 4, cost_performance_index=30 / 35)
    assert found.earned_schedule == 3
    assert found.time_variance == -1
    assert found.time_performance_index == 0.75
    assert found.independent_estimate == pytest.approx(13.3333, abs=1e-4)
    assert found.to_complete_index == pytest.approx(7 / 6)
    assert found.estimates["plan"] == 11
    assert found.estimates["time"] == pytest.approx(13.3333, abs=1e-4)
    assert found.estimates["time_and_cost"] == pytest.approx(4 + 7 / (0.75 * 6 / 7))


@pytest.mark.parametrize(
    ("plan", "earned", "expected"),
    [
        (LINEAR, 34_000, 3.4),
        ([20, 50, 90, 140, 200], 70, 2.5),
        ([30, 70, 120, 180, 250], 100, 2.6),
        ([10, 10, 10, 30], 10, 3.0),
        ([10, 10, 10, 30], 9, 0.9),
    ],
)
def test_earned_value_between_two_periods_is_interpolated(plan: list[float], earned: float, expected: float) -> None:
    assert earned_schedule(plan, earned, 4).earned_schedule == pytest.approx(expected, abs=1e-12)


def test_nothing_earned_is_zero_time_without_a_forecast() -> None:
    found = earned_schedule(PLAN, 0, 3)
    assert found.earned_schedule == 0
    assert found.independent_estimate is None
    assert found.reasons["independent_estimate"] == "nothing is earned yet"


@pytest.mark.parametrize(
    ("plan", "earned", "reason"),
    [
        ([], 5.0, "the planned value is not known for every period"),
        ([0.0, 0.0], 5.0, "there is no budget"),
        ([10.0, 5.0], 5.0, "the cumulative planned value falls from one period to the next"),
        (PLAN, None, "the earned value is not known"),
        (PLAN, -1.0, "the earned value is negative"),
    ],
)
def test_what_cannot_be_computed_says_why(plan: list[float], earned: float | None, reason: str) -> None:
    found = earned_schedule(plan, earned, 2)
    assert found.earned_schedule is None
    assert found.reasons["time_performance_index"] == reason


def test_after_the_planned_end_there_is_no_index_to_complete() -> None:
    assert earned_schedule(PLAN, 120, 9).reasons["to_complete_index"] == "the planned duration is used up"


def test_a_number_of_periods_becomes_a_working_day() -> None:
    calendar = WorkingCalendar(holidays=(date(2026, 12, 25),))
    assert date_after(date(2026, 12, 14), 2.4, 5, calendar) == date(2026, 12, 30)


@given(st.lists(st.floats(0.5, 100), min_size=1, max_size=12), st.floats(0, 1))
def test_earned_schedule_is_where_the_plan_had_earned_as_much(steps: list[float], share: float) -> None:
    plan = [sum(steps[: count + 1]) for count in range(len(steps))]
    found = earned_schedule(plan, plan[-1] * share, 1).earned_schedule
    assert found is not None
    whole = int(found)
    before = plan[whole - 1] if whole else 0.0
    after = plan[whole] if whole < len(plan) else before
    assert before + (found - whole) * (after - before) == pytest.approx(plan[-1] * share, rel=1e-9, abs=1e-9)
