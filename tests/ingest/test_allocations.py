"""People by projects: whose time goes where, told by per cents, equivalents, hours, days or marks."""

from __future__ import annotations

import pytest

from pmo_data.ingest.plan import PreparedTable
from tests.ingest.test_unseen import adds_up, read, rules, table, values


def work(found: PreparedTable, *names: str) -> list[tuple[object, ...]]:
    return list(zip(*(values(found, n) for n in names), strict=True))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Name,Apollo,Borealis,Total\nAna,50%,50%,100%\nBo,20%,,20%\nTotal,70%,50%,\n", "allocation.csv"),
        ("Resource,Role,Apollo,Borealis,BAU,Sum\nAna,Dev,0.5,0.5,0,1\nBo,BA,0.2,,0.8,1\n", "resource plan.csv"),
        ("Employee,Apollo,Borealis,Leave\nAna,50,50,0\nBo,20,,80\n", "utilisation per project.csv"),
        ("Project,Ana,Bo\nApollo,50%,20%\nBorealis,50%,\nTotal,100%,20%\n", "people on projects - allocation.csv"),
        (",Apollo,Borealis\nAna,0.5,0.5\nBo,0.2,\n", "FTE.csv"),
    ],
)
def test_shares_of_people_by_project_are_assignments_and_sums_are_none(text: str, name: str) -> None:
    found = table(text, name)
    assert found.entity == "assignment"
    who = "person" if found.rows["person"].null_count == 0 else "role"
    assert sorted(work(found, who, "project", "share")) == [
        ("Ana", "Apollo", 50.0), ("Ana", "Borealis", 50.0), ("Bo", "Apollo", 20.0),
    ]  # fmt: skip
    assert adds_up(found)


def test_hours_days_and_marks_of_people_by_project_are_told_apart() -> None:
    hours = table("Employee,Team,CRM upgrade,Data lake\nAna,IT,40,60\nBo,IT,20,80\n", "Hours per project.csv")
    assert work(hours, "person", "planned_hours")[:2] == [("Ana", 40.0), ("Ana", 60.0)]
    assert "values_unsaid" not in rules(hours)
    days = table("Name,Apollo,Borealis\nAna,5,2\nBo,3,4\n", "man-days.csv")
    assert [h for _, h in work(days, "person", "planned_hours")] == [40.0, 16.0, 24.0, 32.0]
    marks = table("Person,Role,Apollo,Borealis\nAna,Lead,x,\nBo,BA,x,x\n", "project team.csv")
    assert work(marks, "person", "role", "project") == [
        ("Ana", "Lead", "Apollo"), ("Bo", "BA", "Apollo"), ("Bo", "BA", "Borealis"),
    ]  # fmt: skip
    unsaid = read("Employee,Apollo,Borealis\nAna,240,260\nBo,420,80\n", "team.csv")
    assert "values_unsaid" in {f.rule for f in unsaid.findings}


def test_roles_by_project_are_demand_that_nobody_fills() -> None:
    found = table("Project,Developers,Testers,Analysts\nApollo,2,1,0.5\nBorealis,3,1,\n", "FTE by role.csv")
    assert work(found, "project", "role", "fte")[:2] == [("Apollo", "Developers", 2.0), ("Apollo", "Testers", 1.0)]
    assert "demand_unfilled" in rules(found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Name,Python,SQL,Java\nAna,3,2,1\nBo,1,1,5\n", "skills.csv"),
        ("Name,Fire safety,Data protection\nAna,x,\nBo,x,x\n", "training attendance.csv"),
        ("Name,Rate,Capacity,Hours per week\nAna,3,2,1\nBo,1,1,5\n", "staff.csv"),
        ("Project,Budget,Cost,FTE\nApollo,100000,90000,3\nBorealis,200000,10000,4\n", "resource.csv"),
        ("Project,Design effort,Build effort\nApollo,100,90\nBorealis,200,100\n", "effort.csv"),
    ],
)
def test_other_tables_of_people_or_projects_and_numbers_are_no_assignments(text: str, name: str) -> None:
    assert "assignment" not in {t.entity for t in read(text, name).tables}


def test_questions_of_a_form_about_people_are_no_assignments() -> None:
    asked = (
        "People in the team,Previous quarter,This quarter\n"
        "Number of public servants who work in the team (full-time equivalents),12,14\n"
        "Number of contractors and consultants who work in the team,3,2\n"
        "How many people left the team since the last quarter,1,0\n"
    )
    found = read(asked, "people return.csv")
    assert found.refused is not None or all(t.entity != "assignment" for t in found.tables)


@pytest.mark.parametrize("name", ["assignments.csv", "export.csv"])
def test_resources_beside_tasks_that_are_told_by_their_ids_alone_are_assigned_to_them(name: str) -> None:
    found = table("Project,Task ID,Resource,Planned hours\nA,7,Bo,8\nA,9,Bo,12\n", name)
    assert found.entity == "assignment"
    assert work(found, "task", "person", "planned_hours") == [("7", "Bo", 8), ("9", "Bo", 12)]
