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


@pytest.fixture
def written(portfolio: Portfolio) -> Store:
    """A store with three projects and a decision that waits, to write in as people do in the app."""
    return portfolio({
        "2026-01-31": {
            "project": """
                code,name,status,declared_overall,approved_budget,forecast_cost,currency,baseline_finish,forecast_finish
                P1,Ash,active,red,100000,150000,EUR,2026-01-01,2026-06-01
                P2,Birch,active,green,200000,200000,EUR,2026-06-30,2026-06-30
                P3,Cedar,active,amber,50000,50000,EUR,2026-06-30,2026-06-30
                """,
            "decision": """
                code,name,project,due,options
                D1,Choose the route,P1,2026-01-21,North; South
                """,
        }
    })  # fmt: skip
