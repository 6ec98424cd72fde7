"""Risk: the matrix that opens its rows, exposure by project and over time, what ages, and how confidence moved."""

from __future__ import annotations

import streamlit as st

from pages._ui import ahead, chart, frame, messages, opening, risk_cards, risk_rows, room, tables
from pages._ui.text import md
from pmo_data.charts import risk as charts
from pmo_data.queries.overview import RatingFlow
from pmo_data.queries.registers import Issues
from pmo_data.queries.risk import Exposure, ExposureHistory, RaidAgeing, RiskMatrix

SCORES = {"current": "Current", "inherent": "Inherent", "residual": "Residual", "target": "Target"}

scope = frame.enter()
st.title("Risk")
if messages.nothing_yet():
    st.stop()

room.ask_ahead(*ahead.of_risk(scope, risk_rows.ASKED, tables.MOST_ROWS))
exposed = room.ask(Exposure.of(scope))
aged = room.ask(RaidAgeing.of(scope))
issues = room.ask(Issues.of(scope))
# Without any register, how declared confidence moved is all that is known of risk here: it comes first.
unregistered = aged.empty and issues.empty
moved = room.ask(RatingFlow.of(scope)) if scope.compare_with is not None else None
instead = charts.flow_finding(moved) if unregistered and moved is not None else ""
st.markdown(f"**{md(charts.opening(room.ask(RiskMatrix.of(scope)), exposed, aged, issues, instead))}**")
risk_cards.show(scope)
if unregistered:
    risk_rows.confidence(moved)

left, right = st.columns([5, 6], gap="large")
with left:
    scores: str = st.segmented_control(
        "Scores",
        list(SCORES),
        format_func=SCORES.__getitem__,
        default="current",
        key="scores",
        required=True,
        bind="query-params",
        help="Inherent: before any response. Residual: after what is planned. Target: what would be accepted.",
    )
    cells = room.ask(RiskMatrix.of(scope, scores=scores))
    picked = chart.picked(
        chart.show(charts.matrix(cells), alt=charts.matrix_finding(cells), key="matrix", behind=cells, select=True)
    )
with right:
    if picked is None:
        risk_rows.worst(scope)
    else:
        risk_rows.cell(scope, scores, *charts.cell(picked))

st.subheader("Exposure")
left, right = st.columns(2, gap="large")
with left:
    opening.mark(
        chart.show(
            charts.exposure(exposed), alt=charts.exposure_finding(exposed), key="exposure", behind=exposed, select=True
        )
    )
with right:
    history = room.ask(ExposureHistory.of(scope))
    chart.show(
        charts.exposure_history(history), alt=charts.history_finding(history), key="exposure_history", behind=history
    )

st.subheader("Ageing and overdue")
left, right = st.columns(2, gap="large")
with left:
    kind = chart.picked(
        chart.show(charts.ageing(aged), alt=charts.ageing_finding(aged), key="ageing", behind=aged, select=True)
    )
with right:
    risk_rows.overdue(scope, kind, undated=not aged["dated"].any())

risk_rows.came_true(scope)

if not unregistered:
    risk_rows.confidence(moved)
messages.lacking("risk", scope)
