"""The first wall: a file of its own that holds the public tables as of a moment, and nothing else.

Foreign SQL never meets the store: what is private is not hidden from it but absent. A file is made once for each
state of the store and moment, under a temporary name, and renamed when it is whole; the oldest are removed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import duckdb

from pmo_data.domain.errors import StoreError
from pmo_data.domain.places import user_folder
from pmo_data.store import sqltext
from pmo_data.store.connection import MEMORY
from pmo_data.store.failures import first_line
from pmo_data.store.sandbox.tables import SOURCES, Source, parameters

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pmo_data.store.database import Store

FILE = "portfolio.duckdb"
KEPT = 6
"""Published files kept of one store: a few people asking as of a few moments."""

_publishing = threading.Lock()


def published(store: Store, as_of: int, *, sources: Sequence[Source] = SOURCES) -> Path:
    """The file of the public tables of `store` as of a moment, made now where there is none yet.

    Raises StoreError where it cannot be written.
    """
    home = _home(store)
    folder = home / _key(store, as_of, sources)
    with _publishing:
        try:
            if not (folder / FILE).exists():
                _make(store, as_of, folder, sources)
            os.utime(folder)
            _remove_oldest(home, folder)
        except OSError as error:
            raise StoreError(f"The tables for SQL could not be written ({error.strerror}). Free some space.") from error
        except duckdb.Error as error:
            raise StoreError(f"The tables for SQL could not be made: {first_line(error)}") from error
    return folder / FILE


def _home(store: Store) -> Path:
    """A private folder for one store's published files."""
    if store.path == MEMORY:
        return _folder_of_process()
    name = hashlib.sha256(str(store.path.absolute()).encode()).hexdigest()[:16]
    home = user_folder() / "published" / name
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


@cache
def _folder_of_process() -> Path:
    import atexit

    folder = Path(tempfile.mkdtemp(prefix="pmo-published-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _key(store: Store, as_of: int, sources: Sequence[Source]) -> str:
    """Changes with whatever could change the tables: the store's file and commits, the moment, the queries."""
    parts = [str(store.path.absolute()), store.version(), str(as_of), duckdb.__version__]
    if store.path == MEMORY:
        parts.append(str(id(store)))
    for path in (store.path, store.path.with_name(store.path.name + ".wal")):
        with contextlib.suppress(OSError):
            found = path.stat()
            parts.append(f"{found.st_mtime_ns} {found.st_size}")
    parts += [f"{source.name} {sqltext.statement(source.query)}" for source in sources]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def _make(store: Store, as_of: int, folder: Path, sources: Sequence[Source]) -> None:
    temporary = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}")
    temporary.mkdir(parents=True, mode=0o700)
    try:
        with store.reading() as cursor:
            copy_tables(cursor, temporary / FILE, as_of, [(s.name, sqltext.statement(s.query)) for s in sources])
        try:
            temporary.rename(folder)
        except OSError:
            if not (folder / FILE).exists():  # another process was faster
                raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def copy_tables(cursor: DuckDBPyConnection, file: Path, as_of: int, tables: Sequence[tuple[str, str]]) -> None:
    """Write what each named statement answers as a table of its name into a new file, all in one transaction."""
    name = f"published_{uuid4().hex}"
    quoted = str(file).replace("'", "''")
    cursor.execute(f"attach '{quoted}' as {name} (read_write, storage_version 'v1.5.0')")
    try:
        cursor.begin()
        for table, sql in tables:
            cursor.execute(f'create table {name}."{table}" as {sql.rstrip().rstrip(";")}', parameters(sql, as_of))
        cursor.commit()
        cursor.execute(f"checkpoint {name}")
    except BaseException:
        with contextlib.suppress(duckdb.Error):
            cursor.rollback()
        raise
    finally:
        cursor.execute(f"detach {name}")


def _remove_oldest(home: Path, current: Path) -> None:
    """Leave the files used last; one that is being read is removed when its readers have ended, where need be."""
    folders = [path for path in home.iterdir() if path.is_dir() and not path.name.startswith(".") and path != current]
    folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in folders[KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)
