"""A step of the import journey: a line that says how it stands, open where something is asked, closed where not.

Also the one way in which an answer is kept: in the draft on disk, after which the file is read again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui.text import md
from pmo_data.ingest import draft as drafts

if TYPE_CHECKING:
    from pmo_data.ingest.draft import Draft
    from pmo_data.ingest.plan import PreparedTable


@dataclass(frozen=True)
class Place:
    """Which table of which file of the draft is being looked at."""

    draft: Draft
    file: int
    number: int
    table: PreparedTable

    def key(self, what: str) -> str:
        """A widget's key: new after every answer, so that no edit is laid over other rows than its own."""
        told = json.dumps(dataclasses.asdict(self.draft.answers[self.file]), sort_keys=True, default=str)
        stamp = hashlib.sha256(told.encode()).hexdigest()[:8]
        return f"{what}_{self.draft.name}_{self.file}_{self.number}_{stamp}"

    @property
    def steady(self) -> str:
        """A key that stays the same through all answers, for what a person opened or closed."""
        return f"{self.draft.name}_{self.file}_{self.number}"


def step(place: Place, title: str, state: str, *, asks: bool) -> AbstractContextManager[Any]:
    """The expander of a step: its title, its state in words, a tick where nothing is asked."""
    icon = ":material/contact_support:" if asks else ":material/check:"
    name = title.split()[0]
    return st.expander(f"**{md(title)}** · {md(state)}", expanded=asks, icon=icon, key=f"step_{name}_{place.steady}")


def answer(place: Place, **changed: Any) -> None:
    """Keep what was said about this file and read it again."""
    drafts.answered(place.draft, place.file, dataclasses.replace(place.draft.answers[place.file], **changed))
    st.rerun()


def answer_for(place: Place, what: str, header: str, said: Any) -> None:
    """Keep one answer about one column: `what` as in `prepare.Options.answers`."""
    before = place.draft.answers[place.file].answers
    answer(place, answers={**before, what: {**before.get(what, {}), header: said}})
