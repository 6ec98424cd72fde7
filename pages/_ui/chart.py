"""Charts on a page: the figure, its finding for screen readers, and the table behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui import cell, frame, pinning, tables
from pages._ui.text import md, with_commands
from pmo_data.charts import theme
from pmo_data.queries.catalogue import as_of_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import plotly.graph_objects as go

_CONFIG = {"displaylogo": False, "displayModeBar": False, "responsive": True}


def show(
    figure: go.Figure,
    *,
    alt: str,
    key: str,
    behind: pd.DataFrame | None = None,
    whole: Callable[[], pd.DataFrame] | None = None,
    select: bool = False,
) -> list[dict[str, Any]]:
    """Draw a figure; returns the selected points where `select` is on. Each mark can be explained by its row behind it.

    `alt` is the finding as a sentence; `behind` is the table behind the chart, shown on demand and downloadable;
    where it holds only the first rows, `whole` asks for all of them, once they are wanted. The
    figure's title is set as text above it, because text inside a figure does not wrap on a narrow screen; so is the
    sentence of a figure that has nothing to show.
    """
    meta = dict(figure.layout.meta or {})
    if meta.get("empty"):
        st.info(with_commands(meta["empty"]), icon=":material/inbox:")
        return []
    _title_above(figure, meta.get("finding"))
    if st.context.theme.type == "light":
        theme.inked(figure)
    more: dict[str, Any] = {"on_select": "rerun", "selection_mode": "points"} if select else {}
    answer = st.plotly_chart(figure, key=f"chart_{key}", alt=alt, config=_CONFIG, **more)
    points = [dict(point) for point in answer.selection.points] if select else []
    if behind is not None:
        with st.container(horizontal=True):
            _table_behind(behind, whole, key)
            cell.popover(behind, f"chart_{key}", picked=cell.row_of(behind, picked(points)))
            picture = pinning.Picture(behind, figure, as_of=as_of_of(behind) or frame.current().as_of)
            pinning.where_one_is_open(picture, f"chart_{key}", str(meta.get("finding") or alt))
    return points


def picked(points: list[dict[str, Any]]) -> str | None:
    """The key that the first selected mark carries; None where nothing is selected."""
    for point in points:
        found = point.get("customdata")
        if found:
            return str(found[0] if isinstance(found, list) else found)
    return None


def _title_above(figure: go.Figure, finding: str | None) -> None:
    if finding:
        st.markdown(f"**{md(finding)}**")
    figure.update_layout(title_text="", margin_t=8)


def _table_behind(rows: pd.DataFrame, whole: Callable[[], pd.DataFrame] | None, key: str) -> None:
    with st.popover("Table", icon=":material/table:", type="tertiary", on_change="rerun", key=f"{key}_table") as opened:
        if opened.open:
            rows = whole() if whole is not None else rows
            tables.show(rows, alt="The rows behind the chart.", empty="There are no rows behind this chart.")
            tables.download(rows, key, key=f"{key}_download")
