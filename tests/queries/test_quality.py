"""Data quality: scores worked by hand, and points that name the row and the field that lost them."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_data.ingest.batch import Request, import_files
from pmo_data.ingest.prepare import prepare_file
from pmo_data.queries.data import Freshness
from pmo_data.queries.quality import ImportQuality, Quality, QualityPoints
from pmo_data.store.database import Store

FULL = (
    "project id,project name,department,project manager,status,rag,baseline finish,forecast start,forecast finish,"
    "budget,percent complete\n"
    "P1,Harbour,Roads,Ana,Active,Green,2026-12-31,2026-01-05,2026-12-31,100,40%\n"
    "P2,Tunnel,,,Active,Amber,2026-12-31,2026-06-05,2026-01-31,lots,50%\n"
)  # fmt: skip


@pytest.fixture
def store(empty: Store) -> Store:
    """One status date, one project with nothing to say against it and one with five faults."""
    import_files(empty, Request((), status_date=date(2026, 1, 31)), [prepare_file(FULL.encode(), "list.csv")])
    return empty


def test_a_project_that_says_all_it_should_has_a_hundred_points(store: Store) -> None:
    lines = {r["project"]: r for r in store.fetch(Quality()).to_dict("records")}
    assert lines["P1"]["score"] == 100
    assert [lines["P1"][d] for d in ("completeness", "validity", "consistency", "timeliness", "movement")] == [20.0] * 5


def test_each_fault_costs_its_points(store: Store) -> None:
    # Missing: department, manager, budget (3 x 2.5); unreadable: budget (4); finish before start (5).
    line = store.fetch(Quality()).to_dict("records")[0]
    assert line["project"] == "P2"
    assert (line["completeness"], line["validity"], line["consistency"]) == (12.5, 16.0, 15.0)
    assert (line["score"], line["reasons"]) == (83.5, 5)


def test_points_name_the_row_and_field_that_lost_them(store: Store) -> None:
    points = store.fetch(QualityPoints(project="P2")).to_dict("records")
    assert {(p["dimension"], p["field"]) for p in points} == {
        ("completeness", "department"), ("completeness", "manager"), ("completeness", "approved_budget"),
        ("validity", "approved_budget"), ("consistency", "forecast_finish"),
    }  # fmt: skip
    assert {(p["file_name"], p["row_number"]) for p in points} == {("list.csv", 3)}
    assert [p["reason"] for p in points if p["dimension"] == "validity"] == [
        "The cell says lots, which is no value."
    ]  # fmt: skip


def test_what_is_said_again_and_again_loses_points_for_movement(store: Store) -> None:
    for month in (2, 3):
        changed = FULL.replace("40%", f"{40 + month}%").encode()
        import_files(store, Request((), status_date=date(2026, month, 28)), [prepare_file(changed, "list.csv")])
    lines = {r["project"]: r["movement"] for r in store.fetch(Quality()).to_dict("records")}
    assert lines == {"P1": 20.0, "P2": 10.0}


def test_an_import_is_scored_by_the_rows_held_back_and_doubted(store: Store) -> None:
    line = store.fetch(ImportQuality()).to_dict("records")[0]
    assert (line["data_rows"], line["held_back"], line["doubtful_rows"]) == (2, 0, 1)
    assert line["score"] == 75.0


def test_a_source_is_late_by_its_age_unless_what_it_holds_stands_until_changed(store: Store) -> None:
    goals = prepare_file(b"objective id,objective name,weight\nO1,Fewer accidents,3\n", "goals.csv")
    import_files(store, Request((), status_date=date(2026, 1, 31)), [goals])
    risks = prepare_file(b"risk id,risk title,project id,probability\nR1,Flood,P1,4\n", "risks.csv")
    import_files(store, Request((), status_date=date(2026, 4, 30), who="Ida"), [risks])

    told = {r["entity"]: r for r in store.fetch(Freshness()).to_dict("records")}

    assert {entity: (r["age_days"], r["is_stale"], r["is_standing"]) for entity, r in told.items()} == {
        "project": (89, True, False), "risk": (0, False, False), "objective": (89, False, True),
    }  # fmt: skip
    assert next(iter(told)) == "project"
    assert told["risk"]["who"] == "Ida"
