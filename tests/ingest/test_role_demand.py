"""Work wanted of a role while nobody is named: read as demand, held back only where neither is said."""

from __future__ import annotations

from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, rules, table, values


def test_roles_with_full_time_equivalents_are_demand_that_nobody_fills_yet() -> None:
    found = table(
        "Project,Role,FTE,Start,End\nTunnel,Architect,2,2026-01-01,2026-03-31\nPark,Engineer,50%,2026-02-01,\n"
    )
    assert found.entity == "assignment"
    assert fields(found) == {"Project": "project", "Role": "role", "FTE": "fte", "Start": "start", "End": "finish"}
    assert values(found, "fte") == [2.0, 0.5]
    assert (found.counts.loaded, found.counts.held_back) == (2, 0)
    said = next(f.message for f in found.findings if f.rule == "demand_unfilled")
    assert said == "2 rows name a role and no person; they count as demand that nobody fills yet."


def test_a_row_with_neither_person_nor_role_is_held_back() -> None:
    found = table(
        "Project,Role,Resource name,FTE,Start,End\nTunnel,Architect,,2,2026-01-01,2026-03-31\n"
        "Tunnel,,Ana,0.5,2026-02-01,2026-06-30\nPark,,,0.5,2026-01-01,2026-12-31\n"
    )
    assert values(found, "person") == [None, "Ana"]
    assert found.counts.held_back == 1
    assert [f.message for f in found.findings if f.rule == "required_missing"] == [
        "Row 4 has no Resource name or Role; the row is held back."
    ]
    assert adds_up(found)


def test_roles_by_month_are_full_time_equivalents_of_whole_months() -> None:
    found = table("Resource plan,,,\nRole,Project,Jan 2026,Feb 2026,Mar 2026\nArchitect,Tunnel,2,2,1.5\n")
    assert values(found, "fte") == [2.0, 2.0, 1.5]
    assert [str(d) for d in values(found, "finish")] == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert "demand_unfilled" in rules(found)


def test_hours_of_people_by_week_end_with_their_week() -> None:
    found = table(
        "Resource hours,,,\nName,Project,W/C 05/01/2026,W/C 12/01/2026,W/C 19/01/2026\nAna,Tram,14,21,7\n", "plan.csv"
    )
    assert values(found, "planned_hours") == [14.0, 21.0, 7.0]
    assert [str(d) for d in values(found, "finish")] == ["2026-01-11", "2026-01-18", "2026-01-25"]


def test_a_list_of_people_with_roles_is_one_of_people_still() -> None:
    found = table("Name,Role,FTE,Team\nAna,Architect,1,North\nBo,Engineer,0.8,South\n")
    assert found.entity == "person"
    assert values(found, "capacity_fte") == [1.0, 0.8]


def test_work_of_people_and_roles_by_month_is_known_by_its_small_numbers_and_tbc_is_nobody() -> None:
    found = table(
        "Project,Role,Name,Jan-26,Feb-26,Mar-26\nCRM,Architect,Ann,0.5,0.5,1\nCRM,Tester,TBC,1,1,1\nERP,Architect,,1,0,0\n"
    )
    assert found.entity == "assignment"
    assert values(found, "person")[::3] == ["Ann", None, None]
    assert values(found, "share")[:4] == [50.0, 50.0, 100.0, 100.0]
    assert dict(found.rows.column("original").to_pylist()[3])["person"] == "TBC"
    assert dict(found.rows.column("absent").to_pylist()[3])["person"] == "to be confirmed"
    said = [f.message for f in found.findings if f.rule == "demand_unfilled"]
    assert said == ["6 rows name a role and no person; they count as demand that nobody fills yet."]


def test_somebody_to_be_confirmed_without_a_role_stays_as_written() -> None:
    found = table("Project,Resource name,Start,End,Hours\nTram,TBC,2026-01-05,2026-02-01,40\n", entity="assignment")
    assert (values(found, "person"), found.counts.held_back) == (["TBC"], 0)


def test_two_lines_that_ask_for_the_same_role_in_the_same_month_both_count_and_are_pointed_out() -> None:
    text = "Project,Role,Month,FTE\nTram,Architect,2026-12,1\nTram,Architect,2026-12,{}\nPark,Engineer,2026-12,1\n"
    found = table(text.format(1))
    assert (values(found, "fte"), found.counts.loaded) == ([1.0, 1.0, 1.0], 3)
    said = [f.message for f in found.findings if f.rule == "demand_repeated"]
    assert said == ["Row 3 asks for what another row asks for too; each counts, as so many people wanted."]
    assert "demand_repeated" not in rules(table(text.format(2)))
