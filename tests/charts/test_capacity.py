"""Capacity against demand in words and marks: who is short first, and what is only supposed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmo_data.charts import capacity
from pmo_data.queries.people import Capacity, Displaced
from tests.charts.frames import frame_of


def _month(group: str, month: str, asked: tuple[float, float], can: float, state: str, **more: Any) -> dict[str, Any]:
    agreed, proposed = asked
    return {
        "group_name": group, "month": month, "committed_fte": agreed, "pipeline_fte": proposed,
        "demand_fte": agreed + proposed, "capacity_fte": can, "load_pct": 100 * (agreed + proposed) / can,
        "state": state, "is_first_breach": False, "people": 2, "capacity_known": 2, "unfilled_fte": 0.0, **more,
    }  # fmt: skip


ROWS = frame_of(
    Capacity,
    _month("Designer", "2026-02-01", (0.5, 0.0), 1.0, "within"),
    _month("Designer", "2026-03-01", (0.8, 0.6), 1.0, "over with pipeline", is_first_breach=True, capacity_known=1),
    _month("Engineer", "2026-02-01", (2.0, 0.0), 1.5, "over", is_first_breach=True),
    _month("Engineer", "2026-03-01", (2.4, 0.0), 1.5, "over"),
    _month("Planner", "2026-02-01", (0.9, 0.0), 1.0, "within"),
    _month("Planner", "2026-03-01", (0.2, 0.0), 1.0, "within"),
)


def test_the_group_short_first_is_told_first_though_another_is_short_by_more() -> None:
    assert capacity.ranked(ROWS) == ["Engineer", "Designer", "Planner"]
    assert capacity.finding(ROWS, "role") == (
        "Engineer is short first, with agreed work alone: 2.0 of 1.5 full-time equivalents in Feb 2026; "
        "2 of 3 roles are short within 2 months"
    )
    proposed = ROWS[ROWS["group_name"] != "Engineer"]
    assert "once what is proposed begins: 1.4 of 1.0" in capacity.finding(proposed, "team")
    assert capacity.finding(ROWS[ROWS["group_name"] == "Planner"], "role") == (
        "Planner is not asked for more than it can give in the next 2 months; closest is Planner with 90 % in Feb 2026"
    )


def test_a_role_that_nobody_holds_is_as_short_as_can_be() -> None:
    nobody = {"capacity_fte": 0.0, "load_pct": None, "people": 0, "capacity_known": 0}
    wanted = _month("Architect", "2026-02-01", (2.5, 0.0), 1.0, "over", is_first_breach=True) | nobody
    idle = _month("Architect", "2026-03-01", (0.0, 0.0), 1.0, "within") | nobody
    drawn = capacity.heat_map(frame_of(Capacity, wanted, idle), "role").data[0]
    assert drawn.z[0][0] == 200
    assert [list(line) for line in drawn.text] == [["none", ""]]
    assert "2.5 of 0.0 full-time equivalents" in capacity.finding(frame_of(Capacity, wanted, idle), "role")


def test_one_groups_months_say_what_was_supposed() -> None:
    assert capacity.group_finding(ROWS, "Designer") == (
        "Designer: 1.4 of 1.0 full-time equivalents in Mar 2026, short for 1 month"
        " (the capacity of 1 person is not stated and counted as 1)"
    )
    drawn = capacity.months_of(ROWS, "Designer")
    assert {trace.name: list(trace.y) for trace in drawn.data} == {
        "Agreed": [0.5, 0.8], "Proposed": [0.0, 0.6], "Capacity": [1.0, 1.0],
    }  # fmt: skip


def test_the_first_month_that_is_short_is_framed() -> None:
    drawn = capacity.heat_map(ROWS, "role")
    frames = [((s.x0 + s.x1) / 2, (s.y0 + s.y1) / 2) for s in drawn.layout.shapes]
    assert sorted(frames) == [(0.0, 0.0), (1.0, 1.0)]  # February of Engineer, March of Designer
    assert [row[0] for row in drawn.data[0].customdata] == ["Engineer", "Designer", "Planner"]


def test_nothing_ahead_is_a_sentence() -> None:
    nothing = frame_of(Capacity)
    assert "pmo template assignment" in capacity.heat_map(nothing, "role").layout.meta["empty"]


def test_the_first_to_go_without_is_named() -> None:
    rows = frame_of(
        Displaced,
        {"project": "B", "project_name": "Birch", "group_name": "Engineer", "first_month": "2026-03-01",
         "displaced_fte": 0.2, "demand_fte": 0.6},
        {"project": "D", "project_name": "Date", "group_name": "Engineer", "first_month": "2026-04-01",
         "displaced_fte": 0.4, "demand_fte": 0.4},
    ).assign(first_month=lambda f: pd.to_datetime(f["first_month"]))  # fmt: skip
    assert capacity.displaced_sentence(rows) == (
        "2 projects go without people asked for; first Birch lacks 0.2 of 0.6 full-time equivalents "
        "of Engineer from Mar 2026."
    )
    assert capacity.displaced_sentence(rows.head(0)) == "No project in view goes without people it asks for."


def test_only_what_is_short_is_short() -> None:
    assert capacity.is_short(ROWS)
    assert not capacity.is_short(ROWS[ROWS["group_name"] == "Planner"])
    assert not capacity.is_short(frame_of(Capacity))


def test_a_group_says_how_much_of_its_demand_nobody_is_named_for() -> None:
    wanted = frame_of(Capacity, _month("Pilot", "2026-02-01", (2.0, 0.0), 1.0, "over", unfilled_fte=1.5))

    assert capacity.group_finding(wanted, "Pilot") == (
        "Pilot: 2.0 of 1.0 full-time equivalents in Feb 2026, 1.5 of it with nobody named, short for 1 month"
    )


def test_people_open_with_roles_and_weeks_or_with_what_is_missing() -> None:
    load = "1 of 9 people is overloaded ahead"

    assert capacity.opening(ROWS, load) == f"{capacity.finding(ROWS, 'role')}. {load}."
    assert capacity.opening(ROWS.head(0), "") == "No assignment and no task with an owner says who works on what."
