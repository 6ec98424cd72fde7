"""Logs of hours, resource plans and ledgers as tools export them: work of people and money spent, made here."""

from __future__ import annotations

import pytest

from pmo_data.ingest.recognise.vocabulary.periods import period
from tests.ingest.test_unseen import adds_up, read, table, values


@pytest.mark.parametrize("states", ["Approved,Submitted", "Posted,Not submitted"])
def test_states_of_entries_and_ids_beside_names_leave_a_log_a_log(states: str) -> None:
    first, second = states.split(",")
    found = table(
        "Worker,Employee ID,Time Entry Date,Project,Project Task,Hours,Time Type,Status\n"
        f"Ana Diaz,1001,2026-01-05,Tram,Design,7.5,Project,{first}\n"
        f"Bo Ode,1002,2026-01-06,Tram,Build,8,Project,{second}\n"
    )
    assert found.entity == "assignment"
    assert values(found, "person") == ["Ana Diaz", "Bo Ode"]
    assert values(found, "actual_hours") == [7.5, 8.0]


LEDGER = (
    "Object;CO object name;Cost Element;Cost element name;Posting Date;Val.in rep.cur.;Rep.Curr.;Name\n"
    "Q-1-01;Design;610000;Labour;05.01.2026;1.250,00;EUR;Diaz\nQ-1-02;Build;650000;Works;16.01.2026;12.000,50;EUR;\n"
    "Q-1-02;Build;650000;Works;20.02.2026;500,00-;EUR;\n"
)


def test_line_items_of_a_ledger_are_money_spent_and_a_sum_with_its_currency_is_none() -> None:
    found = table(LEDGER + ";;;;;12.750,50;EUR;\n")
    assert found.entity == "cost_period"
    assert [str(v) for v in values(found, "actual_cost")] == ["1250.00", "12000.50", "-500.00"]
    assert values(found, "task") == ["Q-1-01", "Q-1-02", "Q-1-02"]
    assert [str(v) for v in values(found, "period")] == ["2026-01-05", "2026-01-16", "2026-02-20"]
    assert (found.counts.in_file, found.counts.not_data, adds_up(found)) == (4, 1, True)


def test_a_last_amount_that_is_no_sum_stays() -> None:
    assert table(LEDGER + ";;;;;11,00;EUR;\n").counts.not_data == 0


@pytest.mark.parametrize(
    "log",
    [
        "Member,Project,Task,Task Number,Date,Time,Time (decimal),Billable Time,Cost,Estimate\n"
        "Ana,Web,Design,#12,2026-01-05,2:30,2.50,2.50,$75.00,4.00\nBo,Web,Build,#13,2026-01-06,0:45,0.75,0.00,$0.00,\n",
        "Project,Type,Key,Title,Date Started,Username,Time Spent (h),Work Description\n"
        "Web,Story,W-12,Login,2026-01-05 09:00,Ana,2.5,x\nWeb,Bug,W-13,Crash,2026-01-06 10:00,Bo,0.75,\n",
        "Date,From,To,Duration,Currency,Hourly rate,User,Customer,Project,Activity,Description,Order date\n"
        "2026-01-05,09:00,11:30,2.5,EUR,50,Ana,Acme,Web,Design,x,\n2026-01-06,09:00,09:45,0.75,EUR,0,Bo,Acme,Web,Build,,\n",
        "Project,Date,Created,Week,User,Activity,Issue,Tracker,Parent task,Status,Subject,Comment,Hours\n"
        "Web,01/05/2026,01/05/2026 05:00 PM,2,Ana,Dev,Feature #1: Login,Feature,,Open,,x,2.50\n"
        "Web,01/16/2026,01/16/2026 05:00 PM,3,Bo,Dev,Bug #2: Crash,Bug,,Closed,,,0.75\n",
        "User ID,Username,Time Entry ID,Start,Stop,Time Tracked,Time Tracked Text,Task ID,Task Name,Task Status,"
        "Task Time Estimated\n"
        "1,Ana,91,1767603600000,1767612600000,9000000,2 h 30 m,8a,Design,open,28800000\n"
        "2,Bo,92,1767690000000,1767692700000,2700000,45 m,8b,Build,open,\n",
    ],
)
def test_logs_that_name_people_are_hours_worked_whatever_they_say_of_the_work(log: str) -> None:
    found = table(log)
    assert found.entity == "assignment"
    assert values(found, "person") == ["Ana", "Bo"]
    assert values(found, "actual_hours") == [2.5, 0.75]
    assert str(values(found, "start")[0]) == "2026-01-05"
    assert values(found, "task")[0] in {"Design", "W-12", "Feature #1: Login", "8a"}


def test_a_plan_with_people_and_work_to_do_is_no_log() -> None:
    found = table(
        "Task,User,Due date,Duration,Progress,Status\nDesign,Ana,2026-01-05,5 days,40,Open\n"
        "Build,Bo,2026-02-05,9 days,0,Open\n"
    )
    assert found.entity == "task"


def test_a_line_of_a_log_without_any_name_takes_none_of_the_others() -> None:
    found = table(
        "Date,Client,Project,Task,Hours,First Name,Last Name\n2026-01-05,Acme,Web,Design,2.5,Ana,Diaz\n"
        "2026-01-06,Acme,Web,Build,0.75,,\n2026-01-07,Acme,Web,Build,1,,Ode\n"
    )
    assert dict(zip(values(found, "actual_hours"), values(found, "person"), strict=True)) == {
        2.5: "Ana Diaz",
        1.0: "Ode",
    }
    assert found.counts.held_back == 1


@pytest.mark.parametrize(("header", "kind"), [("2026-01", "month"), ("2026-12", "month"), ("2025-26", "fiscal_year"),
                                              ("2025/2026", "fiscal_year"), ("2026-13", None)])  # fmt: skip
def test_a_year_with_a_month_is_no_financial_year(header: str, kind: str | None) -> None:
    found = period(header)
    assert (found[0] if found else None) == kind


def test_hours_by_month_as_programs_write_months_are_work_of_people() -> None:
    found = table("Project Name,Task Name,Resource Name,2026-01,2026-02,2026-03\nTram,Design,Ana,40,80,\n"
                  "Tram,Build,Bo,,120,160\n")  # fmt: skip
    assert found.entity == "assignment"
    assert values(found, "planned_hours") == [40.0, 80.0, 120.0, 160.0]
    assert [str(d) for d in values(found, "start")] == ["2026-01-01", "2026-02-01", "2026-02-01", "2026-03-01"]


@pytest.mark.parametrize(
    "text",
    [
        "Number,Resource plan,User resource,Task,State,Start date,End date,Planned hours,Actual hours\n"
        "R1,Tram dev,Ana,Tram,Allocated,2026-01-05,2026-03-31,320,2.5\n"
        "R2,Tram test,Bo,Tram,Requested,2026-02-02,2026-03-31,160,0.75\n",
        "Date,Date/time,End date/time,Project,Who,Task list,Task,Hours,Minutes,Decimal Hours,Estimated Hours\n"
        "05/01/2026,05/01/2026 09:00,05/01/2026 11:30,Tram,Ana,Launch,Design,2,30,2.5,8\n"
        "16/01/2026,16/01/2026 09:00,16/01/2026 09:45,Tram,Bo,Launch,Build,0,45,0.75,\n",
        "Group name,Work item: Date,Item,Work item: Author,Author full name,Spent time,Spent time (h),Project\n"
        ",2026-01-05,W-1,ana,Ana,2h 30m,2.5,Tram\n,2026-01-06,W-2,bo,Bo,45m,0.75,Tram\n",
    ],
)
def test_hours_of_trackers_are_peoples_work_on_projects(text: str) -> None:
    found = table(text)
    assert found.entity == "assignment"
    assert (values(found, "person"), values(found, "project")) == (["Ana", "Bo"], ["Tram", "Tram"])
    assert values(found, "actual_hours") == [2.5, 0.75]


def test_the_amount_billed_for_hours_by_project_is_no_budget() -> None:
    head = "Project,Client,Duration,Duration (decimal),Amount (USD)\n"
    found = read(f"{head}Quay,Port,120:30:00,120.50,12050.00\nLock,County,80:00:00,80.00,8000.00\n").tables[0]
    assert "approved_budget" not in {c.field for c in found.plan.columns}
    assert dict(values(found, "extra")[0])["Amount (USD)"] == "12050.00"
    granted = read("Project,Client,Duration (months),Amount (USD)\nQuay,Port,12,12050.00\nLock,County,18,8000.00\n")
    assert [str(v) for v in values(granted.tables[0], "approved_budget")] == ["12050.00", "8000.00"]


def test_a_number_of_team_members_is_nobody() -> None:
    found = read("Project,Hours,Labor Cost,Team members\nQuay,120.5,7230.00,4\nLock,80.0,4800.00,3\n")
    assert "person" not in {c.field for t in found.tables for c in t.plan.columns}


def test_leave_and_sickness_in_a_log_are_of_no_project() -> None:
    found = table(
        "Date,Employee,Project,Hours\n2026-01-05,Ana Diaz,Tram,7.5\n2026-01-06,Ana Diaz,Annual leave,7.5\n"
        "2026-01-05,Bo Ode,Sickness,8\n2026-01-06,Bo Ode,Holiday homes,8\n2026-01-07,Bo Ode,Congés,8\n"
        "2026-01-08,Bo Ode,Semester,8\n"
    )
    assert values(found, "project") == ["Tram", None, None, "Holiday homes", None, "Semester"]
    assert values(found, "actual_hours") == [7.5, 7.5, 8.0, 8.0, 8.0, 8.0]
    said = "Project: 3 rows of leave or sickness (Annual leave, Sickness, Congés) belong to no project."
    assert [f.message for f in found.findings if f.rule == "time_off"] == [said]
