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
