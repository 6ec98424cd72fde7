"""An answer of the sandbox on a page: table, chart of one's choice, rows to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import chart, pinning, sql_run, tables
from pmo_data.charts import explore as charts
from pmo_data.studies.crosstab import crosstab

if TYPE_CHECKING:
    import pandas as pd

    from pmo_data.store.sandbox.answer import Answer


def show(found: Answer, sql: str, *, key: str, across: str | None = None, measure: str | None = None) -> None:
    """Draw an answer and offer to pin it to a review; with `across`, its values are columns that hold `measure`."""
    frame = found.frame()
    sql_run.remarks(found)
    laid = crosstab(frame, across, measure) if across and measure and not frame.empty else None
    shown = frame if laid is None else laid
    tables.show(shown, alt=f"The {len(shown)} rows of the answer.", empty="The statement answers no rows.",
                columns={str(name): str(name) for name in shown.columns}, key=f"{key}_rows")  # fmt: skip
    with st.container(horizontal=True):
        tables.download(shown, "answer", key=f"{key}_download")
        pinning.popover(shown, sql, key)
    if len(frame) > 1:
        _chart(frame, key)


def _chart(frame: pd.DataFrame, key: str) -> None:
    across, numbers = charts.suits(frame)
    if not numbers:
        return
    kind_at, x_at, y_at, by_at = st.columns(4)
    kinds = ["none", *charts.KINDS]
    kind = kind_at.selectbox("Chart", kinds, format_func=lambda k: charts.KINDS.get(k, "None"), key=f"{key}_chart")
    if kind == "none":
        return
    x = x_at.selectbox("Across", across, key=f"{key}_x")
    y = y_at.selectbox("Measured", numbers, key=f"{key}_y")
    by = by_at.selectbox("A series for each", [c for c in across if c not in numbers], index=None, key=f"{key}_by",
                         placeholder="None")  # fmt: skip
    made = charts.figure(frame, kind, x, y, by)
    chart.show(made, alt=str((made.layout.meta or {}).get("finding", "No mark can be drawn.")), key=f"{key}_figure")
