"""Headings that stand between the rows of a sheet, and what becomes of them: files of a few lines made here."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from pmo_data.ingest.asked import asked
from pmo_data.ingest.prepare import Options, prepare_file
from pmo_data.ingest.recognise import remember
from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, rules, table, values

SCHEMES = (
    "Ref,Project title,Lead,Status,Start,Budget\n"
    "Children's Services,,,,,\n"
    "101,School roof,Ana,Green,2026-02-01,120000\n102,Nursery,Bo,Amber,2026-03-01,90000\n"
    "Highways Directorate,,,,,\n"
    "103,Ring road,Cy,Red,2026-02-01,5000000\n"
)


def test_directorates_between_the_projects_are_carried_down_and_asked_about() -> None:
    found = read(SCHEMES)
    (projects,) = found.tables
    assert values(projects, "department") == ["Children's Services", "Children's Services", "Highways Directorate"]
    assert (projects.counts.loaded, projects.counts.not_data) == (3, 2)
    assert adds_up(projects)
    (said,) = [f.message for f in found.findings if f.rule == "headings_carried"]
    assert said == (
        "2 headings between the rows (“Children's Services” and “Highways Directorate”) are read as the department of "
        "the rows below them."
    )
    assert [c.header for c in asked(projects).columns] == ["Heading above the rows"]


def test_what_headings_feed_can_be_corrected_and_is_remembered() -> None:
    told = table(SCHEMES, corrections={"Heading above the rows": "programme"})
    assert values(told, "programme")[0] == "Children's Services"
    memory = dict([remember(told.plan)])
    again = prepare_file(SCHEMES.encode(), "june.csv", options=Options(memory=memory)).tables[0]
    assert values(again, "programme") == values(told, "programme")
    beside = table(SCHEMES, corrections={"Heading above the rows": None})
    assert dict(beside.rows.column("extra").to_pylist()[2])["Heading above the rows"] == "Highways Directorate"


def test_phases_above_tasks_are_summary_tasks_in_whichever_column_they_stand() -> None:
    rows = ["Survey,Ana,2026-01-05,2026-01-20", "Draw,Bo,2026-01-21,2026-02-20", "Dig,Cy,2026-03-01,2026-03-20"]
    alone = ["Task,Owner,Start,Finish", "Design,,,", rows[0], rows[1], "Build,,,", rows[2]]
    numbered = ["No,Task,Owner,Start,Finish", "Design,,,,", f"1,{rows[0]}", f"2,{rows[1]}", "Build,,,,", f"3,{rows[2]}"]
    for text in ("\n".join(alone), "\n".join(numbered)):
        found = table(text)
        assert values(found, "name") == ["Design", "Survey", "Draw", "Build", "Dig"]
        assert values(found, "parent") == [None, "Design", "Design", None, "Build"]
        assert values(found, "summary") == [True, False, False, True, False]
        assert (found.counts.loaded, found.counts.not_data) == (5, 0)


def test_a_label_in_the_heading_says_what_it_is() -> None:
    found = table(
        "Task,Owner,Start,Finish\nProject: Tram,,,\nSurvey,Ana,2026-01-05,2026-01-20\nDraw,Bo,2026-01-21,2026-02-20\n"
        "Project: Park,,,\nDig,Cy,2026-03-01,2026-03-20\n"
    )
    assert values(found, "project") == ["Tram", "Tram", "Park"]
    assert fields(found)["Heading above the rows"] == "project"
    assert "project_unsaid" not in rules(found)


def test_states_above_cards_are_their_state() -> None:
    found = table(
        "Task,Owner,Start,Finish\nTo do,,,\nSurvey,Ana,2026-01-05,2026-01-20\nDraw,Bo,2026-01-21,2026-02-20\n"
        "Done,,,\nDig,Cy,2026-03-01,2026-03-20\n"
    )
    assert values(found, "status") == ["planned", "planned", "completed"]


def test_kinds_of_risk_between_the_risks_are_their_category() -> None:
    found = table(
        "No,Risk,Likelihood,Impact,Owner\nFinancial,,,,\n1,Prices rise,4,3,Ana\n2,Fees rise,2,3,Bo\nTechnical,,,,\n"
        "3,Soil is poor,3,5,Cy\n"
    )
    assert values(found, "category") == ["Financial", "Financial", "Technical"]


def test_a_group_above_each_repeated_header_counts_the_first_one_above_the_table_too() -> None:
    head = "Name,Owner,Phase,Start,Finish"
    found = table(
        f"Group A,,,,\n{head}\nSite,Ana,One,2026-01-05,2026-03-01\nRoof,Bo,Two,2026-01-05,2026-03-01\n,,,,\n"
        f"Group B,,,,\n{head}\nFair,Cy,One,2026-01-01,2026-01-09\n",
        entity="project",
    )
    assert values(found, "category") == ["Group A", "Group A", "Group B"]


def test_merged_headings_need_not_begin_the_table() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("List")
        for number, row in enumerate(
            [["Project name", "Manager", "RAG", "Finish"], ["Ash", "Jo", "Green", "2026-05-01"], None,
             ["Elm", "Al", "Red", "2026-06-01"], ["Oak", "Al", "Red", "2026-06-01"], None,
             ["Fir", "Bo", "Amber", "2026-07-01"]]
        ):  # fmt: skip
            if row is None:
                sheet.merge_range(number, 0, number, 3, f"Wave {number}")
            else:
                sheet.write_row(number, 0, row)
    (found,) = prepare_file(target.getvalue(), "list.xlsx").tables
    assert values(found, "name") == ["Ash", "Elm", "Oak", "Fir"]
    assert values(found, "category") == [None, "Wave 2", "Wave 2", "Wave 5"]


@pytest.mark.parametrize(
    "lines",
    [
        "1,Ash,Jo,Green,2026-05-01\n,Elm,,,\n3,Oak,Al,Red,2026-06-01\n4,Fir,Al,Red,2026-06-01\n",
        "1,Ash,Jo,Green,2026-05-01\n2,Elm,Jo,Red,2026-05-01\n,Oak,,,\n,Fir,,,\n",
    ],
)
def test_a_project_of_which_only_the_name_is_known_is_no_heading(lines: str) -> None:
    found = table("ID,Project name,Manager,RAG,Finish\n" + lines)
    assert values(found, "name") == ["Ash", "Elm", "Oak", "Fir"]


def test_projects_between_the_people_of_a_resource_plan_are_theirs_week_by_week() -> None:
    found = table(
        "Name,Role,W/C 05/01/2026,W/C 12/01/2026,W/C 19/01/2026\nProject: Tram,,,,\nAna,PM,14,21,7\nBo,Eng,35,7,0\n"
        "Project: Park,,,,\nAna,PM,7,7,14\n",
        "resource hours.csv",
    )
    assert found.entity == "assignment"
    assert values(found, "project") == ["Tram"] * 6 + ["Park"] * 3
    assert values(found, "planned_hours")[-1] == 14.0
    assert (found.counts.not_data, adds_up(found)) == (2, True)


def test_a_template_asking_for_new_rows_is_no_task() -> None:
    found = table(
        "Task,Owner,Start,Finish\nDig,Ana,2026-01-05,2026-01-20\nPour,Bo,2026-01-21,2026-02-20\n"
        "Insert new rows ABOVE this one,,,\n"
    )
    assert values(found, "name") == ["Dig", "Pour"]
    assert found.counts.not_data == 1
