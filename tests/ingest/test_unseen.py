"""Habits of spreadsheets that no test file of a publisher has, each in a file of a few lines made here."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from pmo_data.ingest.asked import asked
from pmo_data.ingest.plan import PreparedFile, PreparedTable
from pmo_data.ingest.prepare import Options, prepare_file


def read(text: str, name: str = "list.csv", **options: Any) -> PreparedFile:
    return prepare_file(text.encode(), name, options=Options(**options))


def table(text: str, name: str = "list.csv", **options: Any) -> PreparedTable:
    return read(text, name, **options).tables[0]


def workbook(rows: list[list[Any]], name: str = "Sheet1") -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def values(found: PreparedTable, field: str) -> list[Any]:
    return list(found.rows.column(field).to_pylist())


def rules(found: PreparedTable) -> set[str]:
    return {f.rule for f in found.findings}


def adds_up(found: PreparedTable) -> bool:
    c = found.counts
    return c.in_file == c.loaded + c.unchanged + c.held_back + c.not_data


LIST = (
    "Ref,Scheme,Project Manager,RAG,Approved Budget,Spend to date\nE-1,Library,Jo,Green,12.5,3\nE-2,Lab,Al,Red,8,9.9\n"
)


@pytest.mark.parametrize(
    ("note", "budget"),
    [
        ("All figures £m unless stated", ["12500000.00", "8000000.00"]),
        ("(£'000)", ["12500.00", "8000.00"]),
        ("Alle Angaben in T€", ["12500.00", "8000.00"]),
        ("Amounts in millions of dollars", ["12500000.00", "8000000.00"]),
        ("As at 31 October 2026, amounts in CHF thousand unless stated", ["12500.00", "8000.00"]),
        ("Amounts in kCHF", ["12500.00", "8000.00"]),
        ("Montants en milliers d'euros", ["12500.00", "8000.00"]),
        ("A scheme of £12m was approved", ["12.50", "8.00"]),
        ("The library costs 3 million", ["12.50", "8.00"]),
    ],
)
def test_a_note_above_the_table_gives_its_money_the_unit(note: str, budget: list[str]) -> None:
    found = table(f"Estates programme\n{note}\n\n{LIST}")
    assert [str(v) for v in values(found, "approved_budget")] == budget
    assert ("unit_unsaid" in rules(found)) == (budget[0] == "12.50")


def test_a_note_below_the_table_counts_too_and_a_header_that_names_its_unit_is_believed_first() -> None:
    text = LIST.replace("Spend to date", "Spend to date (£k)") + "\nNote: all values in £m\n"
    found = read(text)
    assert values(found.tables[0], "approved_budget") == [Decimal("12500000"), Decimal("8000000")]
    assert values(found.tables[0], "actual_cost") == [Decimal("3000"), Decimal("9900")]
    assert any("as “Note: all values in £m” says" in f.message for f in found.findings)


def test_small_amounts_without_a_unit_are_asked_about_until_somebody_says() -> None:
    found = table(LIST)
    question = next(q for q in asked(found).formats if q.header == "Approved Budget")
    assert (question.what, question.open) == ("unit", True)
    assert "from 8.00 to 12.50; read as they stand" in question.sentence
    told = table(LIST, answers={"unit": {"Approved Budget": 1_000_000, "Spend to date": 1}})
    assert values(told, "approved_budget") == [Decimal("12500000"), Decimal("8000000")]
    assert "unit_unsaid" not in rules(told)


def test_german_thousands_in_the_header_are_thousands() -> None:
    found = table(
        "Projekt-Nr.;Projektname;Budget (T€);Ist-Kosten TEUR;Fertigstellungsgrad\n47;Umspannwerk;1.250,5;640,25;51 %\n"
        "48;Netz;80,0;92,3;9 %\n"
    )
    assert values(found, "approved_budget") == [Decimal("1250500"), Decimal("80000")]
    assert values(found, "actual_cost") == [Decimal("640250"), Decimal("92300")]
    assert values(found, "percent_complete") == [51.0, 9.0]


def test_two_tables_in_one_sheet_are_both_read_whichever_is_the_plainer() -> None:
    rows = [
        ["Programme", "Project", "RAG", "Budget (EUR)"],
        ["North", "Ash", "Green", 100], ["", "Birch", "Amber", 200], ["South", "Cedar", "Red", 300],
        ["", "Dune", "Green", 400], [], ["Risks"],
        ["Risk ID", "Risk", "Project", "Probability", "Impact"],
        ["R1", "Flood", "Ash", "High", "Medium"], ["R2", "Strike", "Dune", "Low", "High"],
    ]  # fmt: skip
    projects, risks = prepare_file(workbook(rows), "report.xlsx").tables
    assert (projects.entity, risks.entity) == ("project", "risk")
    assert values(projects, "programme") == ["North", "North", "South", "South"]
    assert values(risks, "name") == ["Flood", "Strike"]
    assert adds_up(projects)
    assert adds_up(risks)


def test_groups_that_repeat_the_column_names_are_one_table_and_their_headings_no_rows() -> None:
    head = "Name,Owner,Status,Timeline - Start,Timeline - End"
    found = table(
        f"My board,,,,\nGroup A,,,,\n{head}\nSite,Ana,Stuck,2026-01-05,2026-03-01\n,,,,\n"
        f"Group B,,,,\n{head}\nFair,Cy,Working on it,2026-01-01,2026-01-09\n"
    )
    assert values(found, "name") == ["Site", "Fair"]
    assert values(found, "status") == ["on_hold", "active"]
    assert adds_up(found)


def test_a_row_of_groups_over_columns_that_are_called_alike_tells_them_apart() -> None:
    rows = [
        ["Project", "", "Baseline", "", "Forecast", "", "Cost (£k)", ""],
        ["ID", "Name", "Start", "Finish", "Start", "Finish", "Budget", "Actual"],
        ["H1", "Bypass", "2025-01-01", "2026-01-01", "2025-02-01", "2026-05-01", 5200, 1800],
        ["H2", "Bridge", "2025-03-01", "2026-06-01", "2025-03-01", "2026-06-01", 900, 450],
    ]
    found = prepare_file(workbook(rows), "schemes.xlsx").tables[0]
    assert found.plan.header_rows == (1, 2)
    assert values(found, "baseline_finish") == [date(2026, 1, 1), date(2026, 6, 1)]
    assert values(found, "forecast_finish") == [date(2026, 5, 1), date(2026, 6, 1)]
    assert values(found, "approved_budget") == [Decimal("5200000"), Decimal("900000")]


def test_lines_of_budget_actual_and_forecast_become_plans_and_actuals() -> None:
    found = read(
        "Project,Measure,2024,2025,2026\nTram,Budget,100,200,\n,Actual,90,,\n,Forecast,90,210,\n"
        "Park,Budget,10,20,\n,Actual,11,,\n,Forecast,11,19,\n"
    )
    plans, actuals = found.tables
    assert (plans.entity, actuals.entity) == ("budget_period", "cost_period")
    assert values(plans, "project") == ["Tram", "Tram", "Park", "Park"]
    assert [int(v) for v in values(plans, "planned_value")] == [100, 200, 10, 20]
    assert [int(v) for v in values(plans, "forecast_cost")] == [90, 210, 11, 19]
    assert [(p, int(v)) for p, v in zip(values(actuals, "project"), values(actuals, "actual_cost"), strict=True)] == [
        ("Tram", 90), ("Park", 11),
    ]  # fmt: skip
    assert adds_up(plans)
    assert adds_up(actuals)
    assert not found.tables[1].findings or "not_data" not in rules(actuals)


def test_weeks_that_are_announced_are_weeks() -> None:
    found = table(
        "Resource,Project,W/C 05/01/2026,W/C 12/01/2026,W/C 19/01/2026\nAna,P1,35,30,20\nBen,P1,10,10,10\n", "hours.csv"
    )
    assert (found.entity, len(found.rows)) == ("assignment", 6)
    assert values(found, "start")[:3] == [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)]


def test_headings_of_parts_and_subtotals_between_the_projects_are_no_projects() -> None:
    found = table(
        "Project #,Project Title,Dept,Funding Source,FY2027,FY2028,Total\nParks,,,,,,\n"
        "PK-01,Playground,Parks,Bonds,$5,$0,$5\n"
        "PK-02,Trail,Parks,Grants,$7,$8,$15\nSubtotal Parks,,,,$12,$8,$20\n"
        "Streets,,,,,,\nST-01,Paving,Works,Tax,$1,$1,$2\n"
        "Grand Total,,,,$13,$9,$22\n"
    )
    assert values(found, "name") == ["Playground", "Trail", "Paving"]
    assert found.counts.not_data == 4
    assert sum("is the heading of a part" in f.message for f in found.findings) == 2


def test_weekdays_half_years_and_french_word_order_are_read() -> None:
    found = table(
        "Code projet;Nom du projet;Statut;Date de début;Date de fin\n"
        "P-1;Métro;En cours;Lu 05.01.26;H1 2027\nP-2;Parc;Non démarré;Mo 12.01.26;2H 2028\n"
    )
    assert values(found, "code") == ["P-1", "P-2"]
    assert values(found, "status") == ["active", "planned"]
    assert values(found, "forecast_finish") == [date(2027, 6, 30), date(2028, 12, 31)]
    assert values(found, "forecast_start")[1] == date(2026, 1, 12)


def test_a_status_of_on_track_and_at_risk_is_a_rating() -> None:
    found = table("Project ID,Project name,Status\nP1,Ash,On track\nP2,Birch,At risk\nP3,Elm,Off track\n")
    assert values(found, "declared_overall") == ["green", "amber", "red"]


def test_a_register_of_bare_steps_says_which_end_is_high_and_can_be_told_otherwise() -> None:
    text = "Risk ID,Risk,Probability,Impact\nR1,Flood,1,5\nR2,Strike,2,3\n"
    found = table(text)
    assert [q.what for q in asked(found).formats] == ["scale_order", "scale_order"]
    assert "1 is read as the lowest and 5 as the highest" in asked(found).formats[0].sentence
    told = table(text, answers={"scale_order": {"Probability": "highest_first", "Impact": "lowest_first"}})
    assert (values(told, "probability"), values(told, "impact")) == ([5.0, 4.0], [5.0, 3.0])
    assert "numbered from the highest" in told.formats["probability"]
    assert "scale_direction_assumed" not in rules(told)
    scored = table("Risk ID,Risk,Probability,Impact,Score\nR1,Flood,4,5,20\nR2,Strike,2,3,6\n")
    assert "scale_direction_assumed" not in rules(scored)


def test_a_resolution_is_no_due_date() -> None:
    found = table(
        "ID,Issue,Owner,Date raised,Resolution,Resolution date\n"
        "I1,No crane,Ana,2026-01-03,Rent one,2026-02-01\nI2,Noise,Ben,2026-01-04,,2026-02-05\n",
        "issues.csv",
    )
    mapped = {c.header: (c.field, c.confidence) for c in found.plan.columns}
    assert mapped["Resolution"] == ("resolution", "exact")
    assert mapped["Resolution date"] == ("closed_on", "guess")


def test_a_column_of_one_status_is_not_a_header_read_sideways_and_a_word_with_a_number_no_money() -> None:
    lines = [f"P{n},Site {n},active,Lot {n}" for n in range(1, 12)]
    found = table("Project ID,Project name,Status,Programme\n" + "\n".join(lines) + "\n")
    assert found.plan.orientation == "rows"
    assert values(found, "programme") == [f"Lot {n}" for n in range(1, 12)]


def test_tiny_costs_of_whole_projects_are_asked_about_even_in_a_currency_with_what_the_words_say() -> None:
    found = table("project_name,wlc_baseline,budget_comment\n" + "".join(
        f"Road {n},£{n}78.5,The baseline whole life cost is {n}78.5 (£M) this year.\n" for n in range(1, 6)
    ))  # fmt: skip
    said = next(f.message for f in found.findings if f.rule == "unit_unsaid")
    assert "from 178.50 to 578.50; read as they stand" in said
    assert "The words of budget_comment speak of millions (“178.5 (£M)”)." in said
    assert "unit_unsaid" not in rules(table("Project ID,Project name,Budget\nP1,Ash,£250000\nP2,Elm,£90000\n"))


def test_yearly_columns_that_rise_are_each_years_own() -> None:
    found = table("WBS,Cost element,FY2025,FY2026,FY2027\n1.1,Labour,10,20,30\n1.2,Plant,5,6,7\n", "costplan.csv")
    assert [int(v) for v in values(found, "actual_cost")] == [10, 20, 30, 5, 6, 7]
    assert "cumulative" not in rules(found)


def test_a_list_of_milestones_says_that_they_are() -> None:
    found = table(
        "Project,Milestone,Baseline date,Forecast date\nTram,Permit,01/03/2026,15/03/2026\nTram,Open,1/12/27,1/2/28\n"
    )
    assert (found.entity, values(found, "milestone")) == ("task", [True, True])


def test_inherent_and_residual_letters_over_two_rows_are_the_scales_they_stand_for() -> None:
    rows = [
        ["Ref", "Risk", "", "Inherent", "", "", "Residual", "", ""],
        ["", "Description", "Category", "L", "I", "Score", "L", "I", "Score"],
        ["R-01", "Piles", "Technical", 4, 5, 20, 2, 3, 6],
        ["R-02", "Permit", "Legal", 3, 5, 15, 3, 3, 9],
    ]
    found = prepare_file(workbook(rows), "log.xlsx").tables[0]
    assert values(found, "inherent_probability") == [4.0, 3.0]
    assert values(found, "residual_impact") == [3.0, 3.0]
    assert values(found, "residual_score") == [6.0, 9.0]


def test_a_share_of_what_was_spent_is_no_money_and_originals_are_the_baseline() -> None:
    found = table(
        "Project Id,Project Title,Original Completion Date,Go-live,% Spent,Schedule Status\n"
        "C1,Roof,31/03/2026,30/06/2026,32%,On schedule\nC2,App,30/09/2025,31/12/2026,119%,Delayed\n"
    )
    mapped = {c.header: c.field for c in found.plan.columns}
    assert mapped["% Spent"] != "actual_cost"
    assert values(found, "baseline_finish") == [date(2026, 3, 31), date(2025, 9, 30)]
    assert values(found, "forecast_finish") == [date(2026, 6, 30), date(2026, 12, 31)]
    assert values(found, "declared_schedule") == ["green", "red"]


def test_small_whole_numbers_by_week_are_days_of_work_and_said_to_be_assumed() -> None:
    weeks = "Resource,Project,W/C 05/01/2026,W/C 12/01/2026,W/C 19/01/2026\n"
    found = read(weeks + "Ana,P1,5,4,0.5\nBen,P2,2,3,5\n", "team.csv")
    assert values(found.tables[0], "planned_hours") == [40.0, 32.0, 4.0, 16.0, 24.0, 40.0]
    assert any("read as days of work" in f.message for f in found.findings)
    shares = read(weeks + "Ana,P1,1,0.5,0\nBen,P2,0.2,1,1\n", "team.csv")
    assert values(shares.tables[0], "share")[:2] == [100.0, 50.0]


def test_a_plan_that_names_no_project_asks_for_it_and_takes_the_answer() -> None:
    plan = "Task,Start date,Finish date\nDig,2026-11-02,2026-11-04\nPour,2026-11-05,2026-11-06\n"

    asking = next(f for f in table(plan).findings if f.rule == "project_unsaid")
    assert asking.message.startswith("No column says which project 2 tasks belong to")
    told = table(plan, project="Bridge")
    assert values(told, "project") == ["Bridge", "Bridge"]
    assert "project_unsaid" not in rules(told)


@pytest.mark.parametrize("header", ["Forecast at completion", "Anticipated Final Cost", "AFC (£k)", "Est. final cost"])
def test_the_cost_at_completion_is_known_by_what_builders_call_it(header: str) -> None:
    found = table(f"Ref,Project,Approved Budget,{header}\nE-1,Library,12,14\nE-2,Lab,8,9\n")
    assert {c.header: c.field for c in found.plan.columns}[header] == "forecast_cost"
