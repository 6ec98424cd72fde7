"""The slip chart: lines by report date, an agreed new baseline told apart, and the sentence above."""

from __future__ import annotations

import pandas as pd

from pmo_data.charts import plan_slip


def _rows(*rows: tuple[str, str, str, str | None, bool]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["status_date", "name", "finish", "baseline_finish", "rebaselined"])
    return made.assign(**{c: pd.to_datetime(made[c]) for c in ("status_date", "finish", "baseline_finish")})


# By hand: from 1 Mar to 11 Apr are 41 days, of which the board agreed 31 (1 Mar to 1 Apr).
ROWS = _rows(
    ("2026-01-31", "Project finish", "2027-03-01", "2027-03-01", False),
    ("2026-02-28", "Project finish", "2027-03-15", "2027-03-01", False),
    ("2026-03-31", "Project finish", "2027-04-11", "2027-04-01", True),
    ("2026-01-31", "Roof on", "2026-06-01", None, False),
    ("2026-03-31", "Roof on", "2026-06-08", None, False),
    ("2026-01-31", "Keys", "2026-09-01", None, False),
    ("2026-03-31", "Keys", "2026-10-01", None, False),
    ("2026-01-31", "Kick-off", "2026-01-05", None, False),
    ("2026-03-31", "Kick-off", "2026-01-05", None, False),
)


def test_the_sentence_tells_the_agreed_part_from_the_slip() -> None:
    assert plan_slip.slip_finding(ROWS) == (
        "Since 31 Jan 2026 the forecast finish moved 41 days later; the baseline was moved 31 days by agreement"
    )


def test_an_earlier_finish_one_that_stayed_and_one_report_are_said_so() -> None:
    back = ROWS[ROWS["name"] == "Project finish"].iloc[::-1].assign(baseline_finish=pd.NaT)
    assert plan_slip.slip_finding(back) == "Since 31 Mar 2026 the forecast finish moved 41 days earlier"
    level = ROWS[ROWS["name"] == "Project finish"].assign(finish=pd.Timestamp("2027-03-01"))
    assert plan_slip.slip_finding(level) == "The forecast finish is the same as on 31 Jan 2026"
    assert plan_slip.slip_finding(ROWS.head(1)).startswith("How the forecasts of the milestones moved")


def test_the_project_and_the_milestones_that_moved_most_are_shown_first() -> None:
    assert plan_slip.default_names(ROWS) == ["Project finish", "Keys", "Roof on"]
    assert plan_slip.default_names(ROWS[ROWS["name"] == "Keys"]) == ["Keys"]


def test_the_chart_draws_a_line_each_the_baseline_and_a_star_where_it_was_agreed_anew() -> None:
    made = plan_slip.slip(ROWS)

    assert [trace.name for trace in made.data] == [
        "Project finish", "Baseline", "New baseline agreed", "Keys", "Roof on",
    ]  # fmt: skip
    star = made.data[2]
    assert [str(x)[:10] for x in star.x] == ["2026-03-31"]
    assert [str(y)[:10] for y in star.y] == ["2027-04-01"]
    assert made.data[0].line.width > made.data[3].line.width


def test_lines_can_be_chosen_and_a_line_without_baseline_has_none_drawn() -> None:
    plain = ROWS.assign(baseline_finish=pd.NaT)

    assert [trace.name for trace in plan_slip.slip(plain, ["Project finish", "Kick-off"]).data] == [
        "Project finish",
        "Kick-off",
    ]
    level = ROWS[ROWS["name"] != "x"].assign(rebaselined=False)
    assert [t.name for t in plan_slip.slip(level, ["Project finish"]).data] == ["Project finish", "Baseline"]


def test_a_project_without_any_forecast_finish_has_no_lines() -> None:
    assert plan_slip.default_names(ROWS.head(0)) == []
    assert "second report" in plan_slip.slip(ROWS.head(0)).layout.meta["empty"]


def test_one_report_is_not_a_slip_yet() -> None:
    assert plan_slip.slip(ROWS.head(1)).layout.meta["empty"] == "The slip chart begins with the second report."
