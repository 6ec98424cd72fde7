"""Figures at the top of a page: a value, its change since the comparison, and how much of it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from pages._ui import explain, frame
from pages._ui.text import md
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import UNKNOWN, known, listed
from pmo_data.queries.explained import labelled

Better = Literal["up", "down", "neither"]


@dataclass(frozen=True)
class Card:
    """One figure. `delta` is a number or words ('+3'), None where there is nothing to compare with.

    `better` says which direction is good news; `known` stands below ('known 191 of 235'). `explains` names the figure
    in the registry of explained figures; the card then offers its explanation.
    """

    label: str
    value: str
    delta: str | float | None = None
    better: Better = "neither"
    known: str = ""
    help: str = ""
    explains: str = ""


_STILL = (0, "0")
_MOST_IN_A_ROW = 6
"""From so many on, a figure would be cut beside the others on a laptop."""


def known_of(n: int, total: int) -> str:
    """'known 191 of 235'; nothing where all is known, which needs no saying on a card."""
    return known(n, total) if n < total else ""


def show(
    cards: Sequence[Card], scope: Scope | None = None, project: str | None = None, *, explained: bool = True
) -> None:
    """Draw the figures in one row, six of them in two; fewer stand beside one another on a narrow screen.

    Each card explains the figure that it names, or that is registered under its label, for the scope (the page's, if
    none is given) or for one project (a key) in it; not where `explained` is off, because it is counted otherwise here.
    """
    if cards and all(card.value == UNKNOWN for card in cards):
        # Boxes of n/a only would be what meets the eye first and say nothing.
        st.caption(md(f"Not known, for what they need is not on file: {listed([c.label for c in cards], len(cards))}."))
        return
    colours: dict[Better, Literal["normal", "inverse", "off"]] = {"up": "normal", "down": "inverse", "neither": "off"}
    in_a_row = len(cards) if len(cards) < _MOST_IN_A_ROW else 3
    with st.grid(in_a_row, min_column_width=150):
        for card in cards:
            with st.container(border=True, height="stretch", gap="xsmall"):
                # A metric cuts its label on a narrow card; text above it goes on in a second line.
                st.markdown(f":small[{md(card.label)}]", help=card.help or None)
                still = card.delta in _STILL
                st.metric(
                    card.label,
                    card.value,
                    "no change" if still else card.delta,
                    delta_color="off" if still else colours[card.better],
                    delta_arrow="off" if still else "auto",
                    label_visibility="collapsed",
                )
                if card.known:
                    # Beside the change there is no room for it: it would be cut on every screen but the widest.
                    st.caption(card.known)
                figure = card.explains or getattr(labelled(card.label), "name", "")
                if figure and explained:
                    explain.popover(figure, scope or frame.current(), project)
