"""Small deliveries to commit, and the entire content of a store to compare."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pyarrow as pa

from pmo_data.domain.moments import FOREVER
from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from pmo_data.store.delivery import Batch, Committed, Delivery, FileFacts, Mode

JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)
_MAP = pa.map_(pa.string(), pa.string())
RECORDS = ("snapshot", "import_file", "import_table", "finding")
"""Tables that keep what was done, an undo included; all others are put back by an undo."""


def rows(extra: list[dict[str, str] | None] | None = None, **columns: list[Any]) -> pa.Table:
    """A delivered table: its columns and those that reading adds, the first row of data standing in row 2."""
    count = len(next(iter(columns.values())))
    table = {name: pa.array(values) for name, values in columns.items()}
    table["row"] = pa.array(range(2, 2 + count), pa.int32())
    table["extra"] = pa.array([list(e.items()) if e else None for e in extra or [None] * count], _MAP)
    return pa.table(table | {"original": pa.nulls(count, _MAP), "absent": pa.nulls(count, _MAP)})


def batch(
    name: str,
    day: date,
    table: pa.Table,
    *,
    entity: str = "project",
    source: str | None = None,
    mode: Mode | None = None,
    sha: str | None = None,
) -> Batch:
    """One file with one table; the file's hash stands for what is in it unless said otherwise."""
    delivery = Delivery(entity, table, source or name, mode=mode, in_file=table.num_rows)
    return Batch(
        (FileFacts(f"{name}.csv", sha or hashlib.sha256(repr(table.to_pylist()).encode()).hexdigest(), 1),),
        (delivery,),
        day,
        "Ada",
    )


def bring(store: Store, file: str, day: date, /, **columns: list[Any]) -> Committed:
    """Commit one file of projects."""
    return commit(store, batch(file, day, rows(**columns)))


def asked(store: Store, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with store.reading() as cursor:
        return cursor.execute(sql, list(parameters)).fetchall()


def projects(store: Store, as_of: int = FOREVER, field: str = "approved_budget") -> dict[str, Any]:
    """Key -> a field, as of a moment; amounts as floats."""
    found = asked(store, f'select project_key, "{field}"::varchar from project_at(?) order by 1', as_of)
    return {key: float(value) if value and field != "name" else value for key, value in found}


def moment(store: Store, snapshot: int) -> int:
    return int(asked(store, "select moment from snapshot where snapshot = ?", snapshot)[0][0])


def content(store: Store, *, without: tuple[str, ...] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, each table in a total order."""
    names = asked(store, "select table_name from duckdb_tables() where not internal and not temporary order by 1")
    return {n: asked(store, f'select * from "{n}" order by all') for (n,) in names if n not in without}
