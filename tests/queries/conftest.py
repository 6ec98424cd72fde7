"""The hand-worked portfolio, and one question to it at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmo_data.store.database import Store
from tests.queries.portfolio import february, january


@pytest.fixture(scope="package")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nothing in it, made once: its views take longer to make than to copy."""
    path = tmp_path_factory.mktemp("stores") / "new.duckdb"
    Store.open(path).close()
    return path


@pytest.fixture(scope="package")
def store(new_store: Path) -> Iterator[Store]:
    path = new_store.with_name("worked.duckdb")
    shutil.copy(new_store, path)
    with Store.open(path) as opened:
        january(opened)
        february(opened)
        yield opened


@pytest.fixture
def empty(new_store: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "empty.duckdb"
    shutil.copy(new_store, path)
    with Store.open(path) as opened:
        yield opened
