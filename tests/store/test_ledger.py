"""What the ledger knows and the store has lost is named at the next opening, and nothing else is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pmo_data.store.database import Store
from pmo_data.store.undo import undo
from tests.store.deliveries import FEBRUARY, JANUARY, MARCH, bring, content, projects

ROOT = Path(__file__).resolve().parents[2]


def _two_imports(path: Path) -> None:
    with Store.open(path) as store:
        bring(store, "list", JANUARY, code=["A", "B"], name=["Ash", "Birch"])
        bring(store, "list", FEBRUARY, code=["A", "B"], name=["Ash", "Beech"])


def test_a_store_that_lost_an_import_names_it_until_it_is_imported_again(path: Path) -> None:
    early = path.with_name("early")
    with Store.open(path) as store:
        bring(store, "list", JANUARY, code=["A", "B"], name=["Ash", "Birch"])
    early.write_bytes(path.read_bytes())
    with Store.open(path) as store:
        bring(store, "finance", FEBRUARY, code=["A"], actual_cost=[1.0])
        bring(store, "list", MARCH, code=["A", "B"], name=["Ash", "Beech"])
    path.write_bytes(early.read_bytes())
    with Store.open(path) as store:
        assert [w.split(" of 2")[0] for w in store.warnings] == [
            "The store has lost the import of finance.csv",
            "The store has lost the import of list.csv",
        ]
        bring(store, "list", MARCH, code=["A", "B"], name=["Ash", "Beech"])  # now batch 2, it was 3
    with Store.open(path) as store:
        assert store.warnings == ()


def test_an_import_undone_and_imported_again_is_no_loss(path: Path) -> None:
    _two_imports(path)
    with Store.open(path) as store:
        undo(store, 2)
    with Store.open(path) as store:
        assert store.warnings == ()
        bring(store, "list", FEBRUARY, code=["A", "B"], name=["Ash", "Beech"])
    with Store.open(path) as store:
        assert store.warnings == ()


def test_a_lost_undo_is_named(path: Path) -> None:
    early = path.with_name("early")
    _two_imports(path)
    early.write_bytes(path.read_bytes())
    with Store.open(path) as store:
        undo(store, 2)
    path.write_bytes(early.read_bytes())
    with Store.open(path) as store:
        assert store.warnings == (
            "The store has lost the undo of the import of list.csv (import batch 2). Undo it again.",
        )


def test_lines_that_a_crash_kept_from_being_written_are_added(path: Path) -> None:
    _two_imports(path)
    ledger = path.with_name("a.duckdb.ledger")
    whole = ledger.read_text()
    ledger.write_text(whole[: len(whole) - 20])
    with Store.open(path) as store:
        assert store.warnings == ()
        found = store.ledger.lines()
    first, second = (json.loads(text) for text in whole.splitlines())
    assert [line["sha256"] for line in found] == [first["sha256"], second["sha256"]]
    assert [line["rows"] for line in found] == [2, 1]


def test_a_ledger_that_can_be_neither_read_nor_written_is_told_and_stops_nothing(path: Path) -> None:
    path.with_name("a.duckdb.ledger").mkdir()
    with Store.open(path) as store:
        assert "The ledger a.duckdb.ledger cannot be read (Is a directory)" in store.warnings[0]
        bring(store, "list", JANUARY, code=["A"], name=["Ash"])
        assert "could not be written" in store.warnings[1]
        assert projects(store, field="name") == {"A": "Ash"}


def test_opening_to_read_leaves_the_ledger_alone(path: Path) -> None:
    _two_imports(path)
    path.with_name("a.duckdb.ledger").unlink()
    with Store.open(path, read_only=True) as store:
        assert content(store)["import_file"]
    assert not path.with_name("a.duckdb.ledger").exists()


_LEAVES_A_LOG = """
import os, sys
from pmo_data.store.database import Store
from tests.store.deliveries import FEBRUARY, MARCH, bring
Store._checkpoint = lambda self, cursor: None
store = Store.open(sys.argv[1])
connection = store._connection
connection._close()
connection._close = lambda: None
connection._become(writable=True)
bring(store, "list", FEBRUARY, code=["A", "B"], name=["Ash", "Beech"])
bring(store, "list", MARCH, code=["A", "B"], name=["Ash", "Elm"])
os._exit(9)
"""


def _store_with_a_log(path: Path) -> Path:
    """A store whose last two imports lie in the log only, as a power cut leaves it."""
    with Store.open(path) as store:
        bring(store, "list", JANUARY, code=["A", "B"], name=["Ash", "Birch"])
    done = subprocess.run([sys.executable, "-c", _LEAVES_A_LOG, str(path)], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 9, done.stderr
    log = path.with_name(path.name + ".wal")
    assert log.stat().st_size > 1_000
    return log


def test_imports_that_lie_in_the_log_only_are_there_at_the_next_opening(path: Path) -> None:
    _store_with_a_log(path)
    with Store.open(path) as store:
        assert store.warnings == ()
        assert projects(store, field="name") == {"A": "Ash", "B": "Elm"}


def test_the_imports_of_a_deleted_log_are_named(path: Path) -> None:
    _store_with_a_log(path).unlink()
    with Store.open(path) as store:
        assert projects(store, field="name") == {"A": "Ash", "B": "Birch"}
        assert len(store.warnings) == 2


def test_the_import_of_a_cut_log_is_named_and_what_is_left_of_the_log_is_kept(path: Path) -> None:
    log = _store_with_a_log(path)
    whole = log.read_bytes()
    log.write_bytes(whole[:-100])
    with Store.open(path) as store:
        assert projects(store, field="name") == {"A": "Ash", "B": "Beech"}
        assert len(store.warnings) == 1
        assert "has lost the import of list.csv" in store.warnings[0]
    kept = list(path.parent.glob("a.duckdb.wal.damaged-*"))
    assert [k.read_bytes() for k in kept] == [whole[:-100]]


def test_a_log_that_will_not_replay_is_set_aside_and_its_imports_named(path: Path) -> None:
    log = _store_with_a_log(path)
    damaged = bytearray(log.read_bytes())
    damaged[len(damaged) // 3 : len(damaged) // 3 + 40] = b"\x77" * 40
    log.write_bytes(damaged)
    with Store.open(path) as store:
        assert "could not be replayed and was set aside as a.duckdb.wal.damaged-" in store.warnings[0]
        assert len(store.warnings) == 3
        assert projects(store, field="name") == {"A": "Ash", "B": "Birch"}
    kept = list(path.parent.glob("a.duckdb.wal.damaged-*"))
    assert [k.read_bytes() for k in kept] == [bytes(damaged)]
