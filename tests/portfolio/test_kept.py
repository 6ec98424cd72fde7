"""What a snapshot keeps of its registers and its people: limits set later count for it, the order of rows does not."""

from __future__ import annotations

import pytest

from pmo_data.queries.processes import Compliance
from pmo_data.queries.registers import Projects
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from tests.portfolio.conftest import Build

_PROJECT = {"project": "code,name,status\nA,Bridge,active\n"}


@pytest.fixture(scope="module")
def store(shared_portfolio: Build) -> Store:
    january = {
        "risk": "code,name,project,status,raised_on,reviewed_on\nR1,Flood,A,active,2025-12-01,2026-01-01\n",
        "person": "code,name,capacity_fte\nP1,Ann,1\n",
        # 10, 10, 50 and 60 % are 130 %; as fractions, added in this order, they are a little less.
        "assignment": "code,project,person,share,start,finish\n"
        + "".join(f"L{n},A,P1,{share},2026-01-01,2026-12-31\n" for n, share in enumerate((10, 10, 50, 60))),
    }
    return shared_portfolio({
        "2026-01-31": {**_PROJECT, **january},
        "2026-02-28": {**_PROJECT, "setting": "name,value\nreview_days,20\n"},
    })  # fmt: skip


def test_a_limit_that_is_set_later_counts_for_the_months_before_it(store: Store) -> None:
    then = snapshots(store)[0].moment
    by_then = store.fetch(Compliance(as_of=then, by="name", one_check="risks reviewed"))
    by_now = store.fetch(Compliance(by="name", one_check="risks reviewed"))

    # On 31 January the review was 30 days old: within the 60 days that were right then, not within the 20 of today.
    assert by_then[["who", "kept", "measured"]].to_numpy().tolist() == [["Bridge", 1, 1]]
    assert by_now[["who", "kept", "measured"]].to_numpy().tolist() == [["Bridge", 0, 1], ["Bridge", 0, 1]]


def test_shares_that_add_up_to_the_limit_reach_it_in_whatever_order_they_are_added(store: Store) -> None:
    assert 0.1 + 0.1 + 0.5 + 0.6 < 1.3
    assert store.fetch(Projects()).iloc[0]["derived_resource"] == "red"
