"""Balance in charts and words: buckets against targets and bubbles, on four projects worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from pmo_data.charts import balance as charts
from pmo_data.charts import theme
from pmo_data.queries.balance import Balance, Mix
from tests.charts.frames import frame_of

MIX = frame_of(
    Mix,
    {"bucket": "Growth", "share_pct": 60.0, "money": 6e6, "target_pct": 40.0, "gap_pct": 20.0, "currency": "GBP"},
    {"bucket": "Renewal", "share_pct": 30.0, "money": 3e6, "target_pct": 55.0, "gap_pct": -25.0, "currency": "GBP"},
    {"bucket": "Study", "share_pct": 10.0, "money": 1e6, "currency": "GBP"},
    {"bucket": "Idle", "share_pct": None},
)
PROJECTS = frame_of(
    Balance,
    {"project": "A", "name": "Arch", "is_open": True, "rating": "red", "budget": 9e6, "slip_pct": 30.0,
     "stage": "build", "alignment_score": 20.0, "currency": "GBP"},
    {"project": "B", "name": "Basin <b>", "is_open": True, "rating": "unknown", "budget": None, "slip_pct": 0.0,
     "alignment_score": 80.0, "stage": "build"},
    {"project": "C", "name": "Canal", "is_open": True, "rating": "green", "budget": 1e6, "slip_pct": 10.0,
     "alignment_score": None, "currency": "GBP"},
    {"project": "D", "name": "Done", "is_open": False, "rating": "green", "budget": 5e6, "slip_pct": 90.0,
     "alignment_score": 90.0, "stage": "closed", "currency": "GBP"},
)  # fmt: skip


def test_the_bucket_furthest_from_its_target_is_named_with_its_side() -> None:
    assert charts.opening(MIX, "category") == (
        "60 % of the money of open projects goes to Growth (category); Renewal is 25 points below its target."
    )
    above = MIX.assign(gap_pct=[20.0, -5.0, float("nan"), float("nan")])
    assert charts.opening(above, "category").endswith("Growth is 20 points above its target.")


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (MIX.tail(1), "No open project in view has a budget, so no share of money can be told."),
        (
            MIX.head(1).assign(bucket="Not stated"),
            "No open project in view states its stage, so the money cannot be told apart by it.",
        ),
        (
            MIX.iloc[[2]],
            "10 % of the money of open projects goes to Study (stage). No target is set to hold it against.",
        ),
    ],
)
def test_where_nothing_can_be_held_against_a_target_it_says_why(frame: pd.DataFrame, said: str) -> None:
    assert charts.opening(frame, "stage") == said


def test_the_shares_are_bars_and_only_targets_that_are_set_are_marked() -> None:
    shares, targets = charts.mix(MIX).data

    assert list(shares.x) == [10, 30, 60]
    assert sum(shares.x) == 100
    assert list(targets.x)[1:] == [55, 40]
    assert charts.mix_finding(MIX) == "Growth and Renewal take 90 % of the money"
    assert len(charts.mix(MIX.assign(target_pct=None)).data) == 1


def test_a_bubble_stands_at_its_project_s_values_and_unknown_is_never_green() -> None:
    made = charts.bubble(PROJECTS, "slip_pct", "alignment_score")
    drawn = {trace.name: trace for trace in made.data}

    assert set(drawn) == {theme.rated("red"), theme.rated("unknown")}
    assert (drawn["■ Red"].x[0], drawn["■ Red"].y[0], drawn["■ Red"].customdata[0]) == (30, 20, "A")
    assert drawn["○ Not assessed"].marker.color != theme.look("green").colour
    assert drawn["○ Not assessed"].text[0] == "Basin &lt;b&gt;: n/a"
    # The largest budget has the largest mark, an unknown one the smallest.
    assert drawn["■ Red"].marker.size[0] == 43
    assert drawn["○ Not assessed"].marker.size[0] == 9
    said = "2 open projects: slip is least in Basin <b>, most in Arch"
    assert charts.bubble_finding(PROJECTS, "slip_pct", "alignment_score").replace("  ", " ") == said


def test_axes_on_which_no_project_has_both_values_are_said() -> None:
    made = charts.bubble(PROJECTS, "exposure_pct", "budget")

    assert made.layout.meta["empty"] == "No open project has a value for both of the chosen axes."
    assert charts.bubble_finding(PROJECTS, "exposure_pct", "budget").startswith("No open project has a value")
    assert charts.usable(PROJECTS) == ["alignment_score", "slip_pct", "budget"]


def test_the_funnel_counts_every_project_once_the_unstated_ones_too() -> None:
    made = charts.funnel(PROJECTS, "stage")

    assert sum(made.data[0].x) == 4
    assert {a.text for a in made.layout.annotations} == {"build: <b>2</b>", "Not stated: <b>1</b>", "closed: <b>1</b>"}
    assert made.layout.meta["finding"] == "build holds most: 2 of 4 projects"
    even = charts.funnel(PROJECTS.assign(stage=["a", "b", "a", "b"]), "stage")
    assert even.layout.meta["finding"] == "a and b hold most: 2 of 4 projects each"
    sized = PROJECTS.assign(size_band=["Large", "Large", "Small", "Small"], budget=[40.0, 30.0, 20.0, 10.0])
    assert charts.funnel(sized, "size_band").layout.meta["finding"] == "The 2 large projects hold 70 % of the budget"
    assert list(charts.funnel(sized, "size_band").data[0].x) == [30.0, 70.0]
    unknown = charts.funnel(sized.assign(budget=float("nan"), size_band="Not known"), "size_band")
    assert unknown.layout.meta["finding"] == "Not known holds most: 4 of 4 projects"
    assert list(charts.banded(PROJECTS, "stage").columns) == ["project", "name", "stage", "budget", "currency"]


def test_without_projects_or_budgets_a_sentence_stands_in_place() -> None:
    assert charts.funnel(PROJECTS.head(0), "stage").layout.meta["empty"] == "There is no project in view."
    unstated = charts.funnel(PROJECTS.assign(stage=None), "stage").layout.meta["empty"]
    assert unstated == "None of 4 projects states its stage."
    assert charts.mix(MIX.tail(1)).layout.meta["empty"] == "No open project in view has a budget."
    assert charts.mix_finding(MIX.tail(1)) == "No share of money is known"


def test_of_many_projects_the_largest_budgets_are_drawn_and_the_cut_is_said() -> None:
    rows = [
        {
            "project": str(n),
            "name": "P",
            "rating": "red",
            "is_open": True,
            "slip_pct": n,
            "alignment_score": 1,
            "budget": n,
        }
        for n in range(500)
    ]
    made = charts.bubble(frame_of(Balance, *rows), "slip_pct", "alignment_score")

    assert sorted(made.data[0].x) == list(range(100, 500))
    assert made.layout.meta["finding"].endswith("(400 of 500 drawn: the largest budgets)")
