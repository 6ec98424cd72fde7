"""The other parts of a project's page: money by month, history, and where its data is from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui import chart, room, tables
from pages._ui.text import md
from pmo_data.charts import project as charts
from pmo_data.charts import project_words as words
from pmo_data.domain.scope import Scope
from pmo_data.queries.project import ProjectChanges, ProjectHistory, ProjectPeriods

if TYPE_CHECKING:
    import pandas as pd


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
