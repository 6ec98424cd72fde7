"""Earned value by period in the layouts people keep it in, and registers of changes: made here, a few lines each."""

from __future__ import annotations

import pytest

from pmo_data.ingest.prepare import Options, prepare_file
from pmo_data.ingest.recognise import remember
from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, rules, values


def test_planned_value_beside_earned_value_is_money_planned_for_the_period() -> None:
    spent, planned = read(
        "Project,Period,BCWS,BCWP,ACWP,SPI\nTram,2026-01,100,90,110,0.9\nTram,2026-02,150,130,150,0.87\n"
        "Park,2026-01,50,50,48,1\n"
    ).tables
    assert (spent.entity, planned.entity) == ("cost_period", "budget_period")
    assert [int(v) for v in values(spent, "earned_value")] == [90, 130, 50]
    assert [int(v) for v in values(spent, "actual_cost")] == [110, 150, 48]
    assert [int(v) for v in values(planned, "planned_value")] == [100, 150, 50]
    assert values(planned, "project") == ["Tram", "Tram", "Park"]
    assert (planned.derived_from, spent.counts.in_file) == ("cost_period", 3)
    assert adds_up(spent)


def test_both_halves_are_remembered_as_they_are() -> None:
    text = "Project,Period,PV,EV,AC\nTram,2026-01,100,90,110\nTram,2026-02,150,130,150\n"
    memory = dict(remember(t.plan) for t in read(text).tables if t.derived_from is None)
    again = prepare_file(text.encode(), "june.csv", options=Options(memory=memory)).tables
    assert [t.entity for t in again] == ["cost_period", "budget_period"]


@pytest.mark.parametrize(
    "text",
    [
        "Month,PV,EV,AC\nJan-26,10,9,11\nFeb-26,25,22,26\nMar-26,45,40,47\nApr-26,70,62,74\n",
        "Measure,Jan-26,Feb-26,Mar-26,Apr-26\nPV,10,25,45,70\nEV,9,22,40,62\nAC,11,26,47,74\nSPI,0.9,0.88,0.89,0.89\n",
    ],
)
def test_totals_so_far_under_the_terms_of_earned_value_become_each_periods_own(text: str) -> None:
    found = {t.entity: t for t in read(text, "evm.csv").tables}
    assert [int(v) for v in values(found["budget_period"], "planned_value")] == [10, 15, 20, 25]
    assert [int(v) for v in values(found["cost_period"], "earned_value")] == [9, 13, 18, 22]
    assert [int(v) for v in values(found["cost_period"], "actual_cost")] == [11, 15, 21, 27]
    assert all("cumulative" in rules(t) and adds_up(t) for t in found.values())


def test_three_periods_or_a_fall_are_each_periods_own() -> None:
    found = read("Month,PV,EV,AC\nJan-26,10,9,11\nFeb-26,25,22,26\nMar-26,20,40,27\nApr-26,30,62,29\n").tables
    assert [int(v) for v in values(found[0], "earned_value")] == [9, 22, 40, 62]


def test_weeks_and_months_by_number_are_laid_on_the_calendar_and_an_index_is_no_measure() -> None:
    lines = "Survey,BCWS,1,2,3\nSurvey,BCWP,2,1,3\nSurvey,CPI,1,1,1\nDig,BCWS,5,6,7\nDig,BCWP,4,6,7\nDig,CPI,1,1,1\n"
    planned, earned = read(f"Task,Measure,Week 1,Week 2,Week 3\n{lines}").tables
    assert [str(d) for d in values(planned, "period")[:3]] == ["2000-01-03", "2000-01-10", "2000-01-17"]
    assert planned.counts.not_data == 2
    assert earned.counts.not_data == 0
    told = {"period_start": {"*": "2026-04-01"}}
    by_month = read(f"Task,Measure,Month 1,Month 2,Month 3\n{lines}", answers=told).tables[0]
    assert [str(d) for d in values(by_month, "period")[:3]] == ["2026-04-01", "2026-05-01", "2026-06-01"]


def test_a_register_of_changes_is_read_as_decisions_and_said_to_be_a_guess() -> None:
    found = read(
        "CR ID,Change Title,Requested By,Date Requested,Impact on Cost (£),Priority,Status,Decision,Date Approved\n"
        "CR-1,Second lift,Ana,03/02/2026,45000,High,Approved,By the board,17/02/2026\n"
        "CR-2,No green roof,Bo,13/02/2026,20000,Low,Rejected,Refused,20/02/2026\n"
    )
    (changes,) = found.tables
    assert (changes.entity, changes.plan.confidence) == ("decision", "guess")
    assert values(changes, "name") == ["Second lift", "No green roof"]
    assert values(changes, "outcome") == ["By the board", "Refused"]
    assert [int(v) for v in values(changes, "at_stake")] == [45000, 20000]
    assert [str(d) for d in values(changes, "decided_on")] == ["2026-02-17", "2026-02-20"]
    assert "changes_as_decisions" in {f.rule for f in found.findings}


def test_a_project_whose_list_has_a_column_on_changes_is_a_project_still() -> None:
    (found,) = read(
        "Project ID,Project name,Manager,Change requests,Change description\n1,Ash,Jo,2,Wider\n2,Elm,Al,0,\n"
    ).tables
    assert found.entity == "project"
    assert fields(found)["Project name"] == "name"


def test_column_names_between_running_totals_are_no_totals() -> None:
    lines = "Dig,10,25,45,70\n,Earned value,,,\nPour,5,9,20,31\nRoof,1,2,4,9\n"
    (found,) = read(f"Earned value (cumulative),,,,\nTask,Jan-26,Feb-26,Mar-26,Apr-26\n{lines}", "ev.csv").tables
    assert "not_a_number" in rules(found)
    told = [v for v in values(found, "earned_value") if v is not None]
    assert [int(v) for v in told] == [10, 15, 20, 25, 5, 4, 11, 11, 1, 1, 2, 5]
    assert adds_up(found)
