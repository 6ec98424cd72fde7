"""Brings a store to the shape this version needs: numbered statements once, then what derives from the catalogue.

Adding a field to the catalogue adds its column here; nothing is ever dropped.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.errors import StoreError
from pmo_data.store import sqltext
from pmo_data.store.readings import refresh

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CATALOGUE_STEP = "catalogue"


def migrate(connection: DuckDBPyConnection) -> None:
    """Run every step the store has not seen. Raises StoreError where a newer version has written to it."""
    connection.execute("create table if not exists schema_step (step varchar, done_at timestamp)")
    done = _refuse_newer(connection)
    known = dict(sqltext.statements("schema"))
    connection.begin()
    for name, text in known.items():
        if name not in done:
            connection.execute(text)
            connection.execute("insert into schema_step values (?, now()::timestamp)", [name])
    _derive_tables(connection)
    _derive_views(connection)
    refresh(connection)
    connection.commit()


def is_current(connection: DuckDBPyConnection) -> bool:
    """Whether a read-only store already has every step and every column that this version reads."""
    tables = _existing_columns(connection)
    if "schema_step" not in tables:
        return False
    done = _refuse_newer(connection)
    wanted = {e.name: set(sqltext.column_types(e)) for e in ENTITIES.values()}
    return (
        {n for n, _ in sqltext.statements("schema")} <= done
        and all(columns <= tables.get(name, set()) for name, columns in wanted.items())
        and _has_these_views(connection)
    )


def _refuse_newer(connection: DuckDBPyConnection) -> set[str]:
    """The steps done; raises StoreError where one of them is not known here."""
    done = {row[0] for row in connection.execute("select step from schema_step").fetchall()}
    newer = sorted(done - {name for name, _ in sqltext.statements("schema")})
    if newer:
        raise StoreError(
            f"The store was written by a newer version of the portfolio room (it knows '{newer[-1]}'). "
            "Install the newer version, or set PMO_DB to another file."
        )
    return done


def _existing_columns(connection: DuckDBPyConnection) -> dict[str, set[str]]:
    rows = connection.execute("select table_name, column_name from duckdb_columns() where not internal").fetchall()
    tables: dict[str, set[str]] = {}
    for table, column in rows:
        tables.setdefault(table, set()).add(column)
    return tables


def _derive_tables(connection: DuckDBPyConnection) -> None:
    existing = _existing_columns(connection)
    for entity in ENTITIES.values():
        if entity.name not in existing:
            connection.execute(sqltext.create_table(entity))
            continue
        for column, sql_type in sqltext.column_types(entity).items():
            if column not in existing[entity.name]:
                connection.execute(f'alter table "{entity.name}" add column "{column}" {sql_type}')


def _derive_views(connection: DuckDBPyConnection) -> None:
    """Views are replaced whenever their text changed: they hold no data. Binding them all costs half a second."""
    if _has_these_views(connection):
        return
    for entity in ENTITIES.values():
        connection.execute(sqltext.create_view(entity))
    for _, text in sqltext.statements("views"):
        connection.execute(text)
    connection.execute(f"comment on table schema_step is '{_views_stamp()}'")


def _has_these_views(connection: DuckDBPyConnection) -> bool:
    stamped = connection.execute("select comment from duckdb_tables() where table_name = 'schema_step'").fetchone()
    return stamped is not None and stamped[0] == _views_stamp()


@cache
def _views_stamp() -> str:
    """Changes whenever the text of any view or the catalogue changes."""
    import hashlib

    texts = [sqltext.create_view(e) for e in ENTITIES.values()] + [t for _, t in sqltext.statements("views")]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
