"""Project: one project in full, in parts of which only the open one costs anything."""

from __future__ import annotations

import streamlit as st

from pages._ui import (
    frame,
    messages,
    project_changes,
    project_choice,
    project_closing,
    project_head,
    project_more,
    project_people,
    project_plan,
    project_quality,
    project_raid,
    project_report,
    project_schedule,
    project_status,
    project_value,
    room,
)
from pages._ui.text import md
from pmo_data.queries.project import ProjectFacts

scope = frame.enter()
if not room.all_snapshots():
    st.title("Project")
    messages.nothing_yet()
    st.stop()

heading = st.container()
project = project_choice.choose(scope)
found = None if project is None else room.ask(ProjectFacts(project=project, as_of=scope.as_of))
if found is None or found.empty:
    heading.title("Project")
    st.stop()

facts = found.iloc[0]
heading.title(md(facts["name"]))
project_head.show(facts, scope)

status, people, report, schedule, plan, value, quality, changes, registers, money, history, closing, origin = st.tabs(
    [
        "Status",
        "People",
        "Report",
        "Schedule",
        "Critical path",
        "Earned value",
        "Plan quality",
        "Plan changes",
        "Registers",
        "Money",
        "History",
        "Closing",
        "Where from",
    ],
    key="part",
    on_change="rerun",
    bind="query-params",
)
if status.open:
    with status:
        project_status.show(facts, scope)
if schedule.open:
    with schedule:
        project_schedule.show(facts, scope)
for tab, part in (
    (people, project_people),
    (report, project_report),
    (plan, project_plan),
    (value, project_value),
    (quality, project_quality),
    (changes, project_changes),
    (registers, project_raid),
    (closing, project_closing),
):
    if tab.open:
        with tab:
            part.show(facts["project"], scope)
if money.open:
    with money:
        project_more.money(facts, scope)
if history.open:
    with history:
        project_more.history(facts, scope)
if origin.open:
    with origin:
        project_more.origin(facts)
messages.lacking("project", scope)
