"""Everything that can be wrong with the file is one sentence with what to do, and nothing is changed by trying."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pmo_data.domain.errors import StoreError
from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from tests.store.deliveries import JANUARY, asked, batch, bring, content, projects, rows

_BLOCK = 4096


def _refused(path: Path, sentence: str, *, read_only: bool = False) -> None:
    """Opening says one sentence and leaves every byte beside it as it was."""
    before = {p: p.read_bytes() for p in path.parent.iterdir() if p.is_file()}
    with pytest.raises(StoreError) as told:
        Store.open(path, read_only=read_only)
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)
    assert {p: p.read_bytes() for p in path.parent.iterdir() if p.is_file()} == before


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    _refused(tmp_path, "is a folder, not a store. Set PMO_DB to a file in it")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match=r"cannot be (made|read) \(.*\)\. Set PMO_DB to"):
        Store.open(tmp_path / "file" / "a.duckdb")


@pytest.mark.parametrize("text", ["", "hello", "name,code\n" * 5000])
def test_a_file_that_is_no_database(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.duckdb").write_text(text)
    _refused(tmp_path / "a.duckdb", "is not a store of the portfolio room. Set PMO_DB to another file, or move this")


def test_another_databases_file(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "a.duckdb")
    other.execute("create table t (a)")
    other.close()
    _refused(tmp_path / "a.duckdb", "is not a store of the portfolio room")


@pytest.mark.parametrize("block", [0, 1, 3])
def test_a_damaged_file(path: Path, block: int) -> None:
    damaged = bytearray(path.read_bytes())
    start = block * _BLOCK + 100
    damaged[start : start + 200] = bytes(b ^ 0x55 for b in damaged[start : start + 200])
    damaged[2 * _BLOCK + 100] ^= 0x55 if block == 1 else 0
    path.write_bytes(damaged)
    _refused(path, "The store a.duckdb is damaged. Restore a backup")


def test_a_file_cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 5 * _BLOCK])
    _refused(path, "The store a.duckdb is damaged. Restore a backup")


def _checksum(block: bytes | bytearray) -> int:
    """DuckDB's checksum of a header block: its 64-bit words, each times a constant, by exclusive or."""
    total = 5381
    for (word,) in struct.iter_unpack("<Q", block):
        total ^= word * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    return total


def test_a_storage_format_of_a_newer_duckdb(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    assert struct.unpack_from("<Q", whole)[0] == _checksum(whole[8:_BLOCK])
    struct.pack_into("<Q", whole, 12, 9999)
    struct.pack_into("<Q", whole, 0, _checksum(whole[8:_BLOCK]))
    path.write_bytes(whole)
    _refused(path, "was written by a newer version of DuckDB. Install a newer portfolio room, or set PMO_DB")


@pytest.mark.parametrize("read_only", [True, False])
def test_a_store_of_a_newer_portfolio_room(path: Path, read_only: bool) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("insert into schema_step values ('0999_from_tomorrow', now()::timestamp)")
    _refused(path, "by a newer version of the portfolio room (it knows '0999_from_tomorrow')", read_only=read_only)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_store_of_an_older_portfolio_room_gains_what_it_lacks(path: Path, read_only: bool) -> None:
    with duckdb.connect(path) as connection:
        connection.execute('alter table "risk" drop column "residual_probability"')
        connection.execute("comment on table schema_step is 'older'")
    with Store.open(path, read_only=read_only) as store:
        assert asked(store, "select residual_probability from risk_at(0)") == []


def test_a_store_that_is_not_there_is_not_made_by_a_reader(tmp_path: Path) -> None:
    _refused(tmp_path / "a.duckdb", "There is no store at", read_only=True)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of eight megabytes, where the system lets us have one."""
    place = Path(tempfile.mkdtemp())
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        place.rmdir()
        pytest.skip("a small file system can be mounted by root only")
    yield place
    subprocess.run(["umount", str(place)], check=True)
    place.rmdir()


def test_a_full_disk_changes_nothing_and_later_imports_go_on(small_disk: Path, empty_file: bytes) -> None:
    path = small_disk / "a.duckdb"
    path.write_bytes(empty_file)
    ballast = small_disk / "something else"
    ballast.write_bytes(bytes(2_000_000))
    texts = [os.urandom(60).hex() for _ in range(100_000)]
    with Store.open(path) as store:
        bring(store, "list", JANUARY, code=["A"], name=["Ash"])
        before = content(store)
        with pytest.raises(
            StoreError, match=r"^The disk is full; nothing was changed\. Free some space and try again\.$"
        ):
            bring(store, "big", JANUARY, code=texts, name=texts)
        assert content(store) == before
        ballast.unlink()
        bring(store, "small", JANUARY, code=["B"], name=["Birch"])
        assert projects(store, field="name") == {"A": "Ash", "B": "Birch"}
    with Store.open(path) as store:
        assert store.warnings == ()
        assert asked(store, "select count(*) from project") == [(2,)]


def test_a_read_only_disk_lets_read_and_says_why_it_cannot_write(small_disk: Path, empty_file: bytes) -> None:
    path = small_disk / "a.duckdb"
    path.write_bytes(empty_file)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with Store.open(path) as store:
        assert projects(store) == {}
        with pytest.raises(StoreError, match="Set PMO_DB to"):
            bring(store, "list", JANUARY, code=["A"], name=["Ash"])
        assert projects(store) == {}


def test_an_error_inside_an_import_leaves_nothing_of_it(store: Store) -> None:
    before = content(store)
    wrong = rows(code=["A"], name=["Ash"], approved_budget=["not a number"])
    with pytest.raises(StoreError, match=r"^The store a\.duckdb could not be used: Conversion Error"):
        commit(store, batch("list", JANUARY, wrong))
    assert content(store) == before
