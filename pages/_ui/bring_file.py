"""One file of a draft: what it was taken for, the columns to match, what was found, and the reconciliation."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages._ui import tables
from pages._ui.text import md
from pmo_data.domain.catalogue import ENTITIES, WRITTEN_IN_APP
from pmo_data.domain.words import count
from pmo_data.ingest import draft as drafts
from pmo_data.ingest.report import reconciled

if TYPE_CHECKING:
    from pmo_data.ingest.draft import Draft
    from pmo_data.ingest.plan import PreparedFile, PreparedTable

KEEP = "keep beside"
_ORDERS = {"dmy": "Day first (31/12/2026)", "mdy": "Month first (12/31/2026)", "ymd": "Year first (2026/12/31)"}


def show(draft: Draft, index: int, file: PreparedFile) -> None:
    """Draw one file; answers given here are kept in the draft and the file is read again."""
    if file.refused is not None:
        st.error(f"{md(file.file_name)}: {md(file.refused)}", icon=":material/block:")
        return
    errors = sum(t.counts.held_back for t in file.tables)
    title = f"{md(file.file_name)}: {_summary(file)}"
    with st.expander(title, expanded=len(draft.files) == 1 or bool(errors), icon=":material/description:"):
        for sentence in (f.message for f in file.findings):
            st.caption(md(sentence))
        for number, table in enumerate(file.tables):
            if table.derived_from is None:
                _table(draft, index, number, table)


def _summary(file: PreparedFile) -> str:
    parts = [
        f"{count(t.counts.loaded, 'row')} of {ENTITIES[t.entity].title.lower()}"
        for t in file.tables
        if t.derived_from is None
    ]
    return "; ".join(parts)


def _table(draft: Draft, index: int, number: int, table: PreparedTable) -> None:
    plan, key = table.plan, f"{draft.name}_{index}_{number}"
    rows = ", ".join(str(r) for r in plan.header_rows)
    st.markdown(
        f"**{md(plan.sheet)}**: a {'row' if plan.orientation == 'rows' else 'column'} is {md(plan.row_stands_for)}; "
        f"column names in {'row' if plan.orientation == 'rows' else 'column'} {rows}."
    )
    _reconciliation(table)
    _entity(draft, index, table, key)
    _columns(draft, index, table, key)
    _questions(draft, index, table, key)
    _findings(table, key)


def _reconciliation(table: PreparedTable) -> None:
    """Always on screen, and always adding up."""
    c = reconciled(table, None)
    st.markdown(
        f"Rows in file **{c.in_file:,}** = loaded **{c.loaded + c.unchanged:,}** + held back **{c.held_back:,}** "
        f"+ not data **{c.not_data:,}**"
    )


def _entity(draft: Draft, index: int, table: PreparedTable, key: str) -> None:
    names = [n for n in ENTITIES if n not in WRITTEN_IN_APP]
    chosen = st.selectbox(
        "A row is",
        names,
        index=names.index(table.entity),
        format_func=lambda n: ENTITIES[n].name.replace("_", " "),
        key=f"entity_{key}",
    )
    if chosen != table.entity:
        _answer(draft, index, entity=chosen, corrections={})


def _columns(draft: Draft, index: int, table: PreparedTable, key: str) -> None:
    """Their column with samples, our field, and how sure the match is."""
    fields = {f.name: f.title for f in ENTITIES[table.entity].fields}
    frame = pd.DataFrame(
        {
            "Column": [c.header for c in table.plan.columns],
            "Samples": [" · ".join(c.samples[:3]) for c in table.plan.columns],
            "Field": [c.field or KEEP for c in table.plan.columns],
            "Match": [c.confidence if c.field else "none" for c in table.plan.columns],
            "Read as": [table.formats.get(c.field or "", "") for c in table.plan.columns],
        }
    )
    edited = st.data_editor(
        frame,
        hide_index=True,
        disabled=["Column", "Samples", "Match", "Read as"],
        column_config={
            "Field": st.column_config.SelectboxColumn(
                "Field", options=[KEEP, *fields], format_func=lambda n: fields.get(str(n), "Keep beside"), required=True
            )
        },
        key=f"columns_{key}",
    )
    changed = {
        row["Column"]: None if row["Field"] == KEEP else row["Field"]
        for row, before in zip(edited.to_dict("records"), frame["Field"], strict=True)
        if row["Field"] != before
    }
    if changed:
        _answer(draft, index, corrections={**draft.answers[index].corrections, **changed})


def _questions(draft: Draft, index: int, table: PreparedTable, key: str) -> None:
    """Date orders that the column itself cannot prove are asked, with the order assumed until then."""
    asked = [f for f in table.findings if f.rule == "date_order_ambiguous" and f.column]
    for finding in {f.column: f for f in asked}.values():
        column = str(finding.column)
        given: dict[str, Any] = dict(draft.answers[index].answers.get("date_order", {}))
        options = ["dmy", "mdy"]
        said = st.radio(
            f"{md(column)}: {md(finding.message)}",
            options,
            index=options.index(given.get(column, "dmy")),
            format_func=_ORDERS.__getitem__,
            horizontal=True,
            key=f"order_{key}_{column}",
        )
        if said != given.get(column, "dmy"):
            answers = {**draft.answers[index].answers, "date_order": {**given, column: said}}
            _answer(draft, index, answers=answers)


def _answer(draft: Draft, index: int, **changed: Any) -> None:
    drafts.answered(draft, index, dataclasses.replace(draft.answers[index], **changed))
    st.rerun()


def _findings(table: PreparedTable, key: str) -> None:
    """Errors first; grouped by the rule, since one answer often mends them all."""
    if not table.findings:
        st.caption("Nothing was found amiss.")
        return
    frame = pd.DataFrame([dataclasses.asdict(f) for f in table.findings])
    frame = frame.sort_values(["severity", "rule", "row"], kind="stable", na_position="first")
    tables.show(
        frame,
        columns={
            "severity": "Weight",
            "row": "Row",
            "column": "Column",
            "value": "Found",
            "message": "Finding",
            "fix": "How to mend it",
        },
        alt="What was noticed in this table, errors first.",
        empty="Nothing was found amiss.",
        key=f"findings_{key}",
    )
    tables.download(frame, "findings", key=f"findings_download_{key}")
