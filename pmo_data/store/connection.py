"""The database file as this process holds it: shared with other readers, taken alone only for the time of a write.

DuckDB lets no second process open a file that one has open for writing. So reading opens it read-only (any number of
processes may), a write waits until our own readers are done, opens it for writing, and lets go again soon after; left
alone for a second, the file is closed, and a command beside the app may write to it. During a write our readers use
the same writable instance and are not held up; only the change from one to the other (20 ms) makes them wait.
"""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakValueDictionary

import duckdb

from pmo_data.domain.errors import StoreBusy
from pmo_data.store.failures import explain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_WRITING = {"storage_compatibility_version": "v1.5.0"}
MEMORY = Path(":memory:")
PATIENCE = 5.0
"""Seconds to wait for another process, or for our own readers, before saying that the store is in use."""
LINGER = 0.4
"""Seconds after a write before the file is open to other processes again."""
IDLE = 1.0
"""Seconds without a reader after which the file is let go."""


class Connection:
    """One file, for all stores of this process that are open on it. Get it with `Connection.to(path)`."""

    _known: ClassVar[WeakValueDictionary[Path, Connection]] = WeakValueDictionary()
    _knowing: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, path: Path) -> None:
        self.path = path
        self._users = 0
        self._condition = threading.Condition()
        self._writer = threading.Lock()
        self._own = threading.local()
        self._database: DuckDBPyConnection | None = None
        self._writable = False
        self._readers = 0
        self._changing = False
        self._broken = False
        self._last_used = 0.0
        self._timer: threading.Timer | None = None

    @classmethod
    def to(cls, path: Path) -> Connection:
        """The connection to a file, the same one for everybody in this process; a new one to every store in memory."""
        if path == MEMORY:
            found = cls(path)
            found._users = 1
            return found
        with cls._knowing:
            found = cls._known.setdefault(path.absolute(), cls(path.absolute()))
            found._users += 1
            return found

    @classmethod
    def close_all(cls) -> None:
        """Close what a program that ends has left open: a timer must not outlive the library it calls into."""
        for connection in list(cls._known.values()):
            with connection._condition:
                timer = connection._timer
                connection._close()
            if timer is not None:
                timer.join()

    @property
    def is_open(self) -> bool:
        return self._database is not None

    def leave(self) -> None:
        """One user fewer; with the last the file is closed."""
        with self._condition:
            self._users -= 1
            last = self._users <= 0
        if last:
            with self.quiet(), self._condition:
                self._condition.wait_for(lambda: self._readers == 0, PATIENCE)
                self._close()

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """A time in which nobody of this process writes; readers go on."""
        with self._writer:
            yield

    @contextmanager
    def reading(self) -> Iterator[DuckDBPyConnection]:
        """A cursor for one read. Raises StoreBusy where another process is writing and does not come to an end."""
        cursor = self._enter()
        try:
            yield cursor
        finally:
            cursor.close()
            self._exit()

    @contextmanager
    def writing(self) -> Iterator[DuckDBPyConnection]:
        """A cursor that may write, for one thread at a time; no transaction is begun.

        The file stays open for writing a moment longer, so that one import after another need not open it anew.
        """
        with self._writer:
            self._become(writable=True)
            assert self._database is not None
            cursor = self._database.cursor()
            try:
                yield cursor
            except duckdb.Error:
                self._broken = True
                raise
            finally:
                cursor.close()
                self._after_write()

    def mark_broken(self) -> None:
        """Told inside a write that the database failed: after a full disk it answers nothing until it is reopened."""
        self._broken = True

    def settle(self) -> None:
        """Give up writing at once, where nobody writes or reads."""
        self._give_up_writing()

    def _after_write(self) -> None:
        if self._broken:
            with suppress(StoreBusy):
                self._become(writable=False)
            self._broken = False
        with self._condition:
            self._last_used = time.monotonic()
            self._let_go_later(LINGER)

    def _enter(self) -> DuckDBPyConnection:
        held = getattr(self._own, "held", 0)
        with self._condition:
            if not held:  # who reads already would wait for itself
                self._condition.wait_for(lambda: not self._changing)
            if self._database is None:
                self._database = self._connect(writable=self.path == MEMORY)
            cursor = self._database.cursor()
            self._readers += 1
            self._own.held = held + 1
            return cursor

    def _exit(self) -> None:
        with self._condition:
            self._readers -= 1
            self._own.held -= 1
            self._last_used = time.monotonic()
            self._condition.notify_all()
            self._let_go_later(IDLE)

    def _become(self, *, writable: bool) -> None:
        """Close the file and open it the other way, once our own readers are done; closed is the other way to read."""
        with self._condition:
            if self._writable and writable:
                return
            self._changing = True
            try:
                if self.path == MEMORY:
                    self._database = self._database or self._connect(writable=True)
                    return
                if not self._condition.wait_for(lambda: self._readers == 0, PATIENCE):
                    raise StoreBusy(f"The store {self.path.name} is being read; nothing was changed. Try again.")
                self._close()
                if writable:
                    self._database = self._connect(writable=True)
                    self._writable = True
            finally:
                self._changing = False
                self._condition.notify_all()

    def _connect(self, *, writable: bool) -> DuckDBPyConnection:
        """Open the file, waiting a little where another process has it."""
        deadline = time.monotonic() + PATIENCE
        config: dict[str, str | bool | int | float | list[str]] = {**_CONFIG, **(_WRITING if writable else {})}
        while True:
            try:
                return duckdb.connect(str(self.path), read_only=not writable, config=config)
            except duckdb.Error as error:
                told = explain(error, self.path)
                if not isinstance(told, StoreBusy) or time.monotonic() > deadline:
                    raise told from error
                time.sleep(0.05)

    def _close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._database is not None:
            self._database.close()
        self._database = None
        self._writable = False

    def _let_go_later(self, seconds: float) -> None:
        if self._timer is None and self._database is not None and self.path != MEMORY:
            self._timer = threading.Timer(seconds, self._let_go)
            self._timer.daemon = True
            self._timer.start()

    def _let_go(self) -> None:
        """Give up writing shortly after the last write, and the file when nobody has read for a while."""
        with self._condition:
            self._timer = None
            if self._database is None:
                return
            if not self._writable:
                rest = self._last_used + IDLE - time.monotonic()
                if self._readers == 0 and rest <= 0:
                    self._close()
                elif self._readers == 0:
                    self._let_go_later(rest)
                return
        self._give_up_writing()

    def _give_up_writing(self) -> None:
        """Readers who keep coming wait until those before them are done; a write that began meanwhile goes first."""
        if self._writer.acquire(blocking=False):
            try:
                with suppress(StoreBusy):
                    self._become(writable=False)
            finally:
                self._writer.release()
        with self._condition:
            self._let_go_later(LINGER)


atexit.register(Connection.close_all)
