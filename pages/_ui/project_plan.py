"""The plan as computed: critical path, float, what is wrong with it, and why any chosen date is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import chart, messages, project_why, studies, tables
from pages._ui.text import md
from pmo_data.charts import plan_gantt
from pmo_data.domain.scope import Scope
from pmo_data.studies.plan import Plan, plan

if TYPE_CHECKING:
    import pandas as pd

_SAID = 8
_CRITICAL = {
    "name": "Task",
    "owner": "Owner",
    "early_start": "Start",
    "early_finish": "Finish",
    "total_float_days": "Float",
    "free_float_days": "Free float",
    "slip_days": "Behind baseline",
}


def show(project: str, scope: Scope) -> None:
    with messages.plainly():
        found = studies.run(plan, project, scope.as_of)
        _show(found)


def _show(found: Plan) -> None:
    if found.lines.empty:
        st.info("The plan has no tasks. `pmo template task` gives a sheet to fill in.", icon=":material/inbox:")
        return
    st.markdown(md(found.sentence))
    faults(found)
    lines, depth = _level(found)
    drawn = plan_gantt.plan_gantt(lines, found.links, found.status_date, depth)
    marks = chart.show(
        drawn,
        alt=plan_gantt.plan_finding(lines, depth),
        key="plan",
        behind=found.lines[["wbs", *_CRITICAL, "state", "not_computed"]],
        select=True,
    )
    project_why.show(found, chart.picked(marks))
    st.markdown("**Critical tasks**")
    tables.show(
        found.critical,
        columns=_CRITICAL,
        alt="Open critical tasks by start.",
        empty="No open task is critical.",
        key="critical",
    )
    for sentence in found.assumptions:
        st.caption(md(sentence))


def faults(found: Plan) -> None:
    """The first faults in full sentences, which a table would cut; all of them in a table where there are more."""
    if found.faults.empty:
        return
    many = len(found.faults)
    with st.expander(f"What is wrong with this plan ({many})", expanded=True, icon=":material/rule:"):
        _said(found.faults)


def _said(rows: pd.DataFrame) -> None:
    for kind, sentence in rows[["kind", "sentence"]].head(_SAID).itertuples(index=False):
        st.markdown(f"- **{md(kind.capitalize())}**: {md(sentence)}")
    if len(rows) > _SAID:
        tables.show(
            rows,
            columns={"kind": "Fault", "name": "Task", "sentence": "In words"},
            alt="Faults of the plan.",
            empty="",
            key="plan_faults",
        )


def _level(found: Plan) -> tuple[pd.DataFrame, int | None]:
    """Which part of the plan is drawn: open work or all, and how deep."""
    levels = plan_gantt.depths(found.lines)
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    with left:
        everything = st.toggle("Done tasks, too", value=False, key=f"plan_done_{found.project}")
    lines = found.lines if everything or found.done else plan_gantt.open_only(found.lines)
    if len(levels) < 2:
        return lines, None
    with right:
        depth: int = st.segmented_control(
            "Levels of the plan shown",
            levels,
            default=plan_gantt.comfortable_depth(lines),
            required=True,
            key=f"plan_depth_{found.project}",
        )
    return lines, depth
