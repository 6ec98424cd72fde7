"""Templates handed out and collected again, and the register of who and what came, went or took another name."""

from __future__ import annotations

import dataclasses

import pandas as pd
import streamlit as st

from pages._ui import room, tables
from pmo_data.domain.catalogue import ENTITIES, WRITTEN_IN_APP
from pmo_data.domain.words import count
from pmo_data.export.template import entity_names, per_project, write_template
from pmo_data.store.collected import collected
from pmo_data.store.identities import identities
from pmo_data.store.rows import project_keys, rows_in_force

_FORMS = {"empty": "Empty", "filled": "With today's values", "each": "One file per project"}


def templates() -> None:
    """Workbooks to fill in, whose columns the importer knows by heart, and what became of those handed out."""
    st.markdown(
        "A template has a sheet for each kind of row, with drop-downs, the meaning of each column and examples. "
        "What comes back filled in is recognised without a question."
    )
    names = ["all", *(n for n in ENTITIES if n not in WRITTEN_IN_APP)]
    chosen = st.selectbox(
        "For", names, format_func=lambda n: "Everything" if n == "all" else ENTITIES[n].title, key="template"
    )
    form = st.segmented_control(
        "Filled in", list(_FORMS), format_func=_FORMS.__getitem__, default="empty", required=True, key="template_form"
    )
    each = form == "each"
    st.download_button(
        "Download templates" if each else "Download template",
        lambda: _made(chosen, form),
        file_name=f"{chosen}-templates.zip" if each else f"{chosen}-template.xlsx",
        icon=":material/download:",
        type="primary",
        key="template_download",
    )
    _collected()


def _made(asked: str, form: str) -> bytes:
    """The file as asked for, made when it is downloaded."""
    store = room.store()
    if form == "each":
        return per_project(asked, {key: _values(asked, key) for key, _ in project_keys(store)})
    return write_template(asked, _values(asked, None) if form == "filled" else None)


def _values(asked: str, project: str | None) -> dict[str, list[dict[str, object]]]:
    return {name: rows_in_force(room.store(), name, project=project) for name in entity_names(asked)}


def _collected() -> None:
    """Who answered for which date, what that changed, and who is late."""
    st.subheader("Collected")
    found = collected(room.store())
    late = sum(c.late for c in found)
    if found:
        words = f"{count(late, 'project')} late" if late else "every project answered"
        st.markdown(f"**{words.capitalize()}**, measured by the latest date for which a filled-in template came back.")
    frame = pd.DataFrame([dataclasses.asdict(c) for c in found])
    if not frame.empty:
        frame = frame.assign(answered=frame["late"].map({True: "▲ late", False: "● answered"}))
    tables.show(
        frame,
        columns={
            "answered": "State",
            "project": "Project",
            "name": "Name",
            "manager": "Manager",
            "returned_for": "Came back for",
            "changed": "Rows changed",
            "who": "Brought in by",
            "file_name": "File",
        },
        alt="Each project with the latest filled-in template that came back for it, late ones first",
        empty="No filled-in template came back yet. Bring them in like any other file.",
        key="collected",
    )
    tables.download(frame, "collected", key="collected_download")


def names() -> None:
    """Projects that joined, left or were renamed, and names that were taken for one or kept apart."""
    frame = pd.DataFrame([dataclasses.asdict(i) for i in identities(room.store())])
    tables.show(
        frame,
        columns={
            "event": "What happened",
            "entity": "To a",
            "name": "Name",
            "other": "Other name",
            "status_date": "When",
            "who": "By whom",
        },
        alt="Projects that joined, left or were renamed, and names that were merged or kept apart, the latest first",
        empty="Nobody joined, left or was renamed since the first snapshot, and no names were merged.",
        key="identities",
    )
    tables.download(frame, "names", key="identities_download")
