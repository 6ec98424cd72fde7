"""An empty store per test, copied from one that was made once: making it anew takes a second."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pmo_data.store.database import Store


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a store nothing was imported into."""
    path = tmp_path_factory.mktemp("empty") / "empty.duckdb"
    Store.open(path).close()
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, empty_file: bytes) -> Path:
    """Where an empty store lies, in a folder of its own."""
    place = tmp_path / "a.duckdb"
    place.write_bytes(empty_file)
    return place


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened
