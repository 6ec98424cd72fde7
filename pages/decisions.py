"""Decisions: what waits for one, which projects are over their limits, and what became of decisions made."""

from __future__ import annotations

import streamlit as st

from pages._ui import ahead, chart, decision_log, frame, messages, opening, room
from pages._ui.text import md
from pmo_data.charts import oversight as charts
from pmo_data.queries.exceptions import DecisionEffects, DecisionsRanked, Exceptions

scope = frame.enter()
st.title("Decisions")
if messages.nothing_yet():
    st.stop()

room.ask_ahead(*ahead.of_decisions(scope))
ranked = room.ask(DecisionsRanked.of(scope))
over = room.ask(Exceptions.of(scope))
st.markdown(f"**{md(charts.decisions_opening(ranked, over))}**")

st.subheader("Needs your decision")
if ranked.empty:
    st.info(
        "No decision is open in the register. `pmo template decision` gives a sheet to keep them in.",
        icon=":material/inbox:",
    )
for place, row in ranked.iterrows():
    decision_log.item(row, key=str(place))

st.subheader("Over their limits")
points = chart.show(
    charts.exceptions(over), alt=charts.exceptions_finding(over), key="exceptions", behind=over, select=True
)
dimension = chart.picked(points)
limits = over.assign(rating_level=over["level"])
# Where nothing is over a limit, the chart has said so.
if len(over):
    opening.table(
        limits if dimension is None else limits[limits["dimension"] == dimension],
        columns={"rating_level": "Level", "name": "Project", "sentence": "Why", "owner": "Owner", "since": "Since",
                 "age_days": "Age", "at_stake": "Budget"},
        alt="Projects over a limit, worst first, with owner and since when.",
        empty="No open project is over this limit.",
        key="over",
    )  # fmt: skip

st.subheader("What became of decisions")
st.caption("What moved after a decision need not be its effect; it is what the decision is measured by.")
opening.table(
    room.ask(DecisionEffects.of(scope)),
    columns={"decided_on": "Decided", "name": "Decision", "rating_then": "Rating then", "rating_next": "Next",
             "rating_now": "Now", "finish_moved_days": "Finish moved", "cost_moved": "Cost moved",
             "outcome": "Outcome", "project_name": "Project", "decided_by": "By"},
    alt="Decisions made, with rating, finish and cost of their projects since.",
    empty="No decision on file says when it was made.",
    key="effects",
)  # fmt: skip
decision_log.action_form()
messages.lacking("decisions", scope)
