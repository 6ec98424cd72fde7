"""One project's facts and team from small tables: what counts as late, and everybody listed once."""

from __future__ import annotations

from pmo_data.queries.project import ProjectFacts, ProjectPeople
from tests.studies.conftest import Portfolio, portfolio

__all__ = ["portfolio"]

# As of 30 November: late are B (planned for the 27th, open) and C (forecast for the 20th). A was done late, D is
# behind its baseline but not due, E is cancelled, F is planned for the status date itself, G says it is done.
TASKS = """
    code,name,project,status,planned_finish,baseline_finish,forecast_finish,actual_finish,percent_complete,owner
    A,Survey,P1,,2026-11-06,2026-11-04,,2026-11-25,,ada
    B,Dig,P1,,2026-11-27,2026-11-27,,,50,Ada
    C,Pour,P1,,2026-12-04,2026-12-04,2026-11-20,,,Bo
    D,Paint,P1,,2026-12-18,2026-12-04,,,,Bo
    E,Fence,P1,cancelled,2026-11-20,2026-11-20,,,,Cy
    F,Lamps,P1,,2026-11-30,2026-11-30,,,,
    G,Keys,P1,,2026-11-20,2026-11-20,,,100,
"""
PEOPLE = "code,name,role,team\n1,Ada,Engineer,Works\n2,Bo,Fitter,Works\n"
ASSIGNED = """
    code,project,person,role,start,finish,share
    1,P1,1,Engineer,2026-11-02,2026-11-13,50
    2,P1,1,Diver,2026-11-16,2026-11-27,20
    3,P1,2,,2026-11-02,2026-11-13,10
"""
TABLES = {
    "project": "code,name,manager,sponsor\nP1,Bridge,Ada,Sue\n",
    "task": TASKS, "person": PEOPLE, "assignment": ASSIGNED,
}  # fmt: skip


def test_late_are_open_tasks_whose_finish_has_passed(portfolio: Portfolio) -> None:
    facts = portfolio({"2026-11-30": TABLES}).fetch(ProjectFacts(project="P1")).iloc[0]

    assert (facts["tasks"], facts["late_tasks"], facts["done_tasks"]) == (7, 2, 2)


def test_everybody_is_listed_once_with_all_roles_leaders_first(portfolio: Portfolio) -> None:
    team = portfolio({"2026-11-30": TABLES}).fetch(ProjectPeople(project="P1"))

    assert team[["name", "role", "tasks"]].to_numpy().tolist() == [
        ["Sue", "Sponsor", 0],
        ["Ada", "Project manager, Diver, Engineer", 2],
        ["Bo", "Fitter", 2],
        ["Cy", "Task owner", 1],
    ]
    ada = team.iloc[1]
    assert (ada["person"], ada["share"], f"{ada['finish']:%d %b}") == ("1", 50, "27 Nov")
