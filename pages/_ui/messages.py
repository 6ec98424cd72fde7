"""Sentences the pages share: how much is known, what is missing, and errors without a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages._ui import room
from pages._ui.text import md
from pmo_data.domain.errors import PmoError
from pmo_data.domain.scope import Scope
from pmo_data.queries.overview import Known


def nothing_yet() -> bool:
    """In a store without any import: say so, with the way in. Returns whether that was the case."""
    if room.all_snapshots():
        return False
    st.info(
        "Nothing was imported yet. Bring in a spreadsheet of projects to see the portfolio.", icon=":material/inbox:"
    )
    st.page_link("pages/data.py", label="Bring in files", icon=":material/upload_file:")
    return True


def lacking(page: str, scope: Scope) -> None:
    """What the page cannot show fully: 'known n of N' per measure, and what to import to mend it."""
    frame = room.ask(Known.of(scope))
    rows = frame[(frame["page"] == page) & (frame["known"] < frame["total"])]
    if rows.empty:
        return
    with st.expander(f"What this page lacks ({len(rows)})", icon=":material/help:"):
        for sentence in rows["sentence"]:
            st.markdown(f"- {md(sentence)}")


def nothing_of(scope: Scope, page: str, measure: str) -> str:
    """Why a table is empty where no project in view has what it needs; no text where some have."""
    frame = room.ask(Known.of(scope))
    rows = frame[(frame["page"] == page) & (frame["measure"] == measure) & (frame["known"] == 0)]
    return str(rows["sentence"].iloc[0]) if len(rows) else ""


@contextmanager
def plainly() -> Iterator[None]:
    """Show an error of ours as one sentence."""
    try:
        yield
    except PmoError as error:
        st.error(md(error), icon=":material/error:")


def health() -> None:
    """What the store noticed about itself when it was opened."""
    for sentence in room.store().warnings:
        st.warning(md(sentence), icon=":material/warning:")
