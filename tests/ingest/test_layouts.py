"""How tables stand in files: one below the other, notes under them, periods without a word on what they hold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pmo_data.ingest.prepare import prepare_file
from tests.ingest.test_unseen import adds_up, read, rules, table, values, workbook

PROJECTS = "Project ID,Project name,Status,Finish\nP1,Ash,In progress,2026-05-01\nP2,Elm,Complete,2026-03-01\n"
RISKS = (
    "Risk ID,Risk,Project ID,Probability,Impact,Owner,Mitigation\nR1,Flood,P1,High,Low,Ana,Wall\n"
    "R2,Fire,P2,Low,High,Bo,Alarm\n"
)


def test_a_wider_table_below_a_narrower_one_keeps_all_its_columns() -> None:
    projects, risks = read(f"{PROJECTS}P3,Oak,On hold,2026-09-01\n\n{RISKS}").tables
    assert values(projects, "name") == ["Ash", "Elm", "Oak"]
    assert values(risks, "mitigation") == ["Wall", "Alarm"]
    assert adds_up(projects)
    assert adds_up(risks)
    assert rules(projects) | rules(risks) == set()


def test_a_narrower_table_below_a_wider_one_is_not_called_ragged() -> None:
    risks, projects = read(f"{RISKS}R3,Ice,P2,Low,High,Bo,Salt\n\n{PROJECTS}").tables
    assert values(risks, "name") == ["Flood", "Fire", "Ice"]
    assert values(projects, "status") == ["active", "completed"]
    assert rules(projects) == set()


def test_a_row_that_runs_past_its_own_narrow_table_is_held_back_still() -> None:
    tall = "".join(f"P{n},Name {n},In progress,2026-05-01\n" for n in range(3, 20))
    projects = read(f"{RISKS}R3,Ice,P2,Low,High,Bo,Salt\n\n{PROJECTS}{tall}P20,Yew, red,On hold,2026-05-01\n").tables[1]
    assert projects.counts.held_back == 1
    assert "row_too_wide" in rules(projects)


def test_a_long_last_row_after_a_blank_line_is_no_second_table() -> None:
    found = table(
        f"{PROJECTS}P3,Oak,On hold,2026-09-01\nP4,Fir,On hold,2026-09-01\n\n"
        "Printed by Ana, in March, at noon, again, and again\n"
    )
    assert values(found, "name") == ["Ash", "Elm", "Oak", "Fir"]
    assert adds_up(found)


def test_amounts_by_quarter_beside_nothing_but_a_name_are_money_planned_and_it_is_said() -> None:
    found = read(
        'Project,Q1 2026,Q2 2026,Q3 2026\nLibrary,"100,000","120,000","80,000"\nPool,"50,000","75,000",0\n', "list.csv"
    )
    (money,) = found.tables
    assert money.entity == "budget_period"
    assert money.plan.confidence == "guess"
    assert values(money, "planned_value")[:3] == [Decimal("100000.00"), Decimal("120000.00"), Decimal("80000.00")]
    assert any(f.rule == "values_unsaid" for f in found.findings)


def test_quarters_beside_a_manager_leave_the_list_one_of_projects() -> None:
    found = table(
        "Project ID,Project name,Project manager,RAG,Q1 2026,Q2 2026,Q3 2026\n"
        "1,Library,Ana,Green,1000,1200,800\n2,Pool,Bo,Red,500,750,0\n"
    )
    assert found.entity == "project"
    assert values(found, "name") == ["Library", "Pool"]


def test_notes_with_numbers_and_a_legend_below_a_table_are_no_rows_of_it() -> None:
    rows = [
        ["Ref", "Project", "Manager", "RAG", "Finish"],
        ["H1", "Ring road", "Ana", "Green", "2027-03-31"],
        ["H2", "Bridge", "Bo", "Amber", "2026-12-18"],
        ["H3", "Lane", "Bo", "Amber", "2026-12-18"],
        [],
        ["Notes:"],
        ["1. The colour is the manager's own view."],
        ["2. Dates are those of the last board."],
        ["Key", "Amber = needs help"],
    ]
    (found,) = prepare_file(workbook(rows), "report.xlsx").tables
    assert values(found, "name") == ["Ring road", "Bridge", "Lane"]
    assert found.counts.not_data == 5
    assert adds_up(found)


def test_a_last_row_with_a_name_alone_is_kept() -> None:
    found = table("Ref,Project,Manager,RAG,Finish\nH1,Road,Ana,Green,2027-03-31\n,A new lane to the north of town,,,\n")
    assert values(found, "name") == ["Road", "A new lane to the north of town"]


TURNED = (
    "Manager,Ana,Bo,Cy\nBudget,100,200,50\nStart date,2025-01-01,2025-02-01,2025-03-01\nStatus,Active,Active,On hold\n"
)


@pytest.mark.parametrize(
    ("top", "field", "wanted"),
    [
        ("Field,Alpha,Beta,Gamma\n", "name", ["Alpha", "Beta", "Gamma"]),
        ("Attribute,Alpha,Beta,Gamma\nProject ID,P1,P2,P3\n", "name", ["Alpha", "Beta", "Gamma"]),
        (",Alpha,Beta,Gamma\n", "name", ["Alpha", "Beta", "Gamma"]),
        ("Item,PRJ-1,PRJ-2,PRJ-3\n", "code", ["PRJ-1", "PRJ-2", "PRJ-3"]),
        ("Field,A,B,C\nProject name,Alpha,Beta,Gamma\n", "name", ["Alpha", "Beta", "Gamma"]),
    ],
)
def test_what_stands_beside_the_corner_of_projects_side_by_side_names_them(
    top: str, field: str, wanted: list[str]
) -> None:
    found = table(top + TURNED)
    assert (found.entity, found.plan.orientation) == ("project", "columns")
    assert values(found, field) == wanted
    assert values(found, "manager") == ["Ana", "Bo", "Cy"]


def test_a_corner_over_tasks_names_no_projects() -> None:
    found = table("Field,A,B\nTask ID,T1,T2\nTask name,Dig,Pour\nStart,2025-01-01,2025-02-01\nStatus,Open,Done\n")
    assert (found.entity, values(found, "name")) == ("task", ["Dig", "Pour"])


SECTIONS = """Readiness review
Project,Harbour bridge

Actions
Action,Owner,Due Date,Status,Resolution Notes
Sign the contract,Ana,2026-05-01,Open,
Train the crew,Bo,2026-06-01,Closed,Done in May

Risks
Risk,Impact,Likelihood,Mitigation,Owner,Status
Late steel,High,Medium,Second supplier,Cy,Open
Storms,Medium,High,Float in plan,Ana,Open

Sign-offs
Role,Approver Name,Approver Email,Decision,Decision Date,Comments
Sponsor,Dee Fox,dee@example.org,Approved,2026-04-20,
Finance,Eli Gray,eli@example.org,Pending,,waiting
"""


def test_tables_of_any_width_under_their_titles_keep_all_their_columns() -> None:
    actions, risks, decisions = read(SECTIONS, "readiness.csv").tables
    assert [t.entity for t in (actions, risks, decisions)] == ["action", "risk", "decision"]
    assert values(actions, "name") == ["Sign the contract", "Train the crew"]
    assert ["Done in May" in str(row) for row in actions.rows.to_pylist()] == [False, True]
    assert values(risks, "owner") == ["Cy", "Ana"]
    assert values(risks, "status") == ["planned", "planned"]
    assert values(decisions, "decided_by") == ["Dee Fox", "Eli Gray"]
    assert all(adds_up(t) and t.counts.loaded == 2 for t in (actions, risks, decisions))


@pytest.mark.parametrize("title", ["Weather\n", ""])
def test_a_table_of_no_known_kind_below_another_is_none_of_its_rows_and_is_said(title: str) -> None:
    found = read(
        f"{RISKS}R3,Ice,P2,Low,High,Bo,Salt\n\n{title}Station,Rain,Sunshine,Wind\nNorth,12,4,33\nSouth,10,6,21\n"
    )
    (risks,) = found.tables
    assert values(risks, "name") == ["Flood", "Fire", "Ice"]
    assert adds_up(risks)
    assert [f.message for f in found.findings if f.rule == "table_left_out"] == [
        "The table of Station, Rain, Sunshine and Wind on “Table” is of no kind we know; it was not imported."
    ]


def test_rows_whose_days_are_not_known_yet_head_no_table() -> None:
    found = table(f"{PROJECTS}\nP3,Oak,Planned,unknown\nP4,Fir,In progress,2026-09-01\nP5,Yew,Planned,2026-10-01\n")
    assert values(found, "name") == ["Ash", "Elm", "Oak", "Fir", "Yew"]


def test_figures_under_a_title_below_a_table_are_none_of_its_rows() -> None:
    found = table(
        "BUDGET VS ACTUAL BY PROJECT\nProject,Budget,Actual,Variance,% Spent\n"
        "Harbour,500000,400000,100000,80%\nTunnel,300000,330000,-30000,110%\n\n"
        "ALERTS\nThresholds passed,3\nProjects over budget,1\n",
        "report.csv",
    )
    assert values(found, "name") == ["Harbour", "Tunnel"]
    assert adds_up(found)
    assert "Row 7 stands below the table and was left out." in [f.message for f in found.findings]


def test_a_risk_told_as_high_or_low_is_no_name_of_one() -> None:
    found = table(
        "Date,Phase,Task,Owner,Status,Risk,Notes\n2026-04-20,Start,Backup,Ana,Done,Low,link\n"
        "2026-04-21,Mend,Fix menu,Bo,In Progress,Med,critical\n2026-04-22,Mend,Fix sync,Bo,To Do,High,\n"
    )
    assert found.entity in {"task", "action"}
    assert values(found, "name") == ["Backup", "Fix menu", "Fix sync"]


def test_weeks_of_a_project_are_no_weeks_of_a_year() -> None:
    found = table("Milestone,Target Date,Owner,Status\nCore,Week 11-14,Ana,Planned\nOpening,Week 15-18,Bo,Planned\n")
    assert values(found, "planned_finish") == [None, None]


def test_lines_of_cost_of_a_project_are_one_project_with_its_amounts_added_up() -> None:
    found = table(
        "Project,Cost Category,FY26 Budget,FY26 Forecast\nAlpha,Labour,120000,118000\nAlpha,Licences,30000,30000\n"
        "Beta,Labour,80000,95000\nTotal,,230000,243000\n"
    )
    assert values(found, "name") == ["Alpha", "Beta"]
    assert [int(v) for v in values(found, "year_forecast")] == [148000, 95000]
    assert adds_up(found)


def test_projects_scored_and_ranked_are_projects() -> None:
    found = table(
        "Project,Strategic Fit (1-5),ROI (1-5),Risk (1-5),Cost (£k),Benefit (£k),Score,Rank,Decision\n"
        "Alpha,5,4,2,500,1500,4.2,1,Approve\nBeta,3,5,3,200,450,3.8,2,Approve\nGamma,2,2,5,900,800,1.9,3,Defer\n"
    )
    assert (found.entity, values(found, "name")) == ("project", ["Alpha", "Beta", "Gamma"])
    assert values(found, "priority") == ["1", "2", "3"]


def test_projects_by_objectives_in_strengths_leave_their_total_out() -> None:
    found = table(
        "Project,Grow sales,Cut cost,Delight customers,Total\nAlpha,3,1,2,6\nBeta,1,3,1,5\nGamma,2,2,2,6\n",
        "Strategic alignment.csv",
    )
    assert found.entity == "contribution"
    assert set(values(found, "objective")) == {"Grow sales", "Cut cost", "Delight customers"}


def test_a_form_of_pairs_beside_each_other_above_tables_is_said_to_be_left() -> None:
    found = read(
        "PROJECT STATUS REPORT,,,,\nProject Name:,Harbour,,Report Date:,2026-10-31\nProject Manager:,Ana,,Sponsor:,Bo\n"
        "Budget:,1200000,,% Complete:,45%\n,,,,\nID,Risk,Probability,Impact,Owner\nR1,Late steel,High,High,Cy\n"
        "R2,Storms,Medium,Low,Di\n",
        "status.csv",
    )
    assert [f.message for f in found.findings if f.rule == "form_left"] == [
        "Rows 2 to 4 of “Table” hold labels with their values in pairs beside each other (Project Name, Report Date, "
        "Project Manager, Sponsor and 2 more); they were not read."
    ]
