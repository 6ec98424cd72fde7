"""One project's facts and team from small tables: what counts as late, and everybody listed once."""

from __future__ import annotations

from pmo_data.charts.project_words import leader_flag
from pmo_data.queries.plan import PlanTasks
from pmo_data.queries.project import (
    ProjectBurnDown,
    ProjectFacts,
    ProjectPeople,
    ProjectRaci,
    ProjectRegister,
    ProjectStakeholders,
    ProjectTasks,
)
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


def test_the_open_projects_of_a_leader_are_counted(portfolio: Portfolio) -> None:
    known = "code,name,manager,status\nP1,Bridge,Ada,active\nP2,Ferry,ada,\nP3,Tram,Ada,completed\nP4,Pier,,active\n"
    settings = {"setting": "name,value\nleads_most_projects,1\n"}
    store = portfolio({"2026-11-30": {"project": known}, "2026-12-31": settings})

    led = [store.fetch(ProjectFacts(project=key))["leader_projects"].iloc[0] for key in ("P1", "P4")]
    assert led == [2, 0]
    many = store.fetch(ProjectFacts(project="P1"))["leads_most_projects"].iloc[0]
    assert (many, leader_flag(store.fetch(ProjectFacts(project="P1")).iloc[0])) == (1, "Ada leads 2 open projects.")


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


# A milestone with all four roles, one nobody answers for, a task with two accountable, and the project as a whole.
MILESTONES = """
    code,name,project,milestone,planned_finish,actual_finish
    M1,Design agreed,P1,true,2026-11-06,2026-11-06
    M2,Keys,P1,true,2026-12-18,
    T1,Dig,P1,,2026-12-01,
    T2,Paint,P1,,2026-12-02,
"""
RACI = """
    code,project,task,person,responsibility
    1,P1,M1,1,A
    2,P1,M1,2,R
    3,P1,M1,Cy,Consulted
    4,P1,M1,Di,i
    5,P1,dig,1,R/A
    6,P1,Dig,2,accountable
    7,P1,,1,A
    8,P1,Garden,2,C
"""


def test_a_task_without_an_owner_shows_who_works_on_it(portfolio: Portfolio) -> None:
    assigned = "code,project,task,person\n1,P1,F,2\n2,P1,F,1\n3,P1,A,2\n4,P1,G,Zoe\n"
    store = portfolio({"2026-11-30": TABLES | {"assignment": assigned}})

    for query in (ProjectTasks(project="P1"), PlanTasks(project="P1")):
        owners = store.fetch(query).set_index("code")["owner"]
        assert owners[["A", "F", "G"]].tolist() == ["ada", "Ada, Bo", "Zoe"]
        assert len(owners) == 7


def test_responsibility_is_gathered_by_milestone_and_its_lacks_are_named(portfolio: Portfolio) -> None:
    tables = {"project": "code,name\nP1,Bridge\n", "task": MILESTONES, "person": PEOPLE, "assignment": RACI}
    rows = portfolio({"2026-11-30": tables}).fetch(ProjectRaci(project="P1")).set_index("name")

    assert list(rows.index) == ["Garden", "The project as a whole", "Design agreed", "Dig", "Keys"]
    who = rows[["responsible", "accountable", "consulted", "informed"]]
    assert who.loc["Design agreed"].tolist() == ["Bo", "Ada", "Cy", "Di"]
    assert rows["fault"].fillna("").to_dict() == {
        "Garden": "Nobody is accountable", "The project as a whole": "Nobody is responsible", "Design agreed": "",
        "Dig": "More than one is accountable", "Keys": "Nobody is accountable",
    }  # fmt: skip
    assert rows["has_raci"].to_dict()["Keys"] is False


def test_a_contact_is_due_as_filed_or_by_its_frequency(portfolio: Portfolio) -> None:
    stakeholders = """
        project,name,channel,frequency,last_contact,next_contact
        P1,Council,Briefing,monthly,2026-10-15,
        P1,Police,Letter,Bi-weekly,2026-11-20,
        P1,Press,Note,weekly,,
        P1,Regulator,Report,quarterly,2026-06-01,2026-11-20
        P1,Unions,Call,now and then,2026-11-01,
    """
    tables = {"project": "code,name\nP1,Bridge\n", "stakeholder": stakeholders}
    rows = portfolio({"2026-11-30": tables}).fetch(ProjectStakeholders(project="P1"))

    assert rows["name"].tolist() == ["Council", "Regulator", "Police", "Press", "Unions"]
    assert [f"{due:%d %b}" for due in rows["due"].head(3)] == ["15 Nov", "20 Nov", "04 Dec"]
    assert rows["overdue_days"].fillna(0).tolist() == [15, 10, 0, 0, 0]
    assert rows["never"].tolist() == [False, False, False, True, False]


def test_registers_burn_down_by_snapshot_and_reviews_are_judged_by_the_setting(portfolio: Portfolio) -> None:
    head = "code,name,project,status,raised_on,reviewed_on,closed_on\n"
    store = portfolio({
        "2026-10-31": {
            "project": "code,name\nP1,Bridge\nP2,Ferry\n",
            "risk": head + "R1,Flood,P1,active,2026-09-01,2026-09-20,\nR2,Frost,P1,active,2026-10-01,,\n"
            "R3,Far away,P2,active,2026-10-01,,\n",
            "decision": "code,name,project,raised_on,decided_on\nD1,Crane,P1,2026-10-01,\n",
        },
        "2026-11-30": {
            "risk": head + "R1,Flood,P1,active,2026-09-01,2026-09-20,\nR2,Frost,P1,completed,2026-10-01,,2026-11-10\n"
            "R3,Far away,P2,active,2026-10-01,,\nR4,Strike,P1,active,2026-11-20,2026-11-25,\n",
            "decision": "code,name,project,raised_on,decided_on\nD1,Crane,P1,2026-10-01,2026-11-02\n",
        },
    })  # fmt: skip

    burnt = store.fetch(ProjectBurnDown(project="P1"))
    assert burnt[["kind", "open_lines", "closed_lines"]].to_numpy().tolist() == [
        ["risk", 2, 0], ["decision", 1, 0], ["risk", 2, 1], ["decision", 0, 1],
    ]  # fmt: skip
    register = store.fetch(ProjectRegister(project="P1")).set_index("code")
    # 71 days ago is more than the 60 that are allowed; what is closed or decided needs no review.
    assert register["review"].fillna("").to_dict() == {"R1": "overdue", "R4": "in_time", "R2": "", "D1": ""}
    assert (register.loc["R1", "reviewed_days"], register.loc["R4", "reviewed_days"]) == (71, 5)
