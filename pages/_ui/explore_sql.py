"""The part of Explore for those who write SQL: what there is to ask, questions to start from, editor, one's history."""

from __future__ import annotations

import streamlit as st

from pages._ui import explore_answer, room, sql_run, tables
from pages._ui.text import md
from pmo_data.ingest.who import whoami
from pmo_data.store.sandbox import audit
from pmo_data.store.sandbox.ask import LONGEST, SECONDS
from pmo_data.store.sandbox.tables import PublicTable, public_tables
from pmo_data.store.sandbox.templates import templates

_RAN = "sql_ran"
_HISTORY = 20


def show(as_of: int) -> None:
    """Editor and answer; the statement is in the address, so a link asks the same again."""
    _template()
    sql = st.text_area(
        "Statement", key="sql", height=220, bind="query-params", persist_state="session",
        placeholder="One reading statement; the templates above are a start",
        help="One reading statement over the public tables, as of the snapshot chosen in the sidebar.",
    )  # fmt: skip
    run, limit = st.columns([1, 3], vertical_alignment="bottom")
    seconds = limit.select_slider("Stop after", [1.0, SECONDS, 15.0, LONGEST], SECONDS, format_func="{:g} s".format)
    if run.button("Run", type="primary", icon=":material/play_arrow:", disabled=not sql):
        st.session_state[_RAN] = (sql, st.session_state.get(_RAN, ("", 0))[1] + 1)
    if sql:
        _answer(str(sql), as_of, float(seconds))
    _schema()
    _history()


def _answer(sql: str, as_of: int, seconds: float) -> None:
    """What was run last; a statement that came by the address is run at once."""
    ran, nonce = st.session_state.setdefault(_RAN, (sql, 0))
    if ran != sql:
        st.caption("The statement was changed. Run it to see its answer.")
        return
    found = sql_run.answer(ran, as_of, seconds=seconds, nonce=nonce)
    if found is not None:
        explore_answer.show(found, explore_answer.Asked(ran, as_of), key="sql_answer")


def _template() -> None:
    questions = {t.question: t.sql for t in templates()}
    st.selectbox(
        "Start from a question", list(questions), index=None, key="sql_template", placeholder="Choose a question",
        on_change=lambda: _take(questions.get(st.session_state["sql_template"])),
    )  # fmt: skip


def _take(sql: str | None) -> None:
    """Put a statement into the editor and run it."""
    if sql:
        st.session_state["sql"] = sql
        st.session_state[_RAN] = (sql, st.session_state.get(_RAN, ("", 0))[1] + 1)


def _schema() -> None:
    with st.expander("Tables and columns", icon=":material/schema:", on_change="rerun", key="schema") as opened:
        if opened.open:
            by_name = {t.name: t for t in public_tables()}
            name = st.selectbox("Table", list(by_name), key="schema_table")
            _columns(by_name[name])


def _columns(table: PublicTable) -> None:
    import pandas as pd

    st.caption(md(table.meaning))
    frame = pd.DataFrame([(c.name, c.type, c.meaning) for c in table.columns], columns=["name", "type", "meaning"])
    tables.show(frame, alt=f"The columns of {table.name}.", empty="It has no columns.", key=f"schema_{table.name}",
                columns={"name": "Column", "type": "Type", "meaning": "Meaning"})  # fmt: skip
    profile = f"summarize {table.name}"
    st.button("Profile this table", icon=":material/query_stats:", on_click=_take, args=(profile,), type="tertiary")


def _history() -> None:
    with st.expander("My statements", icon=":material/history:", on_change="rerun", key="history") as opened:
        if not opened.open:
            return
        mine = [line for line in audit.lines(room.store().path) if line.get("who") == whoami()][-_HISTORY:]
        if not mine:
            st.info("You have asked nothing yet.", icon=":material/inbox:")
        for place, line in enumerate(reversed(mine)):
            left, right = st.columns([5, 1], vertical_alignment="center")
            left.code(str(line["statement"]), language="sql", wrap_lines=True)
            left.caption(md(f"{line['at'][:16].replace('T', ' ')} UTC: {line['verdict']}, {line['seconds']} s"))
            right.button("Ask again", key=f"again_{place}", on_click=_take, args=(str(line["statement"]),))
