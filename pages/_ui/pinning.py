"""Pinning an answer to a review that is open: it is put on the agenda as text, and the minutes keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import messages, room
from pmo_data.ingest.who import whoami
from pmo_data.queries.reviews import Reviews
from pmo_data.studies.review import pin, title

if TYPE_CHECKING:
    import pandas as pd


def popover(answer: pd.DataFrame, sql: str, key: str) -> None:
    """A small button that puts an answer on a review's agenda; one sentence where no review is open."""
    key = f"{key}_pin"
    with st.popover("Pin to a review", icon=":material/keep:", type="tertiary", on_change="rerun", key=key) as opened:
        if opened.open:
            _form(answer, sql, key)


def _form(answer: pd.DataFrame, sql: str, key: str) -> None:
    held = {str(row["review"]): row for _, row in room.ask(Reviews()).iterrows() if row["state"] != "closed"}
    if not held:
        st.info("No review is open. Start one on the page Review.", icon=":material/inbox:")
        return
    with st.form(f"{key}_form", border=False, clear_on_submit=True):
        review = st.selectbox("Review", list(held), format_func=lambda code: title(held[code]))
        name = st.text_input("What it answers")
        if st.form_submit_button("Pin", icon=":material/keep:") and name.strip():
            with messages.plainly():
                pin(room.store(), review, name.strip(), answer, sql, who=whoami())
                st.toast("It is on the agenda.", icon=":material/check:")
