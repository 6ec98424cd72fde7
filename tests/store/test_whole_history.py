"""A history loaded at once is the same as its months committed one after another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.errors import StoreError
from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from pmo_data.store.delivery import Batch, Delivery, FileFacts
from pmo_data.store.history import commit_history
from tests.store.deliveries import rows

MONTHS = (
    (date(2026, 1, 31), {"code": ["P1", "P2"], "name": ["One", "Two"], "approved_budget": [10.0, 20.0]}),
    (date(2026, 2, 28), {"code": ["P2", "P3"], "name": ["Two", "Three"], "approved_budget": [20.0, 30.0]}),
    (date(2026, 3, 31), {"code": ["P1", "P2"], "name": ["One", "Two b"], "approved_budget": [None, 20.0]}),
)


def _batches() -> list[Batch]:
    return [
        Batch(
            (FileFacts(f"{day}.csv", str(day), 1),),
            (Delivery("project", rows(**columns), "list", mode="merge", in_file=2),),
            day,
            "me",
        )
        for day, columns in MONTHS
    ]


def _rows(store: Store) -> list[tuple[object, ...]]:
    fields = ", ".join(f'"{f.name}"' for f in ENTITIES["project"].fields)
    with store.reading() as cursor:
        return cursor.execute(
            f"select key, {fields}, import_id, row_number, snapshot, valid_from, valid_to from project order by all"
        ).fetchall()


def test_a_history_loaded_at_once_holds_the_versions_of_its_months(tmp_path: Path) -> None:
    with Store.open(tmp_path / "one.duckdb") as one, Store.open(tmp_path / "all.duckdb") as whole:
        for batch in _batches():
            commit(one, batch)
        commit_history(whole, _batches())
        assert _rows(whole) == _rows(one)
        with whole.reading() as cursor:
            counts = cursor.execute("select added, changed, unchanged from import_table order by import_id").fetchall()
    assert counts == [(2, 0, 0), (1, 0, 1), (0, 2, 0)]


def test_a_history_is_not_loaded_over_something(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.duckdb") as store:
        commit_history(store, _batches())
        with pytest.raises(StoreError, match="holds nothing yet"):
            commit_history(store, _batches())
