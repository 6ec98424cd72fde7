"""The parts of a project's page in five groups, so that all are in sight, and the address that names one of them.

Thirteen tabs in a row were wider than the page, and what lay behind its edge was not found. The address alone says
which part is open: both choices follow it and write to it, so that links, kept views and reloads agree.
"""

from __future__ import annotations

import streamlit as st

GROUPS = {
    "Status": ("Status", "Report", "History", "Closing", "Where from"),
    "Plan": ("Schedule", "Critical path", "Plan quality", "Plan changes"),
    "People": ("People",),
    "Money": ("Earned value", "Money"),
    "Registers": ("Registers",),
}
_ADDRESS = "part"
_GROUP = "part_group"
_FIRST = next(iter(GROUPS))


def choose() -> str:
    """The part to show, by the address; two choices are drawn, the second only where a group has several parts."""
    part = _named()
    group = next(name for name, parts in GROUPS.items() if part in parts)
    st.session_state[_GROUP] = group
    st.segmented_control(
        "Group of parts", list(GROUPS), required=True, key=_GROUP, on_change=_open_group, label_visibility="collapsed"
    )
    if len(GROUPS[group]) > 1:
        key = _key(group)
        st.session_state[key] = part
        st.pills(
            "Part of the page", GROUPS[group], required=True, key=key, on_change=_open_part, args=(key,),
            label_visibility="collapsed",
        )  # fmt: skip
    return part


def _named() -> str:
    said = st.query_params.get(_ADDRESS, _FIRST)
    return said if any(said in parts for parts in GROUPS.values()) else _FIRST


def _key(group: str) -> str:
    return f"part_of_{group.lower()}"


def _open_group() -> None:
    _say(GROUPS[st.session_state[_GROUP]][0])


def _open_part(key: str) -> None:
    _say(st.session_state[key])


def _say(part: str) -> None:
    if part == _FIRST:
        st.query_params.pop(_ADDRESS, None)
    else:
        st.query_params[_ADDRESS] = part
