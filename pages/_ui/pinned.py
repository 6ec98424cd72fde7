"""What was pinned to a review, as it was then: its picture, its rows, what was asked. Nothing is asked anew here."""

from __future__ import annotations

import streamlit as st

from pages._ui import chart, tables
from pages._ui.text import md
from pmo_data.charts.pinned import drawn
from pmo_data.studies.pinned import Pinned, unpacked


def show(kept: object, key: str) -> None:
    """Draw what an item keeps; nothing where it keeps nothing."""
    found = unpacked(kept)
    if found is None:
        return
    st.caption(md(f"As of {found.state}. {found.cut}"))
    if found.figure is None:
        _rows(found, key)
        return
    figure = drawn(found.figure)
    chart.show(figure, alt=str((figure.layout.meta or {}).get("finding", "A pinned chart.")), key=f"pinned_{key}")
    with st.expander(
        "Rows and question", icon=":material/table:", on_change="rerun", key=f"pinned_{key}_rows"
    ) as opened:
        if opened.open:
            _rows(found, key)


def _rows(found: Pinned, key: str) -> None:
    # Columns of a statement keep the names they were given there.
    names = {str(name): str(name) if found.statement else "" for name in found.rows.columns}
    tables.show(found.rows, alt="The rows that were pinned.", empty="The answer had no rows.", columns=names,
                key=f"pinned_{key}_table", explain=False)  # fmt: skip
    tables.download(found.rows, "pinned", key=f"pinned_{key}_download")
    if found.statement:
        st.code(found.statement, language="sql", wrap_lines=True)
