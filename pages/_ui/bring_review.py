"""The review of one table: counts first, then findings grouped by what would mend them, errors before warnings."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages._ui import bring_mend, bring_steps, tables
from pages._ui.text import md
from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.words import amount, count
from pmo_data.ingest.asked import QUESTION_RULES, beside
from pmo_data.ingest.check.groups import Group, groups
from pmo_data.ingest.report import reconciled

if TYPE_CHECKING:
    from pages._ui.bring_steps import Place
    from pmo_data.ingest.asked import Asked
    from pmo_data.ingest.plan import PreparedFile, PreparedTable

_SHOWN = 12
_COLUMNS = {"row": "Row", "column": "Column", "cell": "Cell", "value": "Found", "message": "Finding"}


def show(place: Place, file: PreparedFile, questions: Asked) -> None:
    """The step of one table: its reconciliation, then every group with its rows behind it.

    What is asked above is not said again here.
    """
    table = place.table
    asked_above = {q.header for q in questions.formats if q.open} | {q.header for q in questions.words}
    noted = [*table.findings, *(f for t in beside(file, table) for f in t.findings)]
    found = groups(f for f in noted if f.rule not in QUESTION_RULES or f.column not in asked_above)
    held = table.counts.held_back
    with bring_steps.step(place, "5 Review", _state(found, held), asks=bool(held)):
        st.markdown(line_of_rows([file]))
        if table.money:
            st.markdown(line_of_money([file]))
        for number, group in enumerate(found[:_SHOWN]):
            _group(group)
            texts = [f for f in group.cells if f.value]
            if group.severity == "error":
                bring_mend.cells(place, group.cells, number)
            elif texts:  # values that were not read, beside which nothing is held back
                with st.popover("Mend here", icon=":material/edit:", type="tertiary"):
                    bring_mend.cells(place, texts, number)
        if len(found) > _SHOWN:
            st.caption(f"{count(len(found) - _SHOWN, 'more kind')} of finding in the download below.")
        if not found:
            st.caption("Nothing was found amiss.")
        frame = pd.DataFrame([dataclasses.asdict(f) for f in noted])
        tables.download(frame, "findings", key=place.key("findings"))
        if found:
            bring_mend.send_back(place, file)


def _state(found: list[Group], held: int) -> str:
    errors = sum(g.severity == "error" for g in found)
    parts = [f"{count(held, 'row')} held back"] if held else ["every row can be loaded"]
    parts += [count(errors, "error")] if errors else []
    parts += [count(len(found) - errors, "note")] if len(found) > errors else []
    return ", ".join(parts)


def _group(group: Group) -> None:
    icon = ":material/error:" if group.severity == "error" else ":material/info:"
    with st.container(border=group.severity == "error"):
        st.markdown(f"{icon} {md(group.message)} {md(group.fix)}")
        if len(group.cells) > 1:
            frame = pd.DataFrame([dataclasses.asdict(f) for f in group.cells])
            tables.show(frame, columns=_COLUMNS, alt="The cells of this finding", empty="No single cell is meant.")


def line_of_rows(files: Iterable[PreparedFile]) -> str:
    """Rows in file = loaded + held back + not data, over all tables that stand in the files themselves."""
    counts = [reconciled(t, None) for t in _own_tables(files)]
    loaded, held, left = (sum(getattr(c, n) for c in counts) for n in ("loaded", "held_back", "not_data"))
    whole = sum(c.in_file for c in counts)
    return f"Rows in file **{whole:,}** = to load **{loaded:,}** + held back **{held:,}** + not data **{left:,}**"


def line_of_money(files: Iterable[PreparedFile]) -> str:
    """Money in file = money of the rows to load + money held back, for each field of money."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for table in _own_tables(files):
        for name, (loaded, held) in table.money.items():
            title = ENTITIES[table.entity].by_name[name].title
            before = sums.get(title, (Decimal(0), Decimal(0)))
            sums[title] = (before[0] + Decimal(loaded), before[1] + Decimal(held))
    said = [
        f"{md(title)} in file **{md(_money(a + b))}** = to load **{md(_money(a))}** + held back **{md(_money(b))}**"
        for title, (a, b) in sums.items()
        if a or b
    ]
    return "  \n".join(said)


def _money(value: Decimal) -> str:
    return f"{value:,.2f}" if abs(value) < 1_000_000 else f"{value:,.2f} ({amount(float(value))})"


def _own_tables(files: Iterable[PreparedFile]) -> list[PreparedTable]:
    return [t for f in files for t in f.tables if t.derived_from is None]
