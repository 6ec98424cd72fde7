"""Bringing files in: add, recognise, match, review, see what will change, commit. Steps with nothing to ask are short.

A draft keeps the files and every answer on disk, and its name is in the address: a reload loses nothing.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import bring_change, bring_file, room
from pages._ui.text import md
from pmo_data.domain.catalogue import ENTITIES, WRITTEN_IN_APP
from pmo_data.domain.words import count
from pmo_data.export.template import write_template
from pmo_data.ingest import draft as drafts
from pmo_data.ingest.draft import Draft
from pmo_data.store.delivery import Mode
from pmo_data.store.memory import recall

if TYPE_CHECKING:
    from pmo_data.ingest.plan import PreparedFile

_MODE_WORDS = {"": "Let the room decide", "merge": "Add and update", "replace": "Replace this source's rows"}
_MODES: dict[str, Mode | None] = {"": None, "merge": "merge", "replace": "replace"}
KINDS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "xml", "xer", "pmxml", "zip"]


def show() -> None:
    """The whole journey for the draft in the address, or the way to begin one."""
    if room.chosen() == "demo":
        st.info("This is the demo portfolio. Your own files go into a store of their own.", icon=":material/science:")
        if st.button("Start with my own files", key="own_from_data", type="primary"):
            room.choose("own")
            st.rerun()
        return
    draft = drafts.load(st.query_params.get("draft", ""))
    if draft is None:
        _add()
    else:
        _go_on(draft)


def _add() -> None:
    came = st.file_uploader(
        "Spreadsheets, exports or a ZIP of them", type=KINDS, accept_multiple_files=True, key="upload"
    )
    if came and st.button(f"Read {count(len(came), 'file')}", type="primary", icon=":material/play_arrow:", key="read"):
        _open(drafts.begin([(file.name, file.getvalue()) for file in came]))
    for waiting in drafts.waiting():
        names = ", ".join(waiting.files[:3])
        if st.button(f"Go on with {md(names)}", icon=":material/edit_note:", key=f"draft_{waiting.name}"):
            _open(waiting)
    _template()


def _open(draft: Draft) -> None:
    st.query_params["draft"] = draft.name
    st.rerun()


def _template() -> None:
    with st.expander("Templates to fill in", icon=":material/table_view:"):
        names = ["all", *(n for n in ENTITIES if n not in WRITTEN_IN_APP)]
        chosen = st.selectbox(
            "For", names, format_func=lambda n: "Everything" if n == "all" else ENTITIES[n].title, key="template"
        )
        st.download_button(
            "Download template",
            lambda: write_template(chosen),
            file_name=f"{chosen}-template.xlsx",
            icon=":material/download:",
            key="template_download",
        )


def _go_on(draft: Draft) -> None:
    files = _read(draft)
    for index, prepared in enumerate(files):
        bring_file.show(draft, index, prepared)
    if all(f.refused is not None for f in files):
        st.warning("None of these files could be read, so there is nothing to import.", icon=":material/block:")
        _leave(draft)
        return
    draft = _when(draft, files)
    bring_change.show(draft, files)
    _leave(draft)


def _leave(draft: Draft) -> None:
    if st.button("Throw this draft away", icon=":material/delete:", type="tertiary", key="throw_away"):
        drafts.throw_away(draft)
        del st.query_params["draft"]
        st.rerun()


def _read(draft: Draft) -> list[PreparedFile]:
    """Every file as read with the answers so far; only what an answer changed is read again."""
    with st.spinner(f"Reading {count(len(draft.files), 'file')} …", show_time=True):
        return [_prepared(draft, index, draft.signature(index)) for index in range(len(draft.files))]


@st.cache_resource(show_spinner=False, max_entries=32)
def _prepared(_draft: Draft, index: int, signature: str) -> PreparedFile:  # noqa: ARG001 - the key of the cache
    return drafts.prepare_one(_draft, index, recall(room.store()))


def _when(draft: Draft, files: list[PreparedFile]) -> Draft:
    """The status date: asked once for all, with what the file names say as the suggestion."""
    hints = sorted(f.status_date_hint for f in files if f.status_date_hint)
    suggested = date.fromisoformat(hints[-1]) if hints else date.today()
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
