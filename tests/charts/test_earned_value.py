"""Curves, cone, indices and branches of earned value, drawn from frames with numbers worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pmo_data.charts import earned_value

# Four months of a plan of 400: 100 a month planned; 80 then 150 earned, 100 then 200 spent: CPI 0.80 then 0.75.
CURVE = pd.DataFrame(
    {
        "period_end": pd.to_datetime(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        "planned_value": [100.0, 200.0, 300.0, 400.0],
        "earned_value": [80.0, 150.0, np.nan, np.nan],
        "actual_cost": [100.0, 200.0, np.nan, np.nan],
        "period_planned_value": [100.0, 100.0, np.nan, np.nan],
        "period_earned_value": [80.0, 70.0, np.nan, np.nan],
        "period_actual_cost": [100.0, 100.0, np.nan, np.nan],
        "schedule_performance_index": [0.80, 0.75, np.nan, np.nan],
        "cost_performance_index": [0.80, 0.75, np.nan, np.nan],
        "time_performance_index": [0.80, 0.75, np.nan, np.nan],
    }
)
CONE = pd.DataFrame({"variant": ["budget_rate", "cpi"], "date": pd.Timestamp("2026-06-30"), "amount": [450.0, 533.33]})


def _names(made: Any) -> list[str]:
    return [trace.name for trace in made.data]


def test_the_s_curve_has_three_lines_and_a_cone_from_what_is_spent_to_the_estimates() -> None:
    made = earned_value.s_curve(CURVE, CONE, "Late", "GBP", date(2026, 2, 28))

    assert _names(made) == [
        "Range of estimates at completion", "Estimate at completion", "Planned value", "Earned value", "Actual cost",
    ]  # fmt: skip
    cone, mouth = made.data[:2]
    assert list(cone.y) == [200.0, 533.33, 450.0, 200.0]
    assert list(mouth.text) == ["budget rate", "cpi"]
    assert len(made.data[3].x) == 2
    assert made.layout.meta["finding"] == "Late"


def test_without_cost_there_is_no_cone_and_without_a_plan_a_sentence() -> None:
    timeless = earned_value.s_curve(CURVE.assign(actual_cost=np.nan), CONE, "Late", None, None)
    assert _names(timeless) == ["Planned value", "Earned value"]
    assert timeless.layout.yaxis.title.text == "Money"
    nothing = earned_value.s_curve(CURVE.head(0), CONE, "", None, None)
    assert nothing.layout.meta["empty"].startswith("There is no curve")


def test_periods_that_are_over_stand_beside_one_another() -> None:
    made = earned_value.by_period(CURVE, "GBP")

    assert made.layout.meta["finding"] == "In the last period £70 was earned where £100 was planned"
    assert [list(bar.y) for bar in made.data] == [[100.0, 100.0], [80.0, 70.0], [100.0, 100.0]]
    unspent = earned_value.by_period(CURVE.assign(period_actual_cost=np.nan), "GBP")
    assert _names(unspent) == ["Planned value", "Earned value"]
    assert "No period is over" in earned_value.by_period(CURVE[["period_end"]], None).layout.meta["empty"]


def test_indices_are_read_against_one_and_their_way_is_said() -> None:
    made = earned_value.indices(CURVE)

    assert made.layout.meta["finding"] == "CPI went from 0.80 to 0.75, SPI(t) went from 0.80 to 0.75"
    assert _names(made) == ["SPI", "CPI", "SPI(t)"]
    assert made.layout.shapes[0].y0 == 1
    no_cost = CURVE.assign(cost_performance_index=np.nan, time_performance_index=np.nan)
    assert _names(earned_value.indices(no_cost)) == ["SPI"]
    assert earned_value.indices_finding(no_cost) == "No index is known yet"
    assert "No index is known" in earned_value.indices(CURVE.assign(earned_value=np.nan)).layout.meta["empty"]


BRANCHES = pd.DataFrame(
    {
        "task": ["A", "B", "A1"],
        "name": ["Design", "Construction", "Survey"],
        "depth": [0, 0, 1],
        "planned_pct": [100.0, 60.0, 100.0],
        "complete_pct": [100.0, 38.0, 100.0],
    }
)


def test_branches_show_planned_and_earned_and_name_the_one_furthest_behind() -> None:
    made = earned_value.branches(BRANCHES)

    assert made.layout.meta["finding"] == "Furthest behind: Construction, 38 % earned of 60 % planned"
    assert [list(bar.x) for bar in made.data] == [[100.0, 60.0], [100.0, 38.0]]
    assert list(made.data[1].text) == ["100 %", "38 %"]
    assert list(made.layout.yaxis.ticktext) == ["Design", "Construction"]
    assert len(earned_value.branches(BRANCHES, depth=2).data[0].x) == 3


def test_branches_on_plan_and_none_at_all_are_said() -> None:
    assert earned_value.branches_finding(BRANCHES[BRANCHES["name"] == "Design"]) == "No branch is behind its plan"
    assert "No heading" in earned_value.branches(BRANCHES.head(0)).layout.meta["empty"]
