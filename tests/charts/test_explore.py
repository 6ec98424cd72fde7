"""A chart of an answer nobody foresaw: what can stand where, what is drawn, what is left out and said."""

from __future__ import annotations

import pandas as pd

from pmo_data.charts import explore

ANSWER = pd.DataFrame(
    {
        "programme": ["North", "North", "South", None],
        "due": pd.to_datetime(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        "spent_pct": [10.0, None, 30.0, 40.0],
        "nothing": [None, None, None, None],
    }
)


def test_texts_and_dates_stand_across_and_numbers_are_measured() -> None:
    across, numbers = explore.suits(ANSWER)

    assert across == ["programme", "due", "nothing", "spent_pct"]
    assert numbers == ["spent_pct"]


def test_bars_stand_over_words_and_rows_without_a_value_are_counted_out() -> None:
    made = explore.figure(ANSWER, "bar", "programme", "spent_pct")

    assert [(trace.type, list(trace.x), list(trace.y)) for trace in made.data] == [
        ("bar", ["North", "South"], [10.0, 30.0])
    ]
    assert made.layout.meta["finding"] == "Spent, % by programme: 2 of 4 rows"
    assert made.layout.xaxis.type == "category"


def test_a_line_over_dates_has_a_series_for_each_value_unknown_included() -> None:
    made = explore.figure(ANSWER, "line", "due", "spent_pct", "programme")

    assert [(trace.name, trace.mode) for trace in made.data] == [
        ("North", "lines+markers"), ("South", "lines+markers"), ("n/a", "lines+markers"),
    ]  # fmt: skip
    assert made.layout.xaxis.type is None
    assert len({trace.marker.symbol for trace in made.data}) == 3


def test_more_than_eight_series_are_drawn_as_seven_and_others() -> None:
    frame = pd.DataFrame({"name": [f"P{n}" for n in range(10)], "x": range(10), "y": range(10)})
    made = explore.figure(frame, "scatter", "x", "y", "name")

    assert [trace.name for trace in made.data] == ["P0", "P1", "P2", "P3", "P4", "P5", "P6", "Others"]
    assert list(made.data[-1].y) == [7, 8, 9]
    assert made.data[0].mode == "markers"


def test_marks_are_cut_visibly_and_none_at_all_is_a_sentence() -> None:
    long = pd.DataFrame({"x": range(2_500), "y": range(2_500)})
    made = explore.figure(long, "bar", "x", "y")
    assert len(made.data[0].x) == 2_000
    assert made.layout.meta["finding"] == "Y by x: 2,500 rows, the first 2,000 drawn"

    none = explore.figure(ANSWER, "bar", "nothing", "spent_pct")
    assert none.layout.meta["empty"] == "No row of the answer knows both Nothing and Spent, %."
    assert not none.data
