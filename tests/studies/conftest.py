"""Small portfolios written as CSV text, one dictionary of tables per status date, committed to a store of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from pmo_data.ingest.demo import load_demo
from pmo_data.store.database import Store

Months = Mapping[str, Mapping[str, str]]
Portfolio = Callable[[Months], Store]


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    """Commit `{status date: {entity: csv text}}` and hand over the open store."""
    opened: list[Store] = []

    def build(months: Months) -> Store:
        for month, tables in months.items():
            folder = tmp_path / "months" / month
            folder.mkdir(parents=True)
            for entity, text in tables.items():
                (folder / f"{entity}.csv").write_text(dedent(text).lstrip(), encoding="utf-8")
        store = Store.open(tmp_path / "portfolio.duckdb")
        opened.append(store)
        load_demo(store, tmp_path / "months")
        return store

    yield build
    for store in opened:
        store.close()
