"""The store: one DuckDB file, opened once per process, read through one cursor per call, written by one at a time.

A DuckDB connection shared by threads hands one reader another's rows, so every read takes its own cursor; writers
queue on one lock. Every way in which opening can fail is one sentence with what to do.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import duckdb

from pmo_data.domain.errors import PmoError, QueryError, StoreBusy, StoreError
from pmo_data.store import sqltext
from pmo_data.store.ledger import Ledger
from pmo_data.store.migrate import is_current, migrate

if TYPE_CHECKING:
    import pandas as pd
    from duckdb import DuckDBPyConnection

_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "storage_compatibility_version": "v1.5.0",
}
MEMORY = Path(":memory:")


class Askable(Protocol):
    """What `Store.fetch` needs of a query: where its SQL lies, its parameters and the columns it promises."""

    @property
    def sql(self) -> str: ...

    @property
    def columns(self) -> tuple[str, ...]: ...

    def parameters(self) -> dict[str, Any]: ...


class Store:
    """An open store. Use `Store.open(path)`; close it, or use it as a context manager."""

    def __init__(self, path: Path, connection: DuckDBPyConnection, ledger: Ledger, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.ledger = ledger
        self.warnings: tuple[str, ...] = ()
        self._connection = connection
        self._writing = threading.Lock()

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False) -> Store:
        """Open or create the store at `path` (":memory:" for one that lives with the process).

        Raises StoreBusy where another process holds it, StoreError where it cannot be opened, in one sentence.
        """
        path = Path(path)
        connection, read_only = _connect(path, read_only=read_only)
        store = cls(path, connection, Ledger.beside(path), read_only=read_only)
        try:
            if not read_only:
                migrate(connection)
            store.warnings = store.ledger.compare(_committed(connection))
        except duckdb.Error as error:
            store.close()
            raise _explain(error, path) from error
        except PmoError:
            store.close()
            raise
        return store

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def fetch(self, query: Askable) -> pd.DataFrame:
        """The frame a query answers with, on a cursor of its own, read to the end."""
        text = sqltext.statement(f"queries/{query.sql}")
        with self.reading() as cursor:
            try:
                frame = cursor.execute(text, query.parameters()).df()
            except duckdb.Error as error:
                raise QueryError(f"The query '{query.sql}' could not be answered: {_first_line(error)}") from error
        return frame

    def version(self) -> str:
        """Changes with every commit and every undo: what cached answers may be keyed on."""
        with self.reading() as cursor:
            row = cursor.execute("select count(*), max(snapshot), count(undone_at) from snapshot").fetchone()
        return "-".join(str(part) for part in row or ())

    @contextmanager
    def reading(self) -> Iterator[DuckDBPyConnection]:
        """A cursor for one read."""
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def writing(self) -> Iterator[DuckDBPyConnection]:
        """A cursor inside one transaction: committed at the end, rolled back on any error, then a CHECKPOINT.

        Raises StoreError on a read-only store or a full disk; nothing has changed then.
        """
        if self.read_only:
            raise StoreError(f"The store {self.path.name} is open for reading only; nothing was changed.")
        with self._writing:
            cursor = self._connection.cursor()
            try:
                cursor.begin()
                yield cursor
                cursor.commit()
            except BaseException as error:
                _roll_back(cursor)
                if isinstance(error, duckdb.Error):
                    raise _explain(error, self.path) from error
                raise
            finally:
                cursor.close()
            self._checkpoint()

    def _checkpoint(self) -> None:
        """Fold the log into the file. A reader in the way only postpones it; the commit itself is safe."""
        cursor = self._connection.cursor()
        try:
            cursor.execute("checkpoint")
        except duckdb.TransactionException:
            return
        except duckdb.Error as error:
            raise _explain(error, self.path) from error
        finally:
            cursor.close()


def _roll_back(cursor: DuckDBPyConnection) -> None:
    """Roll back; a connection that a failed disk has already killed has nothing left to roll back."""
    try:
        cursor.rollback()
    except duckdb.Error:
        return


def _connect(path: Path, *, read_only: bool) -> tuple[DuckDBPyConnection, bool]:
    """Open the file; a store that must first be brought up to date is opened for writing even for a reader."""
    if path != MEMORY and not read_only:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"The folder {path.parent} cannot be made ({error.strerror}). Set PMO_DB to a file you may write."
            ) from error
    if read_only and path.exists():
        connection = _try(path, read_only=True)
        if is_current(connection):
            return connection, True
        connection.close()
    return _try(path, read_only=False), False


def _try(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = dict(_CONFIG)
    if read_only:
        config.pop("storage_compatibility_version")
    try:
        return duckdb.connect(str(path), read_only=read_only, config=config)
    except duckdb.Error as error:
        raise _explain(error, path) from error


def _committed(connection: DuckDBPyConnection) -> dict[int, int]:
    """Batch -> rows handed over, of every commit the store knows, undone ones included."""
    rows = connection.execute(
        "select i.batch, coalesce(sum(t.loaded), 0) from import_file i "
        "left join import_table t using (import_id) group by 1"
    ).fetchall()
    return {int(batch): int(loaded) for batch, loaded in rows}


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


_SENTENCES: tuple[tuple[str, type[StoreError], str], ...] = (
    (
        "lock on file",
        StoreBusy,
        "The store {name} is in use by another process. Close the app, or wait until the other command has ended.",
    ),
    ("no space left", StoreError, "The disk is full; nothing was changed. Free some space and try again."),
    (
        "permission denied",
        StoreError,
        "The store {path} may not be written. Give yourself the right to, or set PMO_DB to another file.",
    ),
    (
        "read-only file system",
        StoreError,
        "The folder of {path} is read-only. Set PMO_DB to a file that you may write.",
    ),
    (
        "newer version",
        StoreError,
        "The store {name} was written by a newer version of DuckDB. "
        "Install a newer portfolio room, or set PMO_DB to another file.",
    ),
    (
        "not a valid duckdb",
        StoreError,
        "The file {path} is not a store of the portfolio room. Set PMO_DB to another file, or move this one away.",
    ),
    (
        "wal",
        StoreError,
        "The log beside {name} cannot be replayed. Move the file ending in .wal to a safe place (do not delete it) "
        "and open again, or restore a backup.",
    ),
    (
        "corrupt",
        StoreError,
        "The store {name} is damaged. Restore a backup (`pmo backup` makes them), "
        "or move the file away to start afresh.",
    ),
)


def _explain(error: Exception, path: Path) -> StoreError:
    """DuckDB's message as one sentence of ours, with what to do."""
    text = str(error).lower()
    for mark, kind, sentence in _SENTENCES:
        if mark in text:
            return kind(sentence.format(name=path.name, path=path))
    return StoreError(f"The store {path.name} could not be used: {_first_line(error)}")
