"""Capacity against demand by role, team or department, what goes without, and who is on too many projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import chart, messages, opening, room, tables
from pages._ui.text import md
from pmo_data.charts import capacity as charts
from pmo_data.domain.scope import Scope
from pmo_data.queries.people import Capacity, Displaced, RoleDemand, Spread

if TYPE_CHECKING:
    import pandas as pd


def dimension() -> str:
    """By what people are put together."""
    chosen: str = st.segmented_control(
        "People by", list(charts.DIMENSIONS), format_func=charts.DIMENSIONS.__getitem__, default="role",
        key="capacity_by", required=True, bind="query-params",
    )  # fmt: skip
    return chosen


def show(scope: Scope) -> None:
    """The heat map of months with the chosen group beside it, and the projects that a short group cannot serve."""
    st.subheader("Capacity against demand")
    by = dimension()
    rows = room.ask(Capacity.of(scope, dimension=by))
    left, right = st.columns([3, 2], gap="large")
    with left:
        marks = chart.show(
            charts.heat_map(rows, by), alt=charts.finding(rows, by), key="capacity", behind=rows, select=True
        )
    if rows.empty:
        return
    groups = charts.ranked(rows)
    picked = chart.picked(marks)
    group = picked if picked in groups else groups[0]
    with right:
        chart.show(
            charts.months_of(rows, group), alt=charts.group_finding(rows, group), key="group_months",
            behind=rows[rows["group_name"] == group],
        )  # fmt: skip
    st.caption("Per cent of capacity; the frame marks the first month that is short. Select a cell to see its months.")
    if charts.is_short(rows):
        _displaced(room.ask(Displaced.of(scope, dimension=by)))
    _unfilled(room.ask(RoleDemand.of(scope)))


def _unfilled(rows: pd.DataFrame) -> None:
    """Work that is wanted of a role while nobody is named; said only where there is any."""
    if rows.empty:
        return
    st.markdown(md(charts.unfilled_sentence(rows)))
    opening.table(
        rows,
        columns={"fte": "FTE", "role": "Role wanted", "project_name": "By", "start": "From", "finish": "Until",
                 "planned_hours": "Hours"},
        alt="Work that is wanted of a role and that nobody is named for, what begins first before.",
        empty="Somebody is named for all work.",
        key="role_demand",
    )  # fmt: skip


def _displaced(rows: pd.DataFrame) -> None:
    st.markdown(md(charts.displaced_sentence(rows)))
    opening.table(
        rows,
        columns={"displaced_fte": "Lacks, FTE", "project_name": "Goes without", "group_name": "Of",
                 "first_month": "From", "demand_fte": "Asks, FTE", "reason": "Why it"},
        alt="Projects that a group short of people cannot serve in full, first those that lack people first.",
        empty="The projects that go without are outside of what the filters show.",
        key="displaced",
    )  # fmt: skip


def spread(scope: Scope) -> None:
    """People on more projects in a month than the setting allows."""
    st.subheader("On too many projects")
    rows, ahead = room.ask(Spread.of(scope)), len(room.ask(Capacity.of(scope))) > 0
    tables.show(
        rows,
        columns={"name": "Person", "role": "Role", "month": "In", "projects": "Projects", "most": "At most",
                 "load_pct": "Load", "project_names": "Which"},
        alt="People on more open projects in one month ahead than the setting allows.",
        empty=messages.nothing_of(scope, "people", "People")
        or ("Nobody works on more projects in a month than the settings allow." if ahead else
            "No assignment with a share or hours lies ahead, so nobody's projects can be counted."),
        key="spread",
    )  # fmt: skip
