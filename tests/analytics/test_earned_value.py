"""Earned value against published and hand-worked cases, earning rules, time-phasing, history and questions."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_data.analytics.earned_value import ESTIMATES, earned_value, portfolio_earned_value
from pmo_data.analytics.earned_value_history import history
from pmo_data.analytics.earned_value_questions import questions
from pmo_data.analytics.earning_rules import earn, weighted_milestones_pct
from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.time_phasing import planned_value_curve
from pmo_data.analytics.working_calendar import WorkingCalendar

# Five tasks over seven weeks, cumulative; ../shared/data/known/earned-value-7-weeks.
SEVEN_PV = [2400, 4400, 7650, 10150, 14350, 16900, 17700]
SEVEN_EV = [1610, 3755, 6985, 9609, 10850, 14590, 17700]
SEVEN_AC = [2500, 3900, 6650, 9250, 13850, 16100, 17200]


def test_a_task_over_cost_and_behind_has_its_published_measures() -> None:
    """ProjectEngineer.net, set up database."""
    found = earned_value(3000, 2000, 4500, 10000)
    assert (found.cost_variance, found.schedule_variance) == (-2500, -1000)
    assert found.cost_performance_index == pytest.approx(0.44, abs=0.005)
    assert found.schedule_performance_index == pytest.approx(0.67, abs=0.005)
    assert found.estimates_at_completion["atypical"] == 12500


def test_every_variant_of_the_estimate_by_hand() -> None:
    """BAC 100, PV 50, EV 40, AC 45: CPI .8889, SPI .80."""
    found = earned_value(
        50, 40, 45, 100, recent_cost_performance_index=0.8, time_performance_index=0.75, estimate_to_complete=70
    )
    assert found.estimates_at_completion == {
        "atypical": 105,
        "typical": pytest.approx(112.5),
        "cost_and_schedule": pytest.approx(129.375),
        "weighted_80_20": pytest.approx(45 + 60 / 0.8711111, rel=1e-6),
        "recent": pytest.approx(120),
        "cost_and_time": pytest.approx(135),
        "bottom_up": 115,
    }
    assert set(found.estimates_at_completion) == set(ESTIMATES)
    assert found.estimate_to_complete == pytest.approx(67.5)
    assert found.variance_at_completion == pytest.approx(-12.5)
    assert found.to_complete_index_budget == pytest.approx(1.0909, abs=1e-4)
    assert found.to_complete_index_estimate == pytest.approx(0.8889, abs=1e-4)
    assert (found.complete_pct, found.spent_pct) == (40, 45)


def test_what_cannot_be_computed_is_none_with_a_reason() -> None:
    unstarted = earned_value(0, 0, 0, 100)
    assert unstarted.cost_performance_index is None
    assert unstarted.reasons["cost_performance_index"] == "no actual cost yet"
    assert unstarted.reasons["schedule_performance_index"] == "nothing was planned by the status date"
    assert unstarted.estimates_at_completion["typical"] is None
    wasted = earned_value(50, 0, 40, 100)
    assert wasted.cost_performance_index == 0
    assert wasted.estimate_at_completion is None
    assert wasted.reasons["estimate_at_completion"] == "nothing is earned yet"
    spent = earned_value(90, 80, 120, 100)
    assert spent.to_complete_index_budget is None
    assert spent.reasons["to_complete_index_budget"] == "the budget is spent"
    unknown = earned_value(None, 40, 45, None)
    assert unknown.schedule_variance is None
    assert unknown.cost_variance == -5
    assert unknown.complete_pct is None


def test_a_portfolio_is_the_ratio_of_sums_over_what_is_known() -> None:
    parts = [earned_value(100, 50, 100, 200), earned_value(10, 20, 10, 40), earned_value(5, None, 5, 9)]
    total, known = portfolio_earned_value(parts)
    assert known == (2, 3)
    assert total.cost_performance_index == pytest.approx(70 / 110)
    assert portfolio_earned_value([])[0].planned_value is None


def test_seven_weeks_have_their_published_indices() -> None:
    report = history(SEVEN_PV, SEVEN_EV, SEVEN_AC)
    assert report is not None
    fifth = report.table.iloc[4]
    assert fifth["schedule_performance_index"] == pytest.approx(0.7561, abs=5e-5)
    assert fifth["cost_performance_index"] == pytest.approx(0.7834, abs=5e-5)
    assert fifth["period_actual_cost"] == 4600
    assert report.latest.cost_performance_index == pytest.approx(1.0291, abs=5e-5)
    assert report.latest_schedule.earned_schedule == 7
    # Weeks 3 to 5 earned 7,095 for 9,950.
    assert fifth["eac_recent"] == pytest.approx(13850 + (17700 - 10850) * 9950 / 7095)
    assert fifth["eac_low"] == pytest.approx(13850 + 17700 - 10850)
    assert np.isnan(report.table.iloc[1]["eac_recent"])


def test_nothing_reported_is_no_history() -> None:
    assert history(SEVEN_PV, [], []) is None


def ask(earned: list[float], cost: list[float], declared: float | None = None) -> set[str]:
    report = history([25, 50, 75, 100], earned, cost)
    assert report is not None
    return {question.code for question in questions(report, declared)}


def test_each_question_is_raised_by_its_own_case_only() -> None:
    assert ask([25, 50], [25, 50]) == set()
    # CPI .80; the rest would have to run at 60/50 = 1.2.
    assert ask([20, 40], [25, 50]) == {"needed_index"}
    assert ask([20, 40], [25, 50], declared=125) == set()
    assert ask([20, 40], [25, 50], declared=118) == {"lowest_estimate"}
    assert ask([20, 40, 60, 80, 98], [20, 40, 60, 80, 98]) == {"recovered"}
    assert ask([0], [10]) == {"cost_without_value"}
    assert ask([50, 40], [25, 40]) == {"falling"}
    assert ask([50, 100, 100], [50, 100, 110]) == {"still_charging"}


def test_questions_name_their_numbers() -> None:
    report = history([25, 50, 75, 100], [20, 40], [25, 50])
    assert report is not None
    assert questions(report)[0].text == (
        "To meet the budget, the rest must run at 1.20 where the past ran at 0.80: what will change?"
    )


def test_each_earning_rule_earns_what_it_says() -> None:
    tasks = pd.DataFrame(
        {
            "budget": [100, 100, 100, 100, 100, 100, 100, None],
            "earning_rule": [
                "zero_hundred", "fifty_fifty", "weighted_milestones", "percent", "level_of_effort", "zero_hundred",
                None, "percent",
            ],
            "started": [True, True, True, True, True, True, True, True],
            "finished": [False, False, False, False, False, True, False, False],
            "milestone_pct": [None, None, 30, None, None, None, None, None],
            "progress_pct": [90, 90, 90, 60, 90, 90, None, 50],
            "planned_pct": [None, None, None, None, 75, None, None, None],
        }
    )  # fmt: skip
    result = earn(tasks)
    np.testing.assert_array_equal(result.earned_value, [0, 50, 30, 60, 75, 100, np.nan, np.nan])
    assert result.reason.tolist()[-2:] == ["no progress is reported for its earning rule", "no budget"]
    assert result.level_of_effort_pct == pytest.approx(100 / 7)
    with pytest.raises(AnalysisError, match="not known"):
        earn(tasks.assign(earning_rule="guess"))


def test_weighted_milestones_count_the_weights_achieved() -> None:
    assert weighted_milestones_pct([20, 30, 50], [True, True, False]) == 50
    assert weighted_milestones_pct([], []) is None


TASKS = pd.DataFrame(
    {
        "task_id": ["A", "B", "M", "X"],
        "baseline_start": pd.to_datetime(["2026-11-16", "2026-11-18", "2026-11-20", None]),
        "baseline_finish": pd.to_datetime(["2026-11-20", "2026-11-24", "2026-11-20", "2026-11-20"]),
        "budget": [500.0, 1000.0, 0.0, 70.0],
    }
)
ENDS = pd.to_datetime(["2026-11-17", "2026-11-18", "2026-11-20", "2026-11-22", "2026-11-30"])


@pytest.mark.parametrize(
    ("spread", "expected"),
    [
        ("linear", [200, 500, 1100, 1100, 1500]),
        ("start", [500, 1500, 1500, 1500, 1500]),
        ("finish", [0, 0, 500, 500, 1500]),
        ("half_half", [250, 750, 1000, 1000, 1500]),
    ],
)
def test_planned_value_is_spread_over_working_days(spread: str, expected: list[float]) -> None:
    curve = planned_value_curve(TASKS, ENDS, WorkingCalendar(), spread)
    np.testing.assert_allclose(curve.planned_value, expected)
    assert curve.budget_at_completion == 1500
    assert (curve.left_out, curve.left_out_cost) == (["X"], 70)
    assert any("1 of 4 tasks" in sentence for sentence in curve.assumptions)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 200), st.integers(0, 10**6)), min_size=1, max_size=30))
@settings(deadline=None)
def test_the_planned_curve_never_falls_and_ends_at_the_budget(rows: list[tuple[int, int, int]]) -> None:
    start = np.datetime64("2026-01-01") + np.array([r[0] for r in rows])
    tasks = pd.DataFrame(
        {
            "task_id": range(len(rows)),
            "baseline_start": start,
            "baseline_finish": start + np.array([r[1] for r in rows]),
            "budget": [float(r[2]) for r in rows],
        }
    )
    ends = pd.date_range(date(2025, 12, 31), periods=20, freq="30D")
    curve = planned_value_curve(tasks, ends, WorkingCalendar(weekmask="1111111"))
    total = float(sum(r[2] for r in rows))
    assert curve.planned_value[0] == pytest.approx(0, abs=1e-6)
    assert curve.planned_value[-1] == pytest.approx(total, abs=1e-6 + total * 1e-9)
    assert (np.diff(curve.planned_value) >= -1e-6 - total * 1e-9).all()
