"""Alignment: which objectives the money and the projects serve, which are in trouble, and what serves nothing."""

from __future__ import annotations

import streamlit as st

from pages._ui import ahead, alignment_cards, chart, frame, messages, opening, room, tables
from pages._ui.text import md
from pmo_data.charts import alignment as charts
from pmo_data.charts import alignment_words as words
from pmo_data.queries.alignment import Alignment, ObjectiveCoverage, OrphanObjectives, OrphanProjects

scope = frame.enter()
st.title("Alignment")
if messages.nothing_yet():
    st.stop()

dimension = alignment_cards.dimension()
room.ask_ahead(*ahead.of_alignment(scope, dimension))
found = alignment_cards.found(scope, dimension)
one, many = words.singular(found.dimension), words.plural(found.dimension)
if found.dimension != "objective":
    st.info(words.stands_in(found.dimension, chosen=dimension != "auto"), icon=":material/swap_horiz:")
served = room.ask(Alignment.of(scope, dimension=dimension))
coverage = room.ask(ObjectiveCoverage.of(scope, dimension=dimension))
# Every project has a category; what it says is where the money is and where the red is.
most = () if found.dimension == "objective" else (charts.matrix_finding(served), charts.coverage_finding(coverage))
st.markdown(f"**{md(words.opening(found, *most))}**")
alignment_cards.show(found, scope)

left, right = st.columns(2, gap="large")
with left:
    covered = chart.show(
        charts.coverage(coverage), alt=charts.coverage_finding(coverage), key="coverage", behind=coverage, select=True
    )
with right:
    weighed = chart.show(
        charts.shares(coverage), alt=charts.shares_finding(coverage), key="shares", behind=coverage, select=True
    )
group = chart.picked([*covered, *weighed])
if group is not None:
    opening.table(
        served[served["objective"] == group],
        columns={
            "rating": "Rating",
            "project_name": "Project",
            "programme_name": "Programme",
            "strength": "Contribution (0 to 4)",
            "share_pct": "Share of its money",
            "money": "Money",
        },
        alt=f"The projects behind one {one}.",
        empty=f"No project serves this {one}.",
        key="behind",
    )

st.subheader("Where the money goes")
chart.show(charts.flow(served), alt=charts.flow_finding(served), key="flow", behind=charts.money_by_pair(served))

st.subheader(f"Projects by {one}")
measure: charts.Measure = st.segmented_control(
    "Shown in the cells",
    ["money", "strength"],
    default="money",
    format_func=lambda value: {"money": "Money", "strength": "Contribution, 0 to 4"}[value],
    key="measure",
    required=True,
    bind="query-params",
)
opening.mark(
    chart.show(
        charts.matrix(served, measure), alt=charts.matrix_finding(served), key="matrix", behind=served, select=True
    )
)

st.subheader("What serves nothing")
left, right = st.columns(2, gap="large")
with left:
    opening.table(
        room.ask(OrphanProjects.of(scope, dimension=dimension)),
        columns={"rating": "Rating", "name": "Project", "budget": "Budget", "department": "Department"},
        alt=f"Open projects that serve no {one}, by money.",
        empty=f"Every open project serves a named {one}.",
        key="orphans",
    )
with right:
    tables.show(
        room.ask(OrphanObjectives.of(scope)),
        columns={"name": "Objective", "weight_share_pct": "Weight", "owner": "Owner", "last_served_by": "Last served"},
        alt="Objectives that no open project serves, by weight.",
        empty="No named objective is left without an open project.",
        key="orphan_objectives",
    )
messages.lacking("alignment", scope)
