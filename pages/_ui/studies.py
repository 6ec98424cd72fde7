"""Studies on a page, kept per state of the store: the algorithms run once for all who look at the same snapshot.

It stands beside `room`, which keeps the frames of queries: a study's result is made of many frames.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from pages._ui import room
from pmo_data.studies.asking import Ask
from pmo_data.studies.proof import Proof, known_folder, prove

Result = TypeVar("Result")


def run(study: Callable[..., Result], *question: Any) -> Result:
    """`study(ask, *question)`, from the cache where the store has not changed since. The result is shared."""
    found: Result = _kept(study, room.ask, f"{study.__module__}.{study.__qualname__}{question}", room.state(), question)
    return found


@st.cache_resource(show_spinner=False, max_entries=60)
def _kept(_study: Callable[..., Any], _ask: Ask, key: str, state: str, _question: tuple[Any, ...]) -> Any:  # noqa: ARG001
    return _study(_ask, *_question)


@st.cache_resource(show_spinner=False, max_entries=2)
def proof(*, with_data_sets: bool) -> Proof:
    """The published answers beside ours; with the published data sets it takes some seconds, once per server."""
    return prove(known_folder() if with_data_sets else None)
