"""Balance: where the money goes against its targets, and every project on axes of one's choice."""

from __future__ import annotations

import streamlit as st

from pages._ui import chart, frame, messages, opening, room
from pages._ui.text import md
from pmo_data.charts import balance as charts
from pmo_data.queries.balance import Balance, Mix

scope = frame.enter()
st.title("Balance")
if messages.nothing_yet():
    st.stop()

dimension: str = st.segmented_control(
    "Buckets", ["category", "department", "programme", "stage"], default="category", format_func=str.capitalize,
    key="bucket", required=True, bind="query-params",
)  # fmt: skip
mix = room.ask(Mix.of(scope, dimension=dimension))
projects = room.ask(Balance.of(scope))
st.markdown(f"**{md(charts.opening(mix, dimension))}**")
chart.show(charts.mix(mix), alt=charts.mix_finding(mix), key="mix", behind=mix)
st.page_link("pages/settings.py", label="Set targets for the buckets", icon=":material/tune:")

st.subheader("Every open project")
axes = charts.usable(projects) or list(charts.AXES)
left, right = st.columns(2)
across: str = left.selectbox("Across", axes, format_func=charts.AXES.__getitem__, key="across", required=True)
up: str = right.selectbox(
    "Up", axes, index=min(1, len(axes[1:])), format_func=charts.AXES.__getitem__, key="up", required=True
)
opening.mark(
    chart.show(
        charts.bubble(projects, across, up), alt=charts.bubble_finding(projects, across, up), key="bubble",
        behind=projects, select=True,
    )
)  # fmt: skip

st.subheader("Stage, age and size")
columns = st.columns(3, gap="large")
for column, band in zip(columns, ("stage", "age_band", "size_band"), strict=True):
    drawn = charts.funnel(projects, band)
    said = str((drawn.layout.meta or {}).get("finding", "No project states it."))
    with column:
        chart.show(drawn, alt=said, key=f"funnel_{band}", behind=charts.banded(projects, band))
messages.lacking("balance", scope)
