"""What a snapshot keeps of its registers and its people: limits set later count for it, the order of rows does not."""

from __future__ import annotations

import pytest

from pmo_data.queries.processes import CheckRows, Compliance, ForecastAccuracy
from pmo_data.queries.quality import Quality
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


@pytest.fixture(scope="module")
def measured(shared_portfolio: Build) -> Store:
    head = "code,name,project,milestone,forecast_finish,actual_finish\n"
    told = f"{head}M,Roof,A,true,2026-04-10,\nN,Walls,A,true,2026-04-20,\nO,Floor,A,true,2026-06-30,\n"
    met = f"{head}M,Roof,A,true,2026-04-10,2026-04-24\nN,Walls,A,true,2026-04-20,2026-04-22\n"
    return shared_portfolio({
        "2026-01-31": {**_PROJECT, "task": told},
        "2026-02-28": {"setting": "name,value\naccuracy_days,8\nquality_min,90\n"},
        "2026-04-30": {"task": met + "O,Floor,A,true,2026-06-30,\n"},
        # Told again, and changed, but met before: judged once.
        "2026-05-31": {"task": met.replace("Roof", "New roof")},
        "2026-06-30": {"setting": "name,value\naccuracy_days,7\n"},
    })  # fmt: skip


def test_forecasts_are_judged_once_at_the_status_date_that_first_tells_the_milestone_as_met(measured: Store) -> None:
    april, may = (s.moment for s in snapshots(measured)[2:4])
    asked = Compliance(by="name", one_check="forecasts accurate", as_of=may)
    rows = measured.fetch(asked)

    # Told in January and met 14 and 2 days later than that: 8 days on average.
    assert rows[["who", "kept", "measured"]].to_numpy().tolist() == [["Bridge", 1, 1]]
    assert str(rows["status_date"].iloc[0].date()) == "2026-04-30"
    assert measured.fetch(Compliance(by="name", one_check="forecasts accurate"))["kept"].tolist() == [0]
    assert measured.fetch(ForecastAccuracy())[["forecasts", "mean_error_days"]].to_numpy().tolist() == [[2, 8]]
    behind = measured.fetch(CheckRows(one_check="forecasts accurate", as_of=april))
    assert behind[["name", "kept", "said", "row_number"]].to_numpy().tolist() == [
        ["Roof", False, "expected 10 Apr 2026, met 24 Apr 2026", 2],
        ["Walls", True, "expected 20 Apr 2026, met 22 Apr 2026", 3],
    ]


def test_data_quality_is_kept_with_the_snapshot_and_its_lost_points_are_the_rows_behind_it(measured: Store) -> None:
    first = snapshots(measured)[0].moment
    score = measured.fetch(Quality(as_of=first)).iloc[0]["score"]
    rows = measured.fetch(Compliance(by="name", one_check="data quality met"))
    behind = measured.fetch(CheckRows(one_check="data quality met", on_date="2026-01-31"))

    # Status is known; department, manager, rating, baseline finish, budget and progress cost 2.5 points each.
    assert score == 85
    assert measured.fetch(Compliance(one_check="data quality met", as_of=first))["kept"].tolist() == [1]
    assert rows["kept"].tolist()[0] == 0  # 90 is set later, and counts for the months before it
    assert len(behind) == 6
    assert behind["said"].iloc[0] == "2.5 points lost: No baseline finish is known."
    assert behind["kept"].isna().all()
