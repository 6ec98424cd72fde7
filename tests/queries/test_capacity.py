"""Capacity against demand, worked by hand: two engineers, four projects, three months ahead of 31 January 2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pmo_data.queries.people import Capacity, Displaced, RoleDemand, Spread
from pmo_data.queries.project import ProjectFacts, ProjectPeople
from pmo_data.queries.workload import PersonWeeks
from pmo_data.store.database import Store
from tests.queries.portfolio import JANUARY, put

D = date


def _share(code: str, project: str, person: str, start: date, finish: date, share: float) -> dict[str, Any]:
    return {"code": code, "project": project, "person": person, "start": start, "finish": finish, "share": share}


@pytest.fixture
def staffed(empty: Store) -> Store:
    """Eve and Fay (1.5 together) are engineers, Gus (unstated, so 1) a designer; D is proposed, X has ended."""
    spring, end = D(2026, 2, 1), D(2026, 4, 30)
    put(
        empty,
        JANUARY,
        project=[
            {"code": "A", "name": "Ash", "status": "active", "priority": "High", "forecast_start": D(2026, 1, 1)},
            {"code": "B", "name": "Birch", "status": "active", "priority": "Low", "forecast_start": D(2026, 1, 1)},
            {"code": "C", "name": "Cedar", "status": "active", "priority": "High", "forecast_start": D(2026, 3, 1)},
            {"code": "D", "name": "Date", "status": "proposed", "priority": "High", "forecast_start": D(2025, 1, 1)},
            {"code": "X", "name": "Xylem", "status": "cancelled", "priority": "High", "forecast_start": D(2025, 1, 1)},
        ],
        person=[
            {"code": "E", "name": "Eve", "role": "Engineer", "team": "North", "capacity_fte": 1.0},
            {"code": "F", "name": "Fay", "role": "Engineer", "team": "South", "capacity_fte": 0.5},
            {"code": "G", "name": "Gus", "role": "Designer", "team": "South", "capacity_fte": None},
        ],
        assignment=[
            _share("1", "A", "E", spring, end, 60.0),
            _share("2", "B", "E", spring, end, 60.0),
            _share("3", "C", "F", D(2026, 3, 1), end, 50.0),
            _share("4", "D", "F", D(2026, 4, 1), end, 40.0),
            _share("5", "X", "E", spring, end, 100.0),
            _share("6", "A", "G", D(2026, 1, 1), D(2026, 1, 31), 90.0),
            _share("7", "D", "G", spring, D(2026, 2, 28), 90.0),
        ],
    )
    return empty


def test_each_month_holds_agreed_and_proposed_work_against_what_the_role_can_give(staffed: Store) -> None:
    rows = staffed.fetch(Capacity(months=3))
    told = {
        (r.group_name, f"{r.month:%b}"): (r.committed_fte, r.pipeline_fte, r.state, r.is_first_breach)
        for r in rows.itertuples()
    }
    assert told == {
        ("Designer", "Feb"): (0.0, 0.9, "within", False),
        ("Designer", "Mar"): (0.0, 0.0, "within", False),
        ("Designer", "Apr"): (0.0, 0.0, "within", False),
        ("Engineer", "Feb"): (1.2, 0.0, "within", False),
        ("Engineer", "Mar"): (1.7, 0.0, "over", True),
        ("Engineer", "Apr"): (1.7, 0.4, "over", False),
    }
    engineers = rows[rows["group_name"] == "Engineer"].iloc[-1]
    assert (engineers["capacity_fte"], engineers["people"], engineers["capacity_known"]) == (1.5, 2, 2)
    assert engineers["short_fte"] == pytest.approx(0.6)
    assert engineers["load_pct"] == pytest.approx(140)  # 2.1 of 1.5
    designers = rows[rows["group_name"] == "Designer"].iloc[0]
    assert (designers["capacity_fte"], designers["capacity_known"]) == (1, 0)


def test_what_is_only_proposed_can_be_what_breaks_a_team(staffed: Store) -> None:
    south = staffed.fetch(Capacity(months=3, dimension="team")).set_index(["group_name", "month"])
    assert south.loc[("North", "2026-02-01"), "state"] == "over"  # 1.2 of 1
    assert south.loc[("South", "2026-04-01"), ["committed_fte", "pipeline_fte", "capacity_fte"]].tolist() == [
        0.5, 0.4, 1.5,
    ]  # fmt: skip


def test_agreed_goes_before_proposed_then_priority_then_the_earlier_start(staffed: Store) -> None:
    rows = staffed.fetch(Displaced(months=3))
    told = {r.project: (f"{r.first_month:%b}", r.months, r.displaced_fte, r.demand_fte) for r in rows.itertuples()}
    # In March 1.5 serve Ash 0.6 and Cedar 0.5 in full and Birch 0.4 of 0.6; in April Date gets none of its 0.4.
    assert told == {"B": ("Mar", 2, pytest.approx(0.2), 0.6), "D": ("Apr", 1, pytest.approx(0.4), 0.4)}
    assert list(rows["project"]) == ["B", "D"]
    assert rows.iloc[0]["reason"] == "behind others (Low)"
    assert rows.iloc[1]["reason"] == "proposed, not agreed"


def test_people_in_no_list_count_as_one_each_and_as_not_known(empty: Store) -> None:
    work = [_share(code, "A", name, D(2026, 2, 1), D(2026, 2, 28), 70.0) for code, name in (("1", "Ann"), ("2", "Bob"))]
    put(empty, JANUARY, project=[{"code": "A", "name": "Ash"}], assignment=work)
    row = empty.fetch(Capacity(months=1)).iloc[0]
    assert row[["group_name", "people", "capacity_known", "state"]].tolist() == ["Role not stated", 2, 0, "within"]
    assert (row["committed_fte"], row["capacity_fte"]) == (1.4, 2)


def test_work_wanted_of_a_role_counts_as_that_roles_demand_while_nobody_is_named(staffed: Store) -> None:
    wanted = {"project": "B", "person": None, "start": D(2026, 2, 1), "finish": D(2026, 3, 31)}
    put(
        staffed,
        D(2026, 2, 1),
        assignment=[
            _share("1", "A", "E", D(2026, 2, 1), D(2026, 4, 30), 60.0) | {"role": None, "fte": None},
            {**wanted, "code": "8", "role": "engineer", "fte": 2.0, "share": None},
            {**wanted, "code": "9", "role": "Pilot", "fte": None, "share": 50.0},
        ],
    )
    rows = staffed.fetch(Capacity(months=2)).set_index(["group_name", "month"])
    asked = rows.loc[("Engineer", "2026-03-01"), ["demand_fte", "unfilled_fte", "capacity_fte", "short_fte", "state"]]
    assert asked.tolist() == [2.6, 2.0, 1.5, pytest.approx(1.1), "over"]
    pilots = rows.loc[("Pilot", "2026-03-01"), ["demand_fte", "unfilled_fte", "capacity_fte", "people", "state"]]
    assert pilots.tolist() == [0.5, 0.5, 0.0, 0, "over"]
    teams = staffed.fetch(Capacity(months=1, dimension="team")).set_index("group_name")
    assert teams.loc["Team not stated", "unfilled_fte"] == 2.5
    short = staffed.fetch(Displaced(months=2)).set_index(["project", "group_name"])
    assert short.loc[("B", "Engineer"), "displaced_fte"] == pytest.approx(1.1)  # 0.9 of 2 after Ash's 0.6
    listed = staffed.fetch(RoleDemand())
    assert listed[["role", "project", "fte", "row_number"]].to_numpy().tolist() == [
        ["Pilot", "B", 0.5, 4], ["engineer", "B", 2.0, 3],
    ]  # fmt: skip
    assert staffed.fetch(Spread()).empty
    people = staffed.fetch(ProjectPeople(project="B"))
    assert people[people["name"] == "Nobody yet"]["role"].tolist() == ["Pilot, engineer"]


def test_a_scope_shows_the_groups_it_asks_of_with_the_demand_of_everybody(staffed: Store) -> None:
    put(staffed, JANUARY, programme=[{"code": "P", "name": "Plums"}])
    assert staffed.fetch(Capacity(months=3, programmes=("P",))).empty
    assert staffed.fetch(Displaced(months=3, programmes=("P",))).empty


def test_people_on_more_projects_than_the_setting_allows_are_named(staffed: Store) -> None:
    assert staffed.fetch(Spread()).empty
    put(staffed, D(2026, 2, 1), setting=[{"name": "works_on_most_projects", "value": "1"}])
    rows = staffed.fetch(Spread())
    assert rows[["name", "projects", "most"]].values.tolist() == [["Fay", 2, 1.0], ["Eve", 2, 1.0]]
    assert rows.iloc[1]["project_names"] == "Ash; Birch"  # Xylem has ended
    assert rows["load_pct"].tolist() == [pytest.approx(180), pytest.approx(120)]  # 0.9 of 0.5, 1.2 of 1


@pytest.mark.parametrize(
    ("said", "rank"), [("P1", 1), ("3 - Low", 3), ("Must have", 0), ("High", 1), ("Medium", 2), ("low", 3), (None, 2)]
)
def test_a_priority_in_words_or_numbers_has_its_place(empty: Store, said: str | None, rank: float) -> None:
    with empty.reading() as cursor:
        assert cursor.execute("select priority_rank(?)", [said]).fetchone() == (rank,)


def test_hours_are_spread_over_the_days_of_the_assignment(empty: Store) -> None:
    work = {"code": "L", "project": "A", "person": "E", "start": D(2026, 2, 1), "finish": D(2026, 2, 28)}
    put(
        empty,
        JANUARY,
        project=[{"code": "A", "name": "Ash"}],
        person=[{"code": "E", "name": "Eve", "hours_per_week": 35.0}],
        assignment=[work | {"planned_hours": 70.0}],
    )
    assert empty.fetch(Capacity(months=1))["demand_fte"].tolist() == [pytest.approx(0.5)]  # 70 of 4 x 35 hours


def test_work_without_dates_of_its_own_has_those_of_its_task_in_every_answer(empty: Store) -> None:
    """Eve is asked for in full and nobody for the other half, both on a task of 10 January to 20 February."""
    task = {
        "code": "T",
        "project": "A",
        "name": "Dig",
        "planned_start": D(2026, 1, 10),
        "planned_finish": D(2026, 2, 20),
    }
    undated = {"project": "A", "task": "T"}
    put(
        empty,
        JANUARY,
        project=[{"code": "A", "name": "Ash", "status": "active"}],
        person=[{"code": "E", "name": "Eve", "role": "Digger"}],
        task=[task],
        assignment=[
            undated | {"code": "1", "person": "E", "role": None, "share": 150.0},
            undated | {"code": "2", "person": None, "role": "Digger", "share": 50.0},
        ],
    )
    rated = empty.fetch(ProjectFacts(project="A")).iloc[0]
    assert rated["derived_resource"] == "red"
    assert rated["derived_resource_rule"] == (
        "Nobody is named for 0.5 of 2.0 full-time equivalents asked for. The one person named is loaded 150 %."
    )
    # 2 for 20 of February's 28 days.
    assert empty.fetch(Capacity(months=1))["demand_fte"].tolist() == [1.4286]
    wanted = empty.fetch(RoleDemand()).iloc[0]
    assert (wanted["start"].date(), wanted["finish"].date()) == (D(2026, 1, 10), D(2026, 2, 20))
    weeks = empty.fetch(PersonWeeks(weeks_back=0, weeks_ahead=2))
    assert weeks["allocated_hours"].tolist() == [pytest.approx(60.0)] * 3
