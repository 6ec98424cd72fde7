"""Explain one cell of any table: what its column means, the question that answered it, and the cells of the source.

It stands beside `explain`, which explains a figure by the rows it adds up to: a cell is one value of one row, and what
is known of it comes from the frame itself, which remembers the query that it answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.errors import QueryError
from pmo_data.domain.fields import Kind
from pmo_data.domain.measures import BY_MACRO
from pmo_data.domain.words import UNKNOWN, amount, count, is_unknown, percent
from pmo_data.queries.catalogue import query_of
from pmo_data.queries.explained import BY_NAME
from pmo_data.store import sqltext
from pmo_data.store.origins import Origin, where_from

if TYPE_CHECKING:
    import pandas as pd

    from pmo_data.store.database import Store

_KEYS = {
    "risk": "risk", "issue": "issue", "benefit": "benefit", "decision": "decision", "action": "action", "gate": "gate",
    "task": "task", "objective": "objective", "person": "person", "programme": "programme", "project": "project",
}  # fmt: skip
"""Column with a row's key -> its entity, the most particular first: a risk's row also names its project."""

_MADE_OF = {
    "budget": ("approved_budget", "whole_life_cost"), "rating": ("declared_overall",), "band": ("declared_overall",),
    "derived_overall": ("forecast_finish", "forecast_cost"), "slip_days": ("forecast_finish", "baseline_finish"),
    "slip_pct": ("forecast_finish", "baseline_finish", "baseline_start"), "cost_variance": ("forecast_cost",),
    "spent_pct": ("actual_cost", "approved_budget"), "expected_finish": ("forecast_finish", "actual_finish"),
    "emv": ("probability_pct", "impact_cost"), "exposure_pct": ("contingency",),
    "realisation_pct": ("actual_value", "target_value"), "project_name": ("name",), "overdue_days": ("due",),
    "date": ("actual_date", "forecast_date", "planned_date", "baseline_date"), "at_stake": ("approved_budget",),
}  # fmt: skip
"""Derived column -> the fields whose cells it comes from, where its own name is no field of the row's entity."""

_MACRO_OF = {"emv": "expected_value", "spent_pct": "percent_spent", "earned_pct": "percent_earned", "cost_variance": ""}
"""Column -> the measure it holds, where its name is another; forecast minus budget is none of earned value's."""
_NO_QUERY = "No single query of the room made this table: told is what the name of the column means."
_FLAGS = {"True": "yes", "False": "no"}
_MONEY = ("value", "change", "amount", "money", "cost", "worth", "stake")
"""A column whose name has one of these is money where its row has a currency."""
_LARGE = 100_000
_MOST_OTHERS = 8
_NAMES = {"name", "project_name", "objective_name", "programme_name", "code", "sentence"}
_BOOKS = {"import_id", "sheet", "row_number", "moment", "snapshot", "source", "currency", "own_currency"}


@dataclass(frozen=True)
class Cell:
    """One cell explained.

    `inputs` are the values of its row that it is made of, as (column, words); `keys` are what its row is of, as
    (entity, key), the most particular first; `fields` are those whose source cells explain it. `sql` is None where no
    single query answered the frame.
    """

    column: str
    shown: str
    row: str
    meaning: str
    question: str
    inputs: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    fields: tuple[str, ...]
    sql: str | None
    definitions: tuple[str, ...]


def explainable(frame: pd.DataFrame) -> list[str]:
    """The columns of a frame that hold something to explain, neither names nor keys nor where rows came from.

    Of a frame that answers a query these are all numbers and every word of the catalogue; of another one, what the
    registries of figures and measures know. Numbers come first.
    """
    plain = _NAMES | _BOOKS | set(_KEYS)
    columns = [str(c) for c in frame.columns if c not in plain]
    if query_of(frame) is None:
        return [c for c in columns if _governed(c)]
    entities = [e for c, e in _KEYS.items() if c in frame.columns]
    numbers = [c for c in columns if frame[c].dtype.kind in "fiu"]
    return [*numbers, *(c for c in columns if c not in numbers and _known_word(c, entities))]


def explain_cell(frame: pd.DataFrame, place: int, column: str) -> Cell:
    """The explanation of the cell in row `place` (by position) and `column` of a frame.

    Raises QueryError where the frame has no such cell.
    """
    if column not in frame.columns or not 0 <= place < len(frame):
        raise QueryError(f"There is no cell '{column}' in row {place + 1} of this table.")
    row, query = frame.iloc[place].to_dict(), query_of(frame)
    sql = sqltext.statement(f"queries/{query.sql}") if query else None
    return Cell(
        column, in_words(column, row[column], row), row_name(row), _meaning(column, _keys(row)),
        query.describe() if query else _NO_QUERY, _inputs(row, column), _keys(row), _fields(column, row), sql,
        _definitions(column, sql),
    )  # fmt: skip


def cell_origins(store: Store, cell: Cell, as_of: int) -> list[Origin]:
    """The cells of the source a cell comes from: of the first of its row's things that has such a field."""
    for entity, key in cell.keys:
        fields = [name for name in cell.fields if name in ENTITIES[entity].by_name]
        found = [origin for name in fields if (origin := _origin(store, entity, key, name, as_of)) is not None]
        if found:
            return found
    return []


def _origin(store: Store, entity: str, key: str, field: str, as_of: int) -> Origin | None:
    try:
        return where_from(store, entity, key, field, as_of)
    except QueryError:  # the row has left, or is a thing only named by others
        return None


def row_name(row: Mapping[Any, Any]) -> str:
    """What a row is about: its name with its project's, or else its first value."""
    said = [str(row[name]) for name in ("name", "objective_name", "project_name") if not is_unknown(row.get(name))]
    first = next((v for v in row.values() if not is_unknown(v)), "")
    return ", ".join(dict.fromkeys(said)) or (_day(first) or str(first))


def in_words(column: str, value: Any, row: Mapping[Any, Any]) -> str:
    """A value as people read it: money with its currency, days, per cent, dates."""
    if is_unknown(value):
        return UNKNOWN
    if _day(value):
        return _day(value)
    if str(value) in _FLAGS:
        return _FLAGS[str(value)]
    if not hasattr(value, "__float__"):
        return str(value)
    if column.endswith("_pct") or column == "percent_complete":
        return percent(float(value))
    if column.endswith("_days"):
        return count(int(value), "day")
    if _is_money(column) and not is_unknown(row.get("currency", "")):
        return amount(float(value), row.get("currency"))
    return f"{float(value):,.0f}" if abs(float(value)) >= _LARGE else f"{float(value):,.6g}"


def _day(value: Any) -> str:
    return value.date().isoformat() if hasattr(value, "to_pydatetime") and not is_unknown(value) else ""


def _is_money(column: str) -> bool:
    figure, measure = BY_NAME.get(column), BY_MACRO.get(column)
    if figure is not None or measure is not None:
        return (figure.unit == "money") if figure else (measure is not None and measure.unit == "currency")
    named = any(e.by_name[column].kind is Kind.MONEY for e in ENTITIES.values() if column in e.by_name)
    return named or any(word in column for word in _MONEY)


def _known_word(column: str, entities: Sequence[str]) -> bool:
    """Whether a text is explained: a word of several entities means what it does in the row's own."""
    return bool(_governed(column)) or column in _MADE_OF or any(column in ENTITIES[e].by_name for e in entities)


def _governed(column: str) -> str:
    """What the registries of figures and measures say of a column; '' where they say nothing."""
    if column in BY_NAME:
        return BY_NAME[column].meaning
    measure = BY_MACRO.get(_MACRO_OF.get(column, column))
    return measure.meaning if measure else ""


def _meaning(column: str, keys: tuple[tuple[str, str], ...]) -> str:
    """In words: by the registries first, then by the catalogue of what the row is of, the most particular first."""
    if governed := _governed(column):
        return governed
    for entity, _ in keys:
        if column in ENTITIES[entity].by_name:
            return ENTITIES[entity][column].meaning
    return ""


def _keys(row: Mapping[Any, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((e, str(row[c])) for c, e in _KEYS.items() if c in row and not is_unknown(row[c]))


def _inputs(row: Mapping[Any, Any], column: str) -> tuple[tuple[str, str], ...]:
    """The values of the row that the column is made of, as the registries name them; or else its first others."""
    figure, measure = BY_NAME.get(column), BY_MACRO.get(_MACRO_OF.get(column, column))
    made_of = {*_MADE_OF.get(column, ()), *(figure.inputs if figure else ()), *(measure.inputs if measure else ())}
    others = [c for c in row if c != column and c not in _BOOKS | _NAMES | set(_KEYS) and not is_unknown(row[c])]
    chosen = [c for c in others if c in made_of] or others[:_MOST_OTHERS]
    return tuple((str(c), in_words(str(c), row[c], row)) for c in chosen)


def _fields(column: str, row: Mapping[Any, Any]) -> tuple[str, ...]:
    """The fields behind a column; a row that names its `measure` is of that one's."""
    figure, measure = BY_NAME.get(column), row.get("measure")
    named = (measure,) if isinstance(measure, str) else ()
    return tuple(dict.fromkeys((column, *_MADE_OF.get(column, ()), *named, *(figure.fields if figure else ()))))


def _definitions(column: str, sql: str | None) -> tuple[str, ...]:
    """The macros a cell is made with: those of its figure, its measure, and those its query calls by their names."""
    figure = BY_NAME.get(column)
    named = [*(figure.macros if figure else ()), _MACRO_OF.get(column, column)]
    named += [name for name in re.findall(r"\b(\w+)\(", sql or "") if name in BY_MACRO]
    return tuple(sqltext.macro(name) for name in dict.fromkeys(named) if name in BY_MACRO or name in _of_figures())


def _of_figures() -> set[str]:
    return {macro for figure in BY_NAME.values() for macro in figure.macros}
