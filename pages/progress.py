"""Progress: planned against actual, how finishes move, milestones, variances, and the roadmap."""

from __future__ import annotations

import streamlit as st

from pages._ui import ahead, chart, frame, messages, opening, progress_cards, roadmap_lanes, room
from pages._ui.text import md
from pmo_data.charts import progress as charts
from pmo_data.charts import roadmap
from pmo_data.queries.progress import Milestones, MilestoneStates, Progress, Roadmap, Slip, SlipHistory, Variances

scope = frame.enter()
st.title("Progress")
if messages.nothing_yet():
    st.stop()

room.ask_ahead(*ahead.of_progress(scope))
curve = room.ask(Progress.of(scope))
slip = room.ask(Slip.of(scope))
lanes = room.ask(Roadmap.of(scope))
milestones = room.ask(Milestones.of(scope, limit=charts.MOST_MARKS))
states = charts.by_state(room.ask(MilestoneStates.of(scope)))
status_date = room.status_date(scope.as_of)
st.markdown(f"**{md(charts.opening(curve, lanes, states, slip))}**")
progress_cards.show(scope)

left, right = st.columns(2, gap="large")
with left:
    chart.show(charts.s_curve(curve), alt=charts.s_curve_finding(curve), key="curve", behind=curve)
with right:
    told = room.ask(SlipHistory.of(scope, most=charts.MOST_LINES))
    opening.mark(
        chart.show(charts.slip_chart(told, slip), alt=charts.slip_finding(slip), key="slip", behind=slip, select=True)
    )

st.subheader("Milestones")
points = chart.show(
    charts.milestones(milestones, states, status_date),
    alt=charts.milestones_finding(states),
    key="milestones",
    behind=milestones,
    whole=lambda: room.ask(Milestones.of(scope)),
    select=True,
)
task = chart.picked(points)
opening.table(
    charts.pressing(milestones, states) if task is None else milestones[milestones["task"] == task],
    columns={
        "state": "State",
        "name": "Milestone",
        "project_name": "Project",
        "owner": "Owner",
        "baseline_date": "Baseline",
        "date": "Date",
        "late_days": "Late",
        "overdue_days": "Overdue",
        "days_to_go": "To go",
    },
    alt="Milestones missed, longest overdue first, then those that fall due within 30 days.",
    empty=messages.nothing_of(scope, "progress", "Milestones")
    or "No milestone is missed and none falls due within 30 days.",
    key="milestone_rows",
    counted="pressing" if task is None else None,
)

st.subheader("Roadmap")
st.caption("The page Time draws the whole of it.")
opening.mark(
    chart.show(
        roadmap.roadmap(
            lanes,
            roadmap_lanes.gates(scope, roadmap.drawn(lanes, roadmap.FEW_ROWS)),
            status_date,
            most=roadmap.FEW_ROWS,
        ),
        alt=roadmap.roadmap_finding(lanes),
        key="roadmap",
        behind=lanes,
        select=True,
    )
)

st.subheader("Time and money against the baseline")
variances = room.ask(Variances.of(scope))
opening.mark(
    chart.show(
        charts.variances(variances),
        alt=charts.variances_finding(variances),
        key="variances",
        behind=variances,
        select=True,
    )
)
messages.lacking("progress", scope)
