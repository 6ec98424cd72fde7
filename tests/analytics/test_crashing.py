"""The cheapest way to finish earlier, against textbook answers and every alternative tried."""

from itertools import product

import pandas as pd
import pytest

from pmo_data.analytics.crashing import crash, time_cost_curve
from pmo_data.analytics.critical_path import schedule
from pmo_data.analytics.errors import AnalysisError

TASKS = pd.DataFrame(
    {
        "task_id": list("ABCDEFGH"),
        "duration_days": [2.0, 3, 2, 4, 4, 3, 5, 2],
        "shortest_days": [1.0, 1, 1, 3, 2, 2, 2, 1],
        "cost_per_day_saved": [1000.0, 2000, 1000, 1000, 1000, 500, 2000, 3000],
    }
)
LINKS = pd.DataFrame(
    [tuple(pair) for pair in ("AC", "BD", "CE", "CF", "DG", "EG", "FH", "GH")], columns=["predecessor", "successor"]
)


@pytest.mark.parametrize(("target", "cost"), [(15, 0), (14, 1000), (13, 3000)])
def test_general_foundry_is_crashed_at_its_published_cost(target: float, cost: float) -> None:
    plan = crash(TASKS, LINKS, target)
    assert plan.cost == cost
    assert plan.finish_day <= target


def test_the_curve_ends_where_nothing_more_can_be_shortened() -> None:
    curve = time_cost_curve(TASKS, LINKS, [12, 7, 6])
    assert curve[0].cost == 5000
    assert curve[1].finish_day == 7
    assert (curve[2].cost, curve[2].finish_day) == (None, 7)


def test_no_other_shortening_is_cheaper() -> None:
    small = TASKS[TASKS["task_id"].isin(list("ABCDE"))]
    links = LINKS[LINKS["successor"].isin(list("CDE"))]
    saved = [range(int(row.duration_days - row.shortest_days) + 1) for row in small.itertuples()]
    costs = [
        float((small["cost_per_day_saved"] * list(choice)).sum())
        for choice in product(*saved)
        if (schedule(small.assign(duration_days=small["duration_days"] - list(choice)), links).finish_day or 99) <= 6
    ]
    assert crash(small, links, 6).cost == min(costs)


def test_other_relations_and_lags_bind_too() -> None:
    tasks = TASKS.iloc[:2].assign(duration_days=[10.0, 4.0], shortest_days=[6.0, 4.0])
    links = pd.DataFrame({"predecessor": ["A"], "successor": ["B"], "relation": ["FF"], "lag_days": [3.0]})
    assert crash(tasks, links, 11).reductions == {"A": 2.0}


def test_what_cannot_be_crashed_says_so() -> None:
    loop = pd.DataFrame({"predecessor": ["A", "B"], "successor": ["B", "A"]})
    with pytest.raises(AnalysisError, match="loops"):
        crash(TASKS, loop, 10)
    with pytest.raises(AnalysisError, match="must not exceed"):
        crash(TASKS.assign(shortest_days=99.0), LINKS, 10)
