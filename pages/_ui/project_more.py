"""The other parts of a project's page: registers, money by month, history, and where its data is from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui import chart, room, tables
from pages._ui.text import md
from pmo_data.charts import project as charts
from pmo_data.charts import project_words as words
from pmo_data.domain.scope import Scope
from pmo_data.queries.project import ProjectChanges, ProjectHistory, ProjectPeriods, ProjectRegister

if TYPE_CHECKING:
    import pandas as pd

_KINDS = {"risk": "Risks", "issue": "Issues", "assumption": "Assumptions", "decision": "Decisions", "action": "Actions"}


def registers(facts: pd.Series[Any], scope: Scope) -> None:
    """Risks, issues, assumptions, decisions and actions; open ones first, closed ones on demand."""
    rows = room.ask(ProjectRegister(project=facts["project"], as_of=scope.as_of))
    if not st.toggle("Closed ones, too", key="register_closed"):
        rows = rows[rows["is_open"]]
    if rows.empty:
        st.info("No line of any register is open for this project.", icon=":material/inbox:")
    for kind, title in _KINDS.items():
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


def money(facts: pd.Series[Any], scope: Scope) -> None:
    """Planned, earned and spent by month."""
    frame = room.ask(ProjectPeriods(project=facts["project"], as_of=scope.as_of))
    chart.show(charts.money(frame), alt=charts.money_finding(frame), key="project_money", behind=frame)


def history(facts: pd.Series[Any], scope: Scope) -> None:
    """Rating, finish and cost as each status date told them, and what changed since the comparison."""
    told = room.ask(ProjectHistory(project=facts["project"], as_of=scope.as_of))
    left, right = st.columns(2, gap="large")
    with left:
        chart.show(charts.finishes(told), alt=charts.finishes_finding(told), key="finishes", behind=told)
    with right:
        chart.show(charts.costs(told), alt=charts.costs_finding(told), key="costs", behind=told)
    if scope.compare_with is None:
        return
    st.markdown("**What changed since the comparison**")
    tables.show(
        room.ask(ProjectChanges(project=facts["project"], as_of=scope.as_of, compare_with=scope.compare_with)),
        columns={
            "entity": "Of",
            "name": "Which",
            "kind": "Change",
            "field": "Field",
            "before": "Before",
            "after": "Now",
        },
        alt="What changed on the project between the two dates, field by field.",
        empty="Nothing changed on this project between the two dates.",
        key="changes",
    )


def origin(facts: pd.Series[Any]) -> None:
    """The file, sheet and row the project stands in, and what the file said beyond the known fields."""
    st.markdown(f"**{md(words.origin(facts))}**")
    st.caption("Every task and register line names its own sheet and row in its table.")
    tables.show(
        words.origin_rows(facts),
        columns={"what": "What", "field": "Field", "text": "In the file"},
        alt="Fields of the file kept beside the known ones, and cells whose text was changed in reading.",
        empty="The file said nothing beyond the known fields, and no cell was changed in reading.",
        key="origin",
    )
