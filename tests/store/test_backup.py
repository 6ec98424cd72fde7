"""A backup is whole, made while others write, and never lies on another file."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from pmo_data.domain.errors import StoreError
from pmo_data.store import backup as module
from pmo_data.store.backup import backup
from pmo_data.store.database import Store
from tests.store.deliveries import JANUARY, asked, bring, content, projects


def test_a_backup_holds_every_row_and_opens_as_a_store(store: Store, tmp_path: Path) -> None:
    bring(store, "list", JANUARY, code=["A", "B"], name=["Ash", "Birch"])
    facts = backup(store, tmp_path / "copy.duckdb")
    assert facts.rows == sum(len(found) for found in content(store).values())
    assert facts.size_bytes == (tmp_path / "copy.duckdb").stat().st_size
    with Store.open(tmp_path / "copy.duckdb", read_only=True) as copy:
        assert content(copy) == content(store)
        assert projects(copy, field="name") == {"A": "Ash", "B": "Birch"}


def test_backups_made_while_a_writer_writes_hold_whole_imports(store: Store, tmp_path: Path) -> None:
    codes = [f"P{i}" for i in range(50)]

    def write() -> None:
        for n in range(5):
            bring(store, "list", JANUARY, code=codes, name=codes, approved_budget=[float(n)] * 50)

    writer = threading.Thread(target=write)
    writer.start()
    copies: list[Path] = []
    while writer.is_alive():
        copies.append(tmp_path / f"copy{len(copies)}.duckdb")
        backup(store, copies[-1])
    writer.join()
    for path in copies:
        with Store.open(path, read_only=True) as copy:
            (imports,) = asked(copy, "select count(*) from import_file")[0]
            assert asked(copy, "select count(*) from project") == [(50 * imports,)]


def test_a_backup_never_overwrites_unless_it_is_told_to(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.duckdb"
    target.write_text("precious")
    with pytest.raises(StoreError, match="exists already; nothing was overwritten"):
        backup(store, target)
    assert target.read_text() == "precious"
    backup(store, target, overwrite=True)
    assert target.read_bytes()[8:12] == b"DUCK"


def test_a_backup_of_the_store_onto_itself_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="is the store itself"):
        backup(store, store.path)


def test_a_backup_into_a_folder_that_is_not_there_says_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be written to .*nowhere"):
        backup(store, tmp_path / "nowhere" / "copy.duckdb")


def test_a_copy_that_does_not_sum_is_thrown_away(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_sums_of", lambda path: {"project": (1, "1")})  # noqa: ARG005
    before = set(tmp_path.iterdir())
    with pytest.raises(StoreError, match=r"does not agree with the store a\.duckdb; it was thrown away"):
        backup(store, tmp_path / "copy.duckdb")
    assert set(tmp_path.iterdir()) == before
