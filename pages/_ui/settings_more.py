"""Settings that are lines of their own: the weights of objectives, the working week and the days off.

Written through the same door as files, so that each is a snapshot with its writer, dated and undone like any other.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages._ui import messages, room, tables
from pages._ui.text import md
from pmo_data.domain.scope import Scope
from pmo_data.ingest.who import whoami
from pmo_data.queries.plan import PlanCalendar
from pmo_data.queries.registers import Objectives
from pmo_data.studies.calendar import working_calendar
from pmo_data.studies.writing import write

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOUSE = "House calendar"


def weights(scope: Scope) -> None:
    """The objectives with their weights, and a form that changes one."""
    rows = room.ask(Objectives.of(scope))
    tables.show(
        rows,
        columns={"name": "Objective", "weight": "Weight", "weight_share_pct": "Share", "owner": "Owner"},
        alt="The objectives with weight and share of all weights.",
        empty="No objective is on file. `pmo template objective` gives a sheet to keep them in.",
        key="weights",
    )
    if rows.empty:
        return
    names = dict(zip(rows["objective"], rows["name"], strict=True))
    chosen: str = st.selectbox("Objective", list(names), format_func=lambda key: names.get(key, key), required=True)
    row = rows[rows["objective"] == chosen].iloc[0]
    # The form begins with the weight there is; a fixed one would be set by whoever only looked.
    there = float(row["weight"]) if row["weight"] == row["weight"] else 1.0
    with st.form("weight", border=False):
        weight = st.number_input(
            "Weight", 0.0, 1000.0, there, key=f"weight_{chosen}", help="Its share is its weight over the sum of all."
        )
        if st.form_submit_button("Set the weight", icon=":material/check:"):
            _write("objective", {"code": row["code"], "name": row["name"], "weight": weight})


def calendar(scope: Scope) -> None:
    """Which days are worked, and forms for the working week and for a day off."""
    rows = room.ask(PlanCalendar(as_of=scope.as_of))
    st.markdown(md(working_calendar(rows)[1]))
    known = list(dict.fromkeys(rows["name"])) or [HOUSE]
    left, right = st.columns(2, gap="large")
    with left, st.form("week", border=False):
        name = st.selectbox("Calendar", known, accept_new_options=True, key="week_calendar", required=True)
        days = st.multiselect("Days worked", WEEK, default=WEEK[:5])
        if st.form_submit_button("Set the working week", icon=":material/check:"):
            if not days:
                st.error("A working week needs a day that is worked.", icon=":material/error:")
                return
            mask = "".join("1" if day in days else "0" for day in WEEK)
            _write("calendar", {"name": str(name), "weekdays": mask})
    with right, st.form("holiday", border=False, clear_on_submit=True):
        name = st.selectbox("Calendar", known, accept_new_options=True, key="holiday_calendar", required=True)
        off = st.date_input("Day off", value=None, format="YYYY-MM-DD")
        reason = st.text_input("What the day is")
        if st.form_submit_button("Add the day off", icon=":material/check:") and off:
            _write("calendar", {"name": str(name), "holiday": off, "reason": reason})


def _write(entity: str, line: dict[str, Any]) -> None:
    with messages.plainly():
        write(room.store(), entity, line, who=whoami())
        st.rerun()
