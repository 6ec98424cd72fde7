"""Boards of the Data page: the opening sentence, imports with undo, freshness of sources, what the store holds."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages._ui import room, tables
from pages._ui.text import md
from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.words import count, day
from pmo_data.ingest.who import whoami
from pmo_data.queries.data import Contents, Findings, Freshness, Imports
from pmo_data.store.undo import undo

JUST_DONE = "just_done"
"""Where a session keeps what its last import made."""


def opening() -> None:
    """One sentence: how many sources, how old, which are late."""
    fresh = room.ask(Freshness())
    if fresh.empty:
        st.markdown("**Nothing was imported yet.** Drop the spreadsheets you already have; nothing has to be retyped.")
        return
    late = fresh[fresh["is_stale"].fillna(value=False).astype(bool)]
    words = f"{len(late)} of them late" if len(late) else "all up to date"
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
    if not in_force.empty and room.chosen() == "own":
        _undo(in_force.iloc[0])
    if picked:
        _findings(frame.iloc[picked[0]])
    else:
        st.caption("Select an import to see what was noticed when it was read.")


def _undo(last: pd.Series[Any]) -> None:
    if st.button(f"Undo the latest import ({md(last['file_name'])})", icon=":material/undo:", key="undo"):
        take_back(int(last["import_id"]))


def undo_button(snapshot: int | None) -> None:
    """The way back for an import just made, as long as it is the latest."""
    frame = room.ask(Imports())
    in_force = frame[frame["undone_at"].isna()]
    if in_force.empty or snapshot is None or int(in_force.iloc[0]["snapshot"]) != snapshot:
        return
    if st.button("Undo", icon=":material/undo:", key="undo_just_done"):
        take_back(int(in_force.iloc[0]["import_id"]))


def take_back(import_id: int) -> None:
    """Undo the batch of an import and say so."""
    undo(room.store(), import_id, whoami())
    st.session_state.pop(JUST_DONE, None)
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
    """Each source with its age and who brought it in, late ones first."""
    frame = room.ask(Freshness())
    state = frame["is_stale"].map({True: "▲ late", False: "● up to date"})
    shown = frame.assign(state=state.mask(frame["is_standing"], "■ standing"), holds=frame["entity"].map(_title))
    tables.show(
        shown,
        columns={
            "state": "State",
            "source": "Source",
            "holds": "Holds",
            "rows": "Rows",
            "last_status_date": "Status date",
            "age_days": "Age",
            "who": "Brought in by",
            "last_file": "Last file",
            "imports": "Imports",
        },
        alt="Sources of data with their age and who brought them in; late ones first",
        empty="No source has delivered yet.",
        key="freshness",
    )
    tables.download(shown, "freshness", key="freshness_download")


def _title(entity: str) -> str:
    return ENTITIES[entity].title if entity in ENTITIES else entity


def contents() -> None:
    """Rows of each entity, and the data dictionary of any."""
    frame = room.ask(Contents())
    tables.show(
        frame.assign(holds=frame["entity"].map(_title)),
        columns={"holds": "Holds", "rows": "Rows", "sources": "Sources", "last_snapshot": "Last changed in snapshot"},
        alt="How many rows of each kind are in force",
        empty="The store is empty.",
        key="contents",
    )
    st.subheader("Data dictionary")
    chosen = st.selectbox("Of", list(ENTITIES), format_func=lambda n: ENTITIES[n].title, key="entity")
    described = ENTITIES[chosen]
    st.caption(md(described.meaning))
    dictionary = pd.DataFrame(
        {
            "Field": [f.title for f in described.fields],
            "Meaning": [f.meaning for f in described.fields],
            "Unit": [f.unit for f in described.fields],
            "Required": ["required" if f.required else "" for f in described.fields],
            "Also known as": [", ".join(f.synonyms[:6]) for f in described.fields],
        }
    )
    st.dataframe(dictionary, hide_index=True, alt=f"The fields of {described.title.lower()} and their meaning")
    tables.download(dictionary, f"dictionary-{chosen}", key="dictionary")
