"""Packs of the hand-worked portfolio with money over time, and of one whose names attack every format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pmo_data.domain.scope import Scope
from pmo_data.export.pack import gather
from pmo_data.export.pack.content import Pack, Stamp
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from tests.queries.portfolio import ASH, BIRCH, FEBRUARY, JANUARY, february, january, put

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
HOSTILE = '=1+1 <img src=x onerror=alert(1)> #panic("x") $a$ *b* ![](http://x.test/p.png) "q"\x07'


@pytest.fixture(scope="package")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two months of five projects, with budgets and costs by month of Ash (planned 60, earned 30, spent 40 by now)."""
    with Store.open(tmp_path_factory.mktemp("pack") / "worked.duckdb") as opened:
        january(opened)
        put(
            opened,
            JANUARY,
            budget_period=[
                {"project": "P1", "period": date(2026, 1, 1), "planned_value": 60_000.0},
                {"project": "P1", "period": date(2026, 3, 1), "planned_value": 40_000.0},
            ],
            cost_period=[
                {"project": "P1", "period": date(2026, 1, 1), "actual_cost": 40_000.0, "earned_value": 30_000.0}
            ],
            action=[
                {"code": "A1", "name": "Ask, the; owner", "project": "P1", "due": date(2026, 3, 9), "owner": "Ina"},
                {"code": "A2", "name": "Done", "project": "P1", "due": date(2026, 3, 9), "status": "completed"},
            ],
        )
        february(opened)
        yield opened


def _stamp(store: Store, scope: Scope) -> Stamp:
    return gather.stamp(store.fetch, scope, snapshots(store), "Ada", AT)


@pytest.fixture(scope="package")
def january_scope(store: Store) -> Scope:
    return Scope(as_of=[s for s in snapshots(store) if s.status_date == JANUARY][-1].moment)


@pytest.fixture(scope="package")
def pack(store: Store, january_scope: Scope) -> Pack:
    """As of January, when all five projects were there."""
    return gather.gather(store.fetch, january_scope, _stamp(store, january_scope))


@pytest.fixture(scope="package")
def compared(store: Store, january_scope: Scope) -> Pack:
    """As of February against January."""
    scope = Scope(compare_with=january_scope.as_of)
    return gather.gather(store.fetch, scope, _stamp(store, scope))


@pytest.fixture(scope="package")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("hostile") / "store.duckdb"
    with Store.open(path) as opened:
        names = {"name": HOSTILE, "programme": HOSTILE, "manager": HOSTILE, "declared_overall": "red"}
        put(
            opened,
            FEBRUARY,
            project=[ASH | names, BIRCH],
            decision=[{"code": "D1", "name": HOSTILE, "project": "P1", "options": HOSTILE, "due": FEBRUARY}],
            action=[{"code": "A1", "name": HOSTILE, "project": "P1", "due": FEBRUARY}],
        )
        yield opened


@pytest.fixture(scope="package")
def hostile(hostile_store: Store) -> Pack:
    return gather.gather(hostile_store.fetch, Scope(), _stamp(hostile_store, Scope()), HOSTILE)
