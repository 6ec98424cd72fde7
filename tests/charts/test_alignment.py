"""The alignment in figures and words, on a portfolio of five projects worked out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmo_data.charts import alignment as charts
from pmo_data.charts import alignment_words as words
from pmo_data.queries.alignment import Alignment, ObjectiveCoverage, OrphanProjects
from tests.charts.frames import frame_of


def _served(project: str, objective: str | None, money: float | None, strength: int | None = None) -> dict[str, Any]:
    names = {"O1": "Water", "O2": "Rivers", None: None}
    return {
        "dimension": "objective",
        "objective": objective,
        "objective_name": names[objective],
        "weight_share_pct": {"O1": 60.0, "O2": 40.0}.get(objective or ""),
        "project": project,
        "project_name": f"Project {project}",
        "programme_name": "North" if project in {"A", "B"} else None,
        "strength": strength,
        "money": money,
        "currency": "GBP",
        "rating": "red",
    }


ALIGNMENT = frame_of(
    Alignment,
    _served("A", "O1", 6e6, 4),
    _served("A", "O2", 2e6, 1),
    _served("B", "O1", 4e6, 3),
    {**_served("C", None, None), "budget": 3e6},
)
COVERAGE = frame_of(
    ObjectiveCoverage,
    {
        "dimension": "objective", "objective": "O1", "objective_name": "Water", "weight_share_pct": 60.0,
        "spend_share_pct": 67.0, "gap_pct": 7.0, "open_projects": 2, "green": 1, "amber": 1, "red": 0, "unknown": 0,
        "served_only_by_red": False, "is_orphan": False,
    },
    {
        "dimension": "objective", "objective": "O2", "objective_name": "Rivers", "weight_share_pct": 40.0,
        "spend_share_pct": 13.0, "gap_pct": -27.0, "open_projects": 1, "green": 0, "amber": 0, "red": 1, "unknown": 0,
        "served_only_by_red": True, "is_orphan": False,
    },
)  # fmt: skip
ORPHANS = frame_of(OrphanProjects, {"dimension": "objective", "project": "C", "name": "Project C", "budget": 3e6})


def test_the_sentence_says_first_what_rests_on_red_projects_only() -> None:
    said = words.opening(words.figures(ALIGNMENT, COVERAGE, ORPHANS))

    assert said == (
        "Rivers rests on red projects only. All 2 objectives are served. 1 open project (£3.00m) serves no objective."
    )


def test_an_objective_without_a_project_is_named() -> None:
    lone = COVERAGE.assign(is_orphan=[True, False], served_only_by_red=False)

    stand_in = words.opening(words.figures(ALIGNMENT, COVERAGE, ORPHANS), "Rivers takes most")
    assert stand_in == "Rivers takes most. All 2 objectives are served. 1 open project (£3.00m) serves no objective."
    said = words.opening(words.figures(ALIGNMENT, lone, ORPHANS.head(0)))

    assert said == "No open project serves Water. Every open project serves an objective."


def test_nothing_to_serve_is_a_sentence() -> None:
    said = words.opening(words.figures(ALIGNMENT.head(0), COVERAGE.head(0), ORPHANS.head(0)))

    assert said == "No objective is named and no grouping of the projects can stand in for one."


def test_the_tiles_lose_no_money_and_name_what_serves_nothing() -> None:
    drawn = charts.flow(ALIGNMENT).data[0]
    tiles = dict(zip(drawn.labels, drawn.values, strict=True))

    assert sum(v for v, parent in zip(drawn.values, drawn.parents, strict=True) if not parent) == 15e6
    assert tiles["<b>No objective</b>"] == 3e6
    assert tiles["<b>Water</b>"] == 10e6
    assert charts.flow_finding(ALIGNMENT) == "£3.00m of £15.0m serves no objective"


def test_projects_beyond_the_tiles_drawn_share_one_and_lose_no_money() -> None:
    many = pd.concat([frame_of(Alignment, _served(f"P{i:03}", "O1", 1e6 + i)) for i in range(302)])

    made = charts.flow(many)

    tiles = dict(zip(made.data[0].labels, made.data[0].values, strict=True))
    assert len(tiles) == 302  # the objective, three hundred projects, and the two with least money together
    assert tiles["2 more"] == 2_000_001
    assert tiles["<b>Water</b>"] == sum(1e6 + i for i in range(302))
    assert "300 of 302 drawn" in made.layout.title.text


def test_the_matrix_puts_the_project_with_most_money_first_and_marks_carry_its_key() -> None:
    heat, marks = charts.matrix(ALIGNMENT).data

    assert list(heat.text[0]) == ["£6.00m", "£2.00m"]
    assert list(heat.text[1]) == ["£4.00m", ""]
    assert list(marks.customdata) == ["A", "A", "B"]


def test_what_goes_beyond_the_matrix_is_one_row_with_its_sum() -> None:
    many = pd.concat([frame_of(Alignment, _served(f"P{i:02}", "O1", 1e6 * (30 - i))) for i in range(20)])

    made = charts.matrix(many)

    assert made.layout.annotations[-1].text == "2 more"
    # The two smallest of 30, 29, … 11 million.
    assert list(made.data[0].text[-1]) == ["£23.0m"]
    assert "__rest__" not in list(made.data[1].customdata)


def test_the_widest_gap_between_spend_and_weight_is_the_title() -> None:
    assert charts.shares_finding(COVERAGE) == "Rivers gets 13 % of the spend for 40 % of the weight"


def test_without_weights_the_chart_says_so() -> None:
    made = charts.shares(COVERAGE.assign(weight_share_pct=None))

    assert made.layout.annotations[0].text == "No weights are given, so spend cannot be held against them."


def test_a_name_with_tags_is_shown_to_the_letter() -> None:
    made = charts.coverage(COVERAGE.assign(objective_name=["<b>Water</b>", "Rivers"]))

    assert "&lt;b&gt;Water&lt;/b&gt;" in [a.text for a in made.layout.annotations]


def test_every_chart_of_nothing_served_is_a_sentence() -> None:
    none = ALIGNMENT[ALIGNMENT["objective"].isna()]
    moneyless = ALIGNMENT.assign(money=None, budget=None)

    assert "there is no matrix" in charts.matrix(none).layout.meta["empty"]
    assert charts.matrix_finding(none) == "No project in view serves anything named"
    assert "No budget is known" in charts.flow(moneyless).layout.meta["empty"]
    assert charts.flow_finding(moneyless) == "No budget is known"
    assert charts.coverage(COVERAGE.head(0)).layout.meta["empty"] == "Nothing to cover: no objective is named."
    assert charts.shares_finding(COVERAGE.assign(weight_share_pct=None)) == "Spend against weight is not known"


def test_strengths_are_shown_as_they_are_stated_and_without_money_projects_are_counted() -> None:
    heat, _ = charts.matrix(ALIGNMENT, "strength").data
    many = pd.concat([frame_of(Alignment, _served(f"P{i:02}", "O1", 1e6, i % 2 + 3)) for i in range(20)])

    assert [list(row) for row in heat.text] == [["4", "1"], ["3", ""]]
    # The two beyond the first eighteen state 3 and 4.
    assert list(charts.matrix(many, "strength").data[0].text[-1]) == ["3.5"]
    assert charts.matrix_finding(ALIGNMENT.assign(money=None)) == "2 projects serve 2 objectives"


def test_where_everything_serves_something_the_finding_says_so() -> None:
    served = ALIGNMENT[ALIGNMENT["objective"].notna()]

    assert charts.flow_finding(served) == "All of £12.0m is spent on an objective"
    assert charts.flow_finding(served.assign(dimension="category")) == "All of £12.0m is spent on a category"


def test_the_bars_of_an_objective_sum_to_its_open_projects_and_red_ones_are_named() -> None:
    made = charts.coverage(COVERAGE)
    bars = {bar.name: dict(zip(bar.customdata, bar.x, strict=True)) for bar in made.data}
    no_alarm = COVERAGE.assign(served_only_by_red=False)

    assert bars == {
        "● Green": {"O2": 0, "O1": 1}, "▲ Amber": {"O2": 0, "O1": 1}, "■ Red": {"O2": 1, "O1": 0},
    }  # fmt: skip
    assert charts.coverage_finding(COVERAGE) == "Rivers rests on red projects only"
    assert charts.coverage_finding(no_alarm) == "Rivers has most red projects: 1 of 1"
    assert charts.coverage_finding(no_alarm.assign(red=0)) == "No group rests on a red project"


def test_spend_and_weight_stand_on_one_line_with_a_mark_each() -> None:
    made = charts.shares(COVERAGE)
    marks = {trace.name: dict(zip(trace.customdata, trace.x, strict=True)) for trace in made.data if trace.name}

    assert marks == {"Weight": {"O2": 40.0, "O1": 60.0}, "Spend": {"O2": 13.0, "O1": 67.0}}
    assert [list(trace.x) for trace in made.data if not trace.name] == [[40.0, 13.0], [60.0, 67.0]]


def test_the_table_behind_the_tiles_loses_no_money() -> None:
    table = charts.money_by_pair(ALIGNMENT)

    assert table["money"].sum() == 15e6
    assert table.iloc[0][["programme_name", "objective_name", "projects"]].tolist() == ["North", "Water", 2]


def test_what_stands_in_for_objectives_is_said_with_the_way_to_mend_it() -> None:
    lone = COVERAGE.head(1)

    assert "so the category of a project stands in" in words.stands_in("category", chosen=False)
    assert words.stands_in("department", chosen=True) == (
        "Held against the department of each project, not against objectives."
    )
    assert words.opening(words.figures(ALIGNMENT, lone, ORPHANS)) == (
        "The only objective is served. 1 open project (£3.00m) serves no objective."
    )
