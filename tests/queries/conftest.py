"""The hand-worked portfolio, and one question to it at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pmo_data.store.database import Store
from tests.queries.portfolio import february, january


@pytest.fixture(scope="package")
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        january(opened)
        february(opened)
        yield opened


@pytest.fixture
def empty() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened
