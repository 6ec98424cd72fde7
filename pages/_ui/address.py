"""What an address says of a filter in another way than the filter writes it: a snapshot's number, a day, a key.

Links are written by people and programs too, who know `as_of=6` and `programmes=PG-WTR` from the console script. A
filter reads its own labels from the address and drops anything else without a word, so the address is written anew
before the filter looks, and what there is not is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from pages._ui.text import md
from pmo_data.store.snapshots import Snapshot

_LOST = "not followed in the address"


def settle(key: str, label: str, titles: Mapping[str, str], known: list[Snapshot] | None = None) -> None:
    """Begin anew with the filter's own labels where the address means them in other words; say what it cannot mean."""
    said = st.query_params.get_all(key)
    if all(text in titles.values() for text in said):
        return
    meant = {text: named(text, titles, known or []) for text in said}
    lost = [text for text, value in meant.items() if value is None]
    if lost:
        sentence = f"{label}: there is no {' and no '.join(lost)} here, so the address is followed without it."
        st.session_state.setdefault(_LOST, []).append(sentence)
    found = [titles[value] for value in meant.values() if value is not None]
    if found:
        st.query_params[key] = found
        st.rerun()


def confess() -> None:
    """Say once, when all filters have looked, what of the address was not followed."""
    for sentence in st.session_state.pop(_LOST, []):
        st.warning(md(sentence), icon=":material/link_off:")


def named(text: str, titles: Mapping[str, str], known: list[Snapshot]) -> str | None:
    """The value meant by a label, a value, or a day (the last snapshot until it); None where there is none."""
    if text in titles:
        return text
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return next((value for value, label in titles.items() if label.casefold() == text.casefold()), None)
    until = [str(s.snapshot) for s in known if s.status_date <= day and str(s.snapshot) in titles]
    return until[-1] if until else None
