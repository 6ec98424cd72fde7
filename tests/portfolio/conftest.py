"""Small portfolios written as CSV text and committed; one for the tests of a module that only ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from pmo_data.ingest.demo import load_demo
from pmo_data.store.database import Store
from tests.store.conftest import empty_file
from tests.studies.conftest import Months, portfolio

__all__ = ["Build", "empty_file", "portfolio", "shared_portfolio"]

Build = Callable[[Months], Store]


@pytest.fixture(scope="module")
def shared_portfolio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """As `portfolio`, made once for all tests of a module: making a store takes seconds."""
    opened: list[Store] = []

    def build(months: Months) -> Store:
        folder = tmp_path_factory.mktemp("portfolio")
        for month, tables in months.items():
            place = folder / "months" / month
            place.mkdir(parents=True)
            for entity, text in tables.items():
                (place / f"{entity}.csv").write_text(dedent(text).lstrip(), encoding="utf-8")
        store = Store.open(Path(folder) / "portfolio.duckdb")
        opened.append(store)
        load_demo(store, folder / "months")
        return store

    yield build
    for store in opened:
        store.close()
