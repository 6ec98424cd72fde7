"""Days beside a list of projects: milestones and gates of each, and what stays the project's own start and finish."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmo_data.ingest.asked import asked, beside
from pmo_data.ingest.batch import Request, import_files
from pmo_data.ingest.plan import PreparedFile
from pmo_data.store.database import Store
from pmo_data.store.origins import where_from
from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, table, values

REGISTER = (
    "Project ID,Project,Status,Start date,End date,Design complete,UAT,Go-live date,Gate 1,Gate 2 (actual),"
    "Contract award (planned),Last updated\n"
    "P1,Ash,Active,2026-01-05,2026-12-01,2026-03-01,2026-09-01,2026-11-20,2026-01-20,2026-04-12,2026-03-15,2026-10-01\n"
    "P2,Elm,Active,2026-02-05,2027-02-01,2026-05-01,TBC,2027-01-20,2026-02-20,,2026-04-15,2026-10-02\n"
    "P3,Oak,Complete,2026-03-05,2027-02-01,2026-06-01,n/a,2027-01-22,2026-02-20,,,2026-10-03\n"
)


def days(found: PreparedFile, entity: str, field: str) -> list[tuple[Any, ...]]:
    one = next(t for t in found.tables if t.entity == entity)
    whole = zip(values(one, "project"), values(one, "name"), values(one, field), strict=True)
    return [(project, name, None if day is None else day.isoformat()) for project, name, day in whole]


def test_days_beside_projects_are_milestones_and_gates_and_the_list_stays_what_it_is() -> None:
    found = read(REGISTER)
    projects, gates, milestones = found.tables
    assert [t.entity for t in found.tables] == ["project", "gate", "task"]
    assert projects.counts.loaded == 3
    assert values(projects, "forecast_finish")[0] == date(2026, 12, 1)
    assert fields(projects)["Go-live date"] is None
    assert days(found, "task", "planned_finish") == [
        ("P1", "Design complete", "2026-03-01"), ("P1", "UAT", "2026-09-01"), ("P1", "Go-live", "2026-11-20"),
        ("P1", "Contract award", "2026-03-15"), ("P2", "Design complete", "2026-05-01"), ("P2", "UAT", None),
        ("P2", "Go-live", "2027-01-20"), ("P2", "Contract award", "2026-04-15"),
        ("P3", "Design complete", "2026-06-01"), ("P3", "Go-live", "2027-01-22"),
    ]  # fmt: skip
    assert all(values(milestones, "milestone"))
    assert values(milestones, "status") == [None] * 8 + ["completed"] * 2  # the project is over, so are they
    assert days(found, "gate", "actual_date")[1] == ("P1", "Gate 2", "2026-04-12")
    assert all(adds_up(t) for t in found.tables)
    assert [t.derived_from for t in (gates, milestones)] == ["project", "project"]  # their rows are counted once
    said = {f.rule: f.message for f in found.findings}
    assert said["gates_by_column"] == (
        "Columns of days beside the projects are read as their gates: “Gate 1” as planned day; “Gate 2 (actual)” as "
        "actual day."
    )
    assert "“Design complete”, “UAT”, “Go-live date”" in said["milestones_by_column"]


@pytest.mark.parametrize(
    "header",
    [
        "Project,PM,RAG,Design – Planned,Design – Actual,Build (forecast),Build (actual)",
        "Project,PM,RAG,Design,,Build,\n,,,Planned,Actual,Forecast,Actual",
        "Project,PM,RAG,Planned design date,Actual design date,Build (F),Build (A)",
    ],
)
def test_which_of_its_days_a_column_holds_is_told_by_its_header(header: str) -> None:
    found = read(f"{header}\nAsh,Ana,G,2026-01-05,2026-02-01,2026-03-01,2026-03-04\nElm,Bo,R,,,2026-05-01,\n")
    (milestones,) = found.tables[1:]
    columns = ("project", "name", "planned_finish", "forecast_finish", "actual_finish")
    rows = list(zip(*(values(milestones, c) for c in columns), strict=True))
    assert [(p, n.lower(), *(d and d.isoformat()[5:] for d in own)) for p, n, *own in rows] == [
        ("Ash", "design", "01-05", None, "02-01"), ("Ash", "build", None, "03-01", "03-04"),
        ("Elm", "build", None, "05-01", None),
    ]  # fmt: skip


def test_a_projects_own_days_and_those_of_the_list_itself_are_no_milestones() -> None:
    own = read(
        "Project,PM,RAG,Go Live Baseline,Go Live Forecast,Go Live Actual,Date created,Next review\n"
        "Ash,Ana,G,2026-10-01,2026-11-01,2026-11-02,2025-01-01,2026-12-01\n"
        "Elm,Bo,R,2026-10-01,2026-12-01,,2025-01-01,2026-12-01\n"
    )
    (listed,) = own.tables
    assert [f for f in fields(listed).values() if f and "finish" in f] == [
        "baseline_finish", "forecast_finish", "actual_finish",
    ]  # fmt: skip


def test_what_is_done_and_lies_behind_is_the_day_it_was_done() -> None:
    found = read(
        "Project,PM,RAG,Contract awarded,Site handover\nAsh,Ana,G,2024-03-01,2030-01-01\nElm,Bo,R,2024-06-01,\n"
    )
    assert days(found, "task", "actual_finish")[0] == ("Ash", "Contract awarded", "2024-03-01")


def test_a_column_with_another_place_is_no_milestone_and_one_kept_beside_is_none_either() -> None:
    chosen = read(REGISTER, corrections={"UAT": "approved_on", "Design complete": None})
    names = {name for _, name, _ in days(chosen, "task", "planned_finish")}
    assert names == {"Go-live", "Contract award"}
    assert values(chosen.tables[0], "approved_on")[0] == date(2026, 9, 1)


def test_the_order_of_days_is_asked_once_for_list_and_milestones() -> None:
    text = "Project,PM,RAG,End date,Design complete,UAT\nAsh,Ana,G,05/06/2026,02/01/2026,03/04/2026\n"
    found = read(text)
    (question,) = asked(found.tables[0], beside=beside(found, found.tables[0])).formats
    assert (question.header, question.taken) == ("End date", "dmy")
    told = read(text, answers={"date_order": {"End date": "mdy"}})
    assert days(told, "task", "planned_finish")[0] == ("Ash", "Design complete", "2026-02-01")
    alone = read(text.replace("End date", "Sponsor").replace("05/06/2026", "Cy"))
    (question,) = asked(alone.tables[0], beside=beside(alone, alone.tables[0])).formats
    told = read(text, answers={"date_order": {question.header: "mdy"}})
    assert days(told, "task", "planned_finish")[0] == ("Ash", "Design complete", "2026-02-01")


def test_the_day_of_a_milestone_and_the_money_of_a_year_lead_back_to_their_own_cells(tmp_path: Path) -> None:
    register = read(REGISTER, "register.csv")
    money = read("Project,2026,2027,2028\nAsh,100,200,300\nElm,400,500,600\n", "budget.csv")
    with Store.open(tmp_path / "p.duckdb") as store:
        import_files(store, Request(()), [register, money])
        rows = [("task", "P1/go live", "planned_finish"), ("task", "P1/go live", "name"), ("task", "P2/uat", "project")]
        cells = [origin.cell for key in rows if (origin := where_from(store, *key)) is not None]
        with store.reading() as cursor:
            ((key,),) = cursor.execute("select key from budget_period where planned_value = 500").fetchall()
        amount = where_from(store, "budget_period", key, "planned_value")
    assert cells == ["H2", "H1", "A3"]
    assert amount is not None
    assert (amount.cell, amount.column) == ("C3", "2027")


def test_projects_named_again_beside_each_milestone_are_a_list_of_milestones() -> None:
    found = table(
        "Project,Phase,Workstream,Milestone,Target Date,RAG,Commentary\n"
        "SAP,Build,Technical,Core built,2026-04-15,Amber,90% done.\n"
        "SAP,Build,Data,Trial load,2026-05-15,Green,On plan.\n"
        "CRM,Test,Technical,UAT exit,2026-06-01,Red,Defects.\n",
        "milestones.csv",
    )
    assert (found.entity, values(found, "milestone")) == ("task", [True, True, True])
    assert values(found, "project") == ["SAP", "SAP", "CRM"]
