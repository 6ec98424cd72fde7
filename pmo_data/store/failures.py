"""Every way in which the database can fail, as one sentence with what to do.

Stands apart because DuckDB tells its errors apart by their text only: the texts we recognise are listed once, here.
"""

from __future__ import annotations

from pathlib import Path

from pmo_data.domain.errors import StoreBusy, StoreError

_DAMAGED = (
    "The store {name} is damaged. Restore a backup (`pmo backup` makes them), or move the file away to start afresh."
)
_FOREIGN = "The file {path} is not a store of the portfolio room. Set PMO_DB to another file, or move this one away."
_BUSY = "The store {name} is in use by another process. Close the app, or wait until the other command has ended."
_FULL = "The disk is full; nothing was changed. Free some space and try again."
_LOG = (
    "The log beside {name} cannot be replayed. Move the file {name}.wal to a safe place (do not delete it) "
    "and open again, or restore a backup."
)

_SENTENCES: tuple[tuple[str, type[StoreError], str], ...] = (
    ("lock on file", StoreBusy, _BUSY),
    ("different configuration", StoreBusy, _BUSY),
    ("no space left", StoreError, _FULL),
    ("file too large", StoreError, _FULL),
    ("disk quota exceeded", StoreError, _FULL),
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
    ("not a valid duckdb", StoreError, _FOREIGN),
    ("while replaying wal", StoreError, _LOG),
    ("corrupt", StoreError, _DAMAGED),
    ("could not read enough bytes", StoreError, _DAMAGED),
    ("checksum", StoreError, _DAMAGED),
)


class LogUnreadable(StoreError):
    """The write-ahead log cannot be replayed: what was imported since the last checkpoint is not in the file."""


def explain(error: Exception, path: Path) -> StoreError:
    """DuckDB's message as one sentence of ours, with what to do. The path is left out of what is compared."""
    text = str(error).replace(str(path), "").lower()
    for mark, kind, sentence in _SENTENCES:
        if mark in text:
            kind = LogUnreadable if sentence is _LOG else kind
            return kind(sentence.format(name=path.name, path=path))
    return StoreError(f"The store {path.name} could not be used: {first_line(error)}")


def first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def check_file(path: Path) -> None:
    """Refuse what is no store before DuckDB sees it: handed a SQLite file it would try to fetch an extension.

    Only to be called while this process does not hold the file: closing any handle on it would drop its lock.
    """
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a store. Set PMO_DB to a file in it, such as {path / 'pmo.duckdb'}.")
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"The store {path} cannot be read ({error.strerror}). Set PMO_DB to another file.") from error
    if head[8:12] != b"DUCK":
        raise StoreError(_FOREIGN.format(path=path))


def make_folder(path: Path) -> None:
    """The folder the store is to lie in."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {path.parent} cannot be made ({error.strerror}). Set PMO_DB to a file you may write."
        ) from error
