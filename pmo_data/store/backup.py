"""A consistent copy of the store, made while the app runs, that is reopened and summed before it counts.

Copying the file itself would catch it between two writes; the database copies itself inside one read transaction.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import duckdb

from pmo_data.domain.errors import StoreError
from pmo_data.store.failures import explain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pmo_data.store.database import Store

_PATIENCE = 10.0
"""Seconds to wait for readers to let go of the copy."""
Sums = dict[str, tuple[int, str]]
"""Table -> its rows and the sum of the hashes of all of them, which no order changes."""


@dataclass(frozen=True)
class BackupFacts:
    """What was copied: tables and rows in all, and the size of the copy."""

    path: Path
    tables: int
    rows: int
    size_bytes: int


def backup(store: Store, path: Path | str, *, overwrite: bool = False) -> BackupFacts:
    """Copy the store to `path`. Raises StoreError where a file is there already, it cannot be written, or the copy,
    opened again, does not sum to what was copied; no half copy stays behind.
    """
    target = Path(path).absolute()
    if target == store.path.absolute():
        raise StoreError(f"{path} is the store itself. Name another file for the backup.")
    if target.exists() and not overwrite:
        raise StoreError(f"{path} exists already; nothing was overwritten. Name another file, or move it away.")
    with _temporary_beside(target) as temporary:
        sums = _copy(store, temporary)
        if _sums_of(temporary) != sums:
            raise StoreError(
                f"The copy does not agree with the store {store.path.name}; it was thrown away. Try again."
            )
        _into_place(temporary, target, overwrite=overwrite)
    return BackupFacts(target, len(sums), sum(rows for rows, _ in sums.values()), target.stat().st_size)


@contextmanager
def _temporary_beside(target: Path) -> Iterator[Path]:
    """A name in the same folder, so that the last step is a rename; whatever is left of it is removed."""
    temporary = target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")
    try:
        yield temporary
    except (duckdb.Error, OSError) as error:
        raise _unwritable(error, target) from error
    finally:
        for left in (temporary, temporary.with_name(temporary.name + ".wal")):
            left.unlink(missing_ok=True)


def _unwritable(error: Exception, target: Path) -> StoreError:
    if isinstance(error, duckdb.Error) and "no such file or directory" not in str(error).lower():
        return explain(error, target)
    return StoreError(f"The backup cannot be written to {target.parent}. Name a folder that exists and may be written.")


def _copy(store: Store, temporary: Path) -> Sums:
    """Copy everything inside one transaction, and sum what that transaction saw; imports wait meanwhile."""
    with store.copying() as cursor:
        source = cursor.execute("select current_database()").fetchone()
        cursor.execute(f"attach '{_quoted(temporary)}' as backup_target (read_write, storage_version 'v1.5.0')")
        try:
            cursor.begin()
            cursor.execute(f'copy from database "{source[0] if source else ""}" to backup_target')
            sums = _sums(cursor, source[0] if source else "")
            cursor.commit()
        finally:
            _detach(cursor)
    return sums


def _detach(cursor: DuckDBPyConnection) -> None:
    try:
        cursor.execute("detach backup_target")
    except duckdb.Error:
        cursor.rollback()
        cursor.execute("detach backup_target")


def _sums_of(path: Path) -> Sums:
    """The sums of the copy, opened anew; a reader that began meanwhile may hold it for as long as he reads."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection = duckdb.connect(str(path), read_only=True)
            break
        except duckdb.Error as error:
            if "already attached" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
    try:
        row = connection.execute("select current_database()").fetchone()
        return _sums(connection, row[0] if row else "")
    finally:
        connection.close()


def _sums(cursor: DuckDBPyConnection, database: str) -> Sums:
    names = cursor.execute(
        "select table_name from duckdb_tables() where database_name = ? and not internal and not temporary order by 1",
        [database],
    ).fetchall()
    found: Sums = {}
    for (name,) in names:
        row = cursor.execute(
            f'select count(*), coalesce(sum(hash(t)), 0)::varchar from "{database}"."{name}" as t'
        ).fetchone()
        found[name] = (int(row[0]), str(row[1])) if row else (0, "0")
    return found


def _into_place(temporary: Path, target: Path, *, overwrite: bool) -> None:
    """Flush, then rename; a link refuses where somebody made the target meanwhile."""
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    if overwrite:
        temporary.replace(target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise StoreError(f"{target} exists already; nothing was overwritten. Name another file.") from None
    except OSError:  # a file system without links
        temporary.replace(target)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
