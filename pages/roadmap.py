"""Time across projects: milestones and how they moved, who waits for whom, and what a slip would reach."""

from __future__ import annotations

import streamlit as st

from pages._ui import ahead, cascade_form, chart, frame, messages, opening, roadmap_lanes, room
from pages._ui.text import md
from pmo_data.charts import dependencies as charts
from pmo_data.charts import roadmap as lanes_charts
from pmo_data.queries.progress import Roadmap
from pmo_data.queries.time import DependencyPairs, MilestoneRegister

MOST_MOVED = 200

scope = frame.enter()
st.title("Time")
if messages.nothing_yet():
    st.stop()

room.ask_ahead(*ahead.of_time(scope, moved=MOST_MOVED, coming=cascade_form.MOST))
pairs = room.ask(DependencyPairs.of(scope))
moved = room.ask(MilestoneRegister.of(scope, which="moved", limit=MOST_MOVED))
lanes = room.ask(Roadmap.of(scope))
st.markdown(f"**{md(charts.opening(pairs, moved, lanes_charts.roadmap_finding(lanes)))}**")

coming = room.ask(MilestoneRegister.of(scope, which="ahead", limit=cascade_form.MOST))
# Where neither links nor milestones are on file, the dates of projects are all that is known: they come first.
known_of_links = not (pairs.empty and moved.empty and coming.empty)
if not known_of_links:
    roadmap_lanes.show(scope)
st.subheader("What if it slips")
cascade_form.show(coming, scope)

st.subheader("Who waits for whom")
shape: str = st.segmented_control(
    "Shown as", ["network", "matrix"], default="network", format_func=str.capitalize, key="shape", required=True,
    bind="query-params",
)  # fmt: skip
drawn = charts.network(pairs) if shape == "network" else charts.matrix(pairs)
opening.mark(chart.show(drawn, alt=charts.pairs_finding(pairs), key="pairs", behind=pairs, select=shape == "network"))

st.subheader("Milestones that moved")
opening.table(
    moved,
    columns={"moved_days": "Moved", "name": "Milestone", "project_name": "Project", "owner": "Owner",
             "baseline_date": "Baseline", "date_before": "Before", "date": "Now", "late_days": "Late",
             "receivers": "Others waiting"},
    alt="Milestones whose date moved since the comparison, most first.",
    empty=messages.nothing_of(scope, "roadmap", "Milestones") or "No milestone moved between the two dates.",
    key="moved_milestones",
)  # fmt: skip

if known_of_links:
    roadmap_lanes.show(scope)
messages.lacking("roadmap", scope)
