"""Earned value of a project: worked by hand from budgets by period, and from tasks where there are none."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_data.domain.scope import Scope
from pmo_data.studies.value import scope_value, value
from tests.studies.conftest import Portfolio

PROJECT = "code,name,approved_budget,forecast_cost,currency\nP1,Bridge,300,310,GBP\n"
BUDGET = """
    project,period,planned_value,currency
    P1,2026-09-01,100,GBP
    P1,2026-10-01,100,GBP
    P1,2026-11-01,100,GBP
"""
COST = """
    project,period,actual_cost,earned_value,currency
    P1,2026-09-01,90,80,GBP
    P1,2026-10-01,80,60,GBP
"""
TASKS = """
    code,name,project,planned_start,planned_finish,baseline_start,baseline_finish,actual_start,actual_finish,percent_complete,planned_cost,earning_rule,summary,parent
    S,Build,P1,,,,,,,,,,true,
    A,Dig,P1,2026-11-02,2026-11-06,2026-11-02,2026-11-06,2026-11-02,2026-11-06,100,100,,,S
    B,Pour,P1,2026-11-09,2026-11-13,2026-11-09,2026-11-13,2026-11-09,,40,200,50/50,,S
    C,Paint,P1,2026-11-16,2026-11-20,2026-11-16,2026-11-20,,,,100,,,S
"""


def test_measures_from_budgets_by_month_are_those_worked_by_hand(portfolio: Portfolio) -> None:
    store = portfolio({"2026-10-31": {"project": PROJECT, "budget_period": BUDGET, "cost_period": COST}})

    found = value(store.fetch, "P1")

    assert found.latest is not None
    assert found.schedule is not None
    assert found.latest.schedule_performance_index == pytest.approx(140 / 200)
    assert found.latest.cost_performance_index == pytest.approx(140 / 170)
    assert found.latest.estimate_at_completion == pytest.approx(364.2857, abs=1e-4)
    assert found.latest.estimates_at_completion["bottom_up"] == pytest.approx(310)
    assert found.schedule.earned_schedule == pytest.approx(1.4)
    assert found.schedule.time_performance_index == pytest.approx(0.7)
    assert "47 % of the work is done where 67 % was planned" in found.sentence
    assert any(question.startswith("The declared estimate of 310 is below") for question in found.questions)
    assert list(found.curve["planned_value"]) == [100, 200, 300]
    assert found.curve["earned_value"].isna().tolist() == [False, False, True]


def test_weeks_stay_weeks(portfolio: Portfolio) -> None:
    weekly = "project,period,planned_value,currency\n" + "".join(
        f"P1,2026-09-{day:02},{amount},GBP\n" for day, amount in ((7, 10), (14, 20), (21, 30), (28, 40))
    )
    spent = "project,period,actual_cost,earned_value,currency\nP1,2026-09-07,12,10,GBP\nP1,2026-09-14,18,10,GBP\n"
    store = portfolio({"2026-09-20": {"project": PROJECT, "budget_period": weekly, "cost_period": spent}})

    found = value(store.fetch, "P1")

    assert list(found.curve["period_end"].dt.date) == [
        date(2026, 9, 13), date(2026, 9, 20), date(2026, 9, 27), date(2026, 10, 4)
    ]  # fmt: skip
    assert found.schedule is not None
    assert found.schedule.earned_schedule == pytest.approx(1.5)
    assert found.schedule.actual_time == 2


def test_without_budgets_by_period_tasks_are_spread_and_the_assumptions_said(portfolio: Portfolio) -> None:
    store = portfolio({"2026-11-13": {"project": "code,name,currency\nP1,Bridge,GBP\n", "task": TASKS}})

    found = value(store.fetch, "P1")

    # Planned by Friday 13 November: digging and pouring, 300. Earned: 100 by 100 %, 100 of 200 by 50/50.
    assert found.series.basis == "tasks"
    assert found.latest is not None
    assert (found.latest.planned_value, found.latest.earned_value) == pytest.approx((300.0, 200.0))
    assert found.latest.cost_performance_index is None
    assert any("spread evenly" in text for text in found.series.assumptions)
    assert any("No actual cost" in text for text in found.series.assumptions)
    build = found.branches.set_index("name").loc["Build"]
    assert (build["budget"], build["planned_value"], build["earned_value"]) == pytest.approx((400, 300, 200))
    assert found.tasks.set_index("name").loc["Pour", "rule"] == "fifty_fifty"


def test_a_branch_is_measured_by_its_tasks(portfolio: Portfolio) -> None:
    store = portfolio({"2026-11-13": {"project": PROJECT, "task": TASKS, "budget_period": BUDGET, "cost_period": COST}})

    found = value(store.fetch, "P1", branch="Build")

    assert found.series.basis == "tasks"
    assert found.latest is not None
    assert found.latest.budget_at_completion == pytest.approx(400)


def test_without_money_the_sentence_says_what_is_missing(portfolio: Portfolio) -> None:
    found = value(portfolio({"2026-10-31": {"project": PROJECT}}).fetch, "P1")

    assert found.latest is None
    assert found.sentence.startswith("Earned value cannot be computed")
    assert found.measures.empty


def test_a_scope_is_measured_by_ratios_of_sums_over_what_is_known(portfolio: Portfolio) -> None:
    projects = PROJECT + "P2,Tunnel,1000,1000,GBP\nP3,Unknown,,,GBP\n"
    budget = BUDGET + "    P2,2026-10-01,1000,GBP\n"
    cost = COST + "    P2,2026-10-01,500,500,GBP\n"
    store = portfolio({"2026-10-31": {"project": projects, "budget_period": budget, "cost_period": cost}})

    found = scope_value(store.fetch, Scope())

    # (140 + 500) earned of (200 + 1000) planned, at a cost of (170 + 500).
    assert found.total.schedule_performance_index == pytest.approx(640 / 1200)
    assert found.total.cost_performance_index == pytest.approx(640 / 670)
    assert (found.known, found.of) == (2, 3)
    assert found.projects.set_index("project")["cost_performance_index"].isna().to_dict()["P3"]
