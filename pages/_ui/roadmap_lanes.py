"""The roadmap of the page Time: lanes by what projects state, and the way from a bar to its project.

Stands apart because it is the first thing of the page where nothing else of time is on file, and the last otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import chart, opening, room
from pmo_data.charts import roadmap as charts
from pmo_data.domain.scope import Scope
from pmo_data.queries.overview import FilterChoices
from pmo_data.queries.progress import Roadmap
from pmo_data.queries.registers import Gates

if TYPE_CHECKING:
    import pandas as pd

_LANES = {"programmes": "programme", "objectives": "objective", "departments": "department"}
"""Filter that has choices where projects state it -> lanes by it."""


def gates(scope: Scope, drawn: pd.DataFrame) -> pd.DataFrame:
    """The gates of the projects that a roadmap draws, of which there are few."""
    return room.ask(Gates.of(scope, projects=tuple(drawn["project"])))


def show(scope: Scope) -> None:
    """Choose the lanes among those that projects state, and draw them."""
    st.subheader("Roadmap")
    stated = set(room.ask(FilterChoices(as_of=scope.as_of))["filter"])
    offered = [lanes for name, lanes in _LANES.items() if name in stated] or list(_LANES.values())
    by = offered[0]
    if len(offered) > 1:
        by = st.segmented_control(
            "Lanes by", offered, default=by, format_func=str.capitalize, key="lanes", required=True, bind="query-params"
        )
    rows = room.ask(Roadmap.of(scope, lanes=by))
    opening.mark(
        chart.show(
            charts.roadmap(rows, gates(scope, charts.drawn(rows)), room.status_date(scope.as_of)),
            alt=charts.roadmap_finding(rows), key="roadmap", behind=rows, select=True,
        )
    )  # fmt: skip
