"""What an import will change, field by field, and the commit itself."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages._ui import cards, room, tables
from pages._ui.cards import Card
from pages._ui.text import md
from pmo_data.domain.catalogue import ENTITIES
from pmo_data.ingest import draft as drafts
from pmo_data.ingest.batch import Imported, Request, check, import_files, remember
from pmo_data.ingest.who import whoami

if TYPE_CHECKING:
    from pmo_data.ingest.draft import Draft
    from pmo_data.ingest.plan import PreparedFile

MANY = 10
"""From so many removed rows on, the number has to be typed."""


def show(draft: Draft, files: list[PreparedFile]) -> None:
    """The change as figures and rows, and the button that makes it."""
    st.subheader("What will change")
    request = Request((), status_date=draft.status_date, mode=draft.mode, who=whoami())
    planned = check(room.store(), request, files)
    if planned.committed is None:
        st.info("There is no row to import.", icon=":material/inbox:")
        return
    _figures(planned)
    for sentence in planned.committed.already.values():
        st.info(md(sentence), icon=":material/history:")
    _rows(planned)
    if _allowed(planned) and st.button("Import", type="primary", icon=":material/check:", key="commit"):
        _commit(draft, request, files)


def _figures(planned: Imported) -> None:
    outcomes = planned.committed.outcomes if planned.committed is not None else ()
    cards.show(
        [
            Card(title, f"{sum(getattr(o, name) for o in outcomes):,}")
            for title, name in (
                ("New", "added"),
                ("Changed", "changed"),
                ("Unchanged", "unchanged"),
                ("Leaving", "removed"),
            )
        ]
        + [Card("Held back", f"{planned.held_back:,}")]
    )
    for outcome in outcomes:
        if outcome.mode == "replace" and outcome.removed:
            st.caption(
                f"Taken as the next edition of the source “{md(outcome.source)}”: {outcome.removed:,} rows of "
                f"{ENTITIES[outcome.entity].title.lower()} that it no longer holds leave."
            )


def _rows(planned: Imported) -> None:
    changes = planned.committed.changes if planned.committed is not None else ()
    tables.show(
        pd.DataFrame([dataclasses.asdict(c) for c in changes]),
        columns={
            "kind": "Change",
            "entity": "Of",
            "key": "Which",
            "field": "Field",
            "before": "Before",
            "after": "After",
        },
        alt="Every value that this import changes, before and after.",
        empty="Nothing changes: the portfolio already says what these files say.",
        key="changes",
    )


def _allowed(planned: Imported) -> bool:
    """Many rows leaving need their number typed: a wrong file is noticed here."""
    leaving = sum(o.removed for o in planned.committed.outcomes) if planned.committed is not None else 0
    if leaving < MANY:
        return True
    said = st.text_input(f"{leaving:,} rows will leave. Type the number to allow it.", key="leaving")
    return said.replace(",", "").strip() == str(leaving)


def _commit(draft: Draft, request: Request, files: list[PreparedFile]) -> None:
    done = import_files(room.store(), request, files)
    remember(room.store(), files, request.who)
    drafts.throw_away(draft)
    del st.query_params["draft"]
    committed = done.committed
    if committed is not None and committed.snapshot is not None:
        st.session_state["imported"] = committed.snapshot
        st.toast(f"Snapshot {committed.snapshot} is made.", icon=":material/check:")
    else:
        st.toast("Nothing was new, so no snapshot was made.", icon=":material/history:")
    st.rerun()
