"""Progress in charts and words: the curve, finishes that move, milestones, variances and the roadmap."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from pmo_data.charts import progress as charts
from pmo_data.charts import roadmap
from pmo_data.queries.progress import Milestones, Progress, Roadmap, Slip, SlipHistory, Variances
from pmo_data.queries.registers import Gates
from tests.charts.frames import frame_of


def _month(month: str, planned: float, earned: float | None, *, past: bool) -> dict[str, Any]:
    return {
        "month": month, "basis": "money", "currency": "GBP", "planned_value": planned * 1e6, "planned_pct": planned,
        "earned_value": None if earned is None else earned * 1e6, "earned_pct": earned, "is_past": past, "known": 58,
        "total": 60,
    }  # fmt: skip


CURVE = frame_of(
    Progress,
    _month("2026-09-01", 40, 37, past=True),
    _month("2026-10-01", 46, 41, past=True),
    _month("2026-11-01", 52, None, past=False),
)
LANES = frame_of(
    Roadmap,
    {
        "lane": "Digital", "project": "A", "name": "Billing", "rating": "red", "start": "2026-01-01",
        "finish": "2026-12-31", "baseline_start": "2026-01-01", "baseline_finish": "2026-09-22", "slip_days": 100,
    },
    {
        "lane": "Digital", "project": "B", "name": "Portal", "rating": "amber", "start": "2026-02-01",
        "finish": "2026-11-30", "baseline_start": "2026-02-01", "baseline_finish": "2026-09-11", "slip_days": 80,
    },
    {"lane": "Water", "project": "C", "name": "Dam", "start": "2025-02-01", "finish": "2027-11-30", "slip_days": 0},
)  # fmt: skip
MILESTONES = frame_of(
    Milestones,
    {"task": "1", "name": "Go live", "state": "missed", "date": "2026-10-01", "overdue_days": 30},
    {"task": "2", "name": "Contract", "state": "missed", "date": "2026-09-01", "overdue_days": 60},
    {"task": "3", "name": "Design", "state": "due", "date": "2026-11-10"},
    {"task": "4", "name": "Start", "state": "met", "date": "2026-01-10"},
)


STATES = MILESTONES["state"].value_counts()


def test_the_sentence_says_how_far_which_programme_and_which_milestones() -> None:
    assert charts.opening(CURVE, LANES, STATES) == (
        "41 % of the work is earned, 5 points behind the plan (known 58 of 60). Digital slips most: 2 of 2 projects "
        "behind their baseline, 90 days on average. 2 milestones are missed and 1 falls due within 30 days."
    )


def test_nothing_known_is_said() -> None:
    said = charts.opening(CURVE.head(0), LANES.head(0), STATES.head(0))

    assert said == "Neither a plan over time nor a baseline to hold finishes against is known."


def test_the_curve_names_its_unit_and_how_much_is_known() -> None:
    made = charts.s_curve(CURVE)

    assert made.layout.yaxis.title.text == "Cumulative, GBP"
    assert charts.s_curve_finding(CURVE) == "41 % earned against 46 % planned (known 58 of 60)"
    # No actual cost is known, so there is no line for it.
    assert [trace.name for trace in made.data] == ["Planned", "Earned"]


def test_missed_milestones_come_first_longest_overdue_first() -> None:
    found = charts.pressing(MILESTONES, STATES)
    assert list(found["task"]) == ["2", "1", "3"]
    assert list(found["pressing"]) == [3, 3, 3]


def _told(project: str, on: str, forecast: str, baseline: str = "2026-06-30", of: int = 3) -> dict[str, Any]:
    return {
        "project": project, "name": project, "status_date": on, "forecast_finish": forecast,
        "baseline_finish": baseline, "projects": of,
    }  # fmt: skip


HISTORY = frame_of(
    SlipHistory,
    _told("Late", "2026-01-31", "2026-06-30"),
    _told("Late", "2026-02-28", "2026-10-28"),
    _told("Steady", "2026-01-31", "2026-06-30"),
    _told("Steady", "2026-02-28", "2026-06-30"),
    _told("Replanned", "2026-01-31", "2026-06-30"),
    _told("Replanned", "2026-02-28", "2026-09-30", baseline="2026-09-30"),
)
SLIP = frame_of(
    Slip,
    {"project": "Late", "name": "Late", "slip_since_first_days": 120},
    {"project": "Steady", "name": "Steady", "slip_since_first_days": 0},
    {"project": "Replanned", "name": "Replanned", "slip_since_first_days": 92},
)


def test_the_slip_chart_names_what_moved_most_first_and_tells_a_new_baseline_apart() -> None:
    made = charts.slip_chart(HISTORY, SLIP)
    named = {trace.name: trace for trace in made.data}

    assert [n for n in named if "+" in n] == ["Late +120 d", "Replanned +92 d"]
    assert list(named["New baseline"].text) == ["Replanned"]
    assert charts.slip_finding(SLIP) == "2 of 3 finishes moved later since first told; Late most, by 120 days"


def test_a_single_status_date_has_no_slip_chart() -> None:
    made = charts.slip_chart(HISTORY.iloc[[0, 2]], SLIP)

    assert "from the second status date on" in made.layout.annotations[0].text


def test_only_projects_behind_on_both_axes_count_as_late_and_over() -> None:
    rows = frame_of(
        Variances,
        {"project": "A", "name": "A", "rating": "red", "slip_pct": 12.0, "cost_variance_pct": 25.0},
        {"project": "B", "name": "B", "rating": "green", "slip_pct": 12.0, "cost_variance_pct": -3.0},
        {"project": "C", "name": "C", "slip_pct": 40.0, "cost_variance_pct": None},
    )

    made = charts.variances(rows)

    assert charts.variances_finding(rows) == "1 of 2 projects is behind their baseline and over budget"
    assert {trace.name: trace.marker.symbol for trace in made.data} == {"● Green": "circle", "■ Red": "square"}
    assert {a.text for a in made.layout.annotations} >= {"Late and over", "Early and under", "Late, but under"}


def test_the_roadmap_draws_each_day_of_a_project_with_its_lane_above() -> None:
    made = roadmap.roadmap(LANES, frame_of(Gates), date(2026, 10, 31))
    red = next(trace for trace in made.data if trace.name == "■ Red")

    named = {label.text: label.y for label in made.layout.annotations}
    assert [named[text] for text in ("<b>Digital</b>", "Billing", "Portal", "<b>Water</b>", "Dam")] == [0, 1, 2, 3, 4]
    # A name stands above its bar, inside the picture, so that it takes no width from a phone.
    assert not "".join(made.layout.yaxis.ticktext)
    # The whole of 2026, both days included.
    assert pd.Timedelta(red.x[0], "ms").days == 365
    assert list(red.y) == [1]
    assert (
        roadmap.roadmap_finding(LANES) == "Digital is latest: 2 of 2 projects behind their baseline, 90 days on average"
    )


def test_a_name_in_the_later_part_of_the_roadmap_ends_with_its_bar_lest_it_be_cut() -> None:
    late = frame_of(
        Roadmap, {"lane": "Water", "project": "D", "name": "Weir", "start": "2027-06-01", "finish": "2027-12-31"}
    )
    made = roadmap.roadmap(pd.concat([LANES, late]), frame_of(Gates), None)
    named = {label.text: label for label in made.layout.annotations}

    assert (named["Dam"].xanchor, f"{pd.Timestamp(named['Dam'].x):%Y-%m-%d}") == ("left", "2025-02-01")
    assert (named["Weir"].xanchor, f"{pd.Timestamp(named['Weir'].x):%Y-%m-%d}") == ("right", "2027-12-31")


def test_every_chart_of_nothing_known_is_a_sentence() -> None:
    slipless = SLIP.assign(slip_since_first_days=None)
    bare = frame_of(Variances, {"project": "A", "name": "A", "slip_pct": 3.0})

    assert "there is no plan to draw" in charts.s_curve(CURVE.head(0)).layout.meta["empty"]
    assert charts.s_curve_finding(CURVE.tail(1)) == "Planned over time; nothing is past yet"
    assert charts.slip_finding(slipless) == "No finish is known twice"
    assert charts.slip_finding(SLIP.assign(slip_since_first_days=0)) == "No finish of 3 projects moved later"
    assert "both its finish and its cost" in charts.variances(bare).layout.meta["empty"]
    assert charts.variances_finding(bare).endswith("not known together for any project")
    none = charts.milestones(MILESTONES.head(0), STATES.head(0), None)
    assert "No milestone with a date" in none.layout.meta["empty"]
    assert charts.milestones_finding(STATES.head(0)) == "No milestone is in view"
    assert "tells a start and a finish" in roadmap.roadmap(LANES.head(0), frame_of(Gates), None).layout.meta["empty"]
    assert roadmap.roadmap_finding(LANES.assign(slip_days=None)) == (
        "3 projects tell start and finish; Dam ends last, on 30 Nov 2027"
    )
    assert roadmap.worst_lane(LANES.assign(slip_days=0)) is None


def test_what_is_earned_is_not_known_rather_than_nought() -> None:
    unknown = CURVE.assign(earned_pct=None, earned_value=None)

    assert charts.s_curve_finding(unknown) == ("46 % was planned by now; what is earned is not known (known 58 of 60)")
    assert charts.opening(unknown, LANES.head(0), STATES.head(0)) == "What is earned against the plan is not known."
    assert [trace.name for trace in charts.s_curve(unknown).data] == ["Planned"]


def test_work_is_drawn_in_working_days_where_no_money_is_planned() -> None:
    made = charts.s_curve(CURVE.assign(basis="work"))
    assert made.layout.yaxis.title.text == "Cumulative, working days"
    assert charts.s_curve(CURVE.assign(currency=None)).layout.yaxis.title.text == "Cumulative, money"
    ahead = CURVE.assign(earned_pct=50.0)
    assert charts.opening(CURVE.head(0), LANES.head(0), STATES.head(0), SLIP) == (
        "2 of 3 finishes moved later since first told; Late most, by 120 days."
    )
    assert "4 points ahead of the plan" in charts.opening(ahead, LANES.head(0), STATES.head(0))
    assert "as planned" in charts.opening(CURVE.assign(earned_pct=46.0), LANES.head(0), STATES.head(0))


def test_a_milestone_is_a_mark_in_its_programme_with_the_shape_of_its_state() -> None:
    lanes = pd.Series(["Water", "Water", None, "Digital"], dtype=object)
    rows = MILESTONES.assign(programme_name=lanes, project_name="Dam")
    made = charts.milestones(rows, STATES, date(2026, 10, 31))
    drawn = {trace.name: trace for trace in made.data}

    assert {name: list(trace.customdata) for name, trace in drawn.items()} == {
        "Missed": ["1", "2"], "Met": ["4"], "Due soon": ["3"],
    }  # fmt: skip
    named = [label.text for label in made.layout.annotations if label.xref == "paper"]
    assert named == ["Digital", "No programme", "Water"]
    assert len({str(trace.marker.symbol) for trace in drawn.values()}) == 3


def test_finishes_that_kept_their_word_are_grey_and_all_are_there() -> None:
    calm = HISTORY[HISTORY["project"] != "Replanned"]
    made = charts.slip_chart(calm, SLIP[SLIP["project"] == "Late"])

    assert [trace.name for trace in made.data] == ["Others", "Late +120 d"]
    alone = charts.slip_chart(calm[calm["project"] == "Late"], SLIP[SLIP["project"] == "Late"])
    assert [trace.name for trace in alone.data] == ["Late +120 d"]


def test_a_gate_held_and_a_gate_planned_are_told_apart() -> None:
    gates = frame_of(
        Gates,
        {"project": "A", "name": "Gate 1", "actual_date": "2026-02-01", "planned_date": "2026-01-15"},
        {"project": "A", "name": "Gate 2", "planned_date": "2026-12-15"},
        {"project": "elsewhere", "name": "Gate 1", "planned_date": "2026-12-15"},
    )
    drawn = {trace.name: trace for trace in roadmap.roadmap(LANES, gates, None).data}

    assert [f"{day:%Y-%m-%d}" for day in pd.to_datetime(drawn["Gate held"].x)] == ["2026-02-01"]
    assert len(drawn["Gate planned"].x) == 1


def test_of_a_large_portfolio_the_worst_is_drawn_and_the_cut_is_said() -> None:
    slip = frame_of(
        Slip, *[{"project": f"{n:04}", "name": f"{n:04}", "slip_since_first_days": n} for n in range(1, 301)]
    )
    days = ("2026-01-31", "2026-02-28")
    told = [_told(f"{n:04}", on, "2026-06-30", of=300) for n in range(151, 301) for on in days]
    lines = charts.slip_chart(frame_of(SlipHistory, *told), slip)
    grey = next(trace for trace in lines.data if trace.name == "Others")

    # 150 lines: six of their own, the other 144 with a gap behind each.
    assert len(grey.x) == 144 * 3
    assert lines.layout.meta["finding"].endswith("0300 most, by 300 days (150 of 300 drawn: those that moved most)")

    missed = [
        {"task": str(n), "name": "M", "state": "missed", "date": "2026-10-01", "project_name": "P"} for n in range(700)
    ]
    strip = charts.milestones(frame_of(Milestones, *missed[:600]), pd.Series({"missed": 700, "undated": 9}), None)
    assert [list(trace.customdata) for trace in strip.data] == [[str(n) for n in range(600)]]
    assert strip.layout.meta["finding"].endswith("(600 of 700 drawn: missed and due first)")

    known = [
        {"project": str(n), "name": "P", "rating": "red", "slip_pct": n, "cost_variance_pct": 0} for n in range(700)
    ]
    cloud = charts.variances(frame_of(Variances, *known))
    assert sorted(cloud.data[0].x) == list(range(100, 700))
    assert "(600 of 700 drawn: furthest from the plan)" in cloud.layout.title.text


def test_of_many_projects_the_roadmap_draws_the_latest_and_says_so() -> None:
    rows = [
        {
            "lane": "Water",
            "project": f"{n}",
            "name": "P",
            "rating": "red",
            "start": "2026-01-01",
            "finish": "2026-12-31",
            "slip_days": n,
        }
        for n in range(100)
    ]
    made = roadmap.roadmap(frame_of(Roadmap, *rows), frame_of(Gates), None, most=roadmap.FEW_ROWS)
    drawn = {project for trace in made.data if trace.customdata is not None for project in trace.customdata}

    assert drawn == {f"{n}" for n in range(75, 100)}
    assert made.layout.meta["finding"].endswith("(25 of 100 drawn: the latest)")
