"""How good the plan is: the fourteen points with their offenders, faults of logic, and the GAO's practices."""

from __future__ import annotations

import streamlit as st

from pages._ui import messages, studies, tables
from pages._ui.text import md
from pmo_data.domain.scope import Scope
from pmo_data.studies.quality import Quality, quality

_CHOICES = {
    "first_and_last_exempt": "The first and the last task may lack a link",
    "baseline_duration": "Judge baseline instead of current durations",
    "cost_counts_as_resource": "A budget counts as a resource",
    "milestones_in_execution_index": "Milestones count in the execution index",
}
_STANDARD = {"first_and_last_exempt": True, "baseline_duration": True, "cost_counts_as_resource": True}
_LIMITS = {
    "high_float_days": ("High float from (days)", 44.0),
    "long_duration_days": ("Long duration from (days)", 44.0),
}


def show(project: str, scope: Scope) -> None:
    with messages.plainly():
        judged = studies.run(quality, project, scope.as_of, _settings())
        if judged.points.empty:
            st.info(md(judged.sentence), icon=":material/inbox:")
            return
        st.markdown(f"**{md(judged.sentence)}**")
        picked = tables.show(
            judged.points,
            columns={
                "number": "Point",
                "name": "Check",
                "verdict": "Verdict",
                "found": "Found",
                "limit": "Limit",
                "choice": "As judged",
            },
            alt=judged.sentence,
            empty="There is nothing to judge: the plan has no dated task.",
            key="points",
            select=True,
            height=530,
        )
        chosen = judged.offenders_of(picked[0] if picked else None)
        st.markdown(f"**{md(chosen.title)}**")
        tables.show(
            chosen.rows,
            columns={"check": "Check", "name": "Task or link"},
            alt=chosen.title,
            empty="No task or link offends.",
            key="offenders",
        )
        _logic(judged)


def _logic(judged: Quality) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**Faults of logic**")
        tables.show(judged.structure, alt="Faults of logic, counted.", empty="Nothing was checked.", key="structure")
    with right:
        st.markdown("**Ten practices of schedule assessment (GAO)**")
        tables.show(
            judged.card,
            columns={"practice": "Practice", "judgement": "Judgement", "evidence": "Evidence", "ask": "To ask"},
            alt="The ten practices.",
            empty="Nothing was checked.",
            key="gao",
        )


def _settings() -> tuple[tuple[str, object], ...]:
    """What is judged otherwise than by the standard."""
    with st.popover("Settings of the checks", icon=":material/tune:", type="tertiary"):
        flags = {
            name: st.toggle(label, _STANDARD.get(name, False), key=f"q_{name}") for name, label in _CHOICES.items()
        }
        limits = {
            name: st.number_input(label, 0.0, 1000.0, standard, step=1.0, key=f"q_{name}")
            for name, (label, standard) in _LIMITS.items()
        }
    return (*flags.items(), *limits.items())
