"""One cell of the heat map opened: what a person has to do in a week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import opening, room
from pages._ui.text import md
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import day
from pmo_data.queries.workload import PersonTasks

if TYPE_CHECKING:
    import pandas as pd


def show(weeks: pd.DataFrame, cell: str | None, scope: Scope) -> None:
    """`cell` is 'person|Monday' of the mark that was selected; without one, how to get here."""
    if weeks.empty:
        return
    if cell is None:
        st.caption("Select a cell to see the tasks behind it.")
        return
    person, _, monday = cell.rpartition("|")
    first = date.fromisoformat(monday)
    names = weeks.loc[weeks["person"] == person, "name"]
    st.markdown(f"**{md(names.iloc[0] if len(names) else person)}, week of {day(first)}**")
    asked = PersonTasks(
        person=person, from_day=monday, until=(first + timedelta(days=6)).isoformat(), as_of=scope.as_of
    )
    opening.table(
        room.ask(asked),
        columns={
            "kind": "Kind",
            "name": "What",
            "project_name": "Project",
            "start": "Start",
            "finish": "Finish",
            "percent_complete": "Complete",
            "hours": "Hours",
        },
        alt="Tasks and assignments of the person in the week.",
        empty="Nothing is planned for this person in this week.",
        key="person_tasks",
    )
