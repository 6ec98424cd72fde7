"""One file of a draft, step by step: what it was taken for, its columns, how its values are read, what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages._ui import bring_review, bring_steps, bring_values
from pages._ui.bring_steps import Place
from pages._ui.text import md
from pmo_data.domain.catalogue import ENTITIES, WRITTEN_IN_APP
from pmo_data.domain.errors import PmoError
from pmo_data.domain.words import count
from pmo_data.ingest.asked import Asked, asked, beside
from pmo_data.ingest.preview import preview

if TYPE_CHECKING:
    from pmo_data.ingest.draft import Draft
    from pmo_data.ingest.plan import ColumnPlan, PreparedFile, PreparedTable, TablePlan

KEEP = "keep beside"
_SURE = ("exact", "likely")
_LEFT_OUT = ("not_data", "row_repeated")


def show(draft: Draft, index: int, file: PreparedFile) -> None:
    """Draw one file; answers given here are kept in the draft and the file is read again."""
    numbered = [(n, t) for n, t in enumerate(file.tables) if t.derived_from is None]
    if not numbered:
        for finding in file.findings:
            st.info(md(finding.message), icon=":material/info:")
        return
    chosen = numbered[0] if len(numbered) == 1 else _which_table(draft, index, numbered)
    place = Place(draft, index, *chosen)
    questions = asked(place.table, draft.answers[index].answers, beside(file, place.table))
    _recognised(place, file)
    _columns(place, questions)
    bring_values.show(place, file, questions)
    bring_review.show(place, file, questions)


def _which_table(draft: Draft, index: int, numbered: list[tuple[int, PreparedTable]]) -> tuple[int, PreparedTable]:
    titles = {n: f"{t.plan.sheet}: {ENTITIES[t.entity].title.lower()}" for n, t in numbered}
    picked = st.segmented_control(
        f"This file holds {count(len(numbered), 'table')}",
        list(titles),
        format_func=lambda n: md(titles[n]),
        default=numbered[0][0],
        required=True,
        key=f"table_{draft.name}_{index}",
    )
    return next(pair for pair in numbered if pair[0] == picked)


def _recognised(place: Place, file: PreparedFile) -> None:
    plan = place.table.plan
    sure = plan.confidence in _SURE
    with bring_steps.step(place, "2 Recognise", _taken_for(place.table), asks=not sure):
        if not sure:
            st.warning("This is a guess. Say what a row is, if it is wrong.", icon=":material/contact_support:")
        for finding in file.findings:
            st.caption(md(finding.message))
        _entity(place)
        _preview(place)


def _taken_for(table: PreparedTable) -> str:
    plan = table.plan
    lines = "row" if plan.orientation == "rows" else "column"
    where = " and ".join(str(r) for r in plan.header_rows)
    names = f"column names in {lines} {where}" if where else "no column names"
    tool = f", an export of {plan.settings['tool']}" if plan.settings.get("tool") else ""
    before = ", read as last time" if plan.settings.get("remembered") else ""
    return f"{ENTITIES[table.entity].title}, a {lines} is {plan.row_stands_for}, {names}{tool}{before}"


def _entity(place: Place) -> None:
    names = [n for n in ENTITIES if n not in WRITTEN_IN_APP]
    chosen = st.selectbox(
        "A row is",
        names,
        index=names.index(place.table.plan.entity),
        format_func=lambda n: ENTITIES[n].name.replace("_", " "),
        key=place.key("entity"),
    )
    if chosen != place.table.plan.entity:
        bring_steps.answer(place, entity=chosen, corrections={})


def _preview(place: Place) -> None:
    """The head of the sheet as it stands in the file, each row with what it was taken for."""
    plan = place.table.plan
    try:
        shown = _preview_rows(place.draft, place.file, place.table, place.draft.signature(place.file), plan.sheet)
    except PmoError as error:
        st.caption(md(error))
        return
    st.dataframe(shown, hide_index=True, alt="The first rows of the sheet as they stand in the file, each with its use")


@st.cache_data(show_spinner=False, max_entries=16)
def _preview_rows(
    _draft: Draft,
    index: int,
    _table: PreparedTable,
    signature: str,  # noqa: ARG001 - key of the cache
    sheet: str,  # noqa: ARG001 - key of the cache
) -> pd.DataFrame:
    rows = preview(_draft.incoming()[index], _table.plan)
    width = max((len(r.cells) for r in rows), default=0)
    frame = pd.DataFrame({"Row": [r.number for r in rows], "Taken for": [_use(r.number, _table) for r in rows]})
    for i in range(width):
        frame[_letters(i)] = [r.cells[i] or "" for r in rows]
    return frame


def _use(row: int, table: PreparedTable) -> str:
    plan = table.plan
    if plan.orientation == "columns":
        return "one field"
    if row in plan.header_rows:
        return "▶ column names"
    if row < plan.first_row:
        return "above the table"
    if any(f.row == row and f.severity == "error" for f in table.findings):
        return "data, held back"
    if any(f.row == row and f.rule in _LEFT_OUT for f in table.findings):
        return "left out"
    return "data" if row <= plan.last_row else "below the table"


def _letters(index: int) -> str:
    first, second = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def _columns(place: Place, questions: Asked) -> None:
    """Their column with samples, our field, and how sure the match is; those to confirm stand first."""
    plan = place.table.plan
    lacks = [ENTITIES[plan.entity][name].title for name in plan.settings.get("lacks", ())]
    homeless = any(finding.rule == "project_unsaid" for finding in place.table.findings)
    asks = bool(questions.columns or lacks or homeless)
    with bring_steps.step(place, "3 Match columns", _matched(plan, questions), asks=asks):
        _project(place, homeless=homeless)
        if lacks:
            st.warning(f"No column gives {md(' or '.join(lacks))}. Choose one below.", icon=":material/rule:")
        waiting = {c.index for c in questions.columns}
        columns = sorted(plan.columns, key=lambda c: c.index not in waiting)
        changed = _edited(place, columns, waiting)
        before = place.draft.answers[place.file].corrections
        guessed = {c.header: c.field for c in questions.columns}
        if guessed and st.button("These matches are right", icon=":material/check:", key=place.key("right")):
            changed = {**guessed, **changed}
        if changed:
            bring_steps.answer(place, corrections={**before, **changed})


def _project(place: Place, *, homeless: bool) -> None:
    """Whose plan this is, asked where no column says it."""
    known = place.draft.answers[place.file].project
    if not homeless and known is None:
        return
    name = st.text_input(
        "Project these tasks belong to",
        value=known or "",
        placeholder="Code or name of the project",
        help="No column of the file says it. Left empty, the tasks stand on no project's page.",
        key=place.key("project"),
    )
    if (name.strip() or None) != known:
        bring_steps.answer(place, project=name.strip() or None)


def _matched(plan: TablePlan, questions: Asked) -> str:
    waiting = {c.index for c in questions.columns}
    settled = [c for c in plan.columns if c.index not in waiting]
    words = [
        (sum(c.field is not None and c.confidence == "exact" for c in settled), "exact"),
        (sum(c.field is not None and c.confidence != "exact" for c in settled), "likely"),
        (sum(c.field is None for c in settled), "kept beside"),
        (len(waiting), "to confirm"),
    ]
    return ", ".join(f"{number} {word}" for number, word in words if number)


def _edited(place: Place, columns: list[ColumnPlan], waiting: set[int]) -> dict[str, str | None]:
    """The table of matches; what the person changed in it, header -> field."""
    table = place.table
    titles = {f.name: f.title for f in ENTITIES[table.plan.entity].fields}
    frame = pd.DataFrame(
        {
            "Column": [c.header for c in columns],
            "Samples": [" · ".join(c.samples[:3]) for c in columns],
            "Field": [c.field or KEEP for c in columns],
            "Match": [_confidence(c, c.index in waiting) for c in columns],
            "Read as": [table.formats.get(c.field or "", "") for c in columns],
            "Why": [_reason(c, titles) for c in columns],
        }
    )
    choices = st.column_config.SelectboxColumn(
        "Field",
        options=[KEEP, *titles],
        format_func=lambda n: titles.get(str(n), "Keep beside"),
        required=True,
        help="Keep beside: the column is kept with the row as an extra field, under its own name.",
    )
    edited = st.data_editor(
        frame,
        hide_index=True,
        disabled=["Column", "Samples", "Match", "Read as", "Why"],
        column_config={"Field": choices, "Samples": st.column_config.Column(width="medium")},
        key=place.key("columns"),
        alt="Each column of the file with samples, the field it feeds and how sure the match is",
    )
    pairs = zip(edited.to_dict("records"), frame["Field"], strict=True)
    return {row["Column"]: _chosen(row) for row, before in pairs if row["Field"] != before}


def _chosen(row: dict[Any, Any]) -> str | None:
    return None if row["Field"] == KEEP else str(row["Field"])


def _confidence(column: ColumnPlan, waiting: bool) -> str:
    return "? confirm" if waiting else column.confidence if column.field else "none"


def _reason(column: ColumnPlan, titles: dict[str, str]) -> str:
    others = [titles.get(name, name) for name in column.alternatives]
    return f"{column.reason}; could be {' or '.join(others)}" if others and not column.field else column.reason
