"""Which project the page shows: its key in the address (`?project=KEY`), else the last one looked at, else the worst.

The select is not bound to the address by Streamlit, because it would write the label there instead of the key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import ahead, room
from pages._ui.text import md
from pmo_data.domain.scope import Scope
from pmo_data.queries.overview import Attention
from pmo_data.queries.registers import Projects

if TYPE_CHECKING:
    import pandas as pd

_ADDRESS = "project"
_WIDGET = "project_choice"
_LAST = "project_last"


def choose(scope: Scope) -> str | None:
    """The key of the chosen project; None where there is none to choose, or the one named is there at other dates only.

    All projects of the moment can be chosen, whatever the filters say, so that a link always works.
    """
    room.ask_ahead(*ahead.of_project(scope))
    rows = room.ask(Projects(as_of=scope.as_of))
    titles = {row.project: _title(row.code, row.name) for row in rows.sort_values("code").itertuples(index=False)}
    named = _meant(st.query_params.get(_ADDRESS), rows)
    if named is not None and named not in titles:
        if elsewhere(named):
            return None
        st.warning(f"There is no project {md(named)} at this date.", icon=":material/search_off:")
    if not titles:
        st.info("There is no project at this date.", icon=":material/inbox:")
        return None
    start = next(
        (key for key in (named, st.session_state.get(_LAST), _worst(scope)) if key in titles), next(iter(titles))
    )
    st.session_state[_WIDGET] = start
    st.selectbox("Project", list(titles), format_func=titles.__getitem__, key=_WIDGET, on_change=_changed)
    st.session_state[_LAST] = start
    if st.query_params.get(_ADDRESS) != start:
        st.query_params[_ADDRESS] = str(start)
    return str(start)


def _meant(said: str | None, rows: pd.DataFrame) -> str | None:
    """The project an address names: by its key, else by its code or name in any letters, else what was said."""
    if said is None or said in set(rows["project"]):
        return said
    same = [
        row.project
        for row in rows.itertuples(index=False)
        if said.casefold() in {str(row.code).casefold(), str(row.name).casefold()}
    ]
    return str(same[0]) if len(same) == 1 else said


def elsewhere(named: str) -> bool:
    """Say of a project of other dates when it was last there, and offer to go there; whether it is one."""
    for snapshot in reversed(room.all_snapshots()):
        rows = room.ask(Projects(as_of=snapshot.moment))
        found = rows[rows["project"] == named]
        if len(found):
            name = md(found["name"].iloc[0])
            st.warning(f"{name} is not in the portfolio at this date.", icon=":material/search_off:")
            st.button(
                f"Show it as of {md(snapshot.title)}", icon=":material/history:", key="project_then",
                on_click=st.session_state.__setitem__, args=("as_of", str(snapshot.snapshot)),
            )  # fmt: skip
            return True
    return False


def _title(code: object, name: object) -> str:
    return f"{code} · {name}" if isinstance(code, str) and code != name else str(name)


def _changed() -> None:
    st.query_params[_ADDRESS] = st.session_state[_WIDGET]


def _worst(scope: Scope) -> str | None:
    found = room.ask(Attention.of(scope, limit=1))
    return None if found.empty else str(found.iloc[0]["project"])
