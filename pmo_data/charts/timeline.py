"""Bars in time, shared by the roadmap and the timeline of a project: spans, the ghost of a plan, the status date.

`go.Bar` with a base draws thousands of spans in one trace; a trace stands for a rating or a state, not for a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from pmo_data.charts import theme

if TYPE_CHECKING:
    import plotly.graph_objects as go

_DAY_MS = 86_400_000
DATES: dict[str, Any] = {
    "type": "date",
    "tickformat": "%b\n%Y",
    # Ticks of a short span stand closer than months: by month and year alone, neighbours would read the same.
    "tickformatstops": [{"dtickrange": [None, 28 * _DAY_MS - 1], "value": "%-d %b\n%Y"}],
}
"""An axis of dates: months and years, days where the ticks stand closer."""


def spans(
    made: go.Figure,
    places: Sequence[float],
    starts: pd.Series[Any],
    finishes: pd.Series[Any],
    *,
    width: float = 0.55,
    **more: Any,
) -> None:
    """Add one trace of bars from start to finish (last day included) at the given places of the y axis."""
    begin, end = pd.to_datetime(starts), pd.to_datetime(finishes)
    lengths = (end - begin).dt.days + 1
    made.add_bar(
        base=[moment.isoformat() for moment in begin],
        x=[int(days) * _DAY_MS for days in lengths],
        y=list(places),
        width=width,
        orientation="h",
        **more,
    )


def ghosts(
    made: go.Figure, places: Sequence[float], starts: pd.Series[Any], finishes: pd.Series[Any], width: float = 0.86
) -> None:
    """Add the baseline as pale, wider bars behind, where both of its dates are known."""
    known = (starts.notna() & finishes.notna()).to_numpy()
    if not known.any():
        return
    spans(
        made,
        [place for place, there in zip(places, known, strict=True) if there],
        starts[known],
        finishes[known],
        width=width,
        name="Baseline",
        marker={"color": theme.GHOST, "line": {"width": 0}},
        hoverinfo="skip",
    )


def status_line(made: go.Figure, on: date | None, word: str = "Status date") -> None:
    """A vertical line at the status date, named at its foot."""
    if on is None or pd.isna(on):
        return
    at = pd.Timestamp(on).isoformat()
    made.add_shape(
        type="line",
        x0=at,
        x1=at,
        y0=0,
        y1=1,
        yref="paper",
        line={"color": theme.STATUS_LINE, "width": 1.5, "dash": "dot"},
    )
    made.add_annotation(
        x=at,
        y=0,
        yref="paper",
        yanchor="bottom",
        xanchor="center",
        text=word,
        showarrow=False,
        font={"size": 11, "color": theme.STATUS_LINE},
    )


def time_axis(made: go.Figure, *dates: pd.Series[Any], side: str = "bottom", ticks: int = 6) -> None:
    """Show the time from the first to the last of the dates; left to itself the axis makes room for texts, too."""
    known = pd.to_datetime(pd.concat(dates).dropna())
    margin = max((known.max() - known.min()) * 0.02, pd.Timedelta(days=7))
    span = [(known.min() - margin).isoformat(), (known.max() + margin).isoformat()]
    # Years stand below the months, once each, so that no label has to lean on a phone.
    made.update_xaxes(**DATES, nticks=ticks, side=side, range=span, tickangle=0)


def rows_axis(made: go.Figure, labels: Sequence[str]) -> None:
    """Number the rows from the top and write their labels, already escaped; no title, no grid."""
    made.update_yaxes(
        autorange=False,
        # Half a row more at the foot: the name of the status date stands there.
        range=[len(labels), -0.6],
        tickvals=list(range(len(labels))),
        ticktext=list(labels),
        tickfont_size=11,
        showgrid=False,
        title_text="",
        # An axis without names would still keep a margin for them.
        visible=any(labels),
    )
    made.update_layout(barmode="overlay")


NAMED_ROW, NAMED_BAR, NAMED_GHOST = 27, 0.4, 0.52
"""Pixels of a row with its name above its bar, and the shares of it that the bar and the baseline behind it take."""


def names_above(made: go.Figure, labels: Sequence[str]) -> None:
    """Write the labels, already escaped, at the left above the bars of rows that are `NAMED_ROW` high, from the top.

    Beside the bars, names take nearly half of a phone's width; an outline keeps its indents here.
    """
    written = [
        {"x": 0, "xref": "paper", "xanchor": "left", "y": place, "yanchor": "bottom", "text": label,
         "yshift": NAMED_ROW * NAMED_GHOST / 2 - 2, "showarrow": False, "font": {"size": 11}}
        for place, label in enumerate(labels)
    ]  # fmt: skip
    # All at once: one by one, each is checked again with every one that follows.
    made.update_layout(annotations=[*made.layout.annotations, *written])
    rows_axis(made, [""] * len(labels))
    made.update_yaxes(range=[len(labels), -1], tickvals=[])


def indented(name: str, depth: int, width: int = 40) -> str:
    """A name behind two blanks for each level of its outline above it, cut visibly, escaped."""
    return "\u00a0\u00a0" * depth + theme.wrapped(name, width - 2 * depth)
