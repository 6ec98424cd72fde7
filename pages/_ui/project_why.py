"""Why is this date so? The chain from a chosen task back to its first cause, in sentences and as rows."""

from __future__ import annotations

import streamlit as st

from pages._ui import messages, tables
from pages._ui.text import md
from pmo_data.studies.plan import Plan
from pmo_data.studies.why import why


def show(found: Plan, picked: str | None) -> None:
    """The task picked in the chart, else the one chosen here, else the last to finish."""
    tasks = found.choices
    if not tasks:
        return
    st.markdown("**Why is this date so?**")
    keys = list(tasks)
    start = picked if picked in tasks else found.last_task
    said: str = st.selectbox(
        "Task",
        keys,
        index=keys.index(start) if start in tasks else 0,
        format_func=tasks.__getitem__,
        key=f"why_{found.project}_{start}",
    )
    with messages.plainly():
        answer = why(found, said)
        for sentence in answer.sentences[:12]:
            st.markdown(f"- {md(sentence)}")
        if len(answer.sentences) > 12:
            st.caption(f"The chain has {len(answer.sentences)} steps; all are in the table.")
        with st.popover(
            "Chain", icon=":material/table:", type="tertiary", on_change="rerun", key="why_chain"
        ) as opened:
            if opened.open:
                tables.show(answer.chain, alt="The chain, task by task.", empty="There is no chain.", key="why_rows")
