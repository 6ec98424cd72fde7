"""Explore: a question nobody foresaw, built from measures and dimensions or written in SQL, answered and taken away."""

from __future__ import annotations

import streamlit as st

from pages._ui import explore_builder, explore_sql, frame, messages, sql_run

WAYS = {"sql": "SQL", "builder": "Builder"}

scope = frame.enter()
st.title("Explore")
if messages.nothing_yet():
    st.stop()

st.markdown(
    "Ask the portfolio anything. Statements read the published tables of the chosen snapshot and nothing else; the "
    "filters in the sidebar do not apply here, so say in the question which part is meant."
)
sql_run.warm()
way = st.segmented_control(
    "Way", list(WAYS), format_func=WAYS.__getitem__, default="sql", key="explore_way", required=True,
    bind="query-params", label_visibility="collapsed",
)  # fmt: skip
if way == "builder":
    explore_builder.show(scope.as_of)
else:
    explore_sql.show(scope.as_of)
