"""Readers and writers beside each other, in this process and in others."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pmo_data.domain.errors import StoreBusy, StoreError
from pmo_data.store import connection
from pmo_data.store.database import Store
from pmo_data.store.undo import undo
from tests.store.deliveries import FEBRUARY, JANUARY, asked, bring

ROOT = Path(__file__).resolve().parents[2]
_HOLDS = """
import sys
from pmo_data.store.database import Store
with Store.open(sys.argv[1], read_only=sys.argv[2] == "read") as store:
    with store.reading() if sys.argv[2] == "read" else store.writing():
        print("held", flush=True)
        sys.stdin.readline()
"""


@contextmanager
def _held_by_another(path: Path, how: str) -> Iterator[None]:
    command = [sys.executable, "-c", _HOLDS, str(path), how]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield
        other.communicate(b"\n")
    assert other.returncode == 0


def test_readers_see_only_whole_imports_and_never_each_others_rows(store: Store) -> None:
    wrong: list[str] = []
    done = threading.Event()
    codes = [f"P{i}" for i in range(40)]
    bring(store, "list", JANUARY, code=codes, name=codes, approved_budget=[0.0] * 40)

    def read(own: int) -> None:
        while not done.is_set():
            amounts = asked(
                store, "select ?, approved_budget::int, count(*) from project where valid_to > 1e18 group by 2", own
            )
            if len(amounts) != 1 or amounts[0][0] != own or amounts[0][2] != 40:
                wrong.append(str(amounts))

    readers = [threading.Thread(target=read, args=(n,)) for n in range(6)]
    for reader in readers:
        reader.start()
    for n in range(1, 5):
        bring(store, "list", FEBRUARY, code=codes, name=codes, approved_budget=[float(n)] * 40)
    undo(store, 5)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert asked(store, "select distinct approved_budget::int from project where valid_to > 1e18") == [(3,)]


def test_writers_queue_instead_of_colliding(store: Store) -> None:
    threads = [
        threading.Thread(
            target=bring, args=(store, f"file {n}", JANUARY), kwargs={"code": [f"P{n}"], "name": [f"N{n}"]}
        )
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asked(store, "select count(*), count(distinct snapshot) from snapshot") == [(6, 6)]
    assert asked(store, "select count(*) from project") == [(6,)]


def test_a_store_that_another_process_writes_to_is_in_use(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.0)
    with _held_by_another(path, "write"):
        for read_only in (True, False):
            with pytest.raises(
                StoreBusy, match=r"^The store a\.duckdb is in use by another process\. Close the app, or"
            ):
                Store.open(path, read_only=read_only)


def test_processes_that_read_share_the_store_and_a_writer_waits_for_them(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _held_by_another(path, "read"), Store.open(path) as store:
        assert asked(store, "select count(*) from project") == [(0,)]
        monkeypatch.setattr(connection, "PATIENCE", 0.0)
        with pytest.raises(StoreBusy, match="in use by another process"):
            bring(store, "list", JANUARY, code=["A"], name=["Ash"])
        assert asked(store, "select count(*) from project") == [(0,)]
    with Store.open(path) as store:
        bring(store, "list", JANUARY, code=["A"], name=["Ash"])


def test_a_store_left_alone_can_be_written_to_by_another_process_and_shows_it(path: Path) -> None:
    with Store.open(path) as store:
        bring(store, "list", JANUARY, code=["A"], name=["Ash"])
        time.sleep(connection.LINGER + connection.IDLE + 0.5)
        with _held_by_another(path, "write"):
            pass
        assert asked(store, "select count(*) from project") == [(1,)]


def test_two_stores_on_one_file_in_one_process_see_the_same(path: Path) -> None:
    with Store.open(path) as one, Store.open(path, read_only=True) as two:
        bring(one, "list", JANUARY, code=["A"], name=["Ash"])
        assert asked(two, "select name from project") == [("Ash",)]
        with pytest.raises(StoreError, match="open for reading only; nothing was changed"):
            bring(two, "list", FEBRUARY, code=["A"], name=["Beech"])


def test_who_reads_while_he_writes_is_told_instead_of_waiting_for_himself(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.1)
    with store.reading(), pytest.raises(StoreBusy, match="is being read; nothing was changed"):
        bring(store, "list", JANUARY, code=["A"], name=["Ash"])
