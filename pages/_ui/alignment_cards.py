"""The figures of the alignment page, beside what they were at the comparison, and the choice of what stands in."""

from __future__ import annotations

import streamlit as st

from pages._ui import cards, changes, room
from pages._ui.cards import Card
from pmo_data.charts.alignment_words import Figures, figures, plural, singular
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import UNKNOWN, amount
from pmo_data.queries.alignment import Alignment, ObjectiveCoverage, OrphanProjects

_DIMENSIONS = {
    "auto": "Objectives, or what stands in",
    "objective": "Objectives",
    "category": "Category",
    "department": "Department",
    "programme": "Programme",
    "portfolio": "Portfolio",
}


def dimension() -> str:
    """What the projects are held against; in the address, so that a link is a view."""
    said: str = st.selectbox(
        "Serve what",
        list(_DIMENSIONS),
        format_func=lambda value: _DIMENSIONS[value],
        key="dimension",
        help="Where no objectives are named, a grouping of the projects can stand in.",
        bind="query-params",
        persist_state="session",
        width=300,
    )
    return said


def found(scope: Scope, dimension: str) -> Figures:
    """The figures for a scope and a dimension."""
    return figures(
        room.ask(Alignment.of(scope, dimension=dimension)),
        room.ask(ObjectiveCoverage.of(scope, dimension=dimension)),
        room.ask(OrphanProjects.of(scope, dimension=dimension)),
    )


def show(now: Figures, scope: Scope) -> None:
    """Four figures: served, on red only, projects without, and money without."""
    earlier = changes.before(scope)
    before = found(earlier, now.dimension) if earlier else None
    before = before if before is not None and before.objectives else None  # nothing to serve is nothing to compare with
    one, many = singular(now.dimension), plural(now.dimension)
    cards.show(
        [
            Card(
                f"{many.capitalize()} served",
                f"{now.served} of {now.objectives}" if now.objectives else UNKNOWN,
                None if before is None else now.served - before.served,
                "up",
            ),
            Card(
                "On red only",
                str(len(now.only_red)) if now.objectives else UNKNOWN,
                None if before is None else len(now.only_red) - len(before.only_red),
                "down",
                help="All open projects behind it are red.",
            ),
            Card(
                f"Without {one}",
                str(now.orphans),
                None if before is None else now.orphans - before.orphans,
                "down",
                "open projects",
            ),
            Card(
                "Unaligned money",
                amount(now.orphan_money, now.currency) if now.orphans else amount(0, now.currency),
                changes.money(now.orphan_money, before.orphan_money if before else None, now.currency),
                "down",
                help="Budget of open projects that serve none.",
            ),
        ],
        explained=now.dimension == "objective",
    )
