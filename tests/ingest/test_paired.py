"""Columns that pair a measure with a period beside a list: targets and actuals by year, budgets and actuals by year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pmo_data.ingest.asked import asked, beside
from pmo_data.ingest.plan import PreparedTable
from tests.ingest.test_unseen import adds_up, read, values


def rows(found: PreparedTable, *fields: str) -> list[tuple[Any, ...]]:
    columns = [[int(v) if hasattr(v, "quantize") else v for v in values(found, f)] for f in fields]
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize(
    "header",
    [
        "Benefit ID,Benefit,Owner,Target 2025,Actual 2025,Target 2026,Actual 2026",
        "Benefit ID,Benefit,Owner,2025,,2026,\n,,,Target,Actual,Target,Actual",
        "Benefit ID,Benefit,Owner,2025 planned,2025 realised,2026 planned benefit,2026 realised benefit",
    ],
)
def test_targets_and_actuals_by_year_become_the_profile_of_each_benefit(header: str) -> None:
    found = read(f"{header}\nB1,Faster permits,Ana,100,90,150,\nB2,Less paper,Ben,20,25,30,10\n")
    register, profile = found.tables
    assert (register.entity, profile.entity) == ("benefit", "benefit_period")
    assert values(register, "owner") == ["Ana", "Ben"]
    assert "target_value" not in register.rows.column_names
    assert rows(profile, "benefit", "period", "target_value", "actual_value") == [
        ("B1", date(2025, 1, 1), 100, 90), ("B1", date(2026, 1, 1), 150, None),
        ("B2", date(2025, 1, 1), 20, 25), ("B2", date(2026, 1, 1), 30, 10),
    ]  # fmt: skip
    assert profile.money == {"target_value": ("300.00", "0"), "actual_value": ("125.00", "0")}
    assert adds_up(profile)


def test_budgets_and_actuals_by_year_become_plans_and_actuals_of_each_project_in_their_unit() -> None:
    found = read(
        "Project,Status,FY25 Budget (£k),FY25 Actual (£k),FY26 Budget (£k),FY26 Actual (£k)\n"
        "Ash,Active,1000,900,1500,\nElm,Active,200,250,300,10\n"
    )
    projects, plans, actuals = found.tables
    assert (projects.entity, plans.entity, actuals.entity) == ("project", "budget_period", "cost_period")
    assert rows(plans, "project", "planned_value") == [
        ("Ash", 1_000_000), ("Ash", 1_500_000), ("Elm", 200_000), ("Elm", 300_000),
    ]  # fmt: skip
    assert rows(actuals, "project", "actual_cost") == [("Ash", 900_000), ("Elm", 250_000), ("Elm", 10_000)]
    assert set(values(actuals, "currency")) == {"GBP"}


def test_one_pair_of_columns_alone_is_no_profile() -> None:
    found = read("Benefit ID,Benefit,Target 2026,Actual 2026\nB1,Faster permits,100,90\nB2,Less paper,20,25\n")
    assert [t.entity for t in found.tables] == ["benefit"]
    assert rows(found.tables[0], "target_value", "actual_value") == [(100, 90), (20, 25)]


@pytest.mark.parametrize(
    "header",
    [
        "Project,2026,,,,2027,,\n,Q1,Q2,Q3,Q4,Q1,Q2,Q3",
        ",2026,,,,2027,,\nProject,Q1,Q2,Q3,Q4,Q1,Q2,Q3",
        "Project,FY2026,,,,FY2027,,\n,Q1,Q2,Q3,Q4,Q1,Q2,Q3",
    ],
)
def test_quarters_below_their_years_are_quarters_of_these_years(header: str) -> None:
    found = read(f"{header}\nTram,100,200,300,100,50,50,20\nPark,10,20,30,10,5,5,2\n", "forecast spend.csv").tables
    assert [t.entity for t in found] == ["budget_period"]
    assert found[0].money["forecast_cost"] == ("902.00", "0")
    days = [date(2026, m, 1) for m in (1, 4, 7, 10)] + [date(2027, m, 1) for m in (1, 4, 7)]
    assert values(found[0], "period") == days * 2
    assert set(values(found[0], "project")) == {"Tram", "Park"}


def test_months_below_their_financial_years_go_on_from_the_first() -> None:
    found = read(
        "Project,FY2026,,,FY2027,,\n,Oct,Nov,Dec,Jan,Feb,Mar\nTram,1,2,3,1,5,5\nPark,1,2,3,1,5,5\n", "forecast.csv"
    )
    assert values(found.tables[0], "period")[2:4] == [date(2026, 12, 1), date(2027, 1, 1)]


def test_quarters_below_budget_and_actual_are_plans_and_actuals_once_each() -> None:
    found = read(
        "Project,Budget,,,Actual,,\n,Q1 26,Q2 26,Q3 26,Q1 26,Q2 26,Q3 26\n"
        "Tram,100,200,300,90,50,\nPark,10,20,30,10,5,\n"
    ).tables
    assert [t.entity for t in found] == ["project", "budget_period", "cost_period"]
    assert (found[1].money["planned_value"], found[2].money["actual_cost"]) == (("660.00", "0"), ("155.00", "0"))


def test_whose_dollars_amounts_by_year_are_in_is_asked_with_their_list_and_answered_for_all() -> None:
    text = "Project,Manager,RAG,2026,2027,2028\nAsh,Ana,Red,$20000,$30000,$50000\nElm,Bo,Green,$100000,$50000,$50000\n"
    found = read(text, "capital.csv")
    listed = found.tables[0]
    (question,) = asked(listed, beside=beside(found, listed)).formats
    assert (question.header, question.what, question.open) == ("2026 to 2028", "dollar", True)
    assert question.sentence.startswith("2026 to 2028: nothing says whose dollars")
    answers = {"dollar": {question.header: "AUD"}}
    told = read(text, "capital.csv", answers=answers)
    assert set(values(told.tables[1], "currency")) == {"AUD"}
    (question,) = asked(told.tables[0], answers, beside(told, told.tables[0])).formats
    assert (question.taken, question.open) == ("AUD", False)
    alone = read("Project,2026,2027,2028\nAsh,$200,$300,$500\nElm,$1000,$500,$500\n", "budget.csv").tables[0]
    assert [(q.header, q.what) for q in asked(alone).formats] == [("2026 to 2028", "dollar")]
