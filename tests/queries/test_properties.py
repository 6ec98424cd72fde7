"""What must hold of any portfolio: parts add up to the whole, and no later import changes what was known before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_data.domain.moments import end_of_day
from pmo_data.queries.alignment import ObjectiveCoverage
from pmo_data.queries.overview import PortfolioSummary, Ratings
from pmo_data.queries.registers import Projects
from pmo_data.store.database import Store
from tests.queries.portfolio import JANUARY, put

Days: TypeAlias = tuple[Store, Iterator[date]]
_RATING = st.sampled_from(["green", "amber", "red", None])
_MONEY = st.one_of(st.none(), st.integers(0, 10**9).map(lambda cents: cents / 100))
_PROJECT = st.fixed_dictionaries(
    {
        "programme": st.sampled_from(["North", "South", "West"]),
        "approved_budget": _MONEY,
        "forecast_cost": _MONEY,
        "declared_overall": _RATING,
    }
)
_PORTFOLIO = st.lists(_PROJECT, min_size=1, max_size=8).map(
    lambda rows: [{"code": f"P{i}", "name": f"Project {i}", **row} for i, row in enumerate(rows)]
)
_QUICK = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_SUMMED = ("projects", "budget_known", "forecast_cost_known", "green", "amber", "red", "unknown", "derived_known")


def _row(store: Store, **scope: Any) -> dict[str, Any]:
    row = store.fetch(PortfolioSummary(**scope)).fillna(0).to_dict("records")[0]
    return {str(k): v for k, v in row.items()}


@pytest.fixture(scope="module")
def days(new_store: Path) -> Iterator[Days]:
    """One store for all examples, and a day for each import: the portfolio of a day takes the place of the last."""
    path = new_store.with_name("properties.duckdb")
    shutil.copy(new_store, path)
    with Store.open(path) as store:
        yield store, (JANUARY + timedelta(days=n) for n in count())


@_QUICK
@given(projects=_PORTFOLIO)
def test_programmes_add_up_to_the_portfolio(days: Days, projects: list[dict[str, Any]]) -> None:
    store, calendar = days
    put(store, next(calendar), project=projects)
    parts = [_row(store, programmes=(name,)) for name in ("North", "South", "West")]
    whole = _row(store)
    for name in _SUMMED:
        assert sum(part[name] for part in parts) == whole[name], name
    for name in ("budget", "forecast_cost"):
        assert round(sum(part[name] for part in parts), 2) == round(whole[name], 2)


@_QUICK
@given(first=_PORTFOLIO, second=_PORTFOLIO)
def test_a_later_import_changes_nothing_of_what_was_known_before(
    days: Days, first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> None:
    store, calendar = days
    asked = (Projects, Ratings, PortfolioSummary)
    day = next(calendar)
    then = end_of_day(day)
    put(store, day, project=first)
    before = [store.fetch(query(as_of=then)) for query in asked]
    put(store, next(calendar), project=second)
    for query, frame in zip(asked, before, strict=True):
        pd.testing.assert_frame_equal(store.fetch(query(as_of=then)), frame)


@_QUICK
@given(
    projects=_PORTFOLIO,
    links=st.lists(st.tuples(st.integers(0, 7), st.sampled_from("ABC"), st.integers(1, 4)), min_size=1, max_size=10),
)
def test_the_money_of_a_project_is_spread_over_its_objectives_without_loss(
    days: Days, projects: list[dict[str, Any]], links: list[tuple[int, str, int]]
) -> None:
    store, calendar = days
    serving = {(f"P{n % len(projects)}", o): float(s) for n, o, s in links}
    put(
        store,
        next(calendar),
        project=projects,
        objective=[{"code": o, "name": f"Objective {o}"} for o in "ABC"],
        contribution=[{"project": p, "objective": o, "strength": s} for (p, o), s in serving.items()],
    )
    rows = store.fetch(ObjectiveCoverage())
    serves = {p for p, _ in serving}
    money = sum(p["approved_budget"] or 0 for p in projects if p["code"] in serves)
    assert abs(rows["money"].fillna(0).sum() - money) <= 0.005 * len(serving) + 1e-6
