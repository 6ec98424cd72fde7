"""The parts of a review on a page: starting one, its agenda with notes, outcomes and actions, its minutes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import streamlit as st

from pages._ui import messages, pinned, room, what_if
from pages._ui.text import md
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import is_unknown
from pmo_data.export.pack.meeting import picture_html
from pmo_data.ingest.who import whoami
from pmo_data.studies.minutes import as_html, sections
from pmo_data.studies.pinned import unpacked
from pmo_data.studies.review import add_item, agree, close_review, note, start_review, title

NEW = "new"
_STARTED = "review_started"


def choose(held: dict[str, Any]) -> str:
    """Which review is looked at; the one just started, else as chosen or in the address."""
    if _STARTED in st.session_state:
        st.session_state["review"] = st.session_state.pop(_STARTED)
    said: str = st.selectbox(
        "Review", [*held, NEW], key="review", bind="query-params",
        format_func=lambda code: "Start a new review" if code == NEW else title(held[code]),
    )  # fmt: skip
    return said


def start(scope: Scope) -> None:
    """The form that freezes the snapshot chosen in the sidebar and makes the agenda."""
    with st.form("start_review", border=True):
        name = st.text_input("Name of the review")
        held_on = st.date_input("Held on", value=date.today(), format="YYYY-MM-DD")
        attendees = st.text_input("Who takes part")
        if st.form_submit_button("Freeze and start", type="primary", icon=":material/ac_unit:") and name.strip():
            with messages.plainly():
                code = start_review(
                    room.store(), name, who=whoami(), held_on=held_on or date.today(), attendees=attendees, scope=scope
                )
                st.session_state[_STARTED] = code
                st.rerun()


def agenda(review: str, items: list[dict[Any, Any]], as_of: int) -> None:
    """Every item with its forms, one more item, what-if as of the frozen moment, and the way to close."""
    if not items:
        st.info("Nothing waits for a decision in the register. Put something on the agenda.", icon=":material/inbox:")
    for row in items:
        _item(review, row)
    with st.form("add_item", border=False, clear_on_submit=True):
        name = st.text_input("Something else for the agenda")
        if st.form_submit_button("Add", icon=":material/add:") and name.strip():
            with messages.plainly():
                add_item(room.store(), review, name.strip(), who=whoami())
                st.rerun()
    what_if.show(review, items, as_of)
    if st.button("Close and write the minutes", type="primary", icon=":material/lock:"):
        with messages.plainly():
            close_review(room.store(), review, who=whoami())
            st.rerun()


def _item(review: str, row: dict[Any, Any]) -> None:
    item = str(row["item"])
    with st.container(border=True):
        st.markdown(f"**{int(row['place'])}. {md(row['name'])}**")
        pictured = not is_unknown(row["pinned"])
        # What is pinned says in its rows what the reason says of it in words.
        told = [("reason", "")] if not pictured else []
        for name, word in (*told, ("note", "Noted: "), ("outcome", "Decided: "), ("agreed", "Actions: ")):
            if not is_unknown(row[name]):
                st.caption(f"{word}{md(row[name])}")
        pinned.show(row["pinned"], item)
        left, right = st.columns(2)
        with left.popover("Note and decide", icon=":material/edit_note:", on_change="rerun", key=f"n_{item}") as opened:
            if opened.open:
                _note(review, item, row)
        with right.popover("Agree an action", icon=":material/add_task:", on_change="rerun", key=f"a_{item}") as opened:
            if opened.open:
                _action(review, item)


def _note(review: str, item: str, row: dict[Any, Any]) -> None:
    with st.form(f"note_{item}", border=False):
        text = st.text_area("What was said", value=_or_nothing(row["note"]), height=100)
        outcome = st.text_input("What was decided", value=_or_nothing(row["outcome"]))
        if not is_unknown(row["decision"]):
            st.caption("An outcome also closes the decision in the register.")
        if st.form_submit_button("Write down", type="primary", icon=":material/check:"):
            with messages.plainly():
                note(room.store(), review, item, who=whoami(), text=text.strip(), outcome=outcome.strip())
                st.rerun()


def _action(review: str, item: str) -> None:
    with st.form(f"action_{item}", border=False, clear_on_submit=True):
        name = st.text_input("What is to be done")
        owner = st.text_input("Who does it")
        due = st.date_input("By when", value=None, format="YYYY-MM-DD")
        if st.form_submit_button("Log the action", type="primary", icon=":material/check:") and name.strip():
            with messages.plainly():
                agree(room.store(), review, item, name.strip(), who=whoami(), owner=owner.strip(), due=due)
                st.rerun()


def closed(text: str, name: str, items: list[dict[Any, Any]]) -> None:
    """The minutes, as they were written, with what was pinned at each item, to read and to take away."""
    kept = {int(row["place"]): row["pinned"] for row in items if not is_unknown(row["pinned"])}
    with st.container(border=True):
        for place, part in sections(text, kept):
            # Headings two steps smaller than in the file: beside the page's own they would shout.
            st.markdown(re.sub(r"(?m)^(#+) ", r"##\1 ", part))
            if place in kept:
                pinned.show(kept[place], f"{name}_{place}")
    left, right = st.columns(2)
    page = as_html(text, _pictures(items))
    left.download_button("Minutes as HTML", page, f"{name}.html", "text/html", icon=":material/download:")
    right.download_button("Minutes as text", text, f"{name}.md", "text/markdown", icon=":material/download:")


def _pictures(items: list[dict[Any, Any]]) -> dict[int, str]:
    kept = [(int(row["place"]), str(row["name"]), unpacked(row["pinned"])) for row in items]
    return {place: picture_html(place, name, held) for place, name, held in kept if held is not None}


def _or_nothing(value: object) -> str:
    return "" if is_unknown(value) else str(value)
