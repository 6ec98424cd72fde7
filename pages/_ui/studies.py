"""Studies on a page, kept per state of the store: the algorithms run once for all who look at the same snapshot.

It stands beside `room`, which keeps the frames of queries: a study's result is made of many frames.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from pages._ui import room
from pmo_data.studies.asking import Ask

Result = TypeVar("Result")


def run(study: Callable[..., Result], *question: Any) -> Result:
    """`study(ask, *question)`, from the cache where the store has not changed since. The result is shared."""
    found: Result = _kept(study, room.ask, f"{study.__module__}.{study.__qualname__}{question}", room.state(), question)
    return found


@st.cache_resource(show_spinner=False, max_entries=60)
def _kept(_study: Callable[..., Any], _ask: Ask, key: str, state: str, _question: tuple[Any, ...]) -> Any:  # noqa: ARG001
    return _study(_ask, *_question)
