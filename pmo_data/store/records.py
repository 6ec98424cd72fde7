"""Writes down what was done: snapshots, files, tables with their reconciliation, findings, and the ledger's line.

Apart from the merging of rows, because a history that is loaded at once keeps the same records.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from pmo_data.domain.moments import moment_of
from pmo_data.store.delivery import Batch, Committed, Outcome

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def next_number(cursor: DuckDBPyConnection, table: str, column: str) -> int:
    row = cursor.execute(f'select coalesce(max("{column}"), 0) + 1 from "{table}"').fetchone()
    return int(row[0]) if row else 1


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def record_snapshot(cursor: DuckDBPyConnection, batch: Batch, number: int, snapshot: int, day: date) -> None:
    """One snapshot, at its moment."""
    label = batch.label or ", ".join(f.file_name for f in batch.files[:3])
    cursor.execute(
        "insert into snapshot values (?, ?, ?, ?, ?, ?, ?, null, null)",
        [snapshot, moment_of(day, snapshot), day, number, now(), batch.who, label],
    )


def record_files(cursor: DuckDBPyConnection, batch: Batch, number: int, first: int, snapshot: int) -> None:
    """The files of a batch, each an import of its own."""
    for offset, file in enumerate(batch.files):
        cursor.execute(
            "insert into import_file values (?, ?, ?, ?, ?, ?, ?, ?, ?, null)",
            [first + offset, number, snapshot, batch.status_date, file.file_name, file.sha256, file.size_bytes,
             batch.who, now()],
        )  # fmt: skip


def record_tables(cursor: DuckDBPyConnection, batch: Batch, first: int, outcomes: list[Outcome]) -> None:
    """The tables with plan and reconciliation, and every finding."""
    for d, o in zip(batch.deliveries, outcomes, strict=True):
        cursor.execute(
            "insert into import_table values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [first + d.file, d.sheet, d.entity, o.source, o.mode, d.plan, d.formats, d.in_file, o.added + o.changed,
             o.unchanged, d.held_back, d.not_data, o.added, o.changed, o.removed, d.originals],
        )  # fmt: skip
        rows = [
            [first + d.file, d.sheet, d.entity, f.rule, f.severity, f.message, f.row, f.column, f.cell, f.value, f.fix]
            for f in (*d.findings, *o.findings)
        ]
        if rows:
            cursor.executemany("insert into finding values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def ledger_line(cursor: DuckDBPyConnection, batch: Batch, committed: Committed) -> dict[str, Any]:
    """What the ledger keeps of a commit."""
    row = cursor.execute(
        "select coalesce(sum(t.loaded), 0) from import_table t inner join import_file f using (import_id) "
        "where f.batch = ?",
        [committed.batch],
    ).fetchone()
    return {
        "batch": committed.batch,
        "snapshots": list(committed.snapshots),
        "rows": int(row[0]) if row else 0,
        "files": [f.file_name for f in batch.files],
        "sha256": [f.sha256 for f in batch.files],
        "at": now().isoformat(),
        "who": batch.who,
    }
