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
    if not _has_what_derives(connection):
        _derive_tables(connection)
        _derive_views(connection)
        connection.execute(f"comment on table schema_step is '{_stamp()}'")
    refresh(connection)
    connection.commit()


def is_current(connection: DuckDBPyConnection) -> bool:
    """Whether a read-only store already has every step, and the tables and views as this version derives them."""
    if not connection.execute("select 1 from duckdb_tables() where table_name = 'schema_step'").fetchall():
        return False
    done = _refuse_newer(connection)
    return {n for n, _ in sqltext.statements("schema")} <= done and _has_what_derives(connection)


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
    """Views are replaced whenever anything's text changed: they hold no data. Binding them all costs half a second."""
    for entity in ENTITIES.values():
        connection.execute(sqltext.create_view(entity))
    for _, text in sqltext.statements("views"):
        connection.execute(text)


def _has_what_derives(connection: DuckDBPyConnection) -> bool:
    stamped = connection.execute("select comment from duckdb_tables() where table_name = 'schema_step'").fetchone()
    return stamped is not None and stamped[0] == _stamp()


@cache
def _stamp() -> str:
    """Changes whenever the text of any view or the catalogue changes."""
    import hashlib

    texts = [made(e) for e in ENTITIES.values() for made in (sqltext.create_table, sqltext.create_view)]
    texts += [text for _, text in sqltext.statements("views")]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
