"""What changed in the plan since the comparison, and the slip chart over all reports."""

from __future__ import annotations

import streamlit as st

from pages._ui import chart, messages, studies, tables
from pages._ui.text import md
from pmo_data.charts import plan_slip
from pmo_data.domain.scope import Scope
from pmo_data.studies.plan_changes import KINDS, plan_changes


def show(project: str, scope: Scope) -> None:
    with messages.plainly():
        found = studies.run(plan_changes, project, scope.as_of, scope.compare_with)
        st.markdown(f"**{md(found.sentence)}**")
        kinds = dict(zip(found.counts["kind"], found.counts["changes"], strict=True))
        there = [kind for kind in KINDS if kinds[kind]]
        chosen = st.pills(
            "Kinds of change",
            there,
            selection_mode="multi",
            format_func=lambda kind: f"{KINDS[kind]} ({kinds[kind]})",
            key=f"change_kinds_{project}",
        ) if there else []  # fmt: skip
        tables.show(
            found.changes[found.changes["kind"].isin(chosen or there)],
            columns={
                "kind": "Change",
                "code": "Code",
                "name": "Task",
                "before": "Before",
                "after": "Now",
                "days": "Working days",
            },
            alt=found.sentence,
            empty="No task changed between the two dates.",
            key="plan_changes",
        )
        names = list(dict.fromkeys(found.slip["name"]))
        lines = st.multiselect(
            "Milestones shown", names, plan_slip.default_names(found.slip), key=f"slip_names_{project}"
        )
        chart.show(
            plan_slip.slip(found.slip, lines), alt=plan_slip.slip_finding(found.slip), key="slip", behind=found.slip
        )
