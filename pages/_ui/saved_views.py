"""Named views in the sidebar, and what changed since somebody last looked."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import streamlit as st

from pages._ui import messages, room
from pages._ui.text import md
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import count
from pmo_data.ingest.who import whoami
from pmo_data.queries.overview import Movement
from pmo_data.queries.reviews import SavedViews
from pmo_data.store.snapshots import Snapshot, snapshot_at
from pmo_data.store.visits import last_seen, mark_seen
from pmo_data.studies.views import FILTERS, keep_view, moved_rows, remove_view

_SEEN = "seen_before"
_SEVERAL = FILTERS
_ONE = ("as_of", "compare_with")


def show(stem: str, scope: Scope) -> None:
    """The part of the sidebar below the filters: open a view, keep this one, see what moved."""
    _since_last_visit()
    with st.expander("Saved views", icon=":material/bookmark:", on_change="rerun", key="saved_views") as opened:
        if opened.open:
            _open()
            _keep(stem, scope)


def _open() -> None:
    views = room.ask(SavedViews(who=whoami()))
    if views.empty:
        st.caption("No view is kept yet.")
    for row in views.to_dict("records"):
        left, right = st.columns([4, 1], vertical_alignment="center")
        whose = "everybody's" if row["is_shared"] else "yours"
        said = parse_qs(str(row["address"] or ""))
        if left.button(md(row["name"]), key=f"view_{row['view']}", type="tertiary", help=f"Opens the view, {whose}.",
                       on_click=_set_filters, args=(said,)):  # fmt: skip
            rest = {name: values for name, values in said.items() if name not in (*_SEVERAL, *_ONE)}
            st.switch_page(f"pages/{row['page']}.py", query_params=rest)
        if right.button("", icon=":material/delete:", key=f"remove_{row['view']}", type="tertiary", help="Remove"):
            with messages.plainly():
                remove_view(room.store(), str(row["view"]), str(row["name"]), who=whoami())
                st.rerun()


def _set_filters(said: dict[str, list[str]]) -> None:
    """A view is all of its filters: those chosen before must not stay beside them."""
    for name in _SEVERAL:
        st.session_state[name] = said.get(name, [])
    for name in _ONE:
        if name in said:
            st.session_state[name] = said[name][0]
        else:
            st.session_state.pop(name, None)


def _keep(stem: str, scope: Scope) -> None:
    with st.form("keep_view", border=False, clear_on_submit=True):
        name = st.text_input("Keep this view as")
        pinned = st.toggle("At this snapshot", help="Otherwise it always shows the latest.")
        shared = st.toggle("For everybody")
        if st.form_submit_button("Keep", icon=":material/bookmark_add:") and name.strip():
            with messages.plainly():
                keep_view(room.store(), name.strip(), stem, _address(scope, pinned=pinned), who=whoami(), shared=shared)
                st.rerun()


def _address(scope: Scope, *, pinned: bool) -> str:
    """What is chosen now, by value: the browser's address holds labels, which may change."""
    pairs = [(k, v) for k in st.query_params if k not in (*_SEVERAL, *_ONE) for v in st.query_params.get_all(k)]
    pairs += [(name, value) for name in _SEVERAL for value in getattr(scope, name)]
    at = snapshot_at(room.store(), scope.as_of) if pinned else None
    return urlencode([*pairs, *([("as_of", str(at))] if at else [])])


def _since_last_visit() -> None:
    """What moved between the snapshot somebody saw at the last visit and the latest."""
    known = room.all_snapshots()
    key = f"{_SEEN} {room.path()}"
    if key not in st.session_state:
        st.session_state[key] = last_seen(room.path(), whoami())
        mark_seen(room.path(), whoami(), known[-1].snapshot)
    seen = next((s for s in known if s.snapshot == st.session_state[key]), None)
    if seen is None or seen.moment == known[-1].moment:
        return
    _moved(seen)


def _moved(seen: Snapshot) -> None:
    moved = moved_rows(room.ask(Movement(compare_with=seen.moment)))
    if moved.empty:
        st.caption(md(f"No project moved since you last looked ({seen.title})."))
        return
    worse = int((moved["movement"] == "worsened").sum())
    said = f"Since you last looked ({seen.title}): {count(len(moved), 'project')} moved, {worse} for the worse."
    st.info(md(said), icon=":material/update:")
    compare = {"compare_with": [str(seen.snapshot)]}
    if st.button("What changed", icon=":material/compare_arrows:", width="stretch", key="what_changed",
                 on_click=_set_filters, args=(compare,)):  # fmt: skip
        st.switch_page("pages/overview.py")
