"""Which store the app works on, opened once per server, and every answer cached per state of the store.

The only caches of the app are here. Frames never live in a session: they are kept once, keyed on the store's state and
the question, and are not to be changed by whoever gets them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import streamlit as st

from pmo_data.domain.places import database_path, demo_database_path
from pmo_data.queries.base import Query
from pmo_data.queries.catalogue import noted
from pmo_data.store.database import Store
from pmo_data.store.snapshots import Snapshot, snapshots

if TYPE_CHECKING:
    import pandas as pd

Room = Literal["own", "demo"]
_CHOSEN = "room"


def chosen() -> Room:
    """The user's own store where there is one or she asked for it, the demo otherwise."""
    said = st.session_state.get(_CHOSEN)
    if said in ("own", "demo"):
        return "own" if said == "own" else "demo"
    return "own" if database_path().exists() else "demo"


def choose(room: Room) -> None:
    st.session_state[_CHOSEN] = room


def path() -> Path:
    return database_path() if chosen() == "own" else demo_database_path()


def store() -> Store:
    """The open store of the chosen room; the demo is built on its first visit."""
    place = path()
    if chosen() == "demo" and not place.exists():
        # Reading files in brings half a second of libraries; a demo is built once.
        from pmo_data.ingest.demo import ensure_demo

        with st.spinner("Building the demo portfolio: twelve months of history, once …"):
            ensure_demo(place)
    return _opened(str(place))


@st.cache_resource(show_spinner=False, max_entries=4)
def _opened(place: str) -> Store:
    return Store.open(place)


def state() -> str:
    """Changes with every commit and every undo: what cached answers are keyed on."""
    return f"{path()}|{store().version()}"


def all_snapshots() -> list[Snapshot]:
    """The snapshots of the chosen room, earliest first."""
    return _snapshots(state())


def status_date(as_of: int) -> date | None:
    """The day that the portfolio as of a moment speaks of; None where nothing was imported until then."""
    return max((s.status_date for s in all_snapshots() if s.moment <= as_of), default=None)


@st.cache_data(show_spinner=False, max_entries=8)
def _snapshots(key: str) -> list[Snapshot]:  # noqa: ARG001 - the key of the cache
    return snapshots(store())


def ask(query: Query) -> pd.DataFrame:
    """The frame that answers a query, from the cache where the store has not changed since."""
    return _answered(query, _key(query), state())


def ask_ahead(*queries: Query) -> None:
    """Have the answers that a page is about to ask for found side by side; `ask` then takes them from the cache."""
    _asked_ahead(queries, [_key(query) for query in queries], state())


def _key(query: Query) -> str:
    return f"{type(query).__name__}{query.parameters()}"


@st.cache_data(show_spinner=False, max_entries=100)
def _asked_ahead(_queries: tuple[Query, ...], keys: list[str], state_key: str) -> None:
    for query, key, frame in zip(_queries, keys, store().fetch_all(_queries), strict=True):
        _answered(query, key, state_key, frame)


@st.cache_data(show_spinner=False, max_entries=400)
def _answered(
    _query: Query,
    key: str,  # noqa: ARG001 - with the next one the key of the cache
    state_key: str,  # noqa: ARG001
    _found: pd.DataFrame | None = None,
) -> pd.DataFrame:
    return noted(store().fetch(_query) if _found is None else _found, _query)
