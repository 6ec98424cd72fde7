"""The form by which a setting is changed: checked against the catalogue of settings, then written as a dated line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui import messages, room
from pages._ui.text import md
from pmo_data.domain.settings import BY_NAME, SETTINGS, Setting
from pmo_data.domain.words import day
from pmo_data.ingest.who import whoami
from pmo_data.queries.settings import Settings
from pmo_data.studies.writing import write

if TYPE_CHECKING:
    import pandas as pd


def rows(as_of: int) -> pd.DataFrame:
    """Every setting with value in force, default, since and meaning; those beside the catalogue last."""
    import pandas as pd

    said = {str(row["name"]).lower(): row for row in room.ask(Settings(as_of=as_of)).to_dict("records")}
    known = [_row(setting, said.pop(setting.name, None)) for setting in SETTINGS]
    more = [_row(Setting(name, None, "Set beside the catalogue."), row) for name, row in said.items()]
    return pd.DataFrame(known + more)


def _row(setting: Setting, said: dict[Any, Any] | None) -> dict[str, Any]:
    value = setting.default if said is None else said["value"]
    return {
        "name": setting.name, "in_force": "" if value is None else str(value), "unit": setting.unit,
        "default": "" if setting.default is None else str(setting.default), "changed": said is not None,
        "since": None if said is None else said["since"], "who": None if said is None else said["who"],
        "meaning": setting.meaning,
    }  # fmt: skip


def opening(frame: pd.DataFrame) -> str:
    """How many settings differ from their defaults."""
    changed = frame[frame["changed"]]
    if changed.empty:
        return "Every threshold and rule stands at its default."
    names = ", ".join(str(n) for n in changed["name"].head(5))
    return f"{len(changed)} of {len(frame)} settings are set by you: {names}."


def change() -> None:
    """Choose a setting, or name a target, and write its new value."""
    names = [*BY_NAME, "exception_money", "target_mix:category:…"]
    name = st.selectbox("Setting", names, key="setting_name", accept_new_options=True, required=True)
    setting = BY_NAME.get(str(name))
    if setting is not None:
        st.caption(md(f"{setting.meaning} Default: {setting.default} {setting.unit}"))
    with st.form("setting", border=False):
        st.caption(md(f"It holds from {day(room.all_snapshots()[-1].status_date)}, the latest status date."))
        value = st.text_input("New value")
        if st.form_submit_button("Set", type="primary", icon=":material/check:"):
            fault = _fault(str(name), setting, value.strip())
            if fault:
                st.error(md(fault), icon=":material/error:")
                return
            with messages.plainly():
                meaning = setting.meaning if setting else None
                line = {"name": str(name), "value": value.strip(), "meaning": meaning}
                write(room.store(), "setting", {k: v for k, v in line.items() if v is not None}, who=whoami())
                st.rerun()


def _fault(name: str, setting: Setting | None, value: str) -> str | None:
    """Why a value cannot be set, in a sentence."""
    if not value:
        return "Write a value first."
    if name.endswith("…"):
        return "Name the bucket in place of the dots, such as target_mix:category:Regulatory."
    wants_number = isinstance(setting.default, int | float) if setting else True
    if wants_number and not value.replace(".", "", 1).isdigit():
        return f"{name} is a number such as 15; '{value}' is not."
    if name == "risk_matrix" and (len(value) != 25 or set(value) - set("LMHV")):
        return "The matrix is 25 letters out of L, M, H and V, five for each probability."
    if setting is not None and setting.choices and value not in setting.choices:
        return f"{name} is {' or '.join(setting.choices)}."
    if name == "fiscal_first_month" and not 1 <= float(value) <= 12:
        return "The first month is a number from 1 to 12."
    return None
