"""Writes a SELECT from chosen measures, dimensions and filters, for those who do not write SQL.

The statement is shown, can be changed, and goes through the same door as any other: there is no second engine.
Totals come from the statement itself (grouping sets), because a total of averages or of ratios cannot be added up
afterwards. Amounts in several currencies are never added: currency is a dimension of every sum of money.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pmo_data.domain.errors import QueryError
from pmo_data.store.sandbox.tables import PublicColumn, PublicTable, public_tables

TOTAL = "Total"
NOT_KNOWN = "n/a"
MOST_GROUPS = 5_000
COUNT = "rows"
WAYS = {"sum": "Sum of", "avg": "Mean", "min": "Least", "max": "Most", "count": "Known", "distinct": "Distinct"}
"""How a column becomes a measure -> its word."""
SIGNS = {"is": "=", "is not": "<>", "at least": ">=", "at most": "<=", "contains": "contains", "is known": "is known"}
RATIOS: dict[str, dict[str, tuple[str, str, int]]] = {
    "cost_periods": {"cpi": ("earned_value", "actual_cost", 1)},
    "projects": {
        "percent_spent": ("actual_cost", "budget", 100),
        "cost_variance_pct": ("cost_variance", "budget", 100),
    },
    "benefits": {"realisation_pct": ("actual_value", "target_value", 100)},
}
"""Table -> ratio -> sum above, sum below, factor: the measures of the same names, over rows that know both."""
_NUMBERS = ("BIGINT", "DOUBLE", "DECIMAL", "INTEGER")
_BOOKS = {"import_id", "row_number", "sheet", "absent", "source"}


@dataclass(frozen=True)
class Filter:
    """One condition: a column, a sign of `SIGNS`, and a value as people write it."""

    column: str
    sign: str
    value: str = ""


@dataclass(frozen=True)
class Choice:
    """What is asked: a table, measures (`rows`, `sum:budget`, `ratio:cpi`), dimensions and filters.

    A dimension is a column, or `month:due`, `quarter:due`, `year:due` of a date.
    """

    table: str
    measures: tuple[str, ...] = (COUNT,)
    dimensions: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    totals: bool = True


def table_named(name: str) -> PublicTable:
    """Raises QueryError where there is no such public table."""
    for table in public_tables():
        if table.name == name:
            return table
    raise QueryError(f"There is no public table '{name}'.")


def dimensions_of(table: PublicTable) -> dict[str, str]:
    """What rows can be grouped by -> its words: texts and flags, and dates by month, quarter and year."""
    found = {c.name: _words(c.name) for c in table.columns if c.type in ("VARCHAR", "BOOLEAN") and c.name not in _BOOKS}
    for column in table.columns:
        if column.type == "DATE":
            found |= {
                f"{part}:{column.name}": f"{_words(column.name)} ({part})" for part in ("month", "quarter", "year")
            }
    return found


def measures_of(table: PublicTable) -> dict[str, str]:
    """What can be counted or added up -> its words, the ratios with a definition of their own first."""
    found = {COUNT: "Number of rows"}
    found |= {f"ratio:{name}": _words(name) for name in RATIOS.get(table.name, {})}
    for column in table.columns:
        if column.name in _BOOKS:
            continue
        ways = ("sum", "avg", "min", "max") if _is_number(column) else ()
        found |= {f"{way}:{column.name}": f"{WAYS[way]} {_words(column.name).lower()}" for way in ways}
        found |= (
            {f"distinct:{column.name}": f"Distinct {_words(column.name).lower()}"} if column.type == "VARCHAR" else {}
        )
    return found


def kept_apart(choice: Choice) -> bool:
    """Whether currency was added to the dimensions, because amounts of several currencies are no sum."""
    table = table_named(choice.table)
    if "currency" not in {c.name for c in table.columns} or "currency" in choice.dimensions:
        return False
    money = {c.name for c in table.columns if c.type.startswith("DECIMAL") or c.name == "emv"}
    return any(set(_columns_of(choice.table, measure)) & money for measure in choice.measures)


def statement(choice: Choice) -> str:
    """The SELECT for a choice. Raises QueryError for a column the table does not have."""
    table = table_named(choice.table)
    _check(choice, table)
    apart = ["currency"] if kept_apart(choice) else []
    dimensions = [*apart, *choice.dimensions]
    lines = [_shown(d, total=choice.totals and d in choice.dimensions) for d in dimensions]
    lines += [_measured(choice.table, m) for m in choice.measures]
    text = "select\n    " + ",\n    ".join(lines) + f"\nfrom {choice.table} as t"
    conditions = [_condition(f, table) for f in choice.filters]
    if conditions:
        text += "\nwhere " + "\n    and ".join(conditions)
    if dimensions:
        text += f"\ngroup by {_grouping(apart, choice)}\norder by {_order(apart, choice)}\nlimit {MOST_GROUPS}"
    return text


def _grouping(apart: Sequence[str], choice: Choice) -> str:
    """Every subset of the dimensions where totals are asked for: each line and column of a pivot has its own."""
    names = [_value(d) for d in choice.dimensions]
    if not choice.totals or not names:
        return ", ".join([*map(_value, apart), *names])
    cube = f"cube ({', '.join(names)})"
    return ", ".join([*map(_value, apart), cube])


def _order(apart: Sequence[str], choice: Choice) -> str:
    """By the places of the columns, totals last."""
    found = [str(place) for place in range(1, len(apart) + 1)]
    for place, dimension in enumerate(choice.dimensions, len(apart) + 1):
        found += [f"grouping({_value(dimension)})", str(place)] if choice.totals else [str(place)]
    return ", ".join(found)


def _shown(dimension: str, *, total: bool) -> str:
    value = _value(dimension)
    text = f"coalesce({value}::varchar, '{NOT_KNOWN}')"
    return f"case when grouping({value}) = 1 then '{TOTAL}' else {text} end as {alias(dimension)}" if total else (
        f"{text} as {alias(dimension)}"
    )  # fmt: skip


def _value(dimension: str) -> str:
    part, _, column = dimension.rpartition(":")
    return f"date_trunc('{part}', t.{column})::date" if part else f"t.{column}"


def alias(dimension: str) -> str:
    """The column that a dimension becomes."""
    part, _, column = dimension.rpartition(":")
    return f"{column}_{part}" if part else column


def name_of(measure: str) -> str:
    """The column that a measure becomes."""
    way, _, column = measure.partition(":")
    return COUNT if way == COUNT else column if way == "ratio" else f"{way}_{column}"


def _measured(table: str, measure: str) -> str:
    way, _, column = measure.partition(":")
    if way == COUNT:
        return f'count(*) as "{COUNT}"'
    if way == "ratio":
        above, below, factor = RATIOS[table][column]
        top = f"sum(t.{above}) filter (where t.{below} is not null)"
        bottom = f"sum(t.{below}) filter (where t.{above} is not null)"
        return f"{f'{factor} * ' if factor != 1 else ''}({top})::double / nullif(({bottom})::double, 0) as {column}"
    if way == "distinct":
        return f"count(distinct t.{column}) as distinct_{column}"
    return f"{way}(t.{column}) as {way}_{column}"


def _condition(asked: Filter, table: PublicTable) -> str:
    column = next(c for c in table.columns if c.name == asked.column)
    if asked.sign == "is known":
        return f"t.{column.name} is not null"
    if asked.sign == "contains":
        return f"contains(lower(t.{column.name}::varchar), lower({_quoted(asked.value)}))"
    return f"t.{column.name} {SIGNS[asked.sign]} {_literal(column, asked.value)}"


def _literal(column: PublicColumn, value: str) -> str:
    if _is_number(column):
        try:
            return str(int(float(value))) if float(value).is_integer() else repr(_finite(float(value)))
        except (ValueError, OverflowError):
            raise QueryError(f"{_words(column.name)} is a number; '{value}' is not.") from None
    return f"date {_quoted(value)}" if column.type == "DATE" else _quoted(value)


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError
    return number


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _check(choice: Choice, table: PublicTable) -> None:
    known = dimensions_of(table)
    measures = measures_of(table)
    columns = {c.name for c in table.columns}
    strange = [
        *(d for d in choice.dimensions if d not in known), *(m for m in choice.measures if m not in measures),
        *(f.column for f in choice.filters if f.column not in columns or f.sign not in SIGNS),
    ]  # fmt: skip
    if strange:
        raise QueryError(f"The table {table.name} has nothing named {strange[0]} to ask for.")
    if not choice.measures:
        raise QueryError("Choose at least one measure.")


def _columns_of(table: str, measure: str) -> tuple[str, ...]:
    way, _, column = measure.partition(":")
    if way == "ratio":
        return RATIOS[table][column][:2]  # sums of several currencies would weigh the ratio by exchange rates
    return (column,) if way in ("sum", "avg", "min", "max") else ()


def _is_number(column: PublicColumn) -> bool:
    return column.type.startswith(_NUMBERS)


def _words(name: str) -> str:
    return name.removesuffix("_pct").replace("_", " ").capitalize() + (" %" if name.endswith("_pct") else "")
