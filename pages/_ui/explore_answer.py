"""An answer of the sandbox on a page: table, chart of one's choice, rows to take away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import chart, pinning, room, sql_run, tables
from pmo_data.charts import explore as charts
from pmo_data.ingest.who import whoami
from pmo_data.store.sandbox.ask import ask_sql
from pmo_data.studies.crosstab import crosstab

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from pmo_data.store.sandbox.answer import Answer


@dataclass(frozen=True)
class Asked:
    """A statement and how its answer is laid out: with `across`, its values are columns that hold `measure`."""

    sql: str
    as_of: int
    across: str | None = None
    measure: str | None = None


@dataclass(frozen=True)
class _Drawn:
    """The chart chosen for an answer."""

    kind: str
    x: str
    y: str
    by: str | None

    def figure(self, frame: pd.DataFrame) -> go.Figure | None:
        """None where an answer as of another moment lacks a column of this one."""
        wanted = {self.x, self.y, *([self.by] if self.by else [])}
        return charts.figure(frame, self.kind, self.x, self.y, self.by) if wanted <= set(frame.columns) else None


def show(found: Answer, asked: Asked, *, key: str) -> None:
    """Draw an answer and offer to pin it, with its chart, to a review."""
    frame = found.frame()
    sql_run.remarks(found)
    shown = _laid(frame, asked)
    tables.show(shown, alt=f"The {len(shown)} rows of the answer.", empty="The statement answers no rows.",
                columns={str(name): str(name) for name in shown.columns}, key=f"{key}_rows")  # fmt: skip
    actions = st.container(horizontal=True)
    choice = _choice(frame, key) if len(frame) > 1 else None
    picture = _picture(frame, asked, choice)
    with actions:
        tables.download(shown, "answer", key=f"{key}_download")
        pinning.popover(picture, key)
    if picture.figure is not None:
        meta = picture.figure.layout.meta or {}
        chart.show(picture.figure, alt=str(meta.get("finding", "No mark can be drawn.")), key=f"{key}_figure")


def _laid(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    if not asked.across or not asked.measure or frame.empty:
        return frame
    laid = crosstab(frame, asked.across, asked.measure)
    return frame if laid is None else laid


def _picture(frame: pd.DataFrame, asked: Asked, choice: _Drawn | None) -> pinning.Picture:
    """The answer to pin, and the way to ask it as of the moment that a review is frozen at."""

    def again(moment: int) -> pinning.Picture:
        answer = ask_sql(room.store(), asked.sql, as_of=moment, who=whoami())
        return _picture(answer.frame(), asked, choice)

    figure = None if choice is None else choice.figure(frame)
    return pinning.Picture(_laid(frame, asked), figure, asked.sql, asked.as_of, again)


def _choice(frame: pd.DataFrame, key: str) -> _Drawn | None:
    across, numbers = charts.suits(frame)
    if not numbers:
        return None
    kind_at, x_at, y_at, by_at = st.columns(4)
    kinds = ["none", *charts.KINDS]
    kind = kind_at.selectbox("Chart", kinds, format_func=lambda k: charts.KINDS.get(k, "None"), key=f"{key}_chart")
    if kind == "none":
        return None
    x = x_at.selectbox("Across", across, key=f"{key}_x")
    y = y_at.selectbox("Measured", numbers, key=f"{key}_y")
    by = by_at.selectbox("A series for each", [c for c in across if c not in numbers], index=None, key=f"{key}_by",
                         placeholder="None")  # fmt: skip
    return _Drawn(kind, x, y, by)
