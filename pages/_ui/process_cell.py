"""One cell of the heat maps of processes opened: the rows of the sources by which a check was judged."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages._ui import messages, opening, room
from pages._ui.text import md
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import day
from pmo_data.queries.processes import CheckRows


def show(cell: str | None, scope: Scope, key: str) -> None:
    """`cell` is 'check|who|date' of the mark selected, `who` empty for everybody; without one, how to get here."""
    if cell is None:
        st.caption(
            "Cells show the share of open projects that kept the check, in per cent; an empty cell had nothing to look "
            "at. Select one to see what it was judged by."
        )
        return
    check, _, rest = cell.partition("|")
    who, _, on_date = rest.rpartition("|")
    whose = f", {who}" if who else ""
    st.markdown(f"**{md(f'{check.capitalize()}{whose}, {day(date.fromisoformat(on_date))}')}**")
    with messages.plainly():
        rows = room.ask(CheckRows.of(scope, one_check=check, who=who or None, on_date=on_date))
        judged = {"kept": "Judged"} if rows["kept"].notna().any() else {}
        opening.table(
            rows.assign(kept=rows["kept"].map({True: "Kept", False: "Missed"})),
            columns={**judged, "project_name": "Project", "said": "What is on file", "name": "Row", "file_name": "File",
                     "sheet": "Sheet", "row_number": "Line"},
            alt="The rows that the check was judged by, missed ones first.",
            empty="No row stands behind this cell.",
            key=f"{key}_rows",
        )  # fmt: skip
