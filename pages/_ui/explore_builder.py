"""The part of Explore without SQL: measures, dimensions and filters make a statement, which is shown and run."""

from __future__ import annotations

import streamlit as st

from pages._ui import explore_answer, messages, sql_run
from pages._ui.text import md
from pmo_data.domain.errors import PmoError
from pmo_data.store.sandbox import builder
from pmo_data.store.sandbox.ask import SECONDS
from pmo_data.store.sandbox.tables import PublicTable, public_tables

_MOST_DIMENSIONS = 3


def show(as_of: int) -> None:
    """Choices, the statement they make, and its answer."""
    by_name = {t.name: t for t in public_tables()}
    name = st.selectbox("Rows of", list(by_name), key="b_table", format_func=lambda n: builder_title(by_name[n]),
                        bind="query-params", persist_state="session")  # fmt: skip
    choice, across = _choice(by_name[name])
    with messages.plainly():
        _answer(choice, across, as_of)


def builder_title(table: PublicTable) -> str:
    return table.name.replace("_", " ").capitalize()


def _choice(table: PublicTable) -> tuple[builder.Choice, str | None]:
    measures, dimensions = builder.measures_of(table), builder.dimensions_of(table)
    left, middle, right = st.columns(3)
    asked = left.multiselect("Measures", list(measures), default=[builder.COUNT], format_func=measures.__getitem__,
                             key=f"b_measures_{table.name}")  # fmt: skip
    groups = middle.multiselect("By", list(dimensions), format_func=dimensions.__getitem__,
                                key=f"b_by_{table.name}", max_selections=_MOST_DIMENSIONS)  # fmt: skip
    across = right.selectbox("Across", groups, index=None, format_func=dimensions.__getitem__,
                             key=f"b_across_{table.name}", placeholder="One below the other")  # fmt: skip
    totals = st.toggle("Totals", value=True, key="b_totals")
    choice = builder.Choice(table.name, tuple(asked), tuple(groups), _filters(table), totals=totals)
    return choice, across


def _filters(table: PublicTable) -> tuple[builder.Filter, ...]:
    names = [c.name for c in table.columns]
    columns = st.multiselect("Only where", names, key=f"b_where_{table.name}", placeholder="All rows")
    found = []
    for column in columns:
        left, right = st.columns([1, 2])
        sign = left.selectbox(column, list(builder.SIGNS), key=f"b_sign_{table.name}_{column}")
        value = right.text_input("Value", key=f"b_value_{table.name}_{column}", disabled=sign == "is known")
        if value or sign == "is known":
            found.append(builder.Filter(column, sign, value))
    return tuple(found)


def _answer(choice: builder.Choice, across: str | None, as_of: int) -> None:
    try:
        sql = builder.statement(choice)
    except PmoError as error:
        st.info(md(error), icon=":material/edit:")
        return
    if builder.kept_apart(choice):
        st.caption("Amounts of several currencies are no sum: they are kept apart by currency.")
    found = sql_run.answer(sql, as_of, seconds=SECONDS)
    if found is not None:
        name = builder.alias(across) if across else None
        asked = explore_answer.Asked(sql, as_of, name, builder.name_of(choice.measures[0]))
        explore_answer.show(found, asked, key="b_answer")
    with st.expander("The statement", icon=":material/code:"):
        st.code(sql, language="sql")
        st.button("Open in the editor", key="b_open", on_click=_to_editor, args=(sql,), type="tertiary")


def _to_editor(sql: str) -> None:
    st.session_state["sql"] = sql
    st.session_state["explore_way"] = "sql"
