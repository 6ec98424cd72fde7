"""Columns that ask whether something is done: their yes and no are the status, unless a column says it in words."""

from __future__ import annotations

import pytest

from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import rules, table, values


@pytest.mark.parametrize(
    ("text", "entity", "wanted"),
    [
        ("Task,Owner,Due,Done?\nPlan,Ana,2025-01-03,Yes\nRoom,Bo,2025-01-05,No\nTea,Cy,2025-01-07,n/a\n", "task",
         ["completed", "planned", None]),
        ("Milestone,Forecast date,Achieved?\nDesign,2025-01-03,x\nBuild,2025-03-05,\nLive,2025-05-07,\n", "task",
         ["completed", "planned", "planned"]),
        ("Action ID,Action,Owner,Due date,Completed (Y/N)\nA1,Plan,Ana,2025-01-03,Y\nA2,Room,Bo,2025-01-05,N\n"
         "A3,Tea,Cy,2025-01-07,\n", "action", ["completed", "planned", None]),
        ("Issue ID,Issue,Owner,Date raised,Closed?\nI1,Fog,Ana,2025-01-03,TRUE\nI2,Ice,Bo,2025-01-05,FALSE\n", "issue",
         ["completed", "planned"]),
        ("Task,Start,Finish,% complete,Complete\nPlan,2025-01-01,2025-01-03,100,✔\nRoom,2025-01-01,2025-01-05,40,\n"
         "Tea,2025-01-01,2025-01-07,0,\n", "task", ["completed", "active", "planned"]),
        ("Aufgabe,Verantwortlich,Fällig am,Erledigt\nPlan,Ana,03.01.2025,ja\nRaum,Bo,05.01.2025,nein\n", "task",
         ["completed", "planned"]),
    ],
)  # fmt: skip
def test_what_is_done_is_completed_and_what_is_not_is_still_open(text: str, entity: str, wanted: list[str]) -> None:
    found = table(text)
    assert found.entity == entity
    assert values(found, "status") == wanted
    said = [f.message for f in found.findings if f.rule == "done_as_status"]
    known = sum(1 for w in wanted if w is not None)
    assert len(said) == 1
    assert said[0].endswith(f"yes as completed and no as still open; completed: 1 of {known}.")


def test_a_status_in_words_goes_before_a_yes_and_both_can_be_mapped_otherwise() -> None:
    text = (
        "Task,Start,Finish,Status,Complete?\n"
        "Plan,2025-01-01,2025-01-03,Closed,Yes\n"
        "Room,2025-01-01,2025-01-05,On hold,No\n"
    )
    found = table(text)
    assert values(found, "status") == ["completed", "on_hold"]
    assert fields(found)["Complete?"] is None
    assert not rules(found) & {"done_as_status", "not_a_number"}
    chosen = table(text, corrections={"Complete?": "status", "Status": None})
    assert values(chosen, "status") == ["completed", "planned"]
    meant = {"values": {"Complete?": {"No": "active"}}}
    asked = table(text, corrections={"Complete?": "status", "Status": None}, answers=meant)
    assert values(asked, "status") == ["completed", "active"]
    flagged = table("Task,Due,Done?\nPlan,2025-01-03,Yes\nTea,2025-01-07,No\n", corrections={"Done?": "milestone"})
    assert values(flagged, "milestone") == [True, False]


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("Completed", ("2025-01-03", "2025-02-03"), "actual_finish"),
        ("Complete", ("1", "0"), "percent_complete"),
        ("Completed", ("2025-01-03", "No"), "actual_finish"),
        ("Critical?", ("Yes", "No"), None),
    ],
)
def test_days_and_shares_and_other_questions_are_no_status(header: str, cells: tuple[str, str], field: str) -> None:
    rows = f"Plan,2025-01-01,2025-01-03,{cells[0]}\nTea,2025-01-01,2025-01-05,{cells[1]}\n"
    found = table(f"Task,Start,Finish,{header}\n{rows}")
    assert fields(found)[header] == field
    assert "status" not in found.rows.column_names
