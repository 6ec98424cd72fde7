"""Boards of the Data page: the opening sentence, imports with undo, freshness of sources, what the store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui import room, tables
from pages._ui.text import md
from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.words import count, day
from pmo_data.ingest.who import whoami
from pmo_data.queries.data import Contents, Findings, Freshness, Imports
from pmo_data.store.undo import undo

if TYPE_CHECKING:
    import pandas as pd


def opening() -> None:
    """One sentence: how many sources, how old, which are late."""
    fresh = room.ask(Freshness())
    if fresh.empty:
        st.markdown("**Nothing was imported yet.** Drop the spreadsheets you already have; nothing has to be retyped.")
        return
    late = fresh[fresh["is_stale"].fillna(value=False).astype(bool)]
    words = f"{count(len(late), 'source')} late" if len(late) else "all up to date"
    last = room.ask(Imports())["imported_at"].max()
    st.markdown(f"**{count(len(fresh), 'source')}, {words}; the last import was on {day(last)}.**")


def imports() -> None:
    """Every import, its reconciliation, its findings; the latest can be taken back."""
    frame = room.ask(Imports())
    picked = tables.show(
        frame,
        columns={
            "import_id": "Import",
            "snapshot": "Snapshot",
            "status_date": "Status date",
            "file_name": "File",
            "who": "Who",
            "imported_at": "When",
            "in_file": "Rows in file",
            "loaded": "Loaded",
            "unchanged": "Unchanged",
            "held_back": "Held back",
            "not_data": "Not data",
            "undone_at": "Undone",
        },
        alt="Every import with its reconciliation: rows in file = loaded + unchanged + held back + not data.",
        empty="Nothing was imported yet.",
        key="imports",
        select=True,
    )
    tables.download(frame, "imports", key="imports_download")
    in_force = frame[frame["undone_at"].isna()]
    if not in_force.empty:
        _undo(in_force.iloc[0])
    if picked:
        _findings(frame.iloc[picked[0]])


def _undo(last: pd.Series[Any]) -> None:
    if st.button(f"Undo the latest import ({md(last['file_name'])})", icon=":material/undo:", key="undo"):
        undo(room.store(), int(last["import_id"]), whoami())
        st.toast("Undone: the portfolio is as it was before.", icon=":material/undo:")
        st.rerun()


def _findings(chosen: pd.Series[Any]) -> None:
    st.subheader(f"Findings of {md(chosen['file_name'])}")
    frame = room.ask(Findings(import_id=int(chosen["import_id"])))
    tables.show(
        frame,
        columns={
            "severity": "Weight",
            "row_number": "Row",
            "column_name": "Column",
            "value": "Found",
            "message": "Finding",
            "fix": "How to mend it",
        },
        alt="What was noticed when this file was read.",
        empty="Nothing was found amiss in this file.",
        key="findings",
    )
    tables.download(frame, "findings", key="findings_download")


def freshness() -> None:
    """Each source with its age, late ones first."""
    frame = room.ask(Freshness())
    tables.show(
        frame,
        columns={
            "source": "Source",
            "entity": "Holds",
            "rows": "Rows",
            "last_status_date": "Status date",
            "age_days": "Age",
            "is_stale": "Late",
            "last_file": "Last file",
            "imports": "Imports",
        },
        alt="Sources of data with their age; late ones are marked.",
        empty="No source has delivered yet.",
        key="freshness",
    )


def contents() -> None:
    """Rows of each entity, and the data dictionary of any."""
    tables.show(
        room.ask(Contents()),
        columns={"entity": "Holds", "rows": "Rows", "sources": "Sources", "last_snapshot": "Last changed in snapshot"},
        alt="How many rows of each kind are in force.",
        empty="The store is empty.",
        key="contents",
    )
    chosen = st.selectbox("Data dictionary of", list(ENTITIES), format_func=lambda n: ENTITIES[n].title, key="entity")
    described = ENTITIES[chosen]
    st.caption(md(described.meaning))
    st.table(
        {
            "Field": [f.title for f in described.fields],
            "Meaning": [f.meaning for f in described.fields],
            "Unit": [f.unit for f in described.fields],
            "Required": ["yes" if f.required else "" for f in described.fields],
        }
    )
