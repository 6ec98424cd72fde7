"""Explain a number: what it means, how it is computed, what went in, the rows it adds up to, and as of when.

One way for every figure, on pages and the command line; what differs between figures stands in the registry
`pmo_data.queries.explained`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pmo_data.domain.errors import QueryError
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import UNKNOWN, amount, count, is_unknown, known, percent
from pmo_data.queries.explained import Explained, ProjectInputs, counted, figure
from pmo_data.queries.overview import PortfolioSummary
from pmo_data.queries.progress import Progress
from pmo_data.store import sqltext
from pmo_data.store.origins import Origin, where_from
from pmo_data.studies.asking import Ask

if TYPE_CHECKING:
    import pandas as pd

    from pmo_data.store.database import Store

MOST_ROWS = 200


@dataclass(frozen=True)
class Explanation:
    """A figure explained. `value` is None where it is not known; `rows` are those it adds up to, at most 200 of
    `row_count`; `known` of `row_count` carry what it needs; `sql` is the query that answers it, `definitions` the
    macros it is made with, `rows_sql` the query that gives the rows.
    """

    figure: Explained
    value: float | None
    shown: str
    scope: str
    inputs: tuple[tuple[str, str], ...]
    rows: pd.DataFrame
    row_count: int
    known: int
    sql: str
    rows_sql: str
    definitions: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The figure, where it holds, and how much of it is known."""
        size = count(self.row_count, "row")
        sure = f", {known(self.known, self.row_count)}" if self.known < self.row_count else ""
        return f"{self.figure.label}: {self.shown}, from {size}{sure} ({self.scope})."


def explain(ask: Ask, name: str, scope: Scope | None = None, project: str | None = None) -> Explanation:
    """The explanation of a figure for a scope, or for one project in it.

    Raises QueryError for a figure that is not known, or a project that is not in the scope.
    """
    asked, where = figure(name), scope or Scope()
    rows = counted(asked, _rows(ask, asked, where, project))
    value = asked.total.of(rows) if project else _value(ask, asked, where)
    currency = _first(rows, "currency")
    return Explanation(
        asked, value, shown(value, asked.unit, currency), f"project {project}" if project else where.sentence(),
        tuple((c, _summed(rows, c, currency)) for c in asked.inputs), _leading(asked, rows).head(MOST_ROWS), len(rows),
        _known(asked, rows), sqltext.statement(f"queries/{asked.query.sql}"),
        sqltext.statement(f"queries/{asked.rows.sql}"), tuple(map(sqltext.macro, asked.macros)),
    )  # fmt: skip


def _rows(ask: Ask, asked: Explained, scope: Scope, project: str | None) -> pd.DataFrame:
    if project and "project" in asked.rows.__dataclass_fields__:
        found = ask(asked.rows.of(scope, project=project))
    else:
        found = ask(asked.rows.of(scope))
        if project and "project" not in found:
            raise QueryError(f"{asked.label} is a figure of the portfolio, not of one project. Ask without --project.")
        found = found[found["project"] == project] if project else found
    if project and found.empty and ask(ProjectInputs.of(scope, project=project)).empty:
        raise QueryError(f"There is no project '{project}' here. `pmo query projects` lists those there are.")
    return found


def _value(ask: Ask, asked: Explained, scope: Scope) -> float | None:
    """The figure as its query answers it."""
    frame = ask(asked.query.of(scope))
    if asked.query is PortfolioSummary:
        found = frame.iloc[0][asked.column]
    elif asked.query is Progress:
        past = frame[(frame["basis"] == "money") & frame["is_past"].astype(bool)]
        found = None if past.empty else past.iloc[-1][asked.column]
    elif asked.query is asked.rows:
        found = None if asked.total.way == "products" else asked.total.of(counted(asked, frame))
    elif frame.empty:
        found = 0 if asked.unit == "count" else asked.total.nothing
    else:
        found = frame[asked.column].sum(min_count=0 if asked.unit == "count" else 1)
    return None if is_unknown(found) else float(found)


def shown(value: float | None, unit: str, currency: str | None) -> str:
    """A figure as people read it."""
    if value is None:
        return UNKNOWN
    if unit == "money":
        return amount(value, currency)
    if unit == "%":
        return percent(value)
    return f"{value:,.2f}" if unit == "ratio" else f"{value:,.0f}" + ("" if unit == "count" else f" {unit}")


def origins(store: Store, asked: Explained, key: str, as_of: int) -> list[Origin]:
    """The cells that a row of a figure is from, the deciding one first; none where rows are sums of many."""
    found = [where_from(store, asked.entity, key, field, as_of) for field in asked.fields] if asked.entity else []
    return [origin for origin in found if origin is not None]


def _first(rows: pd.DataFrame, column: str) -> str | None:
    values = list(rows[column].dropna().head(1)) if column in rows else []
    return str(values[0]) if values else None


def _summed(rows: pd.DataFrame, column: str, currency: str | None) -> str:
    """An input over all rows: sums of money, counts of words, extremes of dates and numbers."""
    values: pd.Series[Any] = rows[column].dropna()
    if values.empty:
        return UNKNOWN
    if column in _MONEY:
        return f"{amount(float(values.sum()), currency)} in {count(len(values), 'row')}"
    if values.dtype.kind in "fiu":
        return f"{values.min():,.6g} to {values.max():,.6g} in {count(len(values), 'row')}"
    if values.dtype.kind == "M":
        return f"{values.min().date().isoformat()} to {values.max().date().isoformat()}"
    words = values.astype(str).value_counts()
    listed = ", ".join(f"{word} {number}" for word, number in words.head(5).items())
    return listed if len(words) <= 5 else f"{listed} and {len(words) - 5} more"


_MONEY = ("budget", "compared_budget", "forecast_cost", "actual_cost", "contingency", "cost_variance", "emv",
          "planned_value", "earned_value")  # fmt: skip


def _known(asked: Explained, rows: pd.DataFrame) -> int:
    needed = [c for c in (asked.total.column, asked.total.below) if c]
    return int(rows[needed].notna().all(axis=1).sum()) if needed else len(rows)


def _leading(asked: Explained, rows: pd.DataFrame) -> pd.DataFrame:
    """The columns that matter for the figure, names and inputs first; key and place last."""
    names = [c for c in ("name", "project_name", "project") if c in rows]
    wanted = [*names, *(c for c in asked.inputs if c not in names), asked.key, "currency", "places"]
    return rows[[c for c in dict.fromkeys(wanted) if c in rows]]
