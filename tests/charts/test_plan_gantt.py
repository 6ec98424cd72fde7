"""The computed plan as a picture: what is marked critical, near, free and done, tails, links, milestones, findings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from pmo_data.charts import plan_gantt

# A house of six lines, worked by hand: dig and pour have no float, paint has four days, the fence is nearly critical.
_LINE: dict[str, Any] = {
    "depth": 1, "is_summary": False, "is_milestone": False, "critical": False, "near_critical": False,
    "total_float_days": 0.0, "baseline_start": None, "baseline_finish": None, "actual_finish": None,
}  # fmt: skip


def _lines(*rows: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame([{**_LINE, **row} for row in rows])
    dates = [f"{kind}_{end}" for kind in ("early", "late", "baseline") for end in ("start", "finish")]
    for name in (*dates, "actual_finish"):
        frame[name] = pd.to_datetime(frame.get(name))
    return frame


HOUSE = _lines(
    {"task": "S", "name": "House", "depth": 0, "is_summary": True, "early_start": "2026-11-02",
     "early_finish": "2026-11-20"},
    {"task": "A", "name": "Survey", "early_start": "2026-10-26", "early_finish": "2026-10-30",
     "late_finish": "2026-10-30", "actual_finish": "2026-10-30"},
    {"task": "B", "name": "Dig", "critical": True, "early_start": "2026-11-02", "early_finish": "2026-11-06",
     "late_finish": "2026-11-06", "baseline_start": "2026-10-26", "baseline_finish": "2026-10-30"},
    {"task": "C", "name": "Fence", "near_critical": True, "early_start": "2026-11-09", "early_finish": "2026-11-18",
     "late_finish": "2026-11-20", "total_float_days": 2.0},
    {"task": "D", "name": "Paint", "early_start": "2026-11-09", "early_finish": "2026-11-13",
     "late_finish": "2026-11-19", "total_float_days": 4.0},
    {"task": "M", "name": "Keys <b>over</b>", "is_milestone": True, "critical": True, "early_start": "2026-11-20",
     "early_finish": "2026-11-20", "late_finish": "2026-11-20"},
)  # fmt: skip
LINKS = pd.DataFrame(
    [("B", "C", "FS", True), ("C", "M", "SF", True), ("B", "D", "SS", False), ("B", "gone", "FS", True)],
    columns=["predecessor", "successor", "relation", "driving"],
)
DAY = 86_400_000


def _trace(made: Any, name: str) -> Any:
    return next(trace for trace in made.data if trace.name == name)


def test_each_kind_of_task_has_its_own_mark_and_none_is_told_by_colour_alone() -> None:
    made = plan_gantt.plan_gantt(HOUSE, LINKS, date(2026, 11, 4))

    critical = _trace(made, "Critical: any delay moves the finish")
    drawn = list(critical.customdata), list(critical.base), list(critical.x)
    assert drawn == (["B"], ["2026-11-02T00:00:00"], [5 * DAY])
    assert list(_trace(made, "Near-critical").customdata) == ["C"]
    assert list(_trace(made, "With float").customdata) == ["D"]
    assert list(_trace(made, "Done").customdata) == ["A"]
    assert len({str(_trace(made, name).marker.pattern.shape) for name in (critical.name, "Near-critical", "Done")}) == 3


def test_float_is_a_tail_to_the_latest_finish_of_open_tasks() -> None:
    tail = _trace(plan_gantt.plan_gantt(HOUSE, LINKS, None), "Float")

    assert list(zip(tail.base, tail.x, strict=True)) == [
        ("2026-11-18T00:00:00", 3 * DAY),
        ("2026-11-13T00:00:00", 7 * DAY),
    ]


def test_links_run_from_end_to_end_as_their_relation_says_and_drivers_are_solid() -> None:
    made = plan_gantt.plan_gantt(HOUSE, LINKS, None)

    driving, other = _trace(made, "Link that drives a date"), _trace(made, "Other link")
    fence = ["2026-11-06T00:00:00", "2026-11-09T00:00:00", None]
    assert list(driving.x) == [*fence, "2026-11-09T00:00:00", "2026-11-20T00:00:00", None]
    assert list(driving.y) == [2, 3, None, 3, 5, None]
    assert list(other.x) == ["2026-11-02T00:00:00", "2026-11-09T00:00:00", None]
    assert (driving.line.dash, other.line.dash, other.visible) == ("solid", "dot", "legendonly")


def test_baseline_status_date_headings_and_milestones_are_drawn() -> None:
    made = plan_gantt.plan_gantt(HOUSE, LINKS, date(2026, 11, 4))

    assert list(_trace(made, "Baseline").base) == ["2026-10-26T00:00:00"]
    assert made.layout.shapes[0].x0 == "2026-11-04T00:00:00"
    assert list(_trace(made, "Heading").customdata) == ["S"]
    assert list(_trace(made, "Milestone").marker.symbol) == ["diamond-open"]
    names = [label for label in made.layout.annotations if label.xref == "paper"]
    assert (names[0].text, names[0].y) == ("<b>House</b>", 0)  # above its bar: beside it, it would take half a phone
    assert names[5].text.strip("\u00a0") == "Keys &lt;b&gt;over&lt;/b&gt;"


def test_the_axis_is_of_the_plan_and_not_of_a_status_date_years_later() -> None:
    made = plan_gantt.plan_gantt(HOUSE, LINKS, date(2031, 1, 1))

    assert [edge[:10] for edge in made.layout.xaxis.range] == ["2026-10-19", "2026-11-27"]


def test_hovering_says_dates_and_float() -> None:
    made = plan_gantt.plan_gantt(HOUSE, LINKS, None)

    assert list(_trace(made, "With float").text) == ["Paint<br>9 Nov 2026 to 13 Nov 2026<br>float 4 days"]
    assert _trace(made, "Milestone").text[0].endswith("20 Nov 2026<br>float 0 days")


def test_the_finding_counts_critical_open_tasks_and_names_the_end() -> None:
    assert plan_gantt.plan_finding(HOUSE) == "2 of 4 open tasks are critical; the plan ends on 20 Nov 2026"
    assert plan_gantt.plan_finding(HOUSE, 1).endswith("(1 of 6 rows shown)")
    done = HOUSE.assign(actual_finish=HOUSE["early_finish"])
    assert plan_gantt.plan_finding(done) == "All 5 tasks are done; the plan ended on 20 Nov 2026"
    only = HOUSE[HOUSE["task"].isin(["B", "D"])]
    assert plan_gantt.plan_finding(only) == "1 of 2 open tasks is critical; the plan ends on 13 Nov 2026"


def test_levels_are_cut_at_what_is_read_at_a_glance() -> None:
    deep = _lines(
        {"task": "S", "name": "All", "depth": 0, "is_summary": True, "early_finish": "2026-11-20"},
        *({"task": f"T{i}", "name": "Task", "early_finish": "2026-11-20"} for i in range(70)),
    )

    assert plan_gantt.depths(deep) == [1, 2]
    assert plan_gantt.comfortable_depth(deep) == 1
    assert plan_gantt.comfortable_depth(HOUSE) == 2
    assert plan_gantt.depths(HOUSE.head(0)) == []
    assert list(plan_gantt.open_only(HOUSE)["task"]) == ["S", "B", "C", "D", "M"]


def test_at_most_three_hundred_rows_are_drawn_and_a_plan_without_dates_says_so() -> None:
    many = _lines(*({"task": f"T{i}", "name": "Task", "early_finish": "2026-11-20"} for i in range(400)))

    made = plan_gantt.plan_gantt(many, LINKS, None)
    assert len(made.layout.yaxis.ticktext) == 300
    assert plan_gantt.plan_finding(many).endswith("(300 of 400 rows shown)")
    undated = plan_gantt.plan_gantt(HOUSE.assign(early_finish=pd.NaT), LINKS, None)
    assert undated.layout.meta["empty"] == "No task of this plan has a date, so there is nothing to draw in time."


def test_a_plan_of_headings_alone_has_no_bars() -> None:
    made = plan_gantt.plan_gantt(HOUSE.head(1), LINKS, None)

    assert [trace.name for trace in made.data] == ["Heading"]


def test_a_plan_without_links_is_drawn_without_lines() -> None:
    names = {trace.name for trace in plan_gantt.plan_gantt(HOUSE, LINKS.head(0), None).data}

    assert "Milestone" in names
    assert not {"Link that drives a date", "Other link"} & names
