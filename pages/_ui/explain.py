"""The way from a figure to its meaning, its inputs, its rows and the cells these came from: the same everywhere."""

from __future__ import annotations

import streamlit as st

from pages._ui import messages, room, studies, tables
from pages._ui.text import md
from pmo_data.domain.scope import Scope
from pmo_data.store.snapshots import snapshot_at
from pmo_data.studies.explain import Explanation, explain, origins


def popover(measure: str, scope: Scope, project: str | None = None) -> None:
    """A small button that explains a figure of the registry; nothing is computed until it is opened."""
    key = f"explain_{measure}_{project or ''}"
    with st.popover("Explain", icon=":material/info:", type="tertiary", on_change="rerun", key=key) as opened:
        if opened.open:
            with messages.plainly():
                _show(studies.run(explain, measure, scope, project), scope, key)


def _show(found: Explanation, scope: Scope, key: str) -> None:
    st.markdown(f"**{md(found.sentence)}**")
    st.markdown(md(found.figure.meaning))
    at = snapshot_at(room.store(), scope.as_of)
    titles = {s.snapshot: s.title for s in room.all_snapshots()}
    st.caption(md(f"As of {titles.get(at or 0, 'no snapshot')}."))
    for name, words in found.inputs:
        st.caption(md(f"{tables.label(name)}: {words}"))
    picked = tables.show(
        found.rows, alt=f"The rows that {found.figure.label} adds up to.", key=f"{key}_rows", height=240,
        empty="No row counts for this figure.", select=bool(found.figure.entity),
        explain=False,
    )  # fmt: skip
    if found.figure.entity and not found.rows.empty:
        _cells(found, picked, scope)
    tables.download(found.rows, found.figure.name, key=f"{key}_download")
    with st.expander("Definition in SQL", icon=":material/code:"):
        for text in (*found.definitions, found.sql):
            st.code(text, language="sql")


def _cells(found: Explanation, picked: list[int], scope: Scope) -> None:
    """The source cells of the row selected; the first row's until one is."""
    row = found.rows.iloc[picked[0] if picked else 0]
    said = origins(room.store(), found.figure, str(row[found.figure.key]), scope.as_of)
    if not picked:
        st.caption("Pick a row to see its cells. The first row stands in:")
    for origin in said:
        st.caption(md(f"{tables.label(origin.field)}: {origin.sentence}"))
    if not said:
        st.caption("No cell says anything of this row.")
