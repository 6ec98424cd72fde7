"""Changes of the portfolio's money fall into effects that add up, on a portfolio worked by hand and on random ones."""

from __future__ import annotations

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pmo_data.queries.attribution import Attribution, AttributionSteps
from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from pmo_data.store.delivery import Batch, Delivery, FileFacts
from pmo_data.store.snapshots import snapshots
from tests.store.deliveries import rows
from tests.studies.conftest import Portfolio

BEFORE = """
    code,name,status,approved_budget,forecast_cost,currency
    A,Bridge,active,1000,1000,GBP
    B,Tunnel,active,2000,2000,GBP
    C,Trams,active,500,500,EUR
    D,Depot,active,300,300,GBP
    E,Canal,active,,,GBP
"""
AFTER = """
    code,name,status,approved_budget,forecast_cost,currency
    A,Bridge,active,1000,1150,GBP
    B,Tunnel,active,2400,2500,GBP
    C,Trams,active,500,520,EUR
    D,Depot,cancelled,300,120,GBP
    E,Canal,active,90,80,GBP
    F,Lock,active,700,700,GBP
"""


def _rate(rate: float, day: str) -> str:
    return f"from_currency,to_currency,valid_on,rate\nEUR,GBP,{day},{rate}\n"


@pytest.fixture
def store(portfolio: Portfolio) -> Store:
    return portfolio(
        {
            "2026-03-31": {"project": BEFORE, "exchange_rate": _rate(0.8, "2026-01-01")},
            "2026-04-30": {"project": AFTER, "exchange_rate": _rate(0.9, "2026-04-01")},
        }
    )


def _moments(store: Store) -> tuple[int, int]:
    known = snapshots(store)
    return known[0].moment, known[-1].moment


def test_every_effect_has_its_own_step(store: Store) -> None:
    before, after = _moments(store)
    steps = store.fetch(AttributionSteps(as_of=after, compare_with=before)).set_index("step")["amount"]

    assert steps.to_dict() == {
        "before": 3700,  # 1000 + 2000 + 0.8 x 500 + 300
        "joined": 700,  # the lock
        "left": -180,  # the depot was stopped: 300 to 120
        "rebaselined": 400,  # the tunnel's approved budget went from 2000 to 2400
        "currency": 50,  # 500 euros x 0.1
        "coverage": 80,  # the canal's cost became known
        "continuing": 268,  # bridge 150, tunnel 100, trams 20 x 0.9
        "after": 5018,  # 1150 + 2500 + 468 + 120 + 80 + 700
    }


def test_each_bar_names_its_projects(store: Store) -> None:
    before, after = _moments(store)
    parts = store.fetch(Attribution(as_of=after, compare_with=before))

    assert list(parts.loc[parts["effect"] == "continuing", "name"]) == ["Bridge", "Tunnel", "Trams"]
    assert list(parts.loc[parts["effect"] == "continuing", "change"]) == [150, 100, 18]
    assert list(parts.loc[parts["effect"] == "joined", "project"]) == ["F"]


def test_a_currency_without_a_rate_is_counted_and_never_added(portfolio: Portfolio) -> None:
    store = portfolio({"2026-03-31": {"project": BEFORE}, "2026-04-30": {"project": AFTER}})
    before, after = _moments(store)
    steps = store.fetch(AttributionSteps(as_of=after, compare_with=before)).set_index("step")

    assert steps.loc["before", "amount"] == 3300
    assert steps.loc["before", "unconverted"] == 1
    assert steps.loc["currency", "amount"] == 0


def test_without_a_second_moment_there_is_nothing_to_attribute(store: Store) -> None:
    assert store.fetch(AttributionSteps()).empty
    assert store.fetch(Attribution()).empty


amounts = st.one_of(st.none(), st.decimals(0, 10**9, places=2))
project = st.tuples(
    st.sampled_from(["GBP", "EUR", "USD"]), amounts, amounts, st.sampled_from(["active", "cancelled", "completed"])
)
months = st.lists(st.tuples(st.booleans(), project), min_size=60, max_size=60)
Month = list[tuple[bool, tuple[str, Decimal | None, Decimal | None, str]]]


def _batch(day: date, month: Month, euro: Decimal) -> Batch:
    """Sixty possible projects in ten portfolios, and the rates of the day."""
    there = [(f"P{i}", f"F{i % 10}", *said) for i, (present, said) in enumerate(month) if present or i == 0]
    names = ("code", "portfolio", "currency", "approved_budget", "forecast_cost", "status")
    columns = {n: list(c) for n, c in zip(names, zip(*there, strict=True), strict=True)}
    projects = rows(name=[row[0] for row in there], **columns)
    rates = rows(from_currency=["EUR", "GBP"], to_currency=["GBP", "USD"], valid_on=[day] * 2, rate=[float(euro)] * 2)
    deliveries = (Delivery("project", projects, "p", mode="replace"), Delivery("exchange_rate", rates, "r"))
    return Batch((FileFacts(f"{day}", f"{day}", 1),), deliveries, day)


# An example makes a store and imports twice: few, each of ten portfolios; a failing one is shown as found.
@settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
@given(months, months, st.decimals("0.01", "20", places=4), st.decimals("0.01", "20", places=4))
def test_the_steps_add_up_to_the_cent_whatever_happened(
    empty_file: bytes, before: Month, after: Month, rate: Decimal, later: Decimal
) -> None:
    first, second = date(2026, 1, 28), date(2026, 2, 28)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.duckdb"
        path.write_bytes(empty_file)
        with Store.open(path) as store:
            commit(store, _batch(first, before, rate))
            commit(store, _batch(second, after, later))
            moment = {s.status_date: s.moment for s in snapshots(store)}
            for portfolio in (None, *range(10)):
                scope = () if portfolio is None else (f"F{portfolio}",)
                steps = store.fetch(
                    AttributionSteps(as_of=moment[second], compare_with=moment[first], portfolios=scope)
                )
                cents = {
                    step: round(float(amount) * 100)
                    for step, amount in zip(steps["step"], steps["amount"], strict=True)
                }
                effects = sum(value for step, value in cents.items() if step not in {"before", "after"})
                assert cents["before"] + effects == cents["after"]
