"""Parts of the risk page: worst risks, those of one cell, what is overdue, what came true, how confidence moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import chart, opening, room, tables
from pmo_data.charts import risk as charts
from pmo_data.domain.scope import Scope
from pmo_data.queries.registers import Issues, Risks
from pmo_data.queries.risk import Overdue, RiskCell

if TYPE_CHECKING:
    import pandas as pd

WORST = 12
ASKED = WORST + 1
"""One more than is shown, which tells whether there are more."""
_COLUMNS = {
    "score": "Score",
    "name": "Risk",
    "project_name": "Project",
    "emv": "Expected value",
    "owner": "Owner",
    "response": "Response",
    "mitigation": "What is done",
    "due": "Due",
    "age_days": "Age",
}


def worst(scope: Scope) -> None:
    """The open risks with the highest scores; shown until a cell is chosen."""
    rows = room.ask(Risks.of(scope, limit=ASKED))
    rows = rows[rows["is_open"] & rows["score"].notna()]
    which = f"The {WORST} open risks with the highest scores." if len(rows) > WORST else "The open risks by score."
    if len(rows):
        st.markdown(f"**{which}** Choose a cell of the matrix to see its risks.")
    opening.table(
        rows.head(WORST),
        columns=_COLUMNS,
        alt=f"{which} With project, owner and response.",
        empty="No open risk carries a score.",
        key="worst_risks",
    )


def cell(scope: Scope, scores: str, probability: int, impact: int) -> None:
    """The open risks of one cell of the matrix."""
    where = f"probability {probability} and impact {impact}, {scores} scores"
    st.markdown(f"**Open risks with {where}.** Choose the cell again to leave it.")
    opening.table(
        room.ask(RiskCell.of(scope, probability=probability, impact=impact, scores=scores)),
        columns=_COLUMNS,
        alt=f"Open risks with {where}.",
        empty="No open risk stands in this cell.",
        key="cell_risks",
    )


def overdue(scope: Scope, kind: str | None, *, undated: bool) -> None:
    """Open lines whose date has passed, of one kind where one was chosen in the chart, otherwise of all.

    Nothing where no open line has a date, which the chart beside it says: that none is late would sound like good news.
    """
    if undated:
        return
    opening.table(
        room.ask(Overdue.of(scope, kinds=(kind,) if kind else (), limit=tables.MOST_ROWS)),
        columns={
            "overdue_days": "Overdue",
            "name": "What",
            "project_name": "Project",
            "kind": "Kind",
            "owner": "Owner",
            "due": "Due",
        },
        alt="Open register lines whose date has passed, longest overdue first.",
        empty=f"No open {kind or 'line'} on file is past its date.",
        key="overdue",
        counted="lines",
    )


def came_true(scope: Scope) -> None:
    """Issues that name the risk they come from; nothing where there is none."""
    rows = room.ask(Issues.of(scope))
    rows = rows[rows["risk"].notna()]
    if rows.empty:
        return
    st.subheader("Risks that came true")
    opening.table(
        rows.sort_values("impact_cost", ascending=False, na_position="last"),
        columns={
            "name": "Issue",
            "risk": "Was risk",
            "project_name": "Project",
            "raised_on": "Raised",
            "impact_cost": "Cost",
            "status": "Status",
            "resolution": "What is done",
        },
        alt="Issues that were risks before, most costly first.",
        empty="",
        key="came_true",
    )


def confidence(moved: pd.DataFrame | None) -> None:
    """How declared confidence moved since the comparison; nothing without one."""
    if moved is not None:
        st.subheader("Delivery confidence since the comparison")
        chart.show(charts.flow(moved), alt=charts.flow_finding(moved), key="flow", behind=moved)
