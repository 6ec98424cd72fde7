"""The way from a cell of a table or a mark of a chart to its meaning, its query, its inputs and its source cells.

Tables and charts offer it by themselves below what they show, so that a page has it without a word. It stands apart
from `explain`, which shows tables itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import frame, messages, room
from pages._ui.text import label, md
from pmo_data.queries.catalogue import as_of_of
from pmo_data.store.snapshots import snapshot_at
from pmo_data.studies.cell import Cell, cell_origins, explain_cell, explainable, row_name

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 200
"""So many rows of a table are shown, and so many can be chosen from."""


def popover(rows: pd.DataFrame, key: str, *, only: Sequence[str] | None = None, picked: int = 0) -> None:
    """Offer to explain any cell of a frame; nothing is computed until it is opened.

    `only` are the columns that are shown, `picked` is the row that stands first, by position.
    """
    columns = [name for name in explainable(rows) if only is None or name in only]
    if rows.empty or not columns:
        return
    key = f"cell_{key}"
    with st.popover("Explain", icon=":material/info:", type="tertiary", on_change="rerun", key=key) as opened:
        if opened.open:
            with messages.plainly():
                _show(rows.head(MOST_ROWS), columns, key, picked)


def row_of(rows: pd.DataFrame, mark: str | None) -> int:
    """The position of the row that a mark's key belongs to; the first where none does."""
    if mark is not None:
        for name in rows.columns:
            found = (rows[name].astype(str) == mark).to_numpy().nonzero()[0]
            if len(found):
                return int(found[0])
    return 0


def _show(rows: pd.DataFrame, columns: list[str], key: str, picked: int) -> None:
    names = [row_name(row) for row in rows.to_dict("records")]
    left, right = st.columns(2)
    column = left.selectbox("What", columns, format_func=label, key=f"{key}_column")
    place = right.selectbox("Of", range(len(names)), index=min(picked, len(names) - 1),
                            format_func=names.__getitem__, key=f"{key}_row_{picked}")  # fmt: skip
    found = explain_cell(rows, place, column)
    asked = as_of_of(rows)
    as_of = frame.current().as_of if asked is None else asked
    _said(found, as_of)
    for origin in cell_origins(room.store(), found, as_of):
        st.caption(md(f"{label(origin.field)}: {origin.sentence}"))
    with st.expander("Definition in SQL", icon=":material/code:"):
        for text in (*found.definitions, *([found.sql] if found.sql else [])):
            st.code(text, language="sql")


def _said(found: Cell, as_of: int) -> None:
    st.markdown(f"**{md(f'{label(found.column)}: {found.shown}, {found.row}.')}**")
    for sentence in (found.meaning, found.question):
        if sentence:
            st.markdown(md(sentence))
    titles = {s.snapshot: s.title for s in room.all_snapshots()}
    st.caption(md(f"As of {titles.get(snapshot_at(room.store(), as_of) or 0, 'no snapshot')}."))
    if found.inputs:
        st.caption(md("; ".join(f"{label(name)}: {words}" for name, words in found.inputs)))
