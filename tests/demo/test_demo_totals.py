"""Totals of one thing are one number, whichever page asks for it and whichever query answers: on the demo, twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest

from pmo_data.domain.scope import Scope
from pmo_data.export.pack import gather
from pmo_data.queries.attribution import AttributionSteps
from pmo_data.queries.money import MoneyByProject, MoneySummary
from pmo_data.queries.overview import Movement, PortfolioSummary, RatingHistory, Ratings
from pmo_data.queries.progress import Milestones, MilestoneStates, Progress, Slip
from pmo_data.queries.registers import Projects, Risks
from pmo_data.queries.risk import Exposure, ExposureHistory, RiskMatrix, RiskSummary
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from tests.shared_demo import ensure_shared_demo

AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(ensure_shared_demo(), read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module", params=["everything", "one department"])
def scope(request: pytest.FixtureRequest, store: Store) -> Scope:
    known = snapshots(store)
    department = str(store.fetch(Projects())["department"].dropna().iloc[0])
    narrowed = (department,) if request.param == "one department" else ()
    return Scope(known[-1].moment, known[-2].moment, departments=narrowed)


def _row(store: Store, query: Any) -> pd.Series[Any]:
    return store.fetch(query).iloc[0]


def test_money_is_one_number_on_every_page(store: Store, scope: Scope) -> None:
    summary, money = _row(store, PortfolioSummary.of(scope)), _row(store, MoneySummary.of(scope))
    by_project, listed = store.fetch(MoneyByProject.of(scope)), store.fetch(Projects.of(scope))

    for name in ("budget", "forecast_cost", "actual_cost", "cost_variance"):
        assert float(summary[name]) == pytest.approx(float(money[name]), abs=0.01), name
        assert float(by_project[name].astype(float).sum()) == pytest.approx(float(money[name]), abs=0.01), name
    steps = store.fetch(AttributionSteps.of(scope, measure="budget")).set_index("step")["amount"].astype(float)
    assert steps["after"] == pytest.approx(float(money["budget"]), abs=0.01)
    assert steps.drop("after").sum() == pytest.approx(steps["after"], abs=0.01)
    assert len(listed) == len(by_project) == int(summary["projects"])


def test_ratings_and_delays_are_counted_alike(store: Store, scope: Scope) -> None:
    summary, listed = _row(store, PortfolioSummary.of(scope)), store.fetch(Projects.of(scope))
    ratings = store.fetch(Ratings.of(scope)).set_index("rating")
    history = store.fetch(RatingHistory.of(scope))
    slip = store.fetch(Slip.of(scope))["slip_days"].dropna()

    assert int(ratings["declared"].sum()) == int(ratings["derived"].sum()) == int(summary["projects"])
    latest = history[history["status_date"] == history["status_date"].max()].set_index("rating")["projects"]
    assert latest.get("red", 0) == ratings["declared"].get("red", 0)
    assert int((listed["rating"] == "red").sum()) == int(summary["red"])
    assert int((slip >= summary["late_from_days"]).sum()) == int(summary["late_projects"])
    moved = store.fetch(Movement.of(scope))["movement"].value_counts()
    assert int(moved.drop("left", errors="ignore").sum()) == int(summary["projects"])


def test_risks_milestones_and_earned_value_are_counted_alike(store: Store, scope: Scope) -> None:
    risks, summary = _row(store, RiskSummary.of(scope)), _row(store, PortfolioSummary.of(scope))
    exposed, listed = store.fetch(Exposure.of(scope)), store.fetch(Risks.of(scope))
    cells = store.fetch(RiskMatrix.of(scope))
    latest = store.fetch(ExposureHistory.of(scope)).sort_values("status_date").iloc[-1]
    states = store.fetch(MilestoneStates.of(scope)).set_index("state")["milestones"]
    curve, money = store.fetch(Progress.of(scope)), _row(store, MoneySummary.of(scope))

    counts = {int(v) for v in (risks["open_risks"], summary["open_risks"], exposed["open_risks"].sum(),
                               listed["is_open"].sum(), latest["open_risks"])}  # fmt: skip
    assert len(counts) == 1
    assert float(exposed["emv"].astype(float).sum()) == pytest.approx(float(risks["emv"]), abs=0.01)
    assert int(cells["risks"].sum()) == int(risks["rated_risks"])
    assert store.fetch(Milestones.of(scope))["state"].value_counts().to_dict() == states.to_dict()
    now = curve[curve["is_past"]].iloc[-1]
    assert float(now["planned_value"]) == pytest.approx(float(money["planned_value"]), abs=0.5)
    assert float(now["spi"]) == pytest.approx(float(money["spi"]), abs=0.001)


def test_a_pack_and_the_page_hold_the_same_totals(store: Store, scope: Scope) -> None:
    pack = gather.one_page(store.fetch, scope, gather.stamp(store.fetch, scope, snapshots(store), "Ada", AT), "Board")
    summary = _row(store, PortfolioSummary.of(scope))

    for name in ("projects", "red", "late_projects", "budget", "forecast_cost"):
        assert pack.totals[name] == pytest.approx(float(summary[name])), name
