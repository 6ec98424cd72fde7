"""A whole history into an empty store at once: many batches, one snapshot each, in one transaction.

Laying one month over another costs statements per entity and month; a history that is known in full needs only one
pass per entity, in which each row version ends where the next of its key begins. The result is the same as committing
batch by batch, which a test compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from pmo_data.domain.errors import StoreError
from pmo_data.domain.moments import FOREVER, moment_of
from pmo_data.store.commit import begin_run
from pmo_data.store.delivery import Batch, Committed, Delivery, Outcome
from pmo_data.store.readings import refresh
from pmo_data.store.records import ledger_line, record_files, record_snapshot, record_tables

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pmo_data.store.database import Store


def commit_history(store: Store, batches: Sequence[Batch]) -> None:
    """Commit batches, earliest first, into a store that holds nothing.

    Every delivery of an entity must come from one source, feed the same fields and be laid over what was there
    ("merge"). Raises StoreError where the store already holds something.
    """
    ordered = sorted(batches, key=lambda batch: batch.status_date)
    with store.writing() as cursor:
        if cursor.execute("select count(*) from snapshot").fetchone() != (0,):
            raise StoreError("A whole history can only be loaded into a store that holds nothing yet.")
        first_imports = np.cumsum([1, *(len(batch.files) for batch in ordered)]).tolist()
        for name in dict.fromkeys(d.entity for batch in ordered for d in batch.deliveries):
            _lay_down(cursor, name, ordered, first_imports)
        lines = [_record(cursor, batch, n + 1, first_imports[n]) for n, batch in enumerate(ordered)]
        refresh(cursor)
    for line in lines:
        store.warn(store.ledger.append(line))


def _lay_down(cursor: DuckDBPyConnection, name: str, batches: Sequence[Batch], first_imports: list[int]) -> None:
    """All versions of one entity: its rows of every batch, unchanged ones folded into the version before."""
    rows, places = _stacked(name, batches, first_imports)
    source = next(d.source for batch in batches for d in batch.deliveries if d.entity == name)
    run = begin_run(cursor, Delivery(name, rows, source))
    cursor.register("places", places)
    cursor.execute(_versions(name, run.fed, [*run.fed, *run.noted]), {"source": source})
    cursor.unregister("places")
    cursor.unregister("delivery_rows")


def _versions(name: str, fed: list[str], kept: list[str]) -> str:
    """Each row that says something new in a field begins a version, which the next one of its key ends."""
    fields = ", ".join(f'"{field}"' for field in kept)
    content = ", ".join(f'i."{field}"' for field in fed)
    return f"""
        insert into "{name}" ({fields}, key, source, import_id, sheet, row_number, snapshot,
            valid_from, valid_to)
        with placed as (
            select i.* exclude (row_number), p.*, hash({content}) as content
            from incoming as i inner join places as p on p.place = i.row_number
        ),
        told as (select *, lag(content) over (partition by key order by moment) as before from placed),
        news as (select * from told where before is null or before <> content)
        select {fields}, key, $source, import_id, '', row_number, snapshot, moment,
            lead(moment, 1, {FOREVER}) over (partition by key order by moment)
        from news order by key, moment
    """


def _stacked(name: str, batches: Sequence[Batch], first_imports: list[int]) -> tuple[pa.Table, pa.Table]:
    """The rows of every batch under one another, numbered by place, and where each came from."""
    tables, places = [], []
    for number, batch in enumerate(batches):
        for d in (d for d in batch.deliveries if d.entity == name):
            tables.append(d.rows)
            count = d.rows.num_rows
            places.append(
                pa.table(
                    {
                        "row_number": d.rows.column("row"),
                        "import_id": pa.array(np.full(count, first_imports[number] + d.file, np.int32)),
                        "snapshot": pa.array(np.full(count, number + 1, np.int32)),
                        "moment": pa.array(np.full(count, moment_of(batch.status_date, number + 1), np.int64)),
                    }
                )
            )
    rows, where = pa.concat_tables(tables, promote_options="default"), pa.concat_tables(places)
    place = pa.array(np.arange(rows.num_rows, dtype=np.int32))
    index = rows.column_names.index("row")
    return rows.set_column(index, "row", place), where.append_column("place", place)


def _record(cursor: DuckDBPyConnection, batch: Batch, number: int, first_import: int) -> dict[str, object]:
    record_snapshot(cursor, batch, number, number, batch.status_date)
    outcomes = [_outcome(cursor, d, first_import) for d in batch.deliveries]
    record_files(cursor, batch, number, first_import, number)
    record_tables(cursor, batch, first_import, outcomes)
    return ledger_line(cursor, batch, Committed(number, (number,), tuple(outcomes)))


def _outcome(cursor: DuckDBPyConnection, delivery: Delivery, first_import: int) -> Outcome:
    """What became of one table: versions that begin a key are added, others changed, the rest said nothing new."""
    row = cursor.execute(
        "select count(*) filter (where earlier is null), count(*) filter (where earlier is not null) from ("
        f'select v.valid_from, (select max(e.valid_from) from "{delivery.entity}" as e '
        f'where e.key = v.key and e.valid_from < v.valid_from) as earlier from "{delivery.entity}" as v '
        "where v.import_id = ?)",
        [first_import + delivery.file],
    ).fetchone()
    added, changed = row or (0, 0)
    unchanged = delivery.rows.num_rows - added - changed
    return replace(
        Outcome(delivery.entity, delivery.source, "merge"), added=added, changed=changed, unchanged=unchanged
    )
