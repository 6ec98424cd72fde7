"""One decision that waits, with its ask, options and why now, and the form by which it is decided in the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui import messages, room
from pages._ui.text import md
from pmo_data.charts.oversight import why_now
from pmo_data.domain.words import amount, is_unknown
from pmo_data.ingest.who import whoami
from pmo_data.studies.deciding import act, decide

if TYPE_CHECKING:
    import pandas as pd


def item(row: pd.Series[Any], *, key: str) -> None:
    """A bordered item: ask and stake, why now, options, owner, cost of waiting, and the way to decide it."""
    with st.container(border=True):
        st.markdown(f"**{md(row['ask'])}** · {md(amount(row['at_stake'], row['currency']))} at stake")
        st.markdown(md(f"{_or(row['project_name'], 'No project')}: {why_now(row)}."))
        told = (("Options", "options"), ("Waiting costs", "cost_of_waiting"), ("Owner", "owner"))
        st.caption("  \n".join(f"{label}: {md(row[name])}" for label, name in told if not is_unknown(row[name])))
        if row["kind"] == "decision":
            with st.popover("Decide", icon=":material/gavel:", on_change="rerun", key=f"decide_{key}") as opened:
                if opened.open:
                    _form(row, key)


def _form(row: pd.Series[Any], key: str) -> None:
    options = [] if is_unknown(row["options"]) else [part.strip() for part in str(row["options"]).split(";")]
    with st.form(f"form_{key}", border=False):
        outcome = st.selectbox("Outcome", options, index=None, accept_new_options=True, placeholder="Choose or write")
        rationale = st.text_area("Why", height=80)
        if st.form_submit_button("Log the decision", type="primary", icon=":material/check:"):
            with messages.plainly():
                decide(room.store(), row.to_dict(), outcome or "", who=whoami(), rationale=rationale)
                st.rerun()


def action_form() -> None:
    """Log an action that follows from what was seen here."""
    with (
        st.expander("Log an action", icon=":material/add_task:"),
        st.form("action", border=False, clear_on_submit=True),
    ):
        name = st.text_input("What is to be done")
        owner = st.text_input("Who does it")
        due = st.date_input("By when", value=None, format="YYYY-MM-DD")
        if st.form_submit_button("Log the action", icon=":material/check:") and name:
            with messages.plainly():
                act(room.store(), name, who=whoami(), owner=owner, due=due)
                st.success("The action is in the register.", icon=":material/check:")


def _or(value: object, other: str) -> str:
    return other if is_unknown(value) else str(value)
