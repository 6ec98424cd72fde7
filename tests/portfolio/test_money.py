"""The money of a portfolio of three projects, worked out by hand: two in pounds, one in euros, one gate not passed."""

from __future__ import annotations

import pytest

from pmo_data.queries.money import MoneyByPeriod, MoneyByProject, MoneySummary, SpendPastGates
from pmo_data.queries.overview import Known
from pmo_data.store.database import Store
from tests.studies.conftest import Portfolio

PROJECTS = """
    code,name,status,approved_budget,forecast_cost,actual_cost,currency,baseline_start,baseline_finish,forecast_finish
    A,Bridge,active,1000,1150,600,GBP,2026-01-01,2026-12-31,2026-12-31
    B,Tunnel,active,2000,1900,300,GBP,2026-01-01,2026-12-31,2026-12-31
    C,Trams,active,500,500,100,EUR,2026-01-01,2026-12-31,2026-12-31
"""
BUDGET = """
    project,period,planned_value,forecast_cost,spend,currency
    A,2026-02-01,400,400,capex,GBP
    A,2026-03-01,300,200,opex,GBP
    A,2026-04-01,300,550,capex,GBP
    C,2026-03-01,200,200,capex,EUR
"""
COSTS = """
    project,period,actual_cost,earned_value,spend,currency
    A,2026-02-01,400,300,capex,GBP
    A,2026-03-01,200,250,opex,GBP
    C,2026-03-01,100,150,capex,EUR
"""
GATES = """
    project,name,planned_date,actual_date,outcome,chair
    A,Gate 2,2026-02-15,,,Ada
    B,Gate 2,2026-02-15,2026-02-20,passed,Ada
"""
RATES = """
    from_currency,to_currency,valid_on,rate
    EUR,GBP,2026-01-01,0.8
"""
SETTINGS = """
    name,value
    fiscal_first_month,4
"""


@pytest.fixture
def store(portfolio: Portfolio) -> Store:
    return portfolio({
        "2026-03-31": {
            "project": PROJECTS, "budget_period": BUDGET, "cost_period": COSTS, "gate": GATES, "exchange_rate": RATES,
            "setting": SETTINGS,
        }
    })  # fmt: skip


def test_ratios_of_the_portfolio_are_ratios_of_sums_in_one_currency(store: Store) -> None:
    row = store.fetch(MoneySummary()).iloc[0]

    # Planned 400 + 300 + 0.8 x 200 = 860, earned 300 + 250 + 0.8 x 150 = 670, spent 400 + 200 + 0.8 x 100 = 680.
    assert (row["planned_value"], row["earned_value"], row["period_cost"]) == (860, 670, 680)
    assert row["spi"] == pytest.approx(670 / 860)
    assert row["cpi"] == pytest.approx(670 / 680)
    assert row["budget"] == 3400  # 1000 + 2000 + 0.8 x 500
    assert (row["cost_variance"], row["overrun"], row["over_budget"]) == (50, 150, 1)


def test_a_fiscal_year_from_april_puts_march_into_the_year_before(store: Store) -> None:
    years = store.fetch(MoneyByPeriod(grain="year"))

    assert [str(day.date()) for day in years["period"]] == ["2025-04-01", "2026-04-01"]
    assert list(years["planned_value"]) == [860, 300]
    # Past months count as spent, later ones as forecast.
    assert list(years["expected_cost"]) == [680, 550]
    assert list(years["capex"]) == [480, 550]
    assert list(years["cumulative_expected_cost"]) == [680, 1230]
    assert list(years["cumulative_capex"]) == [480, 1030]
    assert years["cumulative_opex"].iloc[0] == 200


def test_what_was_spent_past_two_gates_of_a_project_is_counted_once_and_only_while_it_is_open(
    portfolio: Portfolio,
) -> None:
    gates = GATES.rstrip() + "\n    A,Gate 1,2026-01-15,,,Ada\n    B,Gate 3,2026-02-25,,,Ada\n"
    costs = COSTS.rstrip() + "\n    B,2026-03-01,70,60,capex,GBP\n"
    ended = PROJECTS.replace("Tunnel,active", "Tunnel,completed")
    store = portfolio({"2026-03-31": {"project": ended, "cost_period": costs, "gate": gates}})

    # Past Gate 1 February's 400 and March's 200, of which the 200 came after Gate 2, too; the tunnel has ended.
    assert sorted(store.fetch(SpendPastGates())["spent_since"]) == [200, 600]
    assert store.fetch(MoneySummary()).iloc[0][["spent_past_gate", "projects_past_gate"]].tolist() == [600, 1]
    assert store.fetch(MoneyByProject())["spent_past_gate"].sum() == 600


def test_spending_counts_as_past_a_gate_from_the_first_month_that_began_after_it(store: Store) -> None:
    rows = store.fetch(SpendPastGates())

    assert list(rows["gate_name"]) == ["Gate 2"]
    assert rows.iloc[0]["project"] == "A"
    # February began before the gate was due on the 15th; March's 200 did not.
    assert rows.iloc[0]["spent_since"] == 200
    assert rows.iloc[0]["overdue_days"] == 44
    assert rows.iloc[0]["spent_since_pct"] == 20


def test_an_amount_without_a_rate_stays_out_and_is_counted(portfolio: Portfolio) -> None:
    store = portfolio({"2026-03-31": {"project": PROJECTS, "budget_period": BUDGET, "cost_period": COSTS}})
    row = store.fetch(MoneySummary()).iloc[0]

    assert (row["budget"], row["unconverted"], row["unconverted_currencies"]) == (3000, 1, "EUR")
    assert row["planned_value"] == 700
    assert list(store.fetch(MoneyByPeriod(grain="month"))["unconverted"]) == [0, 1, 0]
    lacking = store.fetch(Known()).set_index(["page", "measure"])["sentence"].xs("Money converted", level="measure")
    said = "Money converted: needs a rate for its currency, on file for 2 of 3 projects."
    pages = ("overview", "alignment", "progress", "risk", "money", "benefits", "balance", "decisions")
    assert lacking.to_dict() == dict.fromkeys(pages, said)


def test_a_changed_plan_stands_beside_the_first_one(portfolio: Portfolio) -> None:
    changed = BUDGET.replace("A,2026-04-01,300,550", "A,2026-04-01,500,550")
    store = portfolio(
        {
            "2026-03-31": {"project": PROJECTS, "budget_period": BUDGET, "exchange_rate": RATES},
            "2026-04-30": {"budget_period": changed},
        }
    )
    april = store.fetch(MoneyByPeriod(grain="month")).iloc[-1]
    bridge = store.fetch(MoneyByProject()).set_index("project").loc["A"]

    assert (april["baseline_value"], april["planned_value"]) == (300, 500)
    assert (bridge["baseline_value"], bridge["budget_at_completion"], bridge["rebaselined"]) == (1000, 1200, 200)


def test_half_of_an_overrun_explained_by_an_issue_is_told_by_its_name(portfolio: Portfolio) -> None:
    issues = """
        code,name,project,status,impact_cost
        I1,Flooded shaft,A,active,80
        I2,Late drawing,A,active,10
    """
    store = portfolio({"2026-03-31": {"project": PROJECTS, "issue": issues, "exchange_rate": RATES}})
    rows = store.fetch(MoneyByProject()).set_index("project")

    assert (rows.loc["A", "cause"], rows.loc["A", "cause_name"]) == ("issue", "Flooded shaft")
    assert rows.loc["B", "cause"] == "not stated"
    assert rows["cause"].isna()["C"]


def test_an_empty_store_answers_without_an_error(portfolio: Portfolio) -> None:
    store = portfolio({"2026-03-31": {"objective": "code,name\nO1,Grow\n"}})

    assert store.fetch(MoneySummary()).iloc[0]["projects"] == 0
    assert store.fetch(MoneyByPeriod()).empty
    assert store.fetch(MoneyByProject()).empty
    assert store.fetch(SpendPastGates()).empty
