"""Data: bring files in, see what came in when, undo it, and how fresh each source is."""

from __future__ import annotations

import streamlit as st

from pages._ui import bring_in, data_boards, data_collect, data_quality, frame, messages

PARTS = {
    "bring": "Bring in",
    "imports": "Imports",
    "fresh": "Freshness",
    "quality": "Quality",
    "holds": "What is here",
    "names": "Names",
    "templates": "Templates",
}

scope = frame.enter()
st.title("Data")
messages.health()
data_boards.opening()
part = st.segmented_control(
    "Part of the page",
    list(PARTS),
    format_func=PARTS.__getitem__,
    default="bring",
    required=True,
    key="part",
    bind="query-params",
    label_visibility="collapsed",
)
with messages.plainly():
    if part == "bring":
        bring_in.show()
    elif part == "imports":
        data_boards.imports()
    elif part == "fresh":
        data_boards.freshness()
    elif part == "quality":
        data_quality.show(scope)
    elif part == "holds":
        data_boards.contents()
    elif part == "names":
        data_collect.names()
    else:
        data_collect.templates()
