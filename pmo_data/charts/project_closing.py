"""How far each report's forecast lay from the outcome: the finish in days, the cost in per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from pmo_data.charts import theme

if TYPE_CHECKING:
    import pandas as pd

_AXES = {"finish_error_days": "Days that it came later", "cost_error_pct": "% that it cost more"}


def misses(forecasts: pd.DataFrame, column: str, finding: str) -> go.Figure:
    """`forecasts`: status_date and the error in `column` (finish_error_days or cost_error_pct); 0 is as it came."""
    known = forecasts[forecasts[column].notna()]
    if known.empty:
        return theme.empty(f"{finding}.")
    made = theme.figure(finding, height=280, x_title="Reported on", y_title=_AXES[column], legend=False)
    errors = known[column].astype("float64")
    made.add_bar(
        x=known["status_date"],
        y=errors,
        marker={"color": [theme.SECOND if error > 0 else theme.ACCENT for error in errors]},
        hovertemplate="reported %{x|%d %b %Y}: %{y:.0f}<extra></extra>",
    )
    made.add_hline(y=0, line={"color": theme.OUTLINE, "width": 1})
    made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0, nticks=8)
    return made
