"""The question "what if this slips": a milestone, a number of days, and what they would reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import messages, opening, studies, tables
from pages._ui.text import md
from pmo_data.charts import dependencies as charts
from pmo_data.domain.scope import Scope
from pmo_data.studies.cascade import cascade

if TYPE_CHECKING:
    import pandas as pd

MOST = 400


def show(ahead: pd.DataFrame, scope: Scope) -> None:
    """Choose a milestone not met, those that others wait for first, slip it, and say what is reached."""
    if ahead.empty:
        st.info("No milestone that is still ahead is on file, so there is nothing to slip.", icon=":material/inbox:")
        return
    names = dict(zip(ahead["task"], ahead["project_name"] + ": " + ahead["name"], strict=True))
    left, right = st.columns([3, 1])
    task: str = left.selectbox(
        "What slips", list(names), format_func=lambda key: names.get(key, key), key="slips", required=True
    )
    days = int(right.number_input("By working days", 1, 500, 20, key="slip_days"))
    with messages.plainly():
        found = studies.run(cascade, task, days, scope.as_of)
        st.markdown(f"**{md(charts.cascade_words(found.moved, found.hits, days))}**")
        st.caption(md(found.calendar))
        opening.table(
            found.hits,
            columns={"kind": "What", "name": "Name", "project_name": "Project", "promised": "Promised for",
                     "lands": "Would be", "worth": "Worth"},
            alt="What the slip would break, project by project.",
            empty="No finish, gate, benefit or objective would be missed that is met now.",
            key="hits",
        )  # fmt: skip
        with st.expander(f"The tasks that would move ({len(found.moved)})", icon=":material/low_priority:"):
            tables.show(
                found.moved,
                columns={"project": "Project", "name": "Task", "finish": "Finish", "new_finish": "Would be",
                         "moved_days": "Moved", "handed_over": "Because of"},
                alt="Tasks moved by the slip, most first.",
                empty="Nothing would move.",
            )  # fmt: skip
