"""Earned value and earned schedule: the S-curve with its cone, indices, branches, measures and questions to ask."""

from __future__ import annotations

import streamlit as st

from pages._ui import chart, messages, studies, tables
from pages._ui.text import md
from pmo_data.charts import earned_value
from pmo_data.domain.scope import Scope
from pmo_data.studies.value import Value, value

WHOLE = "The whole project"


def show(project: str, scope: Scope) -> None:
    with messages.plainly():
        whole = studies.run(value, project, scope.as_of)
        found = _branch(whole, project, scope)
        _show(found)


def _branch(whole: Value, project: str, scope: Scope) -> Value:
    """The whole, or the branch of the work that is chosen."""
    names = dict(zip(whole.branches["task"], whole.branches["name"], strict=True))
    if not names:
        return whole
    said = st.selectbox(
        "Part of the work", [WHOLE, *names], format_func=lambda key: names.get(key, key), key=f"value_branch_{project}"
    )
    return whole if said == WHOLE else studies.run(value, project, scope.as_of, said)


def _show(found: Value) -> None:
    currency = found.series.currency
    curve = earned_value.s_curve(found.curve, found.cone, found.sentence, currency, found.plan.status_date)
    chart.show(curve, alt=found.sentence, key="s_curve", behind=found.curve)
    for question in found.questions:
        st.markdown(f":material/help: {md(question)}")
    left, right = st.columns(2, gap="large")
    with left:
        chart.show(earned_value.indices(found.curve), alt="Indices by period.", key="indices", behind=found.curve)
    with right:
        chart.show(
            earned_value.by_period(found.curve, currency), alt="Amounts by period.", key="by_period", behind=found.curve
        )
    if found.branch is None:
        chart.show(
            earned_value.branches(found.branches),
            alt="Planned and earned per cent of each branch.",
            key="branches",
            behind=found.branches,
        )
    st.markdown("**All measures**")
    tables.show(
        found.measures,
        columns={"symbol": "Symbol", "measure": "Measure", "value": "Value", "meaning": "Meaning"},
        alt="Every measure with its meaning.",
        empty="There is nothing to measure yet.",
        key="measures",
    )
    with st.expander("Earning rule and value of each task", on_change="rerun", key="value_tasks") as opened:
        if opened.open:
            tables.show(
                found.tasks, alt="Tasks with their earning rules.", empty="The plan has no tasks.", key="earning"
            )
    for sentence in found.series.assumptions:
        st.caption(md(sentence))
