"""The registers of a project: how they burn down, how old their lines are, what nobody reviewed, and the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import chart, room, tables
from pages._ui.text import md
from pmo_data.charts import project_raid
from pmo_data.domain.scope import Scope
from pmo_data.queries.project import ProjectBurnDown, ProjectRegister

if TYPE_CHECKING:
    import pandas as pd


def show(project: str, scope: Scope) -> None:
    """Risks, issues, assumptions, decisions and actions; open ones first, closed ones on demand."""
    rows = room.ask(ProjectRegister(project=project, as_of=scope.as_of))
    if rows.empty:
        st.info(
            "No register of this project is on file. `pmo template risk` gives a sheet to fill in; issues, "
            "assumptions, decisions and actions have one each.",
            icon=":material/inbox:",
        )
        return
    left, right = st.columns(2, gap="large")
    with left:
        burnt = room.ask(ProjectBurnDown(project=project, as_of=scope.as_of))
        chart.show(project_raid.burn_down(burnt), alt=project_raid.burn_finding(burnt), key="burn_down", behind=burnt)
    with right:
        chart.show(project_raid.ages(rows), alt=project_raid.ages_finding(rows), key="ages", behind=rows)
    _reviews(rows)
    _lines(rows)


def _reviews(rows: pd.DataFrame) -> None:
    st.markdown(f"**{md(project_raid.review_sentence(rows))}**")
    found = project_raid.unreviewed(rows)
    if len(found):
        tables.show(
            found,
            columns={
                "kind": "Kind",
                "code": "Code",
                "name": "What",
                "owner": "Owner",
                "reviewed_on": "Last reviewed",
                "reviewed_days": "Ago",
                "age_days": "Age",
            },
            alt="Open lines never reviewed or not lately.",
            empty="",
            key="unreviewed",
        )


def _lines(rows: pd.DataFrame) -> None:
    if not st.toggle("Closed ones, too", key="register_closed"):
        rows = rows[rows["is_open"]]
    if rows.empty:
        st.info("No line of any register is open for this project.", icon=":material/inbox:")
    for kind, title in project_raid.KINDS.items():
        part = rows[rows["kind"] == kind]
        if part.empty:
            continue
        st.markdown(f"**{title}: {len(part)}**")
        names = {"code": "Code", "name": "What", "owner": "Owner", "status": "Status"}
        names |= {"score": "Score", "emv": "Expected value"} if kind == "risk" else {}
        names |= {"severity": "Severity"} if kind == "issue" else {}
        names |= {"due": "Due", "overdue_days": "Overdue", "age_days": "Age", "response": "Response"}
        names |= {"sheet": "Sheet", "row_number": "Row"}
        tables.show(part, columns=names, alt=f"{title} of the project, worst first.", empty="", key=f"register_{kind}")
