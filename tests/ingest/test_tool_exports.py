"""Exports of planning and tracking tools, as the tools write them: their days, lags, trees and blocks, made here."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from pmo_data.ingest.plan import PreparedTable
from pmo_data.ingest.prepare import Options, prepare_file
from pmo_data.ingest.typing.day_texts import read_day
from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, table, values

LINK = "predecessor", "successor", "relation", "lag_days"


def links(text: str) -> list[tuple[object, ...]]:
    """The links of a plan: predecessor, successor, relation, lag."""
    found = next(t for t in read(text, "plan.csv").tables if t.entity == "dependency")
    return list(zip(*(values(found, n) for n in LINK), strict=True))


@pytest.mark.parametrize(
    "plan",
    [
        "Name,Duration,Start,Finish,Predecessors,Resource Names\n"
        "Works,15 days,5/1/2026 8:00,23/1/2026 17:00,,\nSurvey,5 days,5/1/2026 8:00,9/1/2026 17:00,,Ana\n"
        "Steel,10 days?,12/1/2026 8:00,23/1/2026 17:00,2FS+1 day,Bo[50%];Crane\n",
        "Line,Name,Unique task ID,Duration,Start,Finish,Predecessors,Calendar\n"
        "1,Works,11,3w 0d,05/01/2026,23/01/2026,,5 Day\n2,Survey,12,1w,05/01/2026,09/01/2026,,5 Day\n"
        "3,Steel,13,2w 0d,12/01/2026,23/01/2026,2FS+1d,5 Day\n",
    ],
)
def test_a_plan_with_links_and_durations_is_no_matrix_of_people_by_project(plan: str) -> None:
    found = table(plan)
    assert found.entity == "task"
    assert values(found, "name") == ["Works", "Survey", "Steel"]
    assert values(found, "duration_days") == [15.0, 5.0, 10.0]
    assert [link[2:] for link in links(plan)] == [("FS", 1.0)]


def test_names_by_depth_need_not_have_two_in_the_second_column() -> None:
    found = table(
        "ID,Work Item Type,Title 1,Title 2,Title 3,State\n9,Epic,Exports,,,Active\n10,Feature,,To CSV,,Active\n"
        "11,User Story,,,Quotes,New\n12,User Story,,,Columns,Closed\n"
    )
    assert values(found, "name") == ["Exports", "To CSV", "Quotes", "Columns"]
    assert values(found, "parent") == [None, "9", "10", "10"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1EA+1,5 Tage;2AA-2 Tage", [("1", "3", "FS", 1.5), ("2", "3", "SS", -2.0)]),
        ("1FD+1 jour;2DD-2 jours", [("1", "3", "FS", 1.0), ("2", "3", "SS", -2.0)]),
        ("1FC+1 día;2CC-0,5 días", [("1", "3", "FS", 1.0), ("2", "3", "SS", -0.5)]),
        ("1TI+1 dia;2II", [("1", "3", "FS", 1.0), ("2", "3", "SS", 0.0)]),
        ("1EB+1 dag;2EE", [("1", "3", "FS", 1.0), ("2", "3", "FF", 0.0)]),
        ("1-FS=P2D;2-SS=-P1D", [("1", "3", "FS", 2.0), ("2", "3", "SS", -1.0)]),
        ("1,2SS", [("1", "3", "FS", 0.0), ("2", "3", "SS", 0.0)]),
        ("1FS+2,2SS", [("1", "3", "FS", 2.0), ("2", "3", "SS", 0.0)]),
    ],
)
def test_links_are_read_in_the_language_of_the_tool(cell: str, expected: list[tuple[object, ...]]) -> None:
    plan = f'ID,Task Name,Duration,Start,Finish,Predecessors\n1,A,1d,,,\n2,B,1d,,,\n3,C,1d,,,"{cell}"\n'
    assert links(plan) == expected


@pytest.mark.parametrize(
    ("text", "days"), [("e14d", 10.0), ("~8d", 8.0), ("7 jours é", 5.0), ("7 fTage", 5.0), ("2 sm?", 10.0)]
)
def test_durations_that_run_through_take_five_days_of_seven(text: str, days: float) -> None:
    found = table(f"Task Name,Duration,Start,Finish,Predecessors\nA,{text},,,\nB,3 days,,,1\n")
    assert values(found, "duration_days") == [days, 3.0]


@pytest.mark.parametrize("day", ["vie 20/02/26", "sex 20/02/26", "vr 20-02-26", "mié 20/02/26", "mar. 20/02/26"])
def test_weekdays_before_a_day_change_nothing_of_it(day: str) -> None:
    assert read_day(day).numbers == (20, 2)


def test_march_is_no_tuesday() -> None:
    assert str(read_day("Mar 06 2026").first) == "2026-03-06"


def test_german_exports_tell_work_and_depth() -> None:
    found = table(
        "Nr.;Vorgangsname;Dauer;Anfang;Ende;Vorgänger;Gliederungsebene;Arbeit\n"
        "1;Bau;15 Tage;Mo 05.01.26;Fr 23.01.26;;1;120 Std.\n2;Aufmaß;5 Tage;Mo 05.01.26;Fr 09.01.26;;2;40 Std.\n"
    )
    assert values(found, "work_hours") == [120.0, 40.0]
    assert values(found, "parent") == [None, "1"]
    assert adds_up(found)
    assert fields(found)["Gliederungsebene"] == "outline_level"


def workbook(**sheets: list[list[object]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return target.getvalue()


def p6(unit: str) -> list[PreparedTable]:
    """A plan as Primavera writes it for Excel: names for programs, names for people, rows; durations in `unit`."""
    task = [
        ["task_code", "status_code", "wbs_id", "task_name", "target_drtn_hr_cnt", "delete_record_flag"],
        ["Activity ID", "Activity Status", "WBS Code", "Activity Name", f"Original Duration({unit})",
         "Delete This Row"],
        ["A10", "Completed", "Q-1.ENG", "Survey", 40, ""], ["A20", "Not Started", "Q-1.ENG", "Design", 160, ""],
    ]  # fmt: skip
    links = [
        ["pred_task_id", "task_id", "pred_type", "pred_proj_id", "proj_id", "lag_hr_cnt", "delete_record_flag"],
        ["Predecessor", "Successor", "Relationship Type", "Predecessor Project", "Successor Project", f"Lag({unit})",
         "Delete This Row"],
        ["A10", "A20", "SS", "Q-1", "Q-1", 8, ""],
    ]  # fmt: skip
    work = [
        ["rsrc_id", "task_id", "target_qty", "act_reg_qty", "delete_record_flag"],
        ["Resource ID", "Activity ID", "Budgeted Units(h)", "Actual Regular Units(h)", "Delete This Row"],
        ["ADIAZ", "A10", 40, 42, ""], ["BODE", "A20", 160, 60, ""],
    ]  # fmt: skip
    found = prepare_file(workbook(TASK=task, TASKPRED=links, TASKRSRC=work), "q1.xlsx", options=Options())
    return list(found.tables)


@pytest.mark.parametrize(("unit", "lag", "days"), [("d", 8.0, [40.0, 160.0]), ("h", 1.0, [5.0, 20.0])])
def test_sheets_that_primavera_writes_for_excel_are_what_they_are(unit: str, lag: float, days: list[float]) -> None:
    task, link, work = p6(unit)
    assert (task.entity, link.entity, work.entity) == ("task", "dependency", "assignment")
    assert values(task, "duration_days") == days
    row = [values(link, n)[0] for n in (*LINK, "predecessor_project")]
    assert row == ["A10", "A20", "SS", lag, "Q-1"]
    assert values(work, "person") == ["ADIAZ", "BODE"]
    assert values(work, "actual_hours") == [42.0, 60.0]


def test_names_of_columns_of_a_trackers_tables_are_known() -> None:
    task = table(
        "number,short_description,top_task,state,assigned_to,start_date,end_date,work_start,milestone\n"
        "T1,Survey,Quay,Closed Complete,Ana,2026-01-05,2026-01-09,2026-01-06,false\n"
        "T2,Handover,Quay,Open,,2026-02-20,2026-02-20,,true\n"
    )
    assert values(task, "name") == ["Survey", "Handover"]
    assert values(task, "project") == ["Quay", "Quay"]
    assert values(task, "status") == ["completed", "planned"]
    assert str(values(task, "actual_start")[0]) == "2026-01-06"
    project = table(
        "number,short_description,state,phase,project_manager,start_date,work_start,budget_cost,work_cost\n"
        "P1,Quay,Work in Progress,Executing,Ana,2026-01-05,2026-01-06,1200000,530112.4\n"
        "P2,Park,Pending,Planning,Bo,2026-02-02,,2000000,0\n"
    )
    assert project.entity == "project"
    assert [str(v) for v in values(project, "actual_cost")] == ["530112.40", "0.00"]
    assert [str(v) for v in values(project, "approved_budget")] == ["1200000.00", "2000000.00"]


def test_whether_a_story_is_blocked_is_not_by_what() -> None:
    found = table(
        "Key,Title,Status,Assignee,Blocked\nW-1,Login,In progress,Ana,true\nW-2,Logout,Done,Bo,false\n", "stories.csv"
    )
    assert found.entity == "task"
    assert fields(found)["Blocked"] is None
    blocked = table("Key,Title,Status,Assignee,Blocked by\nW-1,Login,In progress,Ana,W-2\nW-2,Logout,Done,Bo,\n")
    assert values(blocked, "predecessors") == ["W-2", None]


BOARD = [
    ["Relaunch"], ["This month"], ["Name", "Subitems", "Owner", "Status", "Due date", "Budget", "Item ID"],
    ["Homepage", "Draft, Review", "Ana", "Working on it", "2026-01-23", 1200, "551"],
    ["Subitems", "Name", "Owner", "Status", "Date", "Item ID"],
    ["", "Draft", "Bo", "Done", "2026-01-12", "561"], ["", "Review", "Ana", "Stuck", "2026-01-20", "562"],
    ["Footer", "", "Bo", "Done", "2026-01-30", 800, "552"], ["", "", "", "", "", 2000],
]  # fmt: skip


def test_parts_between_the_rows_are_tasks_of_the_item_they_stand_below() -> None:
    found = prepare_file(workbook(relaunch=BOARD), "relaunch.xlsx", options=Options())
    whole, parts = (t for t in found.tables if t.entity == "task")
    assert values(whole, "name") == ["Homepage", "Footer"]
    assert values(parts, "name") == ["Draft", "Review"]
    assert values(parts, "parent") == ["551", "551"]
    assert values(parts, "status") == ["completed", "on_hold"]
    assert (adds_up(whole), adds_up(parts), whole.counts.held_back) == (True, True, 0)
    assert "subitems" in {f.rule for f in found.findings}


def test_a_row_called_after_parts_that_names_no_columns_is_a_row_like_others() -> None:
    rows = [*BOARD[:4], ["Subitems", "", "Bo", "Done", "2026-01-12", 300, "553"], *BOARD[7:8]]
    (found,) = prepare_file(workbook(relaunch=rows), "relaunch.xlsx", options=Options()).tables
    assert values(found, "name") == ["Homepage", "Subitems", "Footer"]


BANDED = (
    "Activity ID,Activity Name,Original Duration,Schedule % Complete,Activity % Complete,Start,Finish,{links}\n"
    "Q-1  Quay,,45,38%,,05-Jan-26,06-Mar-26,\n  Q-1.ENG  Engineering,,25,60%,,05-Jan-26,06-Feb-26,\n"
    "A10,Survey,5,100%,100%,05-Jan-26,09-Jan-26,\nA20,Design,20,50%,40%,12-Jan-26,06-Feb-26,A10: SS 3\n"
    "  Q-1.CON  Construction,,20,0%,,09-Feb-26,06-Mar-26,\nA30,Pour,20,0%,0%,09-Feb-26,06-Mar-26,A20: FS\n"
)


@pytest.mark.parametrize("header", ["Predecessors", "Predecessor Details"])
def test_bands_in_the_place_of_ids_are_what_the_activities_below_are_part_of(header: str) -> None:
    found = table(BANDED.format(links=header))
    assert values(found, "summary") == [True, True, False, False, True, False]
    bands = ["Q-1  Quay", "Q-1.ENG  Engineering", "Q-1.CON  Construction"]
    assert values(found, "parent") == [None, bands[0], bands[1], bands[1], bands[0], bands[2]]
    assert values(found, "code") == [None, None, "A10", "A20", None, "A30"]
    assert values(found, "percent_complete")[2:4] == [100.0, 40.0]
    assert links(BANDED.format(links=header)) == [("A10", "A20", "SS", 3.0), ("A20", "A30", "FS", 0.0)]


def test_ids_with_blanks_are_no_bands() -> None:
    text = BANDED.format(links="Predecessors").replace("A10,", "A 10,")
    assert values(table(text), "code")[2] == "A 10"


def test_people_are_told_from_material_and_their_rates_are_of_an_hour() -> None:
    rows = [["ID", "Name", "Type", "Max_Units", "Standard_Rate", "Group"], [1, "Ana", "Work", 1, "$50.00/hr", "Field"],
            [2, "Cement", "Material", "", "$120.00", ""], [3, "Bo", "Work", 1, "$40.00/hr", ""]]  # fmt: skip
    work = [["Task_ID", "Task_Name", "Resource_Name", "Work", "Actual_Work"], [2, "Survey", "Ana", "40 hrs", "20 hrs"]]
    found = prepare_file(workbook(Resource_Table1=rows, Assignment_Table1=work), "plan.xlsx", options=Options())
    people, assigned = found.tables
    assert values(people, "name") == ["Ana", "Bo"]
    assert [str(v) for v in values(people, "rate")] == ["50.00", "40.00"]
    assert "rows_of_other_kinds" in {f.rule for f in found.findings}
    assert (assigned.entity, values(assigned, "planned_hours"), values(assigned, "task")) == (
        "assignment",
        [40.0],
        ["2"],
    )


def test_columns_of_a_board_are_no_projects_and_kinds_of_links_are_relations() -> None:
    board = table("ID,Work Item Type,Title,State,Board Column\n1,Feature,Login,Active,Doing\n2,Bug,Crash,New,\n")
    assert fields(board)["Board Column"] is None
    found = table("Predecessor ID,Successor ID,Relationship Type,Lag\nA1,A2,FS,8\nA2,A3,Start to Start,-4\n")
    assert values(found, "relation") == ["FS", "SS"]


def test_columns_of_links_that_come_again_are_one_list() -> None:
    text = (
        "Summary,Issue key,Issue Type,Status,Inward issue link (Blocks),Inward issue link (Blocks)\n"
        "Login,W-1,Story,To Do,W-2,W-3\nCrash,W-2,Bug,Done,,\nDocs,W-3,Task,Done,,W-2\n"
    )
    assert [link[:2] for link in links(text)] == [("W-2", "W-1"), ("W-3", "W-1"), ("W-2", "W-3")]


def test_the_first_group_of_a_board_is_above_its_items_as_the_others_are() -> None:
    rows = [*BOARD[:4], BOARD[7], [], ["Next month"], BOARD[2], ["Search", "", "Ana", "", "2026-02-27", 50, "553"]]
    (found,) = prepare_file(workbook(relaunch=rows), "relaunch.xlsx", options=Options()).tables
    assert values(found, "name") == ["This month", "Homepage", "Footer", "Next month", "Search"]
    assert values(found, "parent") == [None, "This month", "This month", None, "Next month"]
    assert adds_up(found)


@pytest.mark.parametrize("label", ["Plan name", "Project"])
def test_a_plan_named_above_its_tasks_is_their_project(label: str) -> None:
    rows = [[label, "Relaunch"], ["Date of export", "11/20/2026"], [],
            ["Task ID", "Task Name", "Bucket Name", "Progress", "Due date"], ["a1", "Copy", "Text", "Completed", ""],
            ["a2", "Links", "QA", "Not started", ""]]  # fmt: skip
    (found,) = prepare_file(workbook(Tasks=rows), "relaunch.xlsx", options=Options()).tables
    assert found.plan.settings["constants"] == {"project": "Relaunch"}


def test_a_plan_named_on_a_sheet_of_its_own_is_the_project_of_the_tasks() -> None:
    tasks = [["Task ID", "Task Name", "Bucket Name", "Progress"], ["a1", "Copy", "Text", "Completed"],
             ["a2", "Links", "QA", "Not started"]]  # fmt: skip
    name = [["Plan name", "Relaunch"], ["Plan ID", "xqQg5"], ["Date of export", "11/20/2026"]]
    found = prepare_file(workbook(**{"Tasks": tasks, "Plan name": name}), "relaunch.xlsx", options=Options())
    assert values(found.tables[0], "project") == ["Relaunch", "Relaunch"]


def test_days_marked_as_actual_are_actual_days_too() -> None:
    found = table(
        "Activity ID,Activity Name,Original Duration,Start,Finish\nA10,Survey,5,05-Jan-26 A,09-Jan-26 A\n"
        "A20,Design,20,12-Jan-26 A,06-Feb-26\nA30,Pour,20,09-Feb-26,06-Mar-26*\n"
    )
    assert [str(d) for d in values(found, "actual_start")] == ["2026-01-05", "2026-01-12", "None"]
    assert [str(d) for d in values(found, "actual_finish")] == ["2026-01-09", "None", "None"]
    assert [str(d) for d in values(found, "planned_finish")] == ["2026-01-09", "2026-02-06", "2026-03-06"]
    assert "days_marked_actual" in {f.rule for f in found.findings}


def people(text: str) -> list[tuple[object, ...]]:
    """Who is assigned to what in a plan: task, person, part of their time."""
    found = [t for t in read(text, "plan.csv").tables if t.entity == "assignment"]
    names = ("task", "person", "share")
    return [one for t in found for one in zip(*(values(t, n) for n in names), strict=True)]


def test_people_listed_with_parts_of_their_time_are_assigned_to_the_task() -> None:
    plan = (
        "ID,Task Name,Duration,Start,Finish,Resource Names\n"
        '1,Dig,5 days,2026-01-05,2026-01-09,"Ana Silva[50%],Bo Ek"\n'
        '2,Pour,3 days,2026-01-12,2026-01-14,"Bo Ek[200%],Concrete[12 m3]"\n3,Close,1 day,2026-01-15,2026-01-15,Cy\n'
    )
    ana, bo = ("1", "Ana Silva", 50.0), ("1", "Bo Ek", 100.0)
    assert people(plan) == [ana, bo, ("2", "Bo Ek", 200.0), ("3", "Cy", 100.0)]
    assert values(table(plan), "owner") == [None, "Bo Ek", "Cy"]
    assert dict(values(table(plan), "original")[0])["owner"] == "Ana Silva[50%],Bo Ek"


@pytest.mark.parametrize(
    ("cell", "names"),
    [("Ana Silva, Bo Ek", ["Ana Silva", "Bo Ek"]), ("Ana; Bo", ["Ana", "Bo"]), ("Cy, Ana", ["Cy", "Ana"]),
     ("ana@work.org, bo@work.org", ["ana@work.org", "bo@work.org"]), ("Silva, Ana", []), ("Ana Silva", [])],
)  # fmt: skip
def test_a_comma_parts_people_only_where_it_parts_no_name(cell: str, names: list[str]) -> None:
    plan = f'ID,Task Name,Start,Finish,Assigned To\n1,Dig,2026-01-05,2026-01-09,"{cell}"\n'
    plan += "2,Pour,2026-01-12,2026-01-14,Ana\n3,Close,2026-01-15,2026-01-15,Cy\n"
    assert [person for _, person, _ in people(plan)] == names
    assert values(table(plan), "owner") == [None if names else cell, "Ana", "Cy"]


def test_rows_that_repeat_a_task_for_each_person_give_each_assignment_once() -> None:
    rows = [(f"T{i}", f"Task {i}", 8 * i, who, i + n) for i in range(1, 6) for n, who in enumerate(("Ana", "Bo"))]
    plan = "Task ID,Summary,Hours estimate,Assigned To,Developer,Developer hours\n"
    plan += "".join(f"{a},{b},{c},Ana; Bo,{d},{e}\n" for a, b, c, d, e in rows)
    assigned = [t for t in read(plan, "plan.csv").tables if t.entity == "assignment"]
    assert [len(t.rows) for t in assigned] == [10]
    assert values(assigned[0], "planned_hours") == [float(e) for *_, e in rows]
