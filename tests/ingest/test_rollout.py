"""Lists that go by places or phases, logs of hours by day, and the day that every row of a file speaks of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmo_data.ingest.batch import Request, import_files
from pmo_data.store.database import Store
from pmo_data.store.origins import where_from
from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, rules, table, values

SITES = (
    "Site,Region,Survey date,Installation start,Go-live date,Status\n"
    "Leeds,North,2026-01-05,2026-02-01,2026-03-01,Done\nBath,South,2026-02-05,2026-03-01,2026-04-01,In progress\n"
)


def test_sites_with_days_are_tasks_of_one_project_asked_for_once_and_their_days_milestones() -> None:
    found = read(SITES, "rollout.csv")
    sites, milestones = found.tables
    assert (sites.entity, sites.plan.confidence, milestones.derived_from) == ("task", "guess", "task")
    assert values(sites, "name") == ["Leeds", "Bath"]
    assert {"rows_by_place", "milestones_by_column"} <= {f.rule for f in found.findings}
    assert [f.rule for t in found.tables for f in t.findings] == ["project_unsaid"]
    told = read(SITES, "rollout.csv", project="TILL").tables[1]
    whole = list(zip(values(told, "name"), values(told, "parent"), values(told, "project"), strict=True))
    assert whole[2:4] == [("Leeds – Go-live", "Leeds", "TILL"), ("Bath – Survey", "Bath", "TILL")]
    assert adds_up(told)


def test_next_months_sites_change_in_place_and_lead_back_to_their_cells(tmp_path: Path) -> None:
    with Store.open(tmp_path / "p.duckdb") as store:
        for day, text in ((date(2026, 1, 31), SITES), (date(2026, 2, 28), SITES.replace("2026-04-01", "2026-05-01"))):
            file = read(text, "rollout.csv", project="TILL")
            done = import_files(store, Request((), status_date=day), [file]).committed
        assert done is not None
        assert [(o.added, o.changed, o.unchanged, o.removed) for o in done.outcomes] == [(0, 1, 1, 0), (0, 1, 5, 0)]
        moved = where_from(store, "task", "TILL/bath go live", "planned_finish")
        state = where_from(store, "task", "TILL/bath", "status")
    assert (moved.cell if moved else None, state.cell if state else None) == ("E3", "F3")


@pytest.mark.parametrize(
    ("text", "fed"),
    [
        ("Phase,Start,End,Status\nDesign,2026-01-05,2026-02-01,Done\nBuild,2026-02-05,2026-03-01,Open\n",
         {"planned_start", "planned_finish", "status"}),
        ("Country,Planned,Actual\nSpain,2026-01-05,2026-02-01\nFrance,2026-02-05,\n",
         {"planned_finish", "actual_finish"}),
    ],
)  # fmt: skip
def test_phases_and_countries_with_start_and_end_are_tasks(text: str, fed: set[str]) -> None:
    (tasks,) = read(text).tables
    assert {f for f in fields(tasks).values() if f} == {"name", *fed}


def test_places_without_days_are_no_rollout() -> None:
    assert read("Site,Address,Phone\nLeeds,A,1\nBath,B,2\n").refused is not None


def test_a_log_of_hours_that_names_nobody_is_no_list_of_tasks_and_says_who_is_missing() -> None:
    text = "Date,Task,Hours,Notes\n2026-01-05,Design,3,x\n2026-01-05,Build,4,y\n2026-01-06,Design,2,z\n"
    log = table(text, "timelog.csv")
    assert (log.entity, log.counts.held_back, adds_up(log)) == ("assignment", 3, True)
    assert "required_missing" in rules(log)
    named = table(f"Employee:,Ana Silva\n\n{text}", "timelog.csv")
    assert set(values(named, "person")) == {"Ana Silva"}
    assert values(named, "actual_hours") == [3.0, 4.0, 2.0]


def test_a_day_that_every_row_gives_as_that_of_the_report_is_offered() -> None:
    text = "Project,RAG,Budget,{}\nAsh,Green,100000,2026-10-31\nElm,Red,200000,2026-10-31\n"
    for header in ("Report date", "Snapshot", "As of"):
        assert read(text.format(header), today=date(2026, 11, 5)).status_date_hint == "2026-10-31"
    assert read(text.format("Go-live"), today=date(2026, 11, 5)).status_date_hint is None
    later = text.format("Report date").replace("Red,200000,2026-10-31", "Red,200000,2026-10-30")
    assert read(later, today=date(2026, 11, 5)).status_date_hint is None
    assert read(text.format("Report date"), today=date(2026, 10, 5)).status_date_hint is None
