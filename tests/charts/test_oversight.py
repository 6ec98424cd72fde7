"""Oversight in charts and words: limits, decisions, what processes keep and how good forecasts were, by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pmo_data.charts import oversight as charts
from pmo_data.queries.exceptions import DecisionsRanked, Exceptions
from pmo_data.queries.processes import Compliance, ForecastAccuracy
from tests.charts.frames import frame_of

RANKED = frame_of(
    DecisionsRanked,
    {"ask": "Fund the tunnel?", "project": "A", "at_stake": 40e6, "overdue_days": 12, "currency": "GBP",
     "cost_of_waiting": "£1m a month", "finish_moved_days": 30, "cost_moved": 2e6, "rating": "red"},
    {"ask": "Close the depot?", "project": "B", "at_stake": 10e6, "due": "2026-12-01"},
)  # fmt: skip
OVER = frame_of(
    Exceptions,
    {"project": "A", "name": "Arch", "dimension": "schedule", "level": "red", "age_days": 335,
     "since": pd.Timestamp(2025, 11, 30)},
    {"project": "A", "name": "Arch", "dimension": "cost", "level": "red", "age_days": 30,
     "since": pd.Timestamp(2026, 9, 30)},
    {"project": "B", "name": "Basin", "dimension": "risk", "level": "amber"},
)  # fmt: skip


def _kept(who: str, check: str, kept: int, measured: int, day: str = "2026-10-31") -> dict[str, Any]:
    return {"who": who, "check": check, "kept": kept, "measured": measured, "kept_pct": 100 * kept / measured,
            "status_date": day}  # fmt: skip


KEPT = frame_of(
    Compliance,
    _kept("Customer", "report on time", 0, 2),
    _kept("Roads", "report on time", 1, 1),
    _kept("Roads", "report on time", 1, 1, "2026-09-30"),
    _kept("No department", "gates held", 1, 1),
)
ACCURACY = frame_of(
    ForecastAccuracy,
    {"who": "Digital", "forecasts": 13, "bias_days": 18.0},
    {"who": "Roads", "forecasts": 4, "bias_days": -2.0},
)


def test_the_sentence_says_how_many_decisions_wait_what_is_at_stake_and_which_is_first() -> None:
    assert charts.decisions_opening(RANKED, OVER) == (
        "2 decisions wait with £50.0m at stake, 1 overdue. First: Fund the tunnel? (£1m a month). Beside them, 1 "
        "project is over a red limit of time, cost or benefits."
    )
    assert charts.decisions_opening(RANKED.tail(1), OVER.head(0)) == (
        "1 decision waits with 10,000,000 at stake. First: Close the depot?. Beside them, no open project is over a "
        "limit that its data allows to check."
    ).replace("10,000,000", "10.0m")
    assert charts.decisions_opening(RANKED.head(0), OVER) == (
        "No decision is open in the register; 1 project is over a red limit of time, cost or benefits."
    )
    assert charts.decisions_opening(RANKED.head(0), OVER[OVER["level"] != "red"]) == (
        "No decision is open in the register; 1 project is over a limit, none red by time, cost or benefits."
    )


def test_why_a_decision_stands_where_it_does_is_said_in_words() -> None:
    assert charts.why_now(RANKED.iloc[0]) == (
        "overdue by 12 days, finish 30 days later since the comparison, forecast up £2.00m, the project is red"
    )
    assert list(charts.told(RANKED)["why_now"])[1] == charts.why_now(RANKED.iloc[1]) == "due on 1 Dec 2026"
    assert list(charts.told(RANKED.head(0)).columns)[-1] == "why_now"
    assert charts.why_now(RANKED.iloc[1].copy().replace({RANKED["due"].iloc[1]: None})) == ""


def test_the_bars_of_limits_sum_to_the_breaches_and_carry_their_dimension() -> None:
    made = charts.exceptions(OVER)
    drawn = {bar.name: dict(zip(bar.customdata, bar.x, strict=True)) for bar in made.data}

    assert drawn == {
        "■ Red": {"schedule": 1, "cost": 1, "risk": 0},
        "▲ Amber": {"schedule": 0, "cost": 0, "risk": 1},
    }
    assert charts.exceptions_finding(OVER) == (
        "1 project over a red limit of time, cost or benefits; Arch since 30 Nov 2025"
    )
    bow = OVER.assign(project="C", name="Bow")
    assert charts.exceptions_finding(pd.concat([OVER, bow])) == (
        "2 projects over a red limit of time, cost or benefits; all since 30 Nov 2025"
    )
    assert charts.exceptions_finding(pd.concat([OVER, bow.iloc[1:]])) == (
        "2 projects over a red limit of time, cost or benefits; Arch longest, since 30 Nov 2025"
    )
    assert charts.exceptions_finding(OVER.tail(1)) == (
        "1 project over a limit, none of them red by time, cost or benefits"
    )
    assert charts.exceptions(OVER.head(0)).layout.meta["empty"] == (
        "No open project is over a limit that its data allows to check."
    )


def test_the_department_that_is_always_late_comes_first_and_who_forecasts_too_early() -> None:
    assert charts.processes_opening(KEPT, ACCURACY) == (
        "Customer hands in none of its status reports on time; all others mostly do. Digital meets milestones 18 days "
        "after its own forecasts."
    )
    third = frame_of(Compliance, _kept("Customer", "report on time", 1, 3), _kept("Roads", "report on time", 2, 2))
    assert charts.processes_opening(third, ACCURACY.tail(1)) == (
        "Customer hands in 33 % of its status reports on time; all others mostly do."
    )
    assert charts.processes_opening(KEPT.head(1), ACCURACY.head(0)) == (
        "Customer hands in none of its status reports on time; others miss them, too."
    )


def test_where_reports_are_handed_in_the_least_kept_check_is_named() -> None:
    rows = frame_of(
        Compliance, _kept("Roads", "report on time", 1, 1), _kept("Rail", "gates held", 0, 1),
        _kept("Roads", "gates held", 1, 1),
    )  # fmt: skip

    few = "Only 2 of 9 checks can be made. Gates held: 0 % in Rail, the least kept."
    assert charts.processes_opening(rows, ACCURACY.head(0)) == few
    assert charts.telling_check(rows) == "gates held"
    assert charts.telling_check(KEPT) == charts.telling_check(KEPT.head(0)) == "report on time"
    more = [_kept("Roads", name, 1, 1) for name in charts.CHECKS[1:5]]
    many = frame_of(Compliance, *rows.to_dict("records"), *more)
    assert charts.processes_opening(many, ACCURACY.head(0)) == "Gates held: 0 % in Rail, the least kept."
    nowhere = frame_of(Compliance, _kept("Rail", "gates held", 0, 1), _kept("Roads", "gates held", 0, 2))
    assert charts.processes_opening(nowhere, ACCURACY.head(0)) == (
        "Only 1 of 9 checks can be made. Gates held: 0 % in every department, the least kept."
    )
    all_kept = frame_of(Compliance, _kept("Rail", "gates held", 2, 2))
    assert charts.processes_opening(all_kept, ACCURACY.head(0)) == (
        "Only 1 of 9 checks can be made (gates held), and it is kept everywhere; what the others need is not on file."
    )
    whole = frame_of(Compliance, *(_kept("Rail", name, 2, 2) for name in charts.CHECKS))
    assert charts.processes_opening(whole, ACCURACY.head(0)) == "Every check is kept."
    assert charts.processes_opening(KEPT.head(0), ACCURACY).startswith("No process can be measured")


def test_the_heat_map_has_a_cell_for_each_department_and_month_and_none_where_nothing_is_known() -> None:
    made = charts.compliance(KEPT, "report on time")
    heat = made.data[0]

    assert list(heat.x) == ["Sep<br>26", "Oct<br>26"]
    # Each name stands above its row of cells, the least kept at the top.
    assert [(label.y, label.text) for label in made.layout.annotations] == [(0, "Customer"), (1, "Roads")]
    assert made.layout.yaxis.range[0] > made.layout.yaxis.range[1]
    assert [list(row) for row in heat.text] == [["", "0"], ["100", "100"]]
    said = charts.compliance(KEPT, "risks reviewed").layout.meta["empty"]
    assert said == "Nothing is on file by which “risks reviewed” could be measured."


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("report on time", "Report on time: kept in 50 % of cases, never by Customer"),
        ("gates held", "Gates held: kept in 100 % of cases, by everybody"),
        ("risks reviewed", "Risks reviewed: not known"),
    ],
)
def test_the_finding_says_how_often_a_check_is_kept_and_by_whom_never(check: str, said: str) -> None:
    assert charts.compliance_finding(KEPT, check) == said


def test_who_keeps_a_check_least_is_named_with_the_share() -> None:
    mixed = frame_of(Compliance, _kept("Roads", "data fresh", 1, 2), _kept("Rail", "data fresh", 1, 1))

    assert charts.compliance_finding(mixed, "data fresh") == ("Data fresh: kept in 67 % of cases; Roads least, 50 %")


def test_what_was_missed_once_is_not_told_as_always_kept() -> None:
    rows = frame_of(Compliance, _kept("Roads", "data fresh", 7, 8), _kept("Water", "data fresh", 300, 300))

    # 307 of 308 are 99.7 %.
    assert charts.compliance_finding(rows, "data fresh") == "Data fresh: kept in 99 % of cases; Roads least, 88 %"


def test_all_checks_stand_in_one_map_as_ratios_of_sums_in_the_order_of_a_month() -> None:
    made = charts.kept_map(KEPT)
    heat = made.data[0]

    assert [label.text for label in made.layout.annotations] == ["Report on time", "Gates held"]
    # October: none of 2 by Customer, 1 of 1 by Roads. Nothing measured is an empty cell, not nought.
    assert [list(row) for row in heat.text] == [["100", "33"], ["", "100"]]
    assert heat.customdata[0][1] == "report on time||2026-10-31"
    assert charts.compliance(KEPT, "gates held").data[0].customdata[0][0] == "gates held|No department|2026-10-31"
    assert charts.kept_finding(KEPT) == (
        "1 of 2 checks is kept in less than 80 % of cases in Oct 2026; the least: report on time, 33 %"
    )
    assert charts.kept_finding(KEPT.tail(1)) == (
        "Every check that can be made is kept in at least 80 % of cases in Oct 2026"
    )
    assert charts.kept_map(KEPT.head(0)).layout.meta["empty"].startswith("No process can be measured")
    assert charts.kept_finding(KEPT.head(0)) == "No process can be measured"


def test_a_check_is_told_at_the_last_date_that_could_tell_with_what_keeping_it_means() -> None:
    earlier = _kept("Roads", "forecasts accurate", 1, 2, "2026-09-30")
    rows = charts.checks(frame_of(Compliance, *KEPT.to_dict("records"), earlier)).set_index("check")

    assert rows.loc["report on time", "measured"] == 3
    assert rows.loc["report on time", "kept_pct"] == pytest.approx(100 / 3)
    assert rows.loc["gates held", "kept_pct"] == 100
    assert rows.loc["forecasts accurate", "kept_pct"] == 50
    assert rows["judged"].notna().all()


def test_accuracy_shows_days_later_than_said_with_the_number_of_forecasts() -> None:
    made = charts.accuracy(ACCURACY)

    assert list(made.data[0].x) == [-2, 18]
    assert [a.text for a in made.layout.annotations] == [
        "Roads: <b>-2 days</b> (4)", "Digital: <b>+18 days</b> (13)",
    ]  # fmt: skip
    assert charts.accuracy_finding(ACCURACY) == "Digital is 18 days too early on average, over 13 milestones"
    assert charts.accuracy_finding(ACCURACY.tail(1)).startswith("Nobody's forecasts are more than a week")
    assert charts.accuracy_finding(ACCURACY.head(0)) == "No forecast can be compared with its outcome yet"
    assert "No milestone was met" in charts.accuracy(ACCURACY.head(0)).layout.meta["empty"]
