"""Takes back the latest import exactly: its row versions go, those it ended are in force again; itself recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.errors import PmoError
from pmo_data.domain.moments import FOREVER
from pmo_data.store.ledger import undo_line
from pmo_data.store.readings import refresh

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pmo_data.store.database import Store


@dataclass(frozen=True)
class Undone:
    """The batch taken back, with its imports and snapshots."""

    batch: int
    imports: tuple[int, ...]
    snapshots: tuple[int, ...]


def undo(store: Store, import_id: int, who: str = "") -> Undone:
    """Undo the batch of an import. Raises PmoError where it is unknown, undone already, or others came after it."""
    with store.writing() as cursor:
        batch = _batch_of(cursor, import_id)
        snapshots = cursor.execute(
            "select snapshot, moment from snapshot where batch = ? order by snapshot desc", [batch]
        ).fetchall()
        for snapshot, moment in snapshots:
            for name in ENTITIES:
                _take_back(cursor, name, snapshot, moment)
        now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        cursor.execute("update snapshot set undone_at = ?, undone_by = ? where batch = ?", [now, who, batch])
        cursor.execute("update import_file set undone_at = ? where batch = ?", [now, batch])
        refresh(cursor)
        imports = cursor.execute("select import_id from import_file where batch = ? order by 1", [batch]).fetchall()
    store.warn(store.ledger.append(undo_line(batch, now.isoformat(), who)))
    return Undone(batch, tuple(i for (i,) in imports), tuple(sorted(s for s, _ in snapshots)))


def _batch_of(cursor: DuckDBPyConnection, import_id: int) -> int:
    row = cursor.execute("select batch, undone_at from import_file where import_id = ?", [import_id]).fetchone()
    if row is None:
        raise PmoError(f"There is no import {import_id}. `pmo imports` lists them.")
    if row[1] is not None:
        raise PmoError(f"Import {import_id} was undone on {row[1]:%d %b %Y}; nothing to do.")
    later = cursor.execute(
        "select max(import_id) from import_file where batch > ? and undone_at is null", [row[0]]
    ).fetchone()
    if later is not None and later[0] is not None:
        raise PmoError(f"Import {import_id} was followed by import {later[0]}; undo that one first.")
    return int(row[0])


def _take_back(cursor: DuckDBPyConnection, entity: str, snapshot: int, moment: int) -> None:
    cursor.execute(f'delete from "{entity}" where snapshot = ?', [snapshot])
    cursor.execute(f'update "{entity}" set valid_to = ? where valid_to = ?', [FOREVER, moment])
    cursor.execute(
        f'update "{entity}" as o set valid_to = e.valid_to_before from ending as e '
        "where e.snapshot = ? and e.entity = ? and e.key = o.key and e.valid_from = o.valid_from",
        [snapshot, entity],
    )
    cursor.execute("delete from ending where snapshot = ? and entity = ?", [snapshot, entity])
