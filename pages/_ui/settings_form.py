"""The form by which a setting is changed: checked against the catalogue of settings, then written as a dated line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import room
from pages._ui.text import label, md
from pmo_data.domain.errors import PmoError
from pmo_data.domain.settings import BY_NAME
from pmo_data.domain.words import day
from pmo_data.ingest.who import whoami
from pmo_data.studies import settings

if TYPE_CHECKING:
    import pandas as pd


def opening(frame: pd.DataFrame) -> str:
    """How many settings differ from their defaults."""
    changed = frame[frame["changed"]]
    if changed.empty:
        return "Every threshold and rule stands at its default."
    names = ", ".join(in_words(str(n)) for n in changed["name"].head(5))
    are = "is" if len(changed) == 1 else "are"
    return f"{len(changed)} of {len(frame)} settings {are} set by you: {names}."


def in_words(name: str) -> str:
    """'Schedule amber, % of baseline duration'; a name that is none of ours stays as it is."""
    setting = BY_NAME.get(name)
    if setting is None:
        return name
    return f"{label(name)}, {setting.unit}" if setting.unit else label(name)


def form() -> None:
    """Choose a setting, or name a target, and write its new value."""
    names = [*BY_NAME, "exception_money", "target_mix:category:…"]
    name = st.selectbox(
        "Setting", names, key="setting_name", accept_new_options=True, required=True, format_func=in_words
    )
    setting = BY_NAME.get(str(name))
    if setting is not None:
        st.caption(md(f"{setting.meaning} Default: {setting.default} {setting.unit}"))
    with st.form("setting", border=False):
        st.caption(md(f"It holds from {day(room.all_snapshots()[-1].status_date)}, the latest status date."))
        value = st.text_input("New value")
        if st.form_submit_button("Set", type="primary", icon=":material/check:"):
            _change(str(name), value)


def _change(name: str, value: str) -> None:
    """Set it, or say why it cannot be set, by the name that stands above the field."""
    try:
        settings.change(room.store(), name, value, who=whoami())
    except PmoError as error:
        st.error(md(str(error).replace(name, in_words(name))), icon=":material/error:")
    else:
        st.rerun()
