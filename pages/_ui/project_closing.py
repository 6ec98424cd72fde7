"""The closing of a project: business case and outcome, how far forecasts could be trusted, lessons to hand on."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages._ui import chart, messages, room, studies, tables
from pages._ui.text import md
from pmo_data.charts import project_closing
from pmo_data.domain.scope import Scope
from pmo_data.ingest.who import whoami
from pmo_data.studies.closing import Closing, closing
from pmo_data.studies.writing import write

_BENEFITS = {
    "name": "Benefit",
    "owner": "Owner",
    "due": "Due",
    "target_value": "Target",
    "value_due": "Due by now",
    "value_came": "Came",
    "realisation_pct": "Of what is due",
}
_LESSONS = {
    "name": "Lesson",
    "happened": "What happened",
    "recommendation": "Next time",
    "category": "Kind",
    "owner": "Owner",
    "raised_on": "Noted",
}


def show(project: str, scope: Scope) -> None:
    with messages.plainly():
        found = studies.run(closing, project, scope.as_of)
        st.markdown(f"**{md(found.sentence)}**")
        for question in found.questions:
            st.markdown(f":material/help: {md(question)}")
        _worth(found)
        _trust(found)
        _lessons(found)


def _worth(found: Closing) -> None:
    st.markdown("**Business case and outcome**")
    tables.show(
        found.case,
        columns={"what": "Of", "promised": "Promised", "came": "Came", "difference": "Difference"},
        alt=found.sentence,
        empty="Nothing was promised on file.",
        key="closing_case",
    )
    st.markdown("**Benefits**")
    tables.show(
        # Under their own names, which end like those of dates, the two amounts would be shown as days.
        found.benefits.rename(columns={"target_to_date": "value_due", "actual_to_date": "value_came"}),
        columns=_BENEFITS,
        alt="The project's benefits with target and what came.",
        empty="No benefit of this project is on file. Bring in benefits with project, target value and due date.",
        key="closing_benefits",
    )


def _trust(found: Closing) -> None:
    left, right = st.columns(2, gap="large")
    for side, column, words in (
        (left, "finish_error_days", found.finish_words),
        (right, "cost_error_pct", found.cost_words),
    ):
        with side:
            drawn = project_closing.misses(found.forecasts, column, words)
            chart.show(drawn, alt=words, key=column, behind=found.forecasts)


def _lessons(found: Closing) -> None:
    st.markdown("**Lessons**")
    tables.show(
        found.lessons,
        columns=_LESSONS,
        alt="Lessons of the project, latest first.",
        empty="No lesson is on file. Write one here, or bring in a list with lesson, project and recommendation.",
        key="lessons",
    )
    with st.form(f"lesson_{found.project}", clear_on_submit=True):
        name = st.text_input("Lesson, in a line", key=f"lesson_name_{found.project}")
        happened = st.text_area("What happened", height=70)
        recommendation = st.text_area("What to do next time", height=70)
        kept = st.form_submit_button("Keep the lesson", icon=":material/school:")
    if kept:
        row = {"project": found.project, "name": name, "happened": happened, "recommendation": recommendation}
        with messages.plainly():
            write(room.store(), "lesson", {**row, "owner": whoami(), "raised_on": date.today()}, who=whoami())
            st.toast("The lesson is kept.")
            st.rerun()
