"""Prose on a page: sentences whose first words are links to the page, with its filters, that shows their rows."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from pages._ui import room
from pages._ui.text import md
from pmo_data.domain.scope import Scope
from pmo_data.store.snapshots import snapshot_at
from pmo_data.studies.narrative import Clause, Paragraph


def period(scope: Scope) -> None:
    """Between which two snapshots what is told happened, and of which part of the portfolio."""
    known = {s.snapshot: s for s in room.all_snapshots()}
    now = known.get(snapshot_at(room.store(), scope.as_of) or 0)
    then = None if scope.compare_with is None else known.get(snapshot_at(room.store(), scope.compare_with) or 0)
    since = f"since {then.title}" if then else "nothing to compare with is chosen, so nothing is said of movement"
    st.caption(md(f"{now.title if now else 'No snapshot'}; {since}; {scope.sentence()}."))


def paragraph(told: Paragraph) -> str:
    """The sentences as Markdown, nothing of which but the links is markup."""
    return " ".join(f"[{md(clause.said)}]({link(clause)}){_after(clause.rest)}" for clause in told.clauses)


def _after(rest: str) -> str:
    """What follows a link, with the blank before it that making it safe would take away."""
    return f" {md(rest)}" if rest.startswith(" ") else md(rest)


def link(clause: Clause) -> str:
    """The address of a clause's rows: its page with the filters chosen now, which stand in this page's address."""
    chosen = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    return f"{clause.page}?{urlencode([*chosen, *clause.filters])}".removesuffix("?")
