"""The slip chart: for each report date the finish that was forecast then. A level line holds; a rising one slips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from pmo_data.charts import theme
from pmo_data.domain.words import count, day

if TYPE_CHECKING:
    import pandas as pd

MOST_LINES = 8
_WHOLE = "Project finish"


def slip(rows: pd.DataFrame, names: list[str] | None = None) -> go.Figure:
    """Lines of forecast finish by report date; the baseline dotted, a new baseline marked.

    `rows`: status_date, name, finish, baseline_finish, rebaselined. `names` are the lines shown.
    """
    chosen = (names or default_names(rows))[:MOST_LINES]
    if rows.empty or rows["status_date"].nunique() < 2:
        return theme.empty("The slip chart begins with the second report.")
    made = theme.figure(slip_finding(rows), height=380, x_title="Reported on", y_title="Finish forecast then")
    for at, name in enumerate(chosen):
        line = rows[rows["name"] == name]
        colour = theme.SEQUENCE[at % len(theme.SEQUENCE)]
        made.add_scatter(
            x=line["status_date"], y=line["finish"], mode="lines+markers", name=theme.wrapped(name, 28),
            line={"color": colour, "width": 2.4 if name == _WHOLE else 1.4},
            marker={"symbol": theme.SYMBOLS[at % len(theme.SYMBOLS)], "size": 7},
            hovertemplate="reported %{x|%d %b %Y}: %{y|%d %b %Y}<extra></extra>",
        )  # fmt: skip
        if name == _WHOLE:
            _baseline(made, line)
    made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0)
    made.update_yaxes(type="date", tickformat="%b %Y")
    return made


def _baseline(made: go.Figure, line: pd.DataFrame) -> None:
    known = line[line["baseline_finish"].notna()]
    if known.empty:
        return
    made.add_scatter(
        x=known["status_date"], y=known["baseline_finish"], mode="lines", name="Baseline",
        line={"color": theme.MUTED, "dash": "dot", "shape": "hv"},
    )  # fmt: skip
    agreed = known[known["rebaselined"]]
    if len(agreed):
        made.add_scatter(
            x=agreed["status_date"], y=agreed["baseline_finish"], mode="markers", name="New baseline agreed",
            marker={"symbol": "star", "size": 13, "color": theme.INK},
        )  # fmt: skip


def default_names(rows: pd.DataFrame) -> list[str]:
    """The project's finish and the milestones that moved most."""
    if rows.empty:
        return []
    span = rows.groupby("name")["finish"].agg(lambda days: (days.max() - days.min()).days)
    moved = span[span.index != _WHOLE].sort_values(ascending=False, kind="stable")
    first = [_WHOLE] if _WHOLE in span.index else []
    return [*first, *moved[moved > 0].index[:3]]


def slip_finding(rows: pd.DataFrame) -> str:
    """'Since 30 Nov 2025 the forecast finish moved 134 days later, of which 0 are an agreed new baseline'."""
    line = rows[rows["name"] == _WHOLE]
    if len(line) < 2:
        return "How the forecasts of the milestones moved from report to report"
    moved = int((line["finish"].iloc[-1] - line["finish"].iloc[0]).days)
    since = day(line["status_date"].iloc[0])
    if moved == 0:
        return f"The forecast finish is the same as on {since}"
    known = line["baseline_finish"].dropna()
    agreed = int((known.iloc[-1] - known.iloc[0]).days) if len(known) else 0
    part = f"; the baseline was moved {count(abs(agreed), 'day')} by agreement" if agreed else ""
    way = "later" if moved > 0 else "earlier"
    return f"Since {since} the forecast finish moved {count(abs(moved), 'day')} {way}{part}"
