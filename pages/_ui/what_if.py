"""What-if in a review: a project paused or moved, beside the frozen base, kept as a note at an item."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages._ui import messages, room, studies
from pages._ui.text import md
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import is_unknown
from pmo_data.ingest.who import whoami
from pmo_data.queries.explained import ProjectInputs
from pmo_data.studies.review import note
from pmo_data.studies.what_if import moved, paused

_MOST_WEEKS = 104


def show(review: str, items: list[dict[Any, Any]], as_of: int) -> None:
    """Choose a project and what happens to it; what follows is a sentence that can be noted at an item."""
    with st.expander("What if", icon=":material/alt_route:", on_change="rerun", key="what_if") as opened:
        if opened.open:
            with messages.plainly():
                sentence = _sentence(as_of)
                st.markdown(f"**{md(sentence)}**")
                _keep(review, items, sentence)


def _sentence(as_of: int) -> str:
    rows = room.ask(ProjectInputs.of(Scope(as_of=as_of)))
    names = dict(zip(rows["project"], rows["name"], strict=True))
    left, middle, right = st.columns([3, 2, 1])
    project = left.selectbox("Project", list(names), format_func=lambda k: str(names.get(k, k)), key="what_if_project")
    way = middle.segmented_control("Is", ["paused", "moved"], default="paused", key="what_if_way", required=True)
    weeks = int(right.number_input("Weeks", 1, _MOST_WEEKS, 8, disabled=way == "paused", key="what_if_weeks"))
    if way == "paused":
        return studies.run(paused, project, as_of)
    return studies.run(moved, project, weeks, as_of)


def _keep(review: str, items: list[dict[Any, Any]], sentence: str) -> None:
    if not items:
        st.caption("Put something on the agenda to note it there.")
        return
    by_code = {str(row["item"]): row for row in items}
    item = st.selectbox("Note it at", list(by_code), format_func=lambda c: str(by_code[c]["name"]), key="what_if_item")
    if st.button("Keep as a note", icon=":material/edit_note:", key="what_if_keep"):
        before = by_code[item]["note"]
        text = sentence if is_unknown(before) else f"{before} {sentence}"
        note(room.store(), review, item, who=whoami(), text=text)
        st.rerun()
