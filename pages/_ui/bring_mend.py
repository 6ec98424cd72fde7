"""Mending what was found: cells typed over in place, or the workbook sent back to its owner with its cells marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages._ui import bring_steps
from pages._ui.text import md
from pmo_data.export.annotated import Mark, annotated
from pmo_data.ingest.send_back import cells_of, placed
from pmo_data.ingest.typing.records import letters

if TYPE_CHECKING:
    from pages._ui.bring_steps import Place
    from pmo_data.ingest.plan import PreparedFile
    from pmo_data.store.delivery import Finding

FEW = 9
"""Up to so many cells each has a field of its own; more of them share a grid."""
MOST_CELLS = 50
"""So many cells of one finding are mended here; where there are more, the file is better mended at its source."""


def cells(place: Place, findings: Sequence[Finding], number: int) -> None:
    """The cells of a finding to type over; what stood there stays with the row as its original text.

    A text that stands in several cells can be replaced in all of them at once; a cell typed over by itself goes first.
    """
    placed = {address: f for f in findings if (address := _address(place, f))}
    if not placed:
        return
    known = dict(list(placed.items())[:MOST_CELLS])
    repeated = [(text, n) for text, n in Counter(f.value for f in placed.values()).most_common(FEW) if text and n > 1]
    with st.form(place.key(f"mend_{number}"), border=False):
        everywhere = {
            text: st.text_input(f"All {n:,} cells with “{md(text)}”", text, key=place.key(f"all_{number}_{text}"))
            for text, n in repeated
        }
        typed = _few(place, known, number) if len(known) <= FEW else _many(place, known, number)
        asked = st.form_submit_button("Read again with what is typed here", icon=":material/edit:")
    whole = {cell: everywhere[f.value] for cell, f in placed.items() if f.value in everywhere}
    typed = {**whole, **{cell: text for cell, text in typed.items() if text != (known[cell].value or "")}}
    changed = {cell: text for cell, text in typed.items() if text != (placed[cell].value or "")}
    if asked and changed:
        before = place.draft.answers[place.file].answers
        bring_steps.answer(place, answers={**before, "cells": {**before.get("cells", {}), **changed}})


def _few(place: Place, known: dict[str, Finding], number: int) -> dict[str, str]:
    with st.grid(3, min_column_width=220):
        return {
            cell: st.text_input(
                f"{md(cell.rpartition('!')[2])} · {md(finding.column or '')}",
                finding.value or "",
                key=place.key(f"cell_{number}_{cell}"),
            )
            for cell, finding in known.items()
        }


def _many(place: Place, known: dict[str, Finding], number: int) -> dict[str, str]:
    found = [f.value or "" for f in known.values()]
    columns = [f.column or "" for f in known.values()]
    frame = pd.DataFrame({"Cell": list(known), "Column": columns, "Found": found, "Should be": found})
    edited = st.data_editor(
        frame,
        hide_index=True,
        disabled=["Cell", "Column", "Found"],
        key=place.key(f"cells_{number}"),
        alt="The cells of this finding; type what should stand there",
    )
    return {str(cell): str(text or "") for cell, text in zip(edited["Cell"], edited["Should be"], strict=True)}


def _address(place: Place, finding: Finding) -> str | None:
    """The cell of a finding with its sheet; a value that is missing has its column and row only."""
    plan = place.table.plan
    column = next((c for c in plan.columns if c.header == finding.column), None)
    cell = finding.cell
    if column is not None and column.index < 0:  # carried down from a heading: no cell of its own
        column = None
    if cell is None and column is not None and finding.row is not None and plan.orientation == "rows":
        cell = f"{letters(column.index)}{finding.row}"
    return f"{plan.sheet}!{cell}" if cell else None


def send_back(place: Place, file: PreparedFile) -> None:
    """The file as a workbook with its cells marked and an Errors sheet, for whoever has to mend it."""
    st.download_button(
        "Download the workbook with what is wrong marked",
        lambda: _workbook(place, file),
        file_name=f"{file.file_name.rsplit('.', 1)[0]}-to-mend.xlsx",
        icon=":material/outgoing_mail:",
        type="tertiary",
        key=place.key("send_back"),
    )


def _workbook(place: Place, file: PreparedFile) -> bytes:
    marks = [
        Mark(p.sheet, p.row, p.column, f.column, f.cell, f.value, f.severity, f.message, f.fix)
        for p in placed(file)
        for f in (p.finding,)
    ]
    return annotated(cells_of(place.draft.incoming()[place.file]), marks)
