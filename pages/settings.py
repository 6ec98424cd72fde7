"""Settings: the thresholds, weights and rules that numbers depend on, dated, so that a change rewrites no history."""

from __future__ import annotations

import streamlit as st

from pages._ui import frame, messages, room, settings_form, settings_more, tables
from pages._ui.text import md
from pmo_data.studies.settings import in_force

scope = frame.enter()
st.title("Settings")
if messages.nothing_yet():
    st.stop()

found = in_force(room.ask, scope.as_of)
st.markdown(f"**{md(settings_form.opening(found))}**")
st.caption(
    "A change is a snapshot of its own, with its writer: ratings read before it stay as they were read, and it can be "
    "undone on the Data page."
)
settings_form.form()
tables.show(
    # What is set comes first, with its date and its writer. What a file calls it is no name to be met first on a phone.
    found.assign(said=found["name"].map(settings_form.in_words), setting=found["name"]).sort_values(
        "changed", ascending=False, kind="stable"
    ),
    columns={"said": "Setting", "in_force": "In force", "default": "Default", "meaning": "What it does",
             "since": "Since", "who": "Set by", "setting": "Name in files"},
    alt="Every setting with the value in force, its default and what it does.",
    empty="There are no settings.",
    key="settings",
)  # fmt: skip

st.subheader("Weights of objectives")
settings_more.weights(scope)

st.subheader("Working days")
settings_more.calendar(scope)
