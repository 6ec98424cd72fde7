"""Money in charts and words, on three projects worked by hand: 100 + 200 + 300 of budget, 30 over and 10 under."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pmo_data.charts import money as charts
from pmo_data.charts import theme
from pmo_data.queries.attribution import Attribution, AttributionSteps
from pmo_data.queries.money import MoneyByPeriod, MoneyByProject, MoneySummary, SpendPastGates
from pmo_data.queries.overview import Movement
from tests.charts.frames import frame_of

GATES = frame_of(
    SpendPastGates,
    {"project": "C", "project_name": "Canal", "gate_name": "Gate 3", "planned_date": "2026-02-13", "spent_since": 15e6},
    {"project": "A", "project_name": "Arch", "gate_name": "Gate 1", "planned_date": "2026-03-13", "spent_since": None},
)
PROJECTS = frame_of(
    MoneyByProject,
    {"project": "A", "name": "Arch", "budget": 100e6, "cost_variance": 20e6, "currency": "GBP", "cause": "issue",
     "cause_name": "Wet ground"},
    {"project": "B", "name": "Basin", "budget": 200e6, "cost_variance": 10e6, "currency": "GBP",
     "cause": "later finish"},
    {"project": "C", "name": "Canal", "budget": 300e6, "cost_variance": -10e6, "currency": "GBP"},
    {"project": "D", "name": "Dam", "budget": None, "cost_variance": None, "currency": "GBP"},
)  # fmt: skip


def _summary(**said: Any) -> pd.Series[Any]:
    known = {"budget": 600e6, "cost_variance": 20e6, "cost_variance_pct": 3.3, "actual_cost": 250e6,
             "forecast_cost": 620e6, "currency": "GBP", "unconverted": 0, "price_bases": 1}  # fmt: skip
    return frame_of(MoneySummary, {**known, **said}).iloc[0]


def _period(month: str, spent: float | None, *, past: bool) -> dict[str, Any]:
    return {"period": pd.Timestamp(month), "is_past": past, "currency": "GBP", "planned_value": 10e6,
            "actual_cost": spent, "cumulative_actual_cost": spent, "cumulative_planned_value": 10e6,
            "cumulative_earned_value": 8e6}  # fmt: skip


PERIODS = frame_of(
    MoneyByPeriod, _period("2026-01-01", 11e6, past=True), _period("2026-02-01", None, past=False)
)  # fmt: skip


def _step(step: str, amount: float, projects: int) -> dict[str, Any]:
    return {"step": step, "amount": amount, "projects": projects, "date_before": "2026-01-31",
            "date_after": "2026-02-28", "currency": "GBP"}  # fmt: skip


STEPS = frame_of(
    AttributionSteps,
    _step("before", 100e6, 3), _step("joined", 20e6, 1), _step("left", -5e6, 1), _step("currency", 0, 0),
    _step("continuing", 10e6, 2), _step("after", 125e6, 3),
)  # fmt: skip


def test_the_sentence_says_budget_overrun_spending_and_the_gate_that_was_not_passed() -> None:
    assert charts.opening(_summary(), GATES) == (
        "£600m of budget, forecast £20.0m (3 %) over it; £250m is spent. Canal has spent £15.0m past Gate 3, due on "
        "13 Feb 2026 and never passed."
    )
    assert charts.opening(_summary(cost_variance=-20e6, cost_variance_pct=-3.3), GATES.head(0)) == (
        "£600m of budget, forecast £20.0m (3 %) under it; £250m is spent."
    )


def test_what_is_not_on_file_is_said_and_never_shown_as_nought() -> None:
    bare = _summary(cost_variance=None, cost_variance_pct=None, actual_cost=None, forecast_cost=None)
    nothing = _summary(budget=None, actual_cost=None)

    assert charts.opening(bare, GATES.head(0)) == (
        "£600m of budget; no forecast at completion and no spending is on file."
    )
    assert charts.opening(nothing, GATES.head(0)) == "No amount of money is known for the projects in view."


def test_what_cannot_be_added_is_left_out_and_named() -> None:
    said = charts.refusals(_summary(unconverted=2, unconverted_currencies="CHF", price_bases=2))

    assert said == [
        "2 projects in CHF left out of every sum: no exchange rate into GBP is on file.",
        "Some amounts are in real prices, others nominal: they are added as they stand on file.",
    ]
    assert charts.refusals(_summary()) == []
    # The overview knows how many, not in which currencies.
    assert charts.refusals(pd.Series({"unconverted": 1, "currency": "EUR"}, dtype=object)) == [
        "1 project left out of every sum: no exchange rate into EUR is on file."
    ]


@pytest.mark.parametrize(("cumulative", "column"), [(True, "cumulative_actual_cost"), (False, "actual_cost")])
def test_spending_is_drawn_for_the_past_only(cumulative: bool, column: str) -> None:
    made = charts.periods(PERIODS, cumulative)
    spent = next(trace for trace in made.data if trace.name == "Spent")

    assert list(spent.y) == [PERIODS[column].iloc[0]] == [11e6]
    assert [t.name for t in made.data[:4]] == ["First baseline", "Approved plan", "Spent, then forecast", "Earned"]
    assert charts.periods_finding(PERIODS) == "£11.0m is spent against £10.0m planned by now, for work worth £8.00m"
    assert made.layout.paper_bgcolor == theme.CLEAR


def test_periods_still_to_come_are_no_spending() -> None:
    assert charts.periods_finding(PERIODS.tail(1)) == "Nothing was spent yet by the periods on file"
    assert "No money by month is on file" in charts.periods(PERIODS.head(0), cumulative=True).layout.meta["empty"]


def _ends(made: Any) -> list[tuple[float, float]]:
    return [(bar.base[0], bar.base[0] + bar.x[0]) for bar in made.data]


def test_the_waterfall_goes_from_budget_to_forecast_and_each_bar_begins_where_the_last_ends() -> None:
    made = charts.variances(PROJECTS)

    assert _ends(made) == [(0, 600e6), (600e6, 620e6), (620e6, 630e6), (630e6, 620e6), (0, 620e6)]
    assert [bar.customdata[0] for bar in made.data] == [None, "A", "B", "C", None]
    assert made.data[1].text[0] == "+£20.0m"
    assert charts.variances_finding(PROJECTS) == (
        "2 projects forecast £30.0m over budget; Arch leads with £20.0m (Wet ground)"
    )
    assert charts.variances_finding(PROJECTS.iloc[[1]]).endswith("leads with £10.0m (a later finish)")
    assert charts.variances_finding(PROJECTS.iloc[[2]]) == "No project's forecast is over its budget"


def test_projects_beyond_the_first_ten_are_one_bar_with_their_sum() -> None:
    many = frame_of(
        MoneyByProject,
        *({"project": f"P{i}", "name": f"P{i}", "budget": 10.0, "cost_variance": float(i), "currency": "GBP"}
          for i in range(1, 13)),
    )  # fmt: skip
    made = charts.variances(many)
    labels = [a.text for a in made.layout.annotations]

    assert "2 others" in labels
    # 120 of budget, 1 + 2 + … + 12 = 78 over it; the two smallest make 3.
    assert _ends(made)[-1] == (0, 198)
    assert _ends(made)[-2] == (195, 198)
    assert "both a budget and a forecast" in charts.variances(PROJECTS.tail(1)).layout.meta["empty"]


def test_attribution_adds_up_and_leaves_out_what_moved_nothing() -> None:
    made = charts.attribution(STEPS)

    assert _ends(made) == [(0, 100e6), (100e6, 120e6), (120e6, 115e6), (115e6, 125e6), (0, 125e6)]
    assert [bar.customdata[0] for bar in made.data] == [None, "joined", "left", "continuing", None]
    assert charts.attribution_finding(STEPS) == (
        "Up £25.0m: joined +£20.0m, continuing projects +£10.0m, left or stopped −£5.00m"
    )
    assert "28 Feb 2026" in [a.text for a in made.layout.annotations]


def test_a_total_that_stands_and_no_comparison_are_said() -> None:
    still = STEPS[STEPS["step"].isin(["before", "after"])].assign(amount=100e6)

    assert charts.attribution_finding(still) == "The total stands at £100m, as it did"
    assert charts.attribution_finding(STEPS.head(0)) == "There is nothing to compare with"
    assert "Choose a date to compare with" in charts.attribution(STEPS.head(0)).layout.meta["empty"]
    fallen = STEPS.assign(amount=[100e6, 0, -5e6, 0, 0, 95e6])
    assert charts.attribution_finding(fallen) == "Down £5.00m: left or stopped −£5.00m"


def test_an_amount_that_is_known_of_nobody_has_no_change_to_take_apart() -> None:
    nobody = STEPS[STEPS["step"].isin(["before", "after"])].assign(amount=0.0, projects=0)

    assert "known of no project at either date" in charts.attribution(nobody).layout.meta["empty"]
    assert charts.told(_summary(forecast_cost=None), ["forecast_cost", "budget"]) == "budget"
    assert charts.told(_summary(forecast_cost=None), ["forecast_cost"]) == "forecast_cost"


def test_a_running_total_below_nought_stays_on_the_axis() -> None:
    made = charts.waterfall("Down", ["Before", "Left", "Now"], [10.0, -30.0, None], [None, "left", None], "GBP")

    low, high = made.layout.xaxis.range
    assert low < -20 < 10 < high


def test_amounts_that_all_grew_a_hundredfold_are_doubted_and_a_few_are_not() -> None:
    def parts(*pairs: tuple[float | None, float | None]) -> pd.DataFrame:
        rows = [{"before_value": before, "after_value": after} for before, after in pairs]
        return frame_of(Attribution, *rows)

    said = charts.unlike_units(
        parts((12.5, 12_500_000.0), (3.0, 2_900_000.0), (7.0, 8.0), (None, 5.0), (40.0, 4_000.0))
    )
    assert said.startswith("3 of 4 amounts known at both dates differ a hundredfold or more.")
    assert charts.unlike_units(parts((1.0, 1_000.0), (2.0, 3.0), (3.0, 4.0))) == ""
    assert charts.unlike_units(parts((1.0, 1_000.0), (2.0, 2_000.0))) == ""


def test_totals_in_unlike_units_are_named_without_a_difference_between_them() -> None:
    steps = frame_of(
        AttributionSteps,
        {"step": "before", "amount": 423_000.0, "currency": "GBP", "date_before": "2018-09-30"},
        {"step": "after", "amount": 494e9, "currency": "GBP", "date_after": "2022-03-31"},
    )
    said = charts.not_compared(steps).layout.meta["empty"]

    assert said.startswith("£423k on 30 Sep 2018 and £494bn on 31 Mar 2022 are counted in unlike units")
    moved = frame_of(Movement, *[{"budget_before": 5.0, "budget_after": 5e6} for _ in range(4)])
    assert charts.unlike_budgets(moved).endswith("Until then the two are not compared.")
    assert charts.unlike_budgets(moved.assign(budget_after=6.0)) == ""


def test_the_effects_of_a_change_are_shown_in_words() -> None:
    rows = frame_of(Attribution, {"effect": "currency"}, {"effect": "continuing"})

    assert list(charts.effects(rows)["effect"]) == ["Currency and prices", "Continuing projects"]


def test_capital_and_running_cost_are_stacked_and_summed() -> None:
    rows = frame_of(
        MoneyByPeriod,
        {
            "period": "2026-01-01",
            "capex": 80.0,
            "opex": None,
            "cumulative_capex": 80.0,
            "is_past": True,
            "currency": "GBP",
        },
        {
            "period": "2026-02-01",
            "capex": 100.0,
            "opex": 20.0,
            "cumulative_capex": 180.0,
            "cumulative_opex": 20.0,
            "is_past": False,
            "currency": "GBP",
        },
    )
    assert charts.kinds_finding(rows) == (
        "£180 of capital and £20 of running cost, spent and forecast; running cost is 10 % of it"
    )
    drawn = charts.kinds(rows, cumulative=True)
    assert {trace.name: [y for y in trace.y if y == y] for trace in drawn.data} == {
        "Capital": [80, 180],
        "Running": [20],
    }
    assert drawn.layout.barmode == "stack"
    unknown = rows.assign(capex=None, opex=None)
    assert "capital or running" in charts.kinds(unknown, cumulative=False).layout.meta["empty"]
    assert charts.kinds_finding(unknown) == "No cost on file says whether it is capital or running"
