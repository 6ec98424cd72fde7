"""The question whether projects that left and joined are the same under another name, asked where movement is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import messages, room
from pages._ui.text import md
from pmo_data.domain.words import count
from pmo_data.ingest.who import whoami
from pmo_data.studies import regroupings
from pmo_data.studies.regroupings import Regrouping
from pmo_data.studies.renames import Rename, candidates, remember

if TYPE_CHECKING:
    import pandas as pd


def ask(moved: pd.DataFrame) -> None:
    """Pairs of names alike to choose from; nothing where there are none. What is chosen holds for every comparison."""
    found = candidates(moved)
    if not found:
        return
    with st.expander(f"Renamed? {count(len(found), 'pair')} of names alike", icon=":material/compare_arrows:"):
        st.caption("A project that left may be one that joined under another name. Nothing is taken for granted.")
        with st.form("renames", border=False):
            chosen: list[int] = st.multiselect(
                "These are the same project", range(len(found)), format_func=lambda place: _pair(found[place])
            )
            if st.form_submit_button("Remember", icon=":material/check:") and chosen:
                _remember([found[place] for place in chosen])


def ask_of_groups(moved: pd.DataFrame) -> None:
    """Splits and mergers to choose from; nothing where there are none. What is chosen is said with the movement."""
    found = regroupings.regroupings(moved)
    if not found:
        return
    opened = st.expander(f"Split or merged? {count(len(found), 'project')}", icon=":material/call_split:")
    with opened, st.form("regroupings", border=False):
        chosen: list[int] = st.multiselect(
            "These were split or merged", range(len(found)), format_func=lambda place: _group(found[place])
        )
        if st.form_submit_button("Remember", icon=":material/check:") and chosen:
            with messages.plainly():
                regroupings.remember(room.store(), [found[place] for place in chosen], who=whoami())
                st.rerun()


def _group(one: Regrouping) -> str:
    parts = " + ".join(one.names)
    return f"{one.name} → {parts}" if one.kind == "split" else f"{parts} → {one.name}"


def _pair(one: Rename) -> str:
    return f"{one.name_before} → {one.name_now}"


def _remember(chosen: list[Rename]) -> None:
    same = {one.before: one.now for one in chosen}
    if len(same) < len(chosen) or len(set(same.values())) < len(chosen):
        st.error(md("A project can be the same as one other only. Choose one pair for each."), icon=":material/error:")
        return
    with messages.plainly():
        remember(room.store(), same, who=whoami())
        st.rerun()
