"""The first part of a project's page: ratings declared and derived with the rule that fired, facts, goals, people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui import room, tables
from pages._ui.text import md
from pmo_data.charts import project_words as words
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import day, is_unknown
from pmo_data.queries.project import ProjectObjectives, ProjectPeople
from pmo_data.queries.registers import StatusReports

if TYPE_CHECKING:
    import pandas as pd


def show(facts: pd.Series[Any], scope: Scope) -> None:
    _ratings(facts)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _report(facts["project"], scope)
        _goals(facts["project"], scope)
    with right:
        st.markdown("**Facts**")
        tables.show(
            words.fact_rows(facts),
            alt="What is known of the project.",
            empty="Nothing but its name is known.",
            key="facts",
        )
    _people(facts["project"], scope)


def _ratings(facts: pd.Series[Any]) -> None:
    st.markdown("**Declared by its people, derived from its data**")
    # A phone has room for the rating in which the project is held and for why; what is declared stands above already.
    seen = ("dimension", "shows", "rule", "says") if tables.on_a_phone() else ("dimension", "says", "shows", "rule")
    labels = {"dimension": "Of", "says": "Declared", "shows": "Derived", "rule": "The rule that fired"}
    tables.show(
        words.dimensions(facts),
        columns={name: labels[name] for name in seen},
        alt="Declared and derived rating of the project for each dimension, with the rule that fired.",
        empty="No rating is declared and none can be derived.",
        key="dimensions",
    )


def _report(project: str, scope: Scope) -> None:
    reports = room.ask(StatusReports.of(Scope(as_of=scope.as_of)))
    mine = reports[reports["project"] == project].sort_values("report_date")
    if mine.empty:
        return
    last = mine.iloc[-1]
    author = "" if is_unknown(last["author"]) else f", by {last['author']}"
    st.markdown(f"**Last report, {day(last['report_date'])}{md(author)}**")
    for label, name in (("", "commentary"), ("Next: ", "next_steps"), ("Asks: ", "ask")):
        if not is_unknown(last[name]):
            st.markdown(f"{label}{md(last[name])}")


def _goals(project: str, scope: Scope) -> None:
    st.markdown("**What it is for**")
    tables.show(
        room.ask(ProjectObjectives(project=project, as_of=scope.as_of)),
        columns={
            "objective_name": "Objective",
            "strength": "Contribution (0 to 4)",
            "share": "Share",
            "benefits": "Benefits",
            "target_value": "Target",
            "actual_value": "Came",
        },
        alt="The objectives the project serves, with strength and benefits.",
        empty="No file says which objective this project serves.",
        key="goals",
    )


def _people(project: str, scope: Scope) -> None:
    st.markdown("**Team**")
    tables.show(
        room.ask(ProjectPeople(project=project, as_of=scope.as_of)),
        columns={
            "name": "Name",
            "role": "Role",
            "team": "Team",
            "start": "From",
            "finish": "Until",
            "tasks": "Tasks",
            "late_tasks": "Late tasks",
            "overloaded": "Overloaded",
        },
        alt="Who works on the project, in which role and until when.",
        empty="No file says who works on this project.",
        key="team",
    )
