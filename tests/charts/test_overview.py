"""The overview's charts and opening sentence, on a portfolio counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from pmo_data.charts import overview, sentences

RATINGS = pd.DataFrame(
    {
        "rating": ["green", "amber", "red", "unknown"],
        "declared": [7, 1, 1, 1],
        "derived": [4, 3, 3, 0],
        "effective": [4, 3, 3, 0],
        "projects": [10, 10, 10, 10],
    }
)


def _summary(**changed: object) -> pd.Series[Any]:
    known = {
        "projects": 10, "open_projects": 9, "red": 3, "amber": 3, "green": 4, "watermelons": 3,
        "budget": 12_300_000.0, "currency": "GBP", "budget_known": 8, "cost_variance_pct": 4.4,
    }  # fmt: skip
    return pd.Series({**known, **changed}, dtype=object)


def test_the_finding_counts_projects_once_however_many_ratings_there_are() -> None:
    assert overview.ratings_finding(RATINGS) == "3 of 10 projects are red by their data; 1 declared so"


def test_each_rating_is_a_bar_of_its_own_with_a_pattern() -> None:
    made = overview.ratings(RATINGS)
    assert [bar.name for bar in made.data] == ["● Green", "▲ Amber", "■ Red", "○ Not assessed"]
    assert list(made.data[2].x) == [3, 1]
    assert made.data[1].marker.pattern.shape == "/"


def test_without_any_rating_the_chart_says_so() -> None:
    made = overview.ratings(RATINGS.assign(declared=0, derived=0))
    assert "No project in view carries a rating" in made.layout.annotations[0].text


def test_where_the_data_cannot_tell_the_finding_says_so() -> None:
    told = RATINGS.assign(derived=[0, 0, 0, 10])
    assert overview.ratings_finding(told) == (
        "1 of 9 projects is declared red (known 9 of 10); the data cannot tell yet"
    )


def test_where_nothing_is_rated_the_finding_counts_no_reds() -> None:
    assert overview.ratings_finding(RATINGS.assign(declared=[0, 0, 0, 10], derived=[0, 0, 0, 10])) == (
        "None of 10 projects is rated, by its people or by its data"
    )


def test_red_are_so_many_of_those_that_can_be_judged_not_of_those_nothing_is_known_of() -> None:
    told = RATINGS.assign(derived=[1, 0, 1, 8])
    assert (
        overview.ratings_finding(told) == "1 of the 2 projects that can be judged is red by their data; 1 declared so"
    )
    five = RATINGS.replace({"rating": {"amber": "amber_red"}})
    assert overview.ratings_finding(five) == "6 of 10 projects are red or amber/red by their data; 2 declared so"
    silent = RATINGS.assign(declared=[0, 0, 0, 10])
    assert overview.ratings_finding(silent) == "3 of 10 projects are red by their data; none is declared"


def test_history_compares_the_first_date_with_the_last() -> None:
    frame = pd.DataFrame(
        {
            "status_date": [date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 28), date(2026, 2, 28)],
            "rating": ["green", "red", "green", "red"],
            "projects": [9, 1, 6, 4],
        }
    )
    assert overview.history_finding(frame) == "Declared red went from 1 to 4 projects since Jan 2026"
    assert len(overview.history(frame).data) == 2
    assert overview.history_finding(frame[frame["status_date"] == date(2026, 1, 31)]) == (
        "Declared red stands at 1 project, as in Jan 2026"
    )


def test_history_of_one_date_is_a_sentence() -> None:
    frame = pd.DataFrame({"status_date": [date(2026, 1, 31)], "rating": ["red"], "projects": [1]})
    assert "second snapshot" in overview.history(frame).layout.annotations[0].text


def test_movement_counts_what_improved_and_worsened() -> None:
    frame = pd.DataFrame({"movement": ["worsened", "worsened", "improved", "same", "new"]})
    assert overview.movement_finding(frame) == "2 projects worsened and 1 improved; 1 is as it was; 1 joined"
    made = overview.movement(frame)
    # A label stands just above its bar, which reaches 0.2 to each side of its place.
    labels = {round(label.y - 0.2, 9): label.text for label in made.layout.annotations}
    assert {labels[bar.y[0]]: bar.x[0] for bar in made.data} == {
        "+ New: <b>1</b>": 1, "▼ Worsened: <b>2</b>": 2, "▲ Improved: <b>1</b>": 1,
    }  # fmt: skip


def test_ratings_on_unlike_scales_are_told_apart_and_not_compared() -> None:
    frame = pd.DataFrame(
        {
            "status_date": [date(2018, 9, 30), date(2018, 9, 30), date(2022, 3, 31), date(2022, 3, 31)],
            "rating": ["amber_red", "red", "amber", "red"],
            "projects": [36, 4, 170, 27],
        }
    )
    assert overview.history_finding(frame) == (
        "Ratings stood on five points in Sep 2018 and on three in Mar 2022: they are not compared. Red now: 27 projects"
    )
    # Two editions years apart are two columns side by side.
    assert overview.history(frame).layout.xaxis.type == "category"
    moved = pd.DataFrame({"movement": ["rescaled", "same", "same", "left"]})
    assert overview.movement_finding(moved) == (
        "0 projects worsened and 0 improved; 2 are as they were; 1 left and 1 stepped only with the rating scale"
    )


def test_who_joined_or_left_has_no_rating_where_it_was_not() -> None:
    moved = pd.DataFrame(
        {
            "movement": ["new", "left", "worsened"],
            "rating_before": [None, "red", None],
            "rating_after": ["amber", None, "red"],
        }
    )
    told = overview.stepped(moved)

    assert list(told["before"].fillna("")) == ["", "■ Red", "○ Not assessed"]
    assert list(told["now"].fillna("")) == ["▲ Amber", "", "■ Red"]


def test_months_of_history_keep_their_place_in_time() -> None:
    days = [date(2026, month, 28) for month in range(1, 8)]
    frame = pd.DataFrame({"status_date": days, "rating": ["red"] * 7, "projects": [1] * 7})

    assert overview.history(frame).layout.xaxis.type == "date"


def test_movement_without_a_move_is_a_sentence() -> None:
    made = overview.movement(pd.DataFrame({"movement": ["same"]}))
    assert "No project's rating moved" in made.layout.annotations[0].text


def test_the_opening_sentence_says_size_money_state_and_the_worst() -> None:
    worst = pd.DataFrame({"name": ["Mere tunnel"], "reason": ["Expected cost is 22 % over the budget."]})
    assert sentences.overview(_summary(open_projects=10), worst) == (
        "10 open projects with £12.3m of budget: 3 are red and 3 amber; 3 look better declared than the data says. "
        "Worst: Mere tunnel. Expected cost is 22 % over the budget."
    )


def test_money_and_ratings_of_ended_projects_are_not_said_of_the_open_ones() -> None:
    assert sentences.overview(_summary(watermelons=1), pd.DataFrame()) == (
        "10 projects, 9 of them open, with £12.3m of budget: 3 are red and 3 amber; "
        "1 open one looks better declared than the data says."
    )


def test_the_opening_sentence_leaves_out_what_is_unknown() -> None:
    bare = _summary(red=0, amber=0, green=0, watermelons=0, budget=None)
    assert sentences.overview(bare, pd.DataFrame()) == "10 projects, 9 of them open: no rating is known yet."
    calm = _summary(red=0, amber=0, watermelons=0)
    assert sentences.overview(calm, pd.DataFrame()).endswith("nothing is rated red or amber.")
