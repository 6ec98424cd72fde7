"""Lines written in the app come by the same door as files: dated, told apart, undone, and no history rewritten."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_data.domain.errors import PmoError
from pmo_data.queries.exceptions import DecisionEffects, DecisionsRanked
from pmo_data.queries.registers import Projects
from pmo_data.queries.settings import Settings
from pmo_data.store.snapshots import snapshots
from pmo_data.studies.writing import write
from tests.studies.conftest import Portfolio

PROJECTS = """
    code,name,status,approved_budget,forecast_cost,currency,baseline_start,baseline_finish,forecast_finish
    A,Bridge,active,1000,1150,GBP,2026-01-01,2026-12-31,2026-12-31
"""
DECISIONS = """
    code,name,project,owner,status,due,at_stake
    1,Fund it?,A,Ann,active,2026-04-01,100
"""


def test_a_changed_threshold_holds_from_now_on_and_rewrites_no_history(portfolio: Portfolio) -> None:
    store = portfolio({"2026-03-31": {"project": PROJECTS}})
    before = snapshots(store)[-1].moment
    written = write(store, "setting", {"name": "cost_red_pct", "value": "12"}, who="Ada")

    rated = store.fetch(Projects()).iloc[0]["derived_cost"], store.fetch(Projects(as_of=before)).iloc[0]["derived_cost"]
    assert rated == ("red", "amber")
    row = store.fetch(Settings()).iloc[0]
    assert (row["value"], row["who"], row["since"].date()) == ("12", "Ada", date(2026, 3, 31))
    assert store.fetch(Settings(as_of=before)).empty
    assert written.snapshot == snapshots(store)[-1].snapshot

    write(store, "setting", {"name": "cost_red_pct", "value": "16"}, who="Ada")
    assert store.fetch(Settings())[["value", "value_before"]].to_dict("records") == [
        {"value": "16", "value_before": "12"}
    ]
    assert store.fetch(Projects()).iloc[0]["derived_cost"] == "amber"


def test_a_decision_logged_here_leaves_the_list_and_keeps_what_the_file_said(portfolio: Portfolio) -> None:
    store = portfolio({"2026-03-31": {"project": PROJECTS, "decision": DECISIONS}})
    line = {"code": "1", "project": "A", "name": "Fund it?", "status": "completed", "outcome": "Yes",
            "decided_on": date(2026, 3, 31), "decided_by": "Ada"}  # fmt: skip
    write(store, "decision", line, who="Ada")

    assert store.fetch(DecisionsRanked()).empty
    made = store.fetch(DecisionEffects())
    assert len(made) == 1
    assert (made.iloc[0]["outcome"], made.iloc[0]["at_stake"], made.iloc[0]["decided_by"]) == ("Yes", 100, "Ada")
    assert made.iloc[0]["written_here"]


def test_a_line_that_the_entity_does_not_know_is_refused_in_a_sentence(portfolio: Portfolio) -> None:
    store = portfolio({"2026-03-31": {"project": PROJECTS}})

    with pytest.raises(PmoError, match="A line of setting has no colour"):
        write(store, "setting", {"name": "cost_red_pct", "colour": "pink"}, who="Ada")
    with pytest.raises(PmoError, match="Please fill in: Name"):
        write(store, "setting", {"value": "3"}, who="Ada")
    assert len(snapshots(store)) == 1
