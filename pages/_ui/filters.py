"""The filters in the sidebar, from which every page's scope comes; each is in the address, so a link is a view."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages._ui import address, room, saved_views
from pmo_data.charts import theme
from pmo_data.charts.theme import rated
from pmo_data.domain.moments import FOREVER
from pmo_data.domain.scope import Scope
from pmo_data.queries.overview import FilterChoices
from pmo_data.queries.settings import Settings, palette
from pmo_data.store.snapshots import Snapshot

LATEST = "latest"
NOTHING = "none"
BEFORE = "before"
_LABELS = {
    "portfolios": "Portfolio",
    "programmes": "Programme",
    "departments": "Department",
    "objectives": "Objective",
    "ratings": "Rating",
}
_NO_SCOPE = ("data", "proof")
"""Pages about the store or the methods rather than a part of the portfolio."""


def choose(stem: str) -> Scope:
    """Draw the filters for one page (its file stem) and return the scope they choose."""
    with st.sidebar:
        _which_room()
        known = room.all_snapshots()
        theme.use(palette(room.ask(Settings())))
        if stem in _NO_SCOPE or not known:
            return Scope()
        as_of = _as_of(known)
        compare_with = _compare_with(known, as_of)
        scope = Scope(as_of, compare_with, **_choices(as_of))
        address.confess()
        saved_views.show(stem, scope)
        return scope


def _which_room() -> None:
    if room.chosen() == "demo":
        st.info("Demo portfolio: invented data.", icon=":material/science:")
        if st.button("Start with my own files", icon=":material/upload_file:", width="stretch"):
            room.choose("own")
            st.switch_page("pages/data.py")
    elif st.button("Look at the demo portfolio", icon=":material/science:", type="tertiary"):
        room.choose("demo")
        st.rerun()


def _as_of(known: list[Snapshot]) -> int:
    titles = {LATEST: f"Latest ({known[-1].title})"} | {str(s.snapshot): s.title for s in reversed(known)}
    said = _one("as_of", "As of", titles, known)
    moments = {str(s.snapshot): s.moment for s in known}
    return moments.get(said, FOREVER)


def _compare_with(known: list[Snapshot], as_of: int) -> int | None:
    """By default the last snapshot of an earlier status date: 'since last month' wants no click."""
    at = max((s for s in known if s.moment <= as_of), key=lambda s: s.moment, default=known[0])
    earlier = [s for s in known if s.status_date < at.status_date]
    titles = {str(s.snapshot): s.title for s in reversed(known) if s.moment < at.moment}
    first = {BEFORE: f"The one before ({earlier[-1].title})"} if earlier else {}
    said = _one("compare_with", "Compared with", first | {NOTHING: "Nothing"} | titles, known)
    if said == BEFORE:
        return earlier[-1].moment
    return {str(s.snapshot): s.moment for s in known}.get(said)


def _one(key: str, label: str, titles: Mapping[str, str], known: list[Snapshot]) -> str:
    address.settle(key, label, titles, known)
    said: str = st.selectbox(
        label,
        list(titles),
        format_func=lambda value: titles.get(value, value),
        key=key,
        bind="query-params",
        persist_state="session",
    )
    return said


def _choices(as_of: int) -> dict[str, tuple[str, ...]]:
    """One multi-select for each filter that has anything to choose from."""
    frame = room.ask(FilterChoices(as_of=as_of))
    chosen: dict[str, tuple[str, ...]] = {}
    for name, label in _LABELS.items():
        rows = frame[frame["filter"] == name]
        titles = dict(zip(rows["value"], rows["label"], strict=True))
        if name == "ratings":
            titles = {value: rated(value) for value in titles}
        if titles:
            chosen[name] = _several(name, label, titles)
    return chosen


def _several(key: str, label: str, titles: Mapping[str, str]) -> tuple[str, ...]:
    address.settle(key, label, titles)
    return tuple(
        st.multiselect(
            label,
            list(titles),
            format_func=lambda value: str(titles.get(value, value)),
            key=key,
            placeholder="All",
            bind="query-params",
            persist_state="session",
        )
    )
