"""Objectives and indicators by year, and profiles whose years are only numbered."""

from __future__ import annotations

import pytest

from pmo_data.ingest.asked import asked, beside
from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, values


@pytest.mark.parametrize(
    "header", ["Objective,KPI,Baseline,2024,2025,2026", "Goal,Measure,Baseline,2024 actual,2025 target,2026 target"]
)
def test_objectives_with_values_by_year_are_objectives_with_their_last_target(header: str) -> None:
    found = read(f"{header}\nGrow,Customers,100,120,140,160\nSave,Cost per case,50,45,40,35\n")
    (objectives,) = found.tables
    assert objectives.entity == "objective"
    assert values(objectives, "target") == ["160", "35"]
    assert next(p for p in objectives.plan.columns if p.field == "target").confidence == "guess"
    assert "values_of_years_beside" in {f.rule for f in found.findings}
    assert dict(objectives.rows["extra"].to_pylist()[0])["Baseline"] == "100"


@pytest.mark.parametrize(
    "text", ["KPI,Unit,2023 actual,2024 target\nOn time,%,82,85\nSatisfaction,score,7,8\n",
             "KPI,Target,Actual,RAG\nOn time,90%,82%,Amber\nSatisfaction,8,7.4,Red\n"],
)  # fmt: skip
def test_indicators_of_no_objective_are_refused_with_what_they_lack(text: str) -> None:
    refused = read(text, "kpis.csv").refused
    assert refused is not None
    assert "add a column called Objective, and one called Target" in refused


def test_money_by_year_beside_objectives_is_money_still() -> None:
    found = read("Objective,2026,2027,2028\nGrow,$100000,$120000,$90000\nSave,$50000,$1,$2\n", "budget.csv")
    assert [t.entity for t in found.tables] == ["budget_period"]


def test_numbered_years_wait_for_the_day_on_which_the_first_begins() -> None:
    text = "Benefit,Owner,Year 1,Year 2,Yr 3\nFewer calls,Ana,100,150,200\nLess paper,Bo,10,20,\n"
    found = read(text, "benefits.csv")
    register, profile = found.tables
    assert (register.entity, register.counts.loaded) == ("benefit", 2)
    assert (profile.entity, profile.counts.loaded, profile.counts.held_back) == ("benefit_period", 0, 5)
    begins = asked(register, beside=beside(found, register)).begins
    assert begins is not None
    assert begins.open
    answers = {"period_start": {"*": "2026-04-01"}}
    told = read(text, "benefits.csv", answers=answers)
    assert [d.isoformat() for d in values(told.tables[1], "period")[:3]] == ["2026-04-01", "2027-04-01", "2028-04-01"]
    assert adds_up(told.tables[1])
    assert fields(told.tables[0])["Year 1"] is None
    begins = asked(told.tables[0], answers, beside(told, told.tables[0])).begins
    assert begins is not None
    assert not begins.open
