"""Names that may be one person or body, or one the portfolio knows already: merged only when somebody says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import bring_steps, room
from pages._ui.text import md
from pmo_data.ingest.match.asking import MOST_ROWS
from pmo_data.ingest.match.similar import SimilarName, similar_names
from pmo_data.ingest.match.values import Question, value_questions

if TYPE_CHECKING:
    from pages._ui.bring_steps import Place
    from pmo_data.ingest.plan import PreparedFile


@dataclass(frozen=True)
class Names:
    """What a table asks about names: groups within its columns, and names that the portfolio may know."""

    within: tuple[Question, ...] = ()
    known: tuple[SimilarName, ...] = ()

    @property
    def open(self) -> int:
        """How many answers would be welcome."""
        return len(self.within) + len(self.known)


def asked(place: Place, file: PreparedFile) -> Names:
    """The open questions about the names of one table."""
    if place.table.rows.num_rows > MOST_ROWS:
        return Names()
    told = place.draft.answers[place.file].answers.get("values", {})
    return Names(
        tuple(q for q in value_questions(place.table) if q.suggestions),
        tuple(
            name
            for name in similar_names(room.store(), [file])
            if name.sheet == place.table.plan.sheet and name.text not in told.get(name.column, {})
        ),
    )


def show(place: Place, names: Names) -> None:
    """A line for each column with names alike, with a button that takes the suggestion and keeps it for next month."""
    for question in names.within:
        _within(place, question)
    for number, name in enumerate(names.known):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(md(name.sentence), width="content")
            for candidate in name.candidates[:3]:
                key = place.key(f"known_{number}_{candidate}")
                if st.button(f"It is {md(candidate)}", type="tertiary", icon=":material/merge:", key=key):
                    _keep(place, name.column, {name.text: candidate})
            if st.button("It is neither" if len(name.candidates) > 1 else "It is not", type="tertiary",
                         icon=":material/call_split:", key=place.key(f"own_{number}")):  # fmt: skip
                _keep(place, name.column, {name.text: name.text})


def _within(place: Place, question: Question) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        pairs = [f"{md(text)} → {md(known)}" for text, known in question.suggestions.items()]
        st.markdown(f"{md(question.sentence)} {'; '.join(pairs)}", width="content")
        if st.button("They are the same", icon=":material/merge:", key=place.key(f"same_{question.column}")):
            _keep(place, question.column, question.suggestions)
        if st.button("They are not", type="tertiary", icon=":material/call_split:",
                     key=place.key(f"apart_{question.column}")):  # fmt: skip
            _keep(place, question.column, {text: text for text in question.suggestions})


def _keep(place: Place, column: str, merged: dict[str, str]) -> None:
    before = place.draft.answers[place.file].answers.get("values", {}).get(column, {})
    bring_steps.answer_for(place, "values", column, {**before, **merged})
