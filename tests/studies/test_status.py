"""The drafted report, the door through which it is filed, and comments carried forward."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_data.domain.errors import PmoError
from pmo_data.queries.data import Imports
from pmo_data.queries.plan import Comments
from pmo_data.queries.registers import StatusReports
from pmo_data.store.snapshots import snapshots
from pmo_data.store.undo import undo
from pmo_data.studies.status import carried_forward, comment_sentence, draft
from pmo_data.studies.writing import SOURCE, write
from tests.studies.conftest import Portfolio

PROJECT = (
    "code,name,manager,forecast_cost,percent_complete,approved_budget,currency\nP1,Bridge,Ada,{cost},{done},300,GBP\n"
)
TASK = "code,name,project,planned_start,planned_finish,actual_start,actual_finish\n"
FIRST = TASK + "A,Dig,P1,2026-11-02,2026-11-06,,\nB,Pour,P1,2026-11-09,2026-11-13,,\n"
SECOND = TASK + "A,Dig,P1,2026-11-02,2026-11-06,2026-11-02,2026-11-06\nB,Pour,P1,2026-11-09,2026-11-20,,\n"
DECISION = "code,name,project,status,due\nD1,Choose the crane,P1,planned,2026-11-16\n"
MONTHS = {
    "2026-10-31": {"project": PROJECT.format(cost=300, done=0), "task": FIRST, "decision": DECISION},
    "2026-11-06": {"project": PROJECT.format(cost=310, done=50), "task": SECOND},
}


def test_the_draft_says_what_changed_what_comes_next_and_what_is_to_be_decided(portfolio: Portfolio) -> None:
    store = portfolio(MONTHS)
    first, second = snapshots(store)

    proposed = draft(store.fetch, "P1", second.moment, first.moment)

    assert proposed.report_date == date(2026, 11, 6)
    assert proposed.author == "Ada"
    assert "The forecast cost went from £300 to £310 (budget £300)." in proposed.commentary
    assert "Finished: Dig." in proposed.commentary
    assert "moved 5 working days later" in proposed.commentary
    assert "To start: Pour." in proposed.next_steps
    assert proposed.ask == "Decisions needed: Choose the crane (by 16 Nov 2026)."


def test_a_report_filed_in_the_app_is_a_snapshot_that_can_be_undone(portfolio: Portfolio) -> None:
    store = portfolio(MONTHS)
    row = {"project": "P1", "report_date": date(2026, 11, 6), "overall": "amber", "commentary": "Late.", "ask": ""}

    done = write(store, "status_report", row, who="Ada")

    filed = store.fetch(StatusReports())
    assert filed[["overall", "commentary", "source"]].to_numpy().tolist() == [["amber", "Late.", SOURCE]]
    assert done.snapshot is not None
    assert snapshots(store)[-1].status_date == date(2026, 11, 6)
    undo(store, int(store.fetch(Imports())["import_id"].max()), "Ada")
    assert store.fetch(StatusReports()).empty


def test_a_comment_is_stale_once_its_number_has_moved(portfolio: Portfolio) -> None:
    store = portfolio(MONTHS)
    for about, then in (
        ("project:forecast_cost", "£300"),
        ("project:percent_complete", "50 %"),
        ("project:forecast_finish", ""),
    ):
        write(
            store,
            "comment",
            {"code": about, "project": "P1", "about": about, "text": "Why?", "value_then": then},
            who="Ada",
        )

    rows = carried_forward(store.fetch, "P1").set_index("about")

    assert rows.loc["project:forecast_cost", "value_now"] == "£310"
    assert rows["stale"].astype(object).where(rows["stale"].notna(), None).to_dict() == {
        "project:forecast_cost": True,
        "project:percent_complete": False,
        "project:forecast_finish": None,
    }
    assert comment_sentence(rows) == "3 comments; 1 of a number that has moved since."


def test_what_the_catalogue_does_not_know_or_misses_is_refused(portfolio: Portfolio) -> None:
    store = portfolio(MONTHS)

    with pytest.raises(PmoError, match="of comment has no mood"):
        write(store, "comment", {"text": "Why?", "mood": "bad"}, who="Ada")
    with pytest.raises(PmoError, match="Please fill in: Text"):
        write(store, "comment", {"project": "P1", "text": ""}, who="Ada")
    assert store.fetch(Comments(project="P1")).empty
