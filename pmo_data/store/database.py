"""The store: one DuckDB file, read through one cursor per call, written by one at a time, prepared when it is opened.

A DuckDB connection shared by threads hands one reader another's rows, so every read takes its own cursor; writers
queue on one lock. How the file is shared with other processes is in `connection`, how it fails in `failures`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import duckdb

from pmo_data.domain.errors import QueryError, StoreError
from pmo_data.store import sqltext
from pmo_data.store.connection import MEMORY, Connection
from pmo_data.store.failures import LogUnreadable, check_file, explain, first_line, make_folder
from pmo_data.store.ledger import Ledger, Line
from pmo_data.store.migrate import is_current, migrate

if TYPE_CHECKING:
    import pandas as pd
    from duckdb import DuckDBPyConnection


class Askable(Protocol):
    """What `Store.fetch` needs of a query: where its SQL lies, its parameters and the columns it promises."""

    @property
    def sql(self) -> str: ...

    @property
    def columns(self) -> tuple[str, ...]: ...

    def parameters(self) -> dict[str, Any]: ...


class Store:
    """An open store. Use `Store.open(path)`; close it, or use it as a context manager.

    `warnings` are sentences about what was found at opening, and about what went wrong beside a write that stands.
    """

    def __init__(self, path: Path, connection: Connection, ledger: Ledger, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.ledger = ledger
        self.warnings: tuple[str, ...] = ()
        self._connection = connection
        self._closed = False

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False) -> Store:
        """Open or create the store at `path` (":memory:" for one that lives with the process).

        Raises StoreBusy where another process is writing to it, StoreError where it cannot be opened, in one
        sentence. Opened for reading only it is never created, but brought up to date where an older version left it.
        """
        path = Path(path)
        store = cls(path, Connection.to(path), Ledger.beside(path), read_only=read_only)
        try:
            store._prepare()
        except BaseException as error:
            store.close()
            if isinstance(error, duckdb.Error):
                raise explain(error, path) from error
            raise
        return store

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file once nobody else in this process has the store open."""
        if not self._closed:
            self._closed = True
            self._connection.leave()

    def fetch(self, query: Askable) -> pd.DataFrame:
        """The frame a query answers with, on a cursor of its own, read to the end."""
        text = sqltext.statement(f"queries/{query.sql}")
        with self.reading() as cursor:
            try:
                frame = cursor.execute(text, query.parameters()).df()
            except duckdb.Error as error:
                raise QueryError(f"The query '{query.sql}' could not be answered: {first_line(error)}") from error
        return frame

    def fetch_all(self, queries: Sequence[Askable]) -> list[pd.DataFrame]:
        """The frames that several queries answer with, in their order, found two at a time.

        Planning a query takes one core and is the larger part of most, so two cores answer two in little more than
        the time of one.
        """
        with ThreadPoolExecutor(2) as side_by_side:
            return list(side_by_side.map(self.fetch, queries))

    def version(self) -> str:
        """Changes with every commit and every undo: what cached answers may be keyed on."""
        with self.reading() as cursor:
            row = cursor.execute("select count(*), max(snapshot), count(undone_at) from snapshot").fetchone()
        return "-".join(str(part) for part in row or ())

    @contextmanager
    def reading(self) -> Iterator[DuckDBPyConnection]:
        """A cursor for one read; to be used up before the next write is asked for by the same thread."""
        with self._connection.reading() as cursor:
            yield cursor

    @contextmanager
    def writing(self) -> Iterator[DuckDBPyConnection]:
        """A cursor inside one transaction: committed at the end, rolled back on any error, then a CHECKPOINT.

        Raises StoreError on a read-only store or a full disk; nothing has changed then.
        """
        if self.read_only:
            raise StoreError(f"The store {self.path.name} is open for reading only; nothing was changed.")
        with self._connection.writing() as cursor:
            try:
                cursor.begin()
                yield cursor
                cursor.commit()
            except BaseException as error:
                _roll_back(cursor)
                if isinstance(error, duckdb.Error):
                    self._connection.mark_broken()
                    raise explain(error, self.path) from error
                raise
            self._checkpoint(cursor)

    @contextmanager
    def copying(self) -> Iterator[DuckDBPyConnection]:
        """A cursor for one long read during which writers wait, because what it attaches must come loose at its end."""
        with self._connection.quiet(), self._connection.reading() as cursor:
            yield cursor

    def warn(self, sentence: str | None) -> None:
        """Keep a sentence for whoever shows `warnings`; None is nothing to say."""
        if sentence and sentence not in self.warnings:
            self.warnings = (*self.warnings, sentence)

    def _checkpoint(self, cursor: DuckDBPyConnection) -> None:
        """Fold the log into the file. Where that fails the commit itself is safe in the log."""
        try:
            cursor.execute("checkpoint")
        except duckdb.TransactionException:
            return  # a reader in the way only postpones it
        except duckdb.Error as error:
            self._connection.mark_broken()
            self.warn(
                f"The change is kept in the log beside {self.path.name}, which could not be folded into it "
                f"({first_line(error)}). Free some space on the disk; the next write does it."
            )

    def _prepare(self) -> None:
        """Bring the file to this version's shape and compare it with the ledger."""
        if self.path != MEMORY:
            self._check_path()
        if not self._is_current():
            with self._connection.writing() as cursor:
                migrate(cursor)
            self._connection.settle()
        with self.reading() as cursor:
            committed = _committed(cursor)
        lost = self.ledger.reconcile(committed, add=not self.read_only)
        self.warnings = (*self.warnings, *lost)
        if lost and not self.read_only and _log_of(self.path).exists():
            # What is left of a cut log is replayed and then deleted by the next write; a copy stays.
            shutil.copy2(_log_of(self.path), _aside(self.path))

    def _check_path(self) -> None:
        if not self._connection.is_open:
            check_file(self.path)
        if self.path.exists():
            return
        if self.read_only:
            raise StoreError(
                f"There is no store at {self.path} yet. Import a file first, or set PMO_DB to another one."
            )
        make_folder(self.path)

    def _is_current(self) -> bool:
        if self.path == MEMORY or not self.path.exists():
            return False
        try:
            with self.reading() as cursor:
                return is_current(cursor)
        except LogUnreadable:
            if self.read_only:
                raise
        self._set_log_aside()
        with self.reading() as cursor:
            return is_current(cursor)

    def _set_log_aside(self) -> None:
        """Move a log that cannot be replayed away, never delete it; put it back where the file does not open without.

        Safe because the file alone is the state of the last checkpoint, and every import ends with one.
        """
        log, aside = _log_of(self.path), _aside(self.path)
        log.rename(aside)
        try:
            with self.reading():
                pass
        except BaseException:
            aside.rename(log)
            raise
        self.warn(
            f"The log beside {self.path.name} could not be replayed and was set aside as {aside.name}; the store is as "
            "it was when it was last folded in. Imports that are missing now are named below, if any; keep the file."
        )


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def _aside(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")


def _roll_back(cursor: DuckDBPyConnection) -> None:
    """Roll back; a connection that a failed disk has already killed has nothing left to roll back."""
    try:
        cursor.rollback()
    except duckdb.Error:
        return


def _committed(cursor: DuckDBPyConnection) -> dict[int, Line]:
    """Batch -> its line for the ledger, of every commit the store knows, undone ones included."""
    rows = cursor.execute(
        "with loaded as (select import_id, sum(loaded)::bigint as rows from import_table group by import_id) "
        "select i.batch, list(distinct s.snapshot order by s.snapshot), any_value(i.rows), any_value(i.files), "
        "any_value(i.sha256), any_value(i.at), any_value(i.who), any_value(i.undone) "
        "from (select f.batch, coalesce(sum(l.rows), 0)::bigint as rows, "
        "list(f.file_name order by f.import_id) as files, list(f.sha256 order by f.import_id) as sha256, "
        "min(f.imported_at) as at, min(f.who) as who, min(f.undone_at) as undone "
        "from import_file as f left join loaded as l using (import_id) group by f.batch) as i "
        "left join snapshot as s on s.batch = i.batch group by i.batch"
    ).fetchall()
    return {
        int(batch): {
            "batch": int(batch), "snapshots": snapshots, "rows": int(count), "files": files, "sha256": sha256,
            "at": at.isoformat(), "who": who, "undone": undone.isoformat() if undone else None,
        }
        for batch, snapshots, count, files, sha256, at, who, undone in rows
    }  # fmt: skip
