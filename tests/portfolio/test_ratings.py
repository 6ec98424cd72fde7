"""Derived ratings that hold on until they are better by a margin, and how often ratings changed, worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmo_data.charts import overview as charts
from pmo_data.queries.exceptions import Exceptions
from pmo_data.queries.overview import RatingAgreement, RatingChanges
from pmo_data.queries.registers import Projects
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from pmo_data.studies.writing import write
from tests.portfolio.conftest import Build

_HEAD = "code,name,status,declared_overall,approved_budget,forecast_cost,currency\n"


def _month(bridge: int, tunnel: int, declared: str = "green") -> dict[str, str]:
    """Two projects of 100 each with their forecasts; what people say of the tunnel follows its data."""
    said = "red" if tunnel >= 120 else "amber"
    return {
        "project": _HEAD + f"A,Bridge,active,{declared},100,{bridge},GBP\nB,Tunnel,active,{said},100,{tunnel},GBP\n"
    }


@pytest.fixture(scope="module")
def store(shared_portfolio: Build) -> Store:
    margin = "name,value\nimprove_margin_pct,3\n"
    return shared_portfolio({
        "2026-01-31": {**_month(125, 111), "setting": margin},
        "2026-02-28": _month(119, 108),
        "2026-03-31": _month(116, 106),
        "2026-04-30": _month(121, 106),
    })  # fmt: skip


def _derived(store: Store, code: str) -> list[str]:
    return [
        str(store.fetch(Projects(as_of=s.moment)).set_index("project").loc[code, "derived_cost"])
        for s in snapshots(store)
    ]


def test_a_rating_improves_only_once_it_is_better_than_the_limit_by_the_margin(store: Store) -> None:
    # Red from 20 % over, amber from 10. Bridge: 19 % is not yet below 17, 16 % is. Tunnel: 8 % is not yet below 7.
    assert _derived(store, "A") == ["red", "red", "amber", "red"]
    assert _derived(store, "B") == ["amber", "amber", "green", "green"]


def test_a_rating_that_was_held_says_so_beside_the_rule(store: Store) -> None:
    moments = [s.moment for s in snapshots(store)]
    february, march = (
        store.fetch(Projects(as_of=m)).set_index("project").loc["A", "rating_reason"] for m in moments[1:3]
    )

    assert february == (
        "Was worse before and is not yet better by the margin set. Expected cost (forecast) is 19 % over the approved "
        "budget."
    )
    assert march == "Expected cost (forecast) is 16 % over the approved budget."


def test_without_a_margin_a_rating_improves_at_the_limit(shared_portfolio: Build) -> None:
    plain = shared_portfolio({"2026-01-31": _month(125, 111), "2026-02-28": _month(119, 108)})

    assert (_derived(plain, "A"), _derived(plain, "B")) == (["red", "amber"], ["amber", "green"])


@pytest.fixture(scope="module")
def patient(shared_portfolio: Build) -> Store:
    """Three better readings in a row are wanted; from May on, one is."""
    wanted = "name,value\nimprove_after_snapshots,{}\n"
    return shared_portfolio({
        "2026-01-31": {**_month(125, 125), "setting": wanted.format(3)},
        "2026-02-28": _month(115, 105),
        "2026-03-31": _month(105, 121),
        "2026-04-30": _month(104, 105),
        "2026-05-31": {**_month(103, 105), "setting": wanted.format(1)},
    })  # fmt: skip


def test_a_rating_improves_only_after_so_many_better_readings_in_a_row(patient: Store) -> None:
    # Bridge reads red, amber, green, green: after three better ones it is as good as the worst of them. In May it is
    # what it reads. Tunnel reads red, green, red, green: what is worse holds at once and begins the count again.
    assert _derived(patient, "A") == ["red", "red", "red", "amber", "green"]
    assert _derived(patient, "B") == ["red", "red", "red", "red", "green"]


def test_a_rating_that_waits_says_so_beside_the_rule(patient: Store) -> None:
    moments = [s.moment for s in snapshots(patient)]
    march, may = (
        patient.fetch(Projects(as_of=m)).set_index("project").loc["A", "rating_reason"] for m in moments[2::2]
    )

    assert march == (
        "Was worse before and has not been better for as many status dates in a row as are set. Expected cost "
        "(forecast) is 5 % over the approved budget."
    )
    assert may == "Expected cost (forecast) is 3 % over the approved budget."


def test_an_edition_that_comes_late_counts_where_it_belongs(shared_portfolio: Build) -> None:
    # Two better readings are wanted: February and April are, until March, imported last, was not.
    store = shared_portfolio({
        "2026-01-31": {**_month(125, 125), "setting": "name,value\nimprove_after_snapshots,2\n"},
        "2026-02-28": _month(115, 115),
        "2026-04-30": _month(115, 115),
    })  # fmt: skip
    assert _derived(store, "A") == ["red", "red", "amber"]

    write(
        store,
        "project",
        {"code": "A", "name": "Bridge", "forecast_cost": Decimal(125)},
        who="Ada",
        on=date(2026, 3, 31),
    )
    assert _derived(store, "A") == ["red", "red", "red", "red"]
    assert _derived(store, "B") == ["red", "red", "amber", "amber"]


def test_changes_are_counted_for_people_and_data_apart(store: Store) -> None:
    rows = store.fetch(RatingChanges()).set_index("project")

    # Bridge: red, red, amber, red by its data, green in every report.
    bridge = rows.loc["A"]
    assert (bridge["status_dates"], bridge["people_changes"], bridge["data_changes"]) == (4, 0, 2)
    assert str(bridge["data_changed_on"].date()) == "2026-04-30"
    assert charts.changes_finding(rows) == (
        "Over 4 status dates 2 of 2 declared ratings never changed; the data moved 2 of these."
    )
    assert charts.changes_finding(rows.head(0)).startswith("How often ratings change is seen from the second")


def test_a_change_from_five_points_to_three_is_no_change_of_mind(shared_portfolio: Build) -> None:
    five = shared_portfolio({"2026-01-31": _month(100, 100, "amber_red"), "2026-02-28": _month(100, 100, "amber")})
    moved = shared_portfolio({"2026-01-31": _month(100, 100, "amber_red"), "2026-02-28": _month(100, 100, "green")})

    assert five.fetch(RatingChanges()).set_index("project").loc["A", "people_changes"] == 0
    assert moved.fetch(RatingChanges()).set_index("project").loc["A", "people_changes"] == 1


def test_declared_and_derived_are_counted_as_match_optimistic_and_pessimistic(store: Store) -> None:
    agreement = store.fetch(RatingAgreement())

    # In April Bridge is declared green and derived red, Tunnel declared amber and derived green.
    assert charts.agreement_finding(agreement) == (
        "Of 2 projects rated both ways, open or not, 0 match, 1 is declared better than the data says and 1 worse."
    )
    assert charts.agreement_finding(agreement.head(0)) == "No project is rated both by its people and by its data."


_ASKED = """\
code,project,person,role,fte,start,finish
1,A,Ann,,1,2026-01-01,2026-06-30
2,A,,Tester,0.5,2026-01-01,2026-06-30
3,B,Bob,,1,2026-01-01,2026-06-30
4,B,,Tester,0.15,2026-01-01,2026-06-30
5,C,,Tester,2,2026-01-01,2026-06-30
6,D,,Tester,2,2026-03-01,2026-06-30
"""


def test_people_are_rated_by_the_demand_that_names_nobody_too(shared_portfolio: Build) -> None:
    projects = "code,name,status\nA,Bridge,active\nB,Tunnel,active\nC,Canal,active\nD,Lock,active\n"
    people = "code,name,capacity_fte\nAnn,Ann,1\nBob,Bob,1\n"
    store = shared_portfolio({"2026-01-31": {"project": projects, "person": people, "assignment": _ASKED}})

    # Of 1.5 asked for nobody is named for a third, of 1.15 for 13 %, of 2 for all; of March nothing is due in January.
    assert store.fetch(Projects()).set_index("project")["derived_resource"].to_dict() == {
        "A": "red", "B": "amber", "C": "red", "D": "unknown",
    }  # fmt: skip
    found = store.fetch(Exceptions()).set_index("project")
    assert found[["dimension", "level", "unit", "threshold"]].to_numpy().tolist() == [
        ["resource", "red", "% of demand", 20.0],
        ["resource", "red", "% of demand", 20.0],
        ["resource", "amber", "% of demand", 10.0],
    ]
    assert found["measured"].to_dict() == pytest.approx({"A": 100 / 3, "B": 100 * 0.15 / 1.15, "C": 100})
    assert found.loc["A", "sentence"] == (
        "Nobody is named for 0.5 of 1.5 full-time equivalents asked for. The one person named is loaded 100 %."
    )
    assert found.loc["C", "sentence"] == "Nobody is named for 2.0 of 2.0 full-time equivalents asked for."
