"""One column for the state and the rating of projects: "On track" and "At risk" beside "Complete" and "Not started"."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmo_data.ingest.batch import Request, import_files
from pmo_data.store.database import Store
from pmo_data.store.origins import where_from
from tests.ingest.test_unseen import read, rules, table, values

HEADER = "Project ID,Project,Manager,Status\n"
MIXED = [("P1", "Complete"), ("P2", "On Track"), ("P3", "At Risk"), ("P4", "Not Started"), ("P5", "Off Track")]


def _rows(said: list[tuple[str, str]]) -> str:
    return HEADER + "".join(f"{code},Bridge {code},Ana,{status}\n" for code, status in said)


def test_ratings_beside_states_give_both() -> None:
    found = table(_rows(MIXED), "projects.csv")
    assert values(found, "declared_overall") == [None, "green", "amber", None, "red"]
    assert values(found, "status") == ["completed", "active", "active", "planned", "active"]
    assert "value_unknown" not in rules(found)
    assert [f.message for f in found.findings if f.rule == "state_and_rating"] == [
        "Status: On Track, At Risk and Off Track are read as the rating, and as the state that work is under way."
    ]


def test_few_ratings_among_many_states_give_both_too() -> None:
    said = [*((f"P{i}", "Complete") for i in range(6)), ("Q1", "Not started"), ("Q2", "At risk")]
    found = table(_rows(said), "projects.csv")
    assert values(found, "declared_overall") == [*[None] * 7, "amber"]
    assert values(found, "status") == [*["completed"] * 6, "planned", "active"]


def test_lights_alone_say_nothing_of_the_state() -> None:
    found = table(_rows([("P1", "Green"), ("P2", "Red"), ("P3", "Amber")]), "projects.csv")
    assert values(found, "declared_overall") == ["green", "red", "amber"]
    assert "status" not in found.rows.column_names


def test_states_alone_say_nothing_of_the_rating() -> None:
    found = table(_rows([("P1", "Complete"), ("P2", "In progress"), ("P3", "Not started")]), "projects.csv")
    assert values(found, "status") == ["completed", "active", "planned"]
    assert "declared_overall" not in found.rows.column_names


def test_a_column_of_each_stays_what_it_is() -> None:
    text = "Project ID,Project,Status,RAG\nP1,Bridge,Complete,Green\nP2,Tunnel,In progress,Complete\n"
    found = table(text, "projects.csv")
    assert values(found, "status") == ["completed", "active"]
    assert values(found, "declared_overall") == ["green", None]
    assert "RAG: 1 cell says a state and no rating (Complete)." in [f.message for f in found.findings]


@pytest.mark.parametrize("word", ["Puce", "Nearly"])
def test_a_word_that_is_neither_is_still_asked_for(word: str) -> None:
    found = read(_rows([*MIXED, ("P6", word)]), "projects.csv").tables[0]
    assert [f.message for f in found.findings if f.rule == "value_unknown"] == [
        f"Status: 1 value was not recognised ({word}); kept as original text only."
    ]


def test_both_lead_back_to_the_one_cell(tmp_path: Path) -> None:
    with Store.open(tmp_path / "p.duckdb") as store:
        import_files(store, Request((), status_date=date(2026, 3, 31)), [read(_rows(MIXED), "projects.csv")])
        found = [where_from(store, "project", "P3", field) for field in ("status", "declared_overall")]
    assert [(o.cell, o.original, o.value) for o in found if o] == [
        ("D4", "At Risk", "active"),
        ("D4", "At Risk", "amber"),
    ]
