"""Exports and public lists whose columns are named by their neighbours, repeat an id, or run on by year: made here."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, rules, table, values


def sure(found: object) -> dict[str, str]:
    return {c.header: c.confidence for c in found.plan.columns if c.field}  # type: ignore[attr-defined]


def test_a_word_that_most_headers_begin_with_names_the_rows_and_not_the_columns() -> None:
    found = table(
        "Feature reference #,Feature name,Feature status,Feature start date,Feature due date,Feature assigned to\n"
        "A-1,Dark mode,In development,2026-01-05,2026-02-05,Ana\nA-2,Export,Shipped,2025-12-01,2026-01-10,Ben\n"
    )
    assert found.entity == "task"
    assert values(found, "code") == ["A-1", "A-2"]
    assert values(found, "status") == ["active", "completed"]
    assert fields(found)["Feature due date"] == "planned_finish"
    assert fields(found)["Feature assigned to"] == "owner"


def test_a_service_that_begins_each_name_with_project_is_read_without_it() -> None:
    found = table(
        "ProjectId,ProjectName,ProjectStartDate,ProjectFinishDate,ProjectBaseline0FinishDate,ProjectPercentCompleted\n"
        "7c1e,Tunnel,2026-01-05T08:00:00,2026-12-18T17:00:00,2026-11-30T17:00:00,45\n"
        "9d2f,Park,2026-02-02T08:00:00,2026-09-30T17:00:00,2026-08-30T17:00:00,60\n"
    )
    assert [str(d) for d in values(found, "baseline_finish")] == ["2026-11-30", "2026-08-30"]
    assert values(found, "percent_complete") == [45.0, 60.0]


def test_of_two_columns_of_ids_the_one_that_does_not_repeat_is_the_rows_own() -> None:
    found = table(
        "uid,agencyName,pid,projectName,startDate,completionDate,plannedCost\n"
        "5-1,Farms,656,Operations,01/10/2011,30/09/2012,15.297\n5-1,Farms,657,Servers,01/10/2011,31/03/2012,0.179\n"
        "5-2,Farms,661,Permits,01/04/2011,30/09/2011,1.8205\n"
    )
    assert values(found, "code") == ["656", "657", "661"]
    assert adds_up(found)


def test_a_category_is_no_id_though_its_header_resembles_one() -> None:
    found = table(
        "Project,Status,Contract type,Expected completion\nRail,Under construction,PPP,2026\n"
        "Link,Announced,Alliance,2031\nPort,Credibly proposed,D&C,2028\n"
    )
    assert fields(found)["Contract type"] is None
    assert values(found, "status") == ["active", "proposed", "proposed"]


def test_first_and_last_names_are_one_name() -> None:
    found = table(
        "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,First Name,Last Name\n"
        "2026-01-05,Acme,Web,W,Design,,2.5,Yes,Ana,Diaz\n2026-01-06,Acme,Web,W,Build,,7.25,Yes,Ben,\n"
    )
    assert found.entity == "assignment"
    assert values(found, "person") == ["Ana Diaz", "Ben"]
    assert values(found, "actual_hours") == [2.5, 7.25]
    people = table("Employee ID,First name,Surname,Role,Team\n1,Ana,Diaz,PM,North\n2,Ben,Ode,Eng,South\n")
    assert (people.entity, values(people, "name")) == ("person", ["Ana Diaz", "Ben Ode"])


CAPITAL = (
    "City – Capital Improvement Program,,,,,,,\n"
    "Project No.,Project Title,Department,Prior Years,FY2026,FY2027,FY2028,Total\n"
    'PW-1,Main Street,Works,"$250,000","$1,200,000","$800,000",$0,"$2,250,000"\n'
    'PK-4,Riverside,Parks,$0,"$300,000","$2,500,000","$2,500,000","$5,300,000"\n'
    ',Total,,"$250,000","$1,500,000","$3,300,000","$2,500,000","$7,550,000"\n'
)


def test_years_of_money_beside_a_list_of_projects_are_its_plan_of_spending() -> None:
    found = read(CAPITAL)
    projects, money = found.tables
    assert (projects.entity, money.entity, money.derived_from) == ("project", "budget_period", "project")
    assert values(projects, "approved_budget") == [Decimal("2250000.00"), Decimal("5300000.00")]
    assert sure(projects)["Total"] == "guess"
    assert values(money, "project") == ["PW-1"] * 3 + ["PK-4"] * 3
    assert [int(v) for v in values(money, "planned_value")] == [1_200_000, 800_000, 0, 300_000, 2_500_000, 2_500_000]
    assert "money_by_period" in {f.rule for f in found.findings}
    assert (projects.counts.in_file, projects.counts.not_data, adds_up(projects)) == (3, 1, True)


def test_years_of_value_beside_a_register_of_benefits_are_their_profile() -> None:
    found = read(
        "Benefit,Project,Type,Owner,2026,2027,2028,Total\nFewer calls,CRM,Cashable,Ann,0,100000,250000,350000\n"
        "Safer roads,Bridge,Social,,1,2,3,6\n"
    )
    register, profile = found.tables
    assert (register.entity, profile.entity, profile.derived_from) == ("benefit", "benefit_period", "benefit")
    assert values(register, "name") == ["Fewer calls", "Safer roads"]
    assert (values(register, "project"), values(register, "owner")) == (["CRM", "Bridge"], ["Ann", None])
    assert [int(v) for v in values(profile, "target_value")] == [0, 100_000, 250_000, 1, 2, 3]
    assert (register.counts.in_file, register.counts.loaded, adds_up(register)) == (2, 2, True)
    (plain,) = read(
        "Benefit,Period,Target value,Actual value\nFewer calls,2026-01-01,10,\nCalls,2027-01-01,20,5\n"
    ).tables
    assert plain.entity == "benefit_period"


def test_a_list_of_which_little_is_sure_stays_beside_its_years_of_money() -> None:
    found = read("Project,Dept,Fund,FY26,FY27,FY28\nRoof,Parks,Bond,50000,200000,0\nBridge,Works,Bond,800000,0,500\n")
    projects, money = found.tables
    assert (projects.entity, money.entity) == ("project", "budget_period")
    assert values(projects, "department") == ["Parks", "Works"]
    assert (projects.counts.in_file, projects.counts.loaded, adds_up(projects)) == (2, 2, True)


def test_a_total_that_is_no_sum_of_the_years_stays_beside() -> None:
    projects = read(CAPITAL.replace("$5,300,000", "$9").replace("$2,250,000", "$8")).tables[0]
    assert fields(projects)["Total"] is None


def test_gates_as_columns_are_the_gates_of_each_project() -> None:
    found = table(
        "Project,Sponsor,Gate 0 - Idea,Gate 1 - Case,Gate 2 - Plan\nTram,Ana,01/02/2025,15/04/2025,30/09/2025\n"
        "Park,Bo,10/03/2025,,\n"
    )
    assert (found.entity, values(found, "name")) == (
        "gate", ["Gate 0 - Idea", "Gate 1 - Case", "Gate 2 - Plan", "Gate 0 - Idea"],
    )  # fmt: skip
    assert [str(d) for d in values(found, "planned_date")][:2] == ["2025-02-01", "2025-04-15"]


def test_relations_are_named_without_their_addresses() -> None:
    found = table(
        "Task name,Status,Project,Parent-task\nBrief,Done,Web (https://notes.example/Web-1?pvs=21),\n"
        "Home,Doing,Web (https://notes.example/Web-1?pvs=21),Brief (https://notes.example/B-2)\n"
    )
    assert values(found, "project") == ["Web", "Web"]
    assert values(found, "parent") == [None, "Brief"]
    assert "reference_unknown" not in rules(found)


def test_orders_of_change_are_decisions_like_requests_for_change() -> None:
    found = table(
        "CO_Number,Category,Description,Submitted_Date,Approved_Date,Status,Cost_Impact_USD,Schedule_Impact_Days\n"
        "CO-1,Ground,More piles,2023-03-10,2023-04-05,Approved,412000,28\n"
        "CO-2,Soil,Removal,2023-01-28,2023-02-20,Approved,88000,5\n"
    )
    assert found.entity == "decision"
    assert [int(v) for v in values(found, "at_stake")] == [412000, 88000]


@pytest.mark.parametrize(("header", "cells"), [("Milestone", ("v1.0", "v2.0")), ("Actual effort (hrs)", ("1200", "4"))])
def test_neither_a_release_is_a_flag_nor_an_effort_money(header: str, cells: tuple[str, str]) -> None:
    entity = "Task name,Owner,Due date" if header == "Milestone" else "Project name,Manager,Status"
    last = "2026-01-05" if header == "Milestone" else "Active"
    found = table(f"{entity},{header}\nBuild,Ana,{last},{cells[0]}\nTest,Ben,{last},{cells[1]}\n")
    assert fields(found)[header] not in {"milestone", "actual_cost"}


def test_points_are_money_only_at_a_guess() -> None:
    found = table("Project ID,Project name,Manager,Estimate (WSJF),Budget\n1,Wallet,Ana,21,$500\n2,Fraud,Ben,13,$300\n")
    assert sure(found).get("Estimate (WSJF)", "none") in {"none", "guess"}


def test_hours_by_weekday_are_of_the_days_of_their_rows_week() -> None:
    found = table(
        "Week ending,Employee,Project,Monday,Tuesday,Wednesday,Thursday,Friday,Total hours\n"
        "09/01/2026,Ana,Tram,8,7.5,,0,8,23.5\n16/01/2026,Bo,Park,1,2,3,4,5,15\n"
    )
    assert found.entity == "assignment"
    assert values(found, "actual_hours") == [8.0, 7.5, 0.0, 8.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    days = [str(d) for d in values(found, "start")]
    assert days[:5] == ["2026-01-05", "2026-01-06", "2026-01-08", "2026-01-09", "2026-01-12"]
    assert values(found, "finish") == values(found, "start")
    sunday = table("Week starting,Employee,Project,Mon,Tue,Wed,Thu,Fri\n2026-01-04,Ana,Tram,8,7,6,5,4\n")
    assert [str(d) for d in values(sunday, "start")][:2] == ["2026-01-05", "2026-01-06"]
