"""The figures of the alignment page, beside what they were at the comparison, and the choice of what stands in."""

from __future__ import annotations

import dataclasses

import streamlit as st

from pages._ui import cards, room
from pages._ui.cards import Card
from pmo_data.charts.alignment_words import Figures, figures, plural, singular
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import amount
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
        required=True,
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
    before = None
    if scope.compare_with is not None:
        before = found(dataclasses.replace(scope, as_of=scope.compare_with), now.dimension)
    one, many = singular(now.dimension), plural(now.dimension)
    cards.show(
        [
            Card(
                f"{many.capitalize()} served",
                f"{now.served} of {now.objectives}",
                None if before is None else now.served - before.served,
                "up",
            ),
            Card(
                "On red projects only",
                str(len(now.only_red)),
                None if before is None else len(now.only_red) - len(before.only_red),
                "down",
                help="All open projects behind it are red.",
            ),
            Card(
                f"Open projects without {one}",
                str(now.orphans),
                None if before is None else now.orphans - before.orphans,
                "down",
            ),
            Card(
                f"Money without {one}",
                amount(now.orphan_money, now.currency) if now.orphans else amount(0, now.currency),
                _moved(now, before),
                "down",
                help="Budget of open projects that serve none.",
            ),
        ]
    )


def _moved(now: Figures, before: Figures | None) -> str | int | None:
    if before is None or now.orphan_money is None or before.orphan_money is None:
        return None
    moved = now.orphan_money - before.orphan_money
    return amount(moved, now.currency).replace("−", "-") if moved else 0
