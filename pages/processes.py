"""Processes: what project management keeps month by month, gates against plan, and how good forecasts were."""

from __future__ import annotations

import streamlit as st

from pages._ui import ahead, chart, frame, messages, opening, process_cell, room, tables
from pages._ui.text import md
from pmo_data.charts import oversight as charts
from pmo_data.queries.processes import Compliance, ForecastAccuracy, GateRegister

scope = frame.enter()
st.title("Processes")
if messages.nothing_yet():
    st.stop()

room.ask_ahead(*ahead.of_processes(scope))
kept = room.ask(Compliance.of(scope))
st.markdown(f"**{md(charts.processes_opening(kept, room.ask(ForecastAccuracy.of(scope))))}**")

st.subheader("What is kept")
marks = chart.show(charts.kept_map(kept), alt=charts.kept_finding(kept), key="kept", behind=kept, select=True)
if not kept.empty:
    process_cell.show(chart.picked(marks), scope, "kept")

st.subheader("Who keeps it")
measured = [name for name in charts.CHECKS if name in set(kept["check"])]
offered = measured or list(charts.CHECKS)
check: str = st.selectbox(
    "Check",
    offered,
    index=offered.index(charts.telling_check(kept)),
    format_func=str.capitalize,
    key="check",
    required=True,
    bind="query-params",
    width=300,
)
by: str = st.segmented_control(
    "By", ["department", "name"], default="department", key="kept_by", required=True, bind="query-params",
    format_func=lambda value: {"department": "Department", "name": "Project"}[value],
)  # fmt: skip
one = Compliance.of(scope, by=by, one_check=check, most=charts.MOST_ROWS if by == "name" else None)
map_rows = room.ask(one)
marks = chart.show(
    charts.compliance(map_rows, check),
    alt=charts.compliance_finding(map_rows, check),
    key="compliance",
    behind=map_rows,
    select=True,
)
if not map_rows.empty:
    process_cell.show(chart.picked(marks), scope, "compliance")

st.subheader("Forecasts against outcomes")
who: str = st.segmented_control(
    "Forecasts of", ["department", "manager"], default="department", format_func=str.capitalize, key="accuracy_by",
    required=True, bind="query-params",
)  # fmt: skip
judged = room.ask(ForecastAccuracy.of(scope, by=who))
chart.show(charts.accuracy(judged), alt=charts.accuracy_finding(judged), key="accuracy", behind=judged)
st.caption("Each milestone met is held against the last forecast made at least 60 days before it was met.")

st.subheader("Gates that are overdue or have open conditions")
opening.table(
    room.ask(GateRegister.of(scope)),
    columns={"overdue_days": "Overdue", "project_name": "Project", "name": "Gate", "planned_date": "Planned",
             "actual_date": "Held", "slip_days": "Against the baseline", "conditions_open": "Open conditions",
             "conditions": "Conditions", "evidence": "Evidence", "chair": "Decides"},
    alt="Gates overdue or with open conditions, longest overdue first.",
    empty=messages.nothing_of(scope, "processes", "Gates held") or "No gate is overdue and no condition is open.",
    key="gates",
)  # fmt: skip
with st.expander("How each check is judged", icon=":material/rule:"):
    tables.show(
        charts.checks(kept),
        columns={"check": "Check", "kept_pct": "Kept", "measured": "Measured", "judged": "Kept means"},
        alt="What each check means and how often it was kept.",
        empty="No check could be measured.",
    )
messages.lacking("processes", scope)
