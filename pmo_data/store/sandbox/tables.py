"""The tables that foreign SQL may see, each declared once: its name, what it holds, and the query it is made of.

Registers are published as the pages show them, so that a number asked for in SQL is the page's number. What is not
named here is not published: pay, addresses, remarks, settings and the store's own books stay where they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.moments import FOREVER
from pmo_data.store import sqltext
from pmo_data.store.migrate import migrate

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Source:
    """A table to publish: `query` is the path of its SQL, `entity` the catalogue's name of what a row is."""

    name: str
    meaning: str
    query: str
    entity: str | None = None


@dataclass(frozen=True)
class PublicColumn:
    """A column of a public table: its name, DuckDB type and, where it is known, what it means."""

    name: str
    type: str
    meaning: str = ""


@dataclass(frozen=True)
class PublicTable:
    """A table that foreign SQL may read, for a schema browser."""

    name: str
    meaning: str
    columns: tuple[PublicColumn, ...]


def _register(name: str, meaning: str, entity: str) -> Source:
    return Source(name, meaning, f"queries/registers/{name}", entity)


def _own(name: str, meaning: str, entity: str | None = None) -> Source:
    return Source(name, meaning, f"public/{name}", entity)


SOURCES: tuple[Source, ...] = (
    _register("projects", "One row per project: people, dates, money in its own currency, ratings and why.", "project"),
    _own("programmes", "One row per programme.", "programme"),
    _own("portfolios", "One row per portfolio.", "portfolio"),
    _register("tasks", "One row per task, summary tasks and milestones included.", "task"),
    _own("milestones", "One row per milestone: a task of zero duration.", "task"),
    _register("dependencies", "One row per link between tasks or projects, with both ends' names.", "dependency"),
    _register("risks", "One row per risk, open or closed, with its band and expected value.", "risk"),
    _register("issues", "One row per issue.", "issue"),
    _register("assumptions", "One row per assumption.", "assumption"),
    _register("decisions", "One row per decision, made or waiting.", "decision"),
    _register("actions", "One row per action.", "action"),
    _register("benefits", "One row per benefit: what is aimed for, what came, and whether it is at risk.", "benefit"),
    _register("objectives", "One row per objective of the organisation, with its weight.", "objective"),
    _register("contributions", "One row per project and objective it contributes to.", "contribution"),
    _register("gates", "One row per stage gate of a project.", "gate"),
    _register("status_reports", "One row per project and date reported for.", "status_report"),
    _own("people", "One row per person: role, team and capacity, without pay and address.", "person"),
    _own("assignments", "One row per person, or role nobody is named for, and piece of work.", "assignment"),
    _own("budget_periods", "One row per project, period and kind of cost: money planned.", "budget_period"),
    _own("cost_periods", "One row per project, period and kind of cost: money spent, value earned.", "cost_period"),
    _own("snapshots", "One row per snapshot: the states of the portfolio there are, until the one asked about."),
)

_MEANINGS = {
    "source": "The source the row came from.",
    "import_id": "The import that brought the row.",
    "sheet": "The sheet the row stood on.",
    "row_number": "The row's number in its sheet.",
    "project": "The project's key.",
    "project_name": "The project's name.",
    "is_open": "Whether it is still to be dealt with.",
    "overdue": "Whether it is open after it was due.",
    "overdue_days": "Days since it was due, where it is open.",
    "age_days": "Days since it was raised, until it was closed.",
    "late_days": "Days later than the baseline says.",
    "slip_days": "Days later than the baseline says.",
    "finish": "The best known finish: actual, else forecast, else planned.",
    "start": "The best known start: actual, else forecast, else planned.",
    "snapshot": "The snapshot's number.",
    "status_date": "The date the snapshot speaks of.",
}


def parameters(sql: str, as_of: int) -> dict[str, Any]:
    """A published query's parameters: the moment, and no filter."""
    return {name: as_of if name == "as_of" else None for name in set(re.findall(r"\$(\w+)", sql))}


def public_tables() -> list[PublicTable]:
    """Every public table with its meaning and columns, in the order of the declaration."""
    return list(_described())


@cache
def _described() -> tuple[PublicTable, ...]:
    connection = duckdb.connect(config={"threads": "1"})
    try:
        migrate(connection)
        return tuple(_table(connection, source) for source in SOURCES)
    finally:
        connection.close()


def _table(connection: DuckDBPyConnection, source: Source) -> PublicTable:
    sql = sqltext.statement(source.query)
    found = connection.execute(sql, parameters(sql, FOREVER)).description or []
    fields = ENTITIES[source.entity].by_name if source.entity else {}
    columns = []
    for column in found:
        name = str(column[0])
        meaning = fields[name].meaning if name in fields else _MEANINGS.get(name, "")
        columns.append(PublicColumn(name, str(column[1]), "The key." if name == source.entity else meaning))
    return PublicTable(source.name, source.meaning, tuple(columns))
