"""Project: one project in full, in parts of which only the open one costs anything."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages._ui import (
    frame,
    messages,
    project_changes,
    project_choice,
    project_closing,
    project_head,
    project_more,
    project_parts,
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

PARTS: dict[str, Callable[[], None]] = {
    "Status": lambda: project_status.show(facts, scope),
    "Report": lambda: project_report.show(facts["project"], scope),
    "History": lambda: project_more.history(facts, scope),
    "Closing": lambda: project_closing.show(facts["project"], scope),
    "Where from": lambda: project_more.origin(facts),
    "Schedule": lambda: project_schedule.show(facts, scope),
    "Critical path": lambda: project_plan.show(facts["project"], scope),
    "Plan quality": lambda: project_quality.show(facts["project"], scope),
    "Plan changes": lambda: project_changes.show(facts["project"], scope),
    "People": lambda: project_people.show(facts["project"], scope),
    "Earned value": lambda: project_value.show(facts["project"], scope),
    "Money": lambda: project_more.money(facts, scope),
    "Registers": lambda: project_raid.show(facts["project"], scope),
}
PARTS[project_parts.choose()]()
messages.lacking("project", scope)
