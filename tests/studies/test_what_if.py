"""A project paused or moved, on a project worked by hand."""

from __future__ import annotations

import pytest

from pmo_data.domain.errors import QueryError
from pmo_data.store.database import Store
from pmo_data.studies.what_if import moved, paused
from tests.studies.conftest import Portfolio


@pytest.fixture
def store(portfolio: Portfolio) -> Store:
    return portfolio({
        "2026-01-31": {
            "project": """
                code,name,status,forecast_cost,actual_cost,currency,baseline_finish,forecast_finish
                P1,Ash,active,150000,60000,EUR,2026-06-30,2026-06-16
                P2,Birch,active,,,EUR,,
                """,
            "benefit": """
                code,name,project,due,target_value,currency
                B1,Dry cellars,P1,2026-07-01,50000,EUR
                B2,Blue sky,P1,2027-07-01,50000,EUR
                """,
            "assignment": """
                code,project,person,planned_hours,actual_hours,start,finish
                A1,P1,Ada,100,40,2026-01-01,2026-06-16
                A2,P1,Ben,20,,2026-01-01,2026-06-16
                """,
        }
    })  # fmt: skip


def test_a_pause_frees_money_and_people_and_holds_up_what_was_promised(store: Store) -> None:
    # 150,000 less 60,000; 100 less 40, and 20 hours.
    assert paused(store.fetch, "P1") == (
        "What if Ash is paused: it frees €90.0k not yet spent and 80 planned hours of 2 people; not delivered until it "
        "goes on: benefit Dry cellars and benefit Blue sky."
    )
    assert paused(store.fetch, "P2") == "What if Birch is paused: it frees an unknown sum."


def test_a_move_is_told_against_the_baseline_with_what_it_breaks(store: Store) -> None:
    assert moved(store.fetch, "P1", 4) == (
        "What if Ash moves by 4 weeks: it finishes on 14 Jul 2026, 14 days after its baseline; benefit Dry cellars "
        "would be due before it; €150k stays forecast."
    )
    assert moved(store.fetch, "P1", 2).startswith(
        "What if Ash moves by 2 weeks: it finishes on 30 Jun 2026, as in its baseline; €150k"
    )
    assert "7 days before its baseline" in moved(store.fetch, "P1", 1)
    assert moved(store.fetch, "P2", 1).endswith("its finish is not known, so nothing can be said of it.")
    with pytest.raises(QueryError, match="There is no project 'P9' in this snapshot"):
        paused(store.fetch, "P9")
