"""Pinning an answer or a chart to a review that is open: its rows and its picture are kept there as they are now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui import messages, room
from pmo_data.charts.pinned import plain
from pmo_data.ingest.who import whoami
from pmo_data.queries.reviews import Reviews
from pmo_data.store.snapshots import snapshot_at
from pmo_data.studies.review import frozen_moment, pin, title

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


@dataclass(frozen=True)
class Picture:
    """What is pinned: rows, the figure drawn of them (if any), the statement asked, and the moment it is of.

    `again` asks the same as of another moment: a review keeps its answers as of its own.
    """

    rows: pd.DataFrame
    figure: go.Figure | None = None
    statement: str = ""
    as_of: int | None = None
    again: Callable[[int], Picture] | None = None


def popover(picture: Picture, key: str, name: str = "") -> None:
    """A small button that puts a picture on a review's agenda; one sentence where no review is open."""
    key = f"{key}_pin"
    with st.popover("Pin to a review", icon=":material/keep:", type="tertiary", on_change="rerun", key=key) as opened:
        if opened.open:
            _form(picture, key, name)


def where_one_is_open(picture: Picture, key: str, name: str) -> None:
    """The same below a page's chart, where a button that leads nowhere would only be in the way."""
    if _open_reviews():
        popover(picture, key, name)


def _open_reviews() -> dict[str, Any]:
    return {str(row["review"]): row for _, row in room.ask(Reviews()).iterrows() if row["state"] != "closed"}


def _form(picture: Picture, key: str, name: str) -> None:
    held = _open_reviews()
    if not held:
        st.info("No review is open. Start one on the page Review.", icon=":material/inbox:")
        return
    with st.form(f"{key}_form", border=False, clear_on_submit=True):
        review = st.selectbox("Review", list(held), format_func=lambda code: title(held[code]))
        said = st.text_input("What it answers", value=name)
        if picture.again is None:
            st.caption("It is pinned as it stands here, with its date.")
        if st.form_submit_button("Pin", icon=":material/keep:") and said.strip():
            with messages.plainly():
                _pin(review, held[review], said.strip(), picture)


def _pin(review: str, row: Any, name: str, picture: Picture) -> None:
    store = room.store()
    frozen = frozen_moment(store, row)
    as_of = frozen if picture.as_of is None else picture.as_of
    if picture.again is not None and snapshot_at(store, as_of) != snapshot_at(store, frozen):
        picture, as_of = picture.again(frozen), frozen
    figure = None if picture.figure is None else plain(picture.figure)
    pin(store, review, name, picture.rows, picture.statement, who=whoami(), figure=figure, as_of=as_of)
    st.toast("It is on the agenda.", icon=":material/check:")
