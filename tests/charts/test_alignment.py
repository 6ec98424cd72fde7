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


def test_the_matrix_puts_the_project_with_most_money_first_and_marks_carry_its_key() -> None:
    heat, marks = charts.matrix(ALIGNMENT).data

    assert list(heat.text[0]) == ["£6.00m", "£2.00m"]
    assert list(heat.text[1]) == ["£4.00m", ""]
    assert list(marks.customdata) == ["A", "A", "B"]


def test_what_goes_beyond_the_matrix_is_one_row_with_its_sum() -> None:
    many = pd.concat([frame_of(Alignment, _served(f"P{i:02}", "O1", 1e6 * (30 - i))) for i in range(20)])

    made = charts.matrix(many)

    assert list(made.layout.yaxis.ticktext)[-1] == "2 more"
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
