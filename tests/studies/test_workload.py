"""Who does what in which week, worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from pmo_data.queries.project import ProjectPeople
from pmo_data.queries.workload import BlockedPeople, PersonTasks, PersonWeeks, SinglePoints, UnassignedWork
from tests.studies.conftest import Portfolio

TABLES = {
    "project": "code,name\nP1,Bridge\nP2,Tunnel\n",
    "person": """
        code,name,role,capacity_fte,hours_per_week
        A,Ada,Architect,1,40
        B,Ben,Builder,1,40
        C,Cem,Builder,1,40
    """,
    # Ada: half her time on each of two projects, and a quarter more on the second.
    "assignment": """
        code,project,person,start,finish,share,planned_hours,actual_hours
        1,P1,A,2026-11-02,2026-11-15,50,,
        2,P2,A,2026-11-02,2026-11-08,75,,
        3,P1,B,2026-10-26,2026-11-01,,35,28
    """,
    "task": """
        code,name,project,owner,planned_start,planned_finish,work_hours,percent_complete
        T1,Draw,P1,Ada,2026-11-02,2026-11-15,28,50
        T2,Build,P2,ben,2026-11-09,2026-11-15,14,
        T3,Orphan,P1,,2026-11-09,2026-11-15,10,
    """,
    "dependency": """
        code,predecessor_project,predecessor,successor_project,successor,relation
        1,P1,T1,P2,T2,FS
    """,
}


@pytest.fixture
def weeks(portfolio: Portfolio) -> pd.DataFrame:
    store = portfolio({"2026-11-01": TABLES})
    return store.fetch(PersonWeeks(weeks_back=1, weeks_ahead=2)).set_index(["person", "week"])


def test_shares_of_all_projects_add_up_and_above_capacity_is_overloaded(weeks: pd.DataFrame) -> None:
    first = ("A", pd.Timestamp("2026-11-02"))
    assert weeks.loc[first, "allocated_hours"] == pytest.approx(50)
    assert weeks.loc[first, "load_pct"] == pytest.approx(125)
    assert weeks.loc[first, "state"] == "overloaded"
    assert weeks.loc[("A", pd.Timestamp("2026-11-09")), "allocated_hours"] == pytest.approx(20)


def test_demand_is_what_is_left_of_open_tasks_spread_over_their_days(weeks: pd.DataFrame) -> None:
    # 14 hours are left of Ada's drawing, over two weeks; Ben is found by his name in small letters.
    assert weeks.loc[("A", pd.Timestamp("2026-11-09")), "demanded_hours"] == pytest.approx(7)
    assert weeks.loc[("B", pd.Timestamp("2026-11-09")), "demanded_hours"] == pytest.approx(14)


def test_logged_hours_stand_in_their_week_and_nothing_is_logged_ahead(weeks: pd.DataFrame) -> None:
    assert weeks.loc[("B", pd.Timestamp("2026-10-26")), "logged_hours"] == pytest.approx(28)
    assert weeks["logged_hours"].isna().to_dict()["B", pd.Timestamp("2026-11-09")]
    assert weeks.loc[("B", pd.Timestamp("2026-11-02")), "state"] == "idle"


def test_few_people_are_the_highest_of_each_measure_and_everybody_is_counted(portfolio: Portfolio) -> None:
    # Each has one idle week ahead: Ada and Dan the one before their tasks begin, Ben the one between his two.
    person = TABLES["person"] + "    D,Dan,Builder,1,40\n"
    task = TABLES["task"] + "    T4,Check,P2,Dan,2026-11-02,2026-11-15,7,\n"
    store = portfolio({"2026-11-01": {**TABLES, "person": person, "task": task}})

    few = store.fetch(PersonWeeks(most=1, weeks_back=1, weeks_ahead=2))

    # Ada has most load and demand and comes first of those idle alike, Ben logged most; Dan is left out, yet counted.
    assert set(few["person"]) == {"A", "B"}
    assert few[["people", "overloaded_people", "idle_people"]].drop_duplicates().to_numpy().tolist() == [[3, 1, 3]]
    assert few.groupby("person").size().to_dict() == {"A": 4, "B": 4}


def test_only_the_first_unowned_tasks_are_told_and_all_are_counted(portfolio: Portfolio) -> None:
    task = TABLES["task"] + "    T4,Later,P1,,2026-12-09,2026-12-15,10,\n"
    store = portfolio({"2026-11-01": {**TABLES, "task": task}})

    rows = store.fetch(UnassignedWork(limit=1))

    assert rows[["name", "tasks"]].to_numpy().tolist() == [["Orphan", 2]]


def test_a_scope_chooses_people_but_counts_all_their_work(portfolio: Portfolio) -> None:
    store = portfolio({"2026-11-01": {**TABLES, "project": "code,name,department\nP1,Bridge,X\nP2,Tunnel,Y\n"}})

    rows = store.fetch(PersonWeeks(departments=("Y",), weeks_back=0, weeks_ahead=1)).set_index(["person", "week"])

    assert set(rows.index.get_level_values("person")) == {"A", "B"}
    assert rows.loc[("A", pd.Timestamp("2026-11-02")), "allocated_hours"] == pytest.approx(50)


def test_waiting_unowned_and_single_points_are_named(portfolio: Portfolio) -> None:
    store = portfolio({"2026-11-01": TABLES})

    blocked = store.fetch(BlockedPeople())
    assert blocked[["waiter_name", "blocker_name", "first_task"]].to_numpy().tolist() == [["Ben", "Ada", "Build"]]
    assert list(store.fetch(UnassignedWork())["name"]) == ["Orphan"]
    assert list(store.fetch(SinglePoints())["name"]) == ["Ada"]
    cell = store.fetch(PersonTasks(person="A", from_day="2026-11-02", until="2026-11-08"))
    assert list(cell["kind"]) == ["task", "assignment", "assignment"]


@pytest.mark.parametrize("over", ["P2,Tunnel,completed,", "P2,Tunnel,,2026-10-30"])
def test_a_project_that_is_over_asks_for_nobody_whatever_its_plan_says(portfolio: Portfolio, over: str) -> None:
    task = TABLES["task"] + "    T4,Loose end,P2,,2026-11-09,2026-11-15,10,\n"
    project = f"code,name,status,actual_finish\nP1,Bridge,active,\n{over}\n"
    store = portfolio({"2026-11-01": {**TABLES, "task": task, "project": project}})

    rows = store.fetch(PersonWeeks(weeks_back=1, weeks_ahead=2)).set_index(["person", "week"])

    # Ada keeps the half that the bridge asks for; Ben's building of the tunnel is no demand, nobody waits or is missed.
    assert rows.loc[("A", pd.Timestamp("2026-11-02")), "allocated_hours"] == pytest.approx(20)
    assert rows.loc[("B", pd.Timestamp("2026-10-26")), "logged_hours"] == pytest.approx(28)
    assert rows["demanded_hours"].fillna(0).groupby("person").sum().to_dict() == {"A": pytest.approx(14), "B": 0}
    assert store.fetch(BlockedPeople()).empty
    assert list(store.fetch(UnassignedWork())["name"]) == ["Orphan"]
    assert store.fetch(SinglePoints()).empty
    behind = store.fetch(PersonTasks(person="A", from_day="2026-11-02", until="2026-11-08"))
    assert set(behind["project"]) == {"P1"}  # what stands behind a cell is what the cell counts


def test_an_assignment_without_dates_has_those_of_its_task(portfolio: Portfolio) -> None:
    assignment = "code,project,person,task,start,finish,planned_hours\n1,P1,A,T1,,,28\n"
    store = portfolio({"2026-11-01": {**TABLES, "assignment": assignment}})

    cell = store.fetch(PersonTasks(person="A", from_day="2026-11-09", until="2026-11-15"))

    assert list(cell["kind"]) == ["task", "assignment"]


@pytest.mark.parametrize(
    ("asked", "ada", "ben"),
    [
        pytest.param(("", ""), 5, 5, id="nothing said: evenly"),
        pytest.param(("50,", ""), 10 / 3, 20 / 3, id="half of one, all of the other"),
        pytest.param((",8", ",2"), 8, 2, id="by planned hours"),
        pytest.param((",8", ""), 5, 5, id="hours of one only: evenly"),
    ],
)
def test_work_of_several_is_demanded_of_each(
    portfolio: Portfolio, asked: tuple[str, str], ada: float, ben: float
) -> None:
    # The ten hours of the task that nobody owns, in the week from 9 to 15 November.
    rows = [f"{n},P1,{who},T3,{said or ','}" for n, (who, said) in enumerate(zip("AB", asked, strict=True))]
    assignment = "code,project,person,task,share,planned_hours\n" + "\n".join(rows) + "\n"
    weeks = portfolio({"2026-11-01": {**TABLES, "assignment": assignment}}).fetch(
        PersonWeeks(weeks_back=1, weeks_ahead=2)
    )
    found = weeks[weeks["week"] == pd.Timestamp("2026-11-09")].set_index("person")["demanded_hours"]
    assert found["A"] == pytest.approx(7 + ada, abs=0.001)
    assert found["B"] == pytest.approx(14 + ben, abs=0.001)


def test_an_owner_answers_alone_for_the_hours_of_a_task_others_are_assigned_to(portfolio: Portfolio) -> None:
    assignment = "code,project,person,task\n1,P1,B,T1\n"
    weeks = portfolio({"2026-11-01": {**TABLES, "assignment": assignment}}).fetch(
        PersonWeeks(weeks_back=1, weeks_ahead=2)
    )
    found = weeks[weeks["week"] == pd.Timestamp("2026-11-02")].set_index("person")["demanded_hours"]
    assert (found["A"], found["B"]) == (pytest.approx(7), 0)


def test_the_team_of_a_project_counts_tasks_assigned_as_well_as_owned(portfolio: Portfolio) -> None:
    assignment = "code,project,person,task\n1,P1,A,T3\n2,P1,B,T3\n3,P1,A,T1\n"
    store = portfolio({"2026-12-01": {**TABLES, "assignment": assignment}})
    team = store.fetch(ProjectPeople(project="P1")).set_index("name")
    assert team["tasks"].to_dict() == {"Ada": 2, "Ben": 1}
    assert team["late_tasks"].to_dict() == {"Ada": 2, "Ben": 1}
