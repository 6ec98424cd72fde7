"""Who answers for what in a project, milestone by milestone, and who is told what, how often."""

from __future__ import annotations

import streamlit as st

from pages._ui import room, tables
from pages._ui.text import md
from pmo_data.charts import project_raid
from pmo_data.domain.scope import Scope
from pmo_data.queries.project import ProjectRaci, ProjectStakeholders


def show(project: str, scope: Scope) -> None:
    _responsibility(project, scope)
    _communication(project, scope)


def _responsibility(project: str, scope: Scope) -> None:
    st.markdown("**Who answers for what**")
    rows = room.ask(ProjectRaci(project=project, as_of=scope.as_of))
    if not rows["has_raci"].any():
        st.info(
            "No responsibility is on file. Bring in assignments with the columns project, task, person and "
            "responsibility (R responsible, A accountable, C consulted, I informed); `pmo template assignment` gives "
            "a sheet.",
            icon=":material/inbox:",
        )
        return
    st.markdown(md(project_raid.raci_sentence(rows)))
    tables.show(
        rows,
        columns={
            "name": "Milestone or task",
            "finish": "Finish",
            "responsible": "Responsible",
            "accountable": "Accountable",
            "consulted": "Consulted",
            "informed": "Informed",
            "fault": "Lacks",
        },
        alt="Responsibility by milestone and task.",
        empty="",
        key="raci",
    )


def _communication(project: str, scope: Scope) -> None:
    st.markdown("**Stakeholders and what they are told**")
    rows = room.ask(ProjectStakeholders(project=project, as_of=scope.as_of))
    if rows.empty:
        st.info(
            "No stakeholder is on file. Bring in a list with the columns project, name, role, interest, influence, "
            "channel, frequency, last contact and owner; `pmo template stakeholder` gives a sheet.",
            icon=":material/inbox:",
        )
        return
    st.markdown(md(project_raid.contact_sentence(rows)))
    tables.show(
        rows,
        columns={
            "name": "Who",
            "role": "As",
            "interest": "Wants",
            "influence": "Influence",
            "channel": "What",
            "frequency": "How often",
            "last_contact": "Last",
            "due": "Next",
            "overdue_days": "Overdue",
            "owner": "By",
        },
        alt="Stakeholders and the communication plan, overdue contacts first.",
        empty="",
        key="stakeholders",
    )
