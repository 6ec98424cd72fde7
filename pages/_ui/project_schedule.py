"""The schedule of a project: its timeline, what is late, what comes next, and what it gives and gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui import chart, messages, opening, project_plan, room, studies, tables
from pmo_data.charts import gantt
from pmo_data.domain.scope import Scope
from pmo_data.queries.project import ProjectDependencies, ProjectTasks
from pmo_data.studies.plan import plan

if TYPE_CHECKING:
    import pandas as pd

_TASK = {
    "name": "Task",
    "owner": "Owner",
    "state": "State",
    "baseline_finish": "Baseline",
    "finish": "Finish",
    "percent_complete": "Complete",
    "late_days": "Late",
    "sheet": "Sheet",
    "row_number": "Row",
}


def show(facts: pd.Series[Any], scope: Scope) -> None:
    tasks = room.ask(ProjectTasks(project=facts["project"], as_of=scope.as_of))
    if len(tasks):
        with messages.plainly():
            project_plan.faults(studies.run(plan, str(facts["project"]), scope.as_of))
    depth = _depth(tasks, facts["project"])
    task = chart.picked(
        chart.show(
            gantt.gantt(tasks, facts["status_date"], depth),
            alt=gantt.gantt_finding(tasks, depth),
            key="gantt",
            behind=tasks,
            select=True,
        )
    )
    if task is not None:
        _rows(tasks[tasks["task"] == task], "The task chosen.", "This task is not in the plan.", "task")
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**Late, or behind the baseline, and not done**")
        _rows(
            gantt.late_tasks(tasks),
            "Tasks not done that are past their finish or behind their baseline, longest late first.",
            "No open task is late or behind its baseline.",
            "late",
        )
    with right:
        st.markdown("**Next milestones**")
        _rows(gantt.next_milestones(tasks), "The next milestones.", "No milestone with a date lies ahead.", "next")
    _links(facts["project"], scope)


def _depth(tasks: pd.DataFrame, project: str) -> int | None:
    """The level of detail: every level where there is more than one, the deepest comfortable one first."""
    levels = gantt.depths(tasks)
    if len(levels) < 2:
        return None
    said: int = st.segmented_control(
        "Levels of the plan shown",
        levels,
        default=gantt.comfortable_depth(tasks),
        required=True,
        key=f"depth_{project}",
    )
    return said


def _rows(rows: pd.DataFrame, alt: str, empty: str, key: str) -> None:
    tables.show(rows, columns=_TASK, alt=alt, empty=empty, key=f"tasks_{key}")


def _links(project: str, scope: Scope) -> None:
    links = room.ask(ProjectDependencies(project=project, as_of=scope.as_of))
    across = links[links["crosses_projects"].fillna(False).astype(bool)]
    for title, mine, other, key in (
        ("What it gets from other projects", "successor_project", "predecessor_project", "gets"),
        ("What it gives to other projects", "predecessor_project", "successor_project", "gives"),
    ):
        st.markdown(f"**{title}**")
        rows = across[across[mine] == project]
        opening.table(
            rows.assign(project=rows[other]),
            columns={
                "name": "What",
                f"{other}_name": "Project",
                "need_by": "Needed",
                "promised_by": "Promised",
                "conflict_days": "Too late by",
                "status": "Status",
            },
            alt=f"{title}, with the dates needed and promised.",
            empty="No such dependency is registered.",
            key=key,
        )
