"""Bringing files in: add, recognise, match, review, see what will change, commit. Steps with nothing to ask are short.

A draft keeps the files and every answer on disk, and its name is in the address: a reload loses nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages._ui import bring_change, bring_file, bring_review, room
from pages._ui.text import md
from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.words import count, listed
from pmo_data.ingest import draft as drafts
from pmo_data.ingest.asked import open_questions
from pmo_data.ingest.draft import Draft, Entries
from pmo_data.store.delivery import Mode
from pmo_data.studies.settings import financial_year

if TYPE_CHECKING:
    from pmo_data.ingest.plan import PreparedFile

_MODE_WORDS = {
    "": "As the files suggest",
    "merge": "Add and update; keep what is not in the file",
    "replace": "Replace what this source said before",
}
_MODES: dict[str, Mode | None] = {"": None, "merge": "merge", "replace": "replace"}
KINDS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "xml", "xer", "pmxml", "mpp", "mpt", "mpx", "zip"]


def show() -> None:
    """The whole journey for the draft in the address, or the way to begin one."""
    if room.chosen() == "demo":
        _demo()
        return
    name = st.query_params.get("draft", "")
    draft = drafts.load(name)
    if draft is not None:
        _go_on(draft)
        return
    if name:
        st.info("That draft was imported or thrown away; nothing of it is waiting.", icon=":material/history:")
    bring_change.just_done()
    _add()


def _demo() -> None:
    st.info(
        "You are looking at the demo portfolio, which is invented. Your own files go into a store of their own; "
        "the two never mix.",
        icon=":material/science:",
    )
    if st.button("Start with my own files", key="own_from_data", type="primary", icon=":material/upload_file:"):
        room.choose("own")
        st.rerun()


def _add() -> None:
    came = st.file_uploader(
        "Spreadsheets, exports of planning tools, or a ZIP of them; several at once",
        type=KINDS,
        accept_multiple_files=True,
        key="upload",
    )
    if came and st.button(f"Read {count(len(came), 'file')}", type="primary", icon=":material/play_arrow:", key="read"):
        _open(drafts.begin([(file.name, file.getvalue()) for file in came]))
    st.caption(
        "Nothing is imported before you have seen what will change. Files are kept on this machine only, "
        "and everything in them is treated as text."
    )
    waiting = drafts.waiting()
    if waiting:
        st.subheader("Drafts")
        for draft in waiting:
            _waiting(draft)


def _waiting(draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"waiting_{draft.name}"):
        if st.button(
            f"Go on with {md(listed(list(draft.files)))}", icon=":material/edit_note:", key=f"on_{draft.name}"
        ):
            _open(draft)
        if st.button("Throw away", type="tertiary", icon=":material/delete:", key=f"away_{draft.name}"):
            drafts.throw_away(draft)
            st.rerun()


def _open(draft: Draft) -> None:
    st.query_params["draft"] = draft.name
    st.rerun()


def _go_on(draft: Draft) -> None:
    files = _read(draft)
    readable = [f for f in files if f.refused is None]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f":material/check: **1 Add** · {_added(files)}")
        _leave(draft)
    for file in files:
        if file.refused is not None:
            st.error(f"{md(file.file_name)}: {md(file.refused)}", icon=":material/block:")
    if not readable:
        st.caption("Nothing could be read, so there is nothing to import.")
        return
    bring_file.show(draft, *_looked_at(draft, files))
    draft = _when(draft, files)
    bring_change.show(draft, files)
    with st.bottom:
        money = bring_review.line_of_money(readable)
        st.markdown(bring_review.line_of_rows(readable) + (f"  \n{money}" if money else ""))


def _added(files: list[PreparedFile]) -> str:
    refused = sum(f.refused is not None for f in files)
    names = listed([f.file_name for f in files], most=2)
    more = f", {refused} refused" if refused else ""
    return f"{md(names)}{more}; kept as a draft until it is imported"


def _leave(draft: Draft) -> None:
    if st.button("Throw this draft away", icon=":material/delete:", type="tertiary", key="throw_away"):
        drafts.throw_away(draft)
        del st.query_params["draft"]
        st.rerun()


def _looked_at(draft: Draft, files: list[PreparedFile]) -> tuple[int, PreparedFile]:
    """The file to look at: the only one, or chosen from those read; the first that asks anything to begin with."""
    if len(files) > 1:
        _board(files)
    read = [i for i, f in enumerate(files) if f.refused is None]
    if len(read) == 1:
        return read[0], files[read[0]]
    asking = [i for i in read if open_questions(files[i]) or _held(files[i])]
    chosen = st.selectbox(
        "Look at",
        read,
        index=read.index(asking[0]) if asking else 0,
        format_func=lambda i: f"{files[i].file_name}: {_state(files[i])}",
        key=f"file_{draft.name}",
    )
    return chosen, files[chosen]


def _board(files: list[PreparedFile]) -> None:
    frame = pd.DataFrame(
        {
            "File": [f.file_name for f in files],
            "State": [_state(f) for f in files],
            "Holds": [_holds(f) for f in files],
            "Rows in file": [sum(t.counts.in_file for t in f.tables if t.derived_from is None) for f in files],
            "Held back": [_held(f) for f in files],
        }
    )
    st.dataframe(frame, hide_index=True, alt="The files of this draft with their state", key="files")


def _holds(file: PreparedFile) -> str:
    return ", ".join(dict.fromkeys(ENTITIES[t.entity].title.lower() for t in file.tables if t.derived_from is None))


def _held(file: PreparedFile) -> int:
    return sum(t.counts.held_back for t in file.tables if t.derived_from is None)


def _state(file: PreparedFile) -> str:
    if file.refused is not None:
        return "refused"
    questions, held = open_questions(file), _held(file)
    parts = [count(questions, "question")] if questions else []
    parts += [f"{count(held, 'row')} held back"] if held else []
    return ", ".join(parts) or "ready"


def _read(draft: Draft) -> list[PreparedFile]:
    """Every file as read with the answers so far; only what an answer changed is read again."""
    with st.spinner(f"Reading {count(len(draft.files), 'file')} …", show_time=True):
        begins = str(financial_year(room.ask))
        files = [_prepared(draft, index, draft.signature(index), begins) for index in range(len(draft.files))]
        maps = {f.file_name: f.datamap for f in files if f.datamap}
        if not maps:
            return files
        # Forms are read by the map that came with them, so they are read once more now that it is known.
        told = begins + str(sorted(maps.items()))
        return [f if f.datamap else _prepared(draft, i, draft.signature(i), told, maps) for i, f in enumerate(files)]


@st.cache_resource(show_spinner=False, max_entries=32)
def _prepared(
    _draft: Draft,
    index: int,
    signature: str,  # noqa: ARG001 - key of the cache
    told: str,  # noqa: ARG001 - key of the cache
    _maps: Mapping[str, Entries] | None = None,
) -> PreparedFile:
    return drafts.prepare_one(_draft, index, room.store(), maps=_maps or {})


def _when(draft: Draft, files: list[PreparedFile]) -> Draft:
    """The status date: asked once for all, with what the file names say as the suggestion."""
    hints = sorted(f.status_date_hint for f in files if f.status_date_hint)
    suggested = date.fromisoformat(hints[-1]) if hints else date.today()
    st.subheader("6 What will change")
    left, right = st.columns(2)
    with left:
        day = st.date_input(
            "Status date: the day these files speak of",
            draft.status_date or suggested,
            format="YYYY-MM-DD",
            key=f"status_date_{draft.name}",
        )
    with right:
        mode = st.selectbox(
            "How rows meet those already here",
            list(_MODE_WORDS),
            index=list(_MODE_WORDS).index(draft.mode or ""),
            format_func=_MODE_WORDS.__getitem__,
            key=f"mode_{draft.name}",
        )
    new = dataclasses.replace(draft, status_date=day, mode=_MODES[mode])
    if new != draft:
        drafts.save(new)
    return new
