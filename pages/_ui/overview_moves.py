"""What moved since the comparison: how many improved or worsened, and which, chosen by the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import chart, renames, tables
from pmo_data.charts import overview as charts

if TYPE_CHECKING:
    import pandas as pd

_TOLD = ["worsened", "improved", "new", "left"]


def show(moved: pd.DataFrame, *, money_compared: bool = True) -> None:
    """The bars, and the rows behind the one selected; one sentence where nothing moved."""
    if not moved["movement"].isin([*_TOLD, "rescaled"]).any():
        st.info("No project's rating moved between the two dates.", icon=":material/check:")
        _dates(moved)
        return
    finding = charts.movement_finding(moved)
    picked = chart.show(charts.movement(moved), alt=finding, key="movement", behind=moved, select=True)
    kind = chart.picked(picked)
    st.caption("By the rating in effect: the worse of what is declared and what the data says.")
    rows = moved[moved["movement"].isin([kind] if kind else _TOLD)]
    tables.show(
        charts.stepped(rows),
        columns={
            "movement": "Movement",
            "name": "Project",
            "before": "Before",
            "now": "Now",
            "finish_moved_days": "Finish moved",
            **({"budget_change": "Budget change"} if money_compared else {}),
            "sentence": "In words",
        },
        alt=finding,
        empty="No project moved in this way.",
        key="moved",
    )
    renames.ask(moved)
    renames.ask_of_groups(moved)


def _dates(moved: pd.DataFrame) -> None:
    """Without a change of rating, forecasts that moved are still news."""
    rows = moved[moved["finish_moved_days"].fillna(0) != 0]
    if rows.empty:
        return
    tables.show(
        rows.sort_values("finish_moved_days", ascending=False),
        columns={
            "finish_moved_days": "Finish moved",
            "name": "Project",
            "finish_before": "Finish before",
            "finish_after": "Finish now",
            "budget_change": "Budget change",
        },
        alt=f"{len(rows)} projects moved their forecast finish.",
        empty="No forecast finish moved.",
        key="moved_dates",
    )
