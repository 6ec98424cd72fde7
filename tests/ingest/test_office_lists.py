"""Lists as offices keep them: milestones with a date, key results by objective, people who share a responsibility."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from pmo_data.ingest.plan import PreparedFile
from pmo_data.ingest.prepare import prepare_file
from pmo_data.ingest.typing.several_people import people
from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, table, values, workbook


@pytest.mark.parametrize(
    "header", ["Milestone,Date", "Meilenstein,Datum", "Key milestone,Owner,Date", "Hito,Responsable,Fecha"]
)
def test_a_bare_list_of_milestones_is_one_with_the_day_planned_as_a_guess(header: str) -> None:
    owner = "Ana Silva," if header.count(",") == 2 else ""
    found = table(f"{header}\nKick-off,{owner}2026-01-12\nPilot,{owner}2026-06-15\nGo-live,{owner}2026-09-01\n")
    assert (found.entity, values(found, "milestone")) == ("task", [True, True, True])
    assert [str(d) for d in values(found, "planned_finish")] == ["2026-01-12", "2026-06-15", "2026-09-01"]
    day = next(c for c in found.plan.columns if c.field == "planned_finish")
    assert day.confidence == "guess"


def test_a_date_beside_days_that_say_what_they_are_stays_beside() -> None:
    found = table("Milestone,Planned date,Date\nKick-off,2026-01-12,2026-01-14\nPilot,2026-06-15,2026-06-15\n")
    assert fields(found)["Date"] is None


OKR = (
    "Objective,Key result,Target,Current,Owner\nDelight,NPS,50,41,Ana\nDelight,Churn,3%,,Bo\n"
    "Ship faster,Lead time,5 days,9 days,Bo\nGrow,Revenue,€50m,€41m,Cy\n"
)


@pytest.mark.parametrize("text", [OKR, OKR.replace("\nDelight,Churn", "\n,Churn")])
def test_lines_of_key_results_are_one_objective_that_keeps_them_all(text: str) -> None:
    found = table(text)
    assert values(found, "name") == ["Delight", "Ship faster", "Grow"]
    assert values(found, "measure") == ["NPS; Churn", "Lead time", "Revenue"]
    assert values(found, "target") == ["50; 3%", "5 days", "€50m"]
    assert values(found, "owner") == ["Ana; Bo", "Bo", "Cy"]
    assert dict(found.rows["extra"].to_pylist()[0])["Current"] == "41; –"
    assert (found.counts.loaded, found.counts.not_data, adds_up(found)) == (3, 1, True)
    said = next(f.message for f in found.findings if f.rule == "key_results_folded")
    assert said.startswith("1 objective stands on several rows, one for each Key result: 1 row was folded")


def test_ids_of_key_results_are_no_ids_of_their_objective_and_weights_are_added_up() -> None:
    text = "ID,Objective,Key result,Weight\n1,Delight,NPS,20\n2,Delight,Churn,30\n3,Grow,Revenue,50\n"
    found = table(text, "objectives.csv")
    assert values(found, "name") == ["Delight", "Grow"]
    assert values(found, "weight") == [50.0, 50.0]
    assert "code" not in found.rows.column_names
    assert dict(found.rows["extra"].to_pylist()[0])["ID"] == "1; 2"
    assert dict(found.rows["original"].to_pylist()[0])["weight"] == "20 + 30"


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("Ana Silva, Bo Ek", ["Ana Silva", "Bo Ek"]),
        ("Ana Silva\nBo Ek & Cy Young", ["Ana Silva", "Bo Ek", "Cy Young"]),
        ("Ana / Bo", ["Ana", "Bo"]),
        ("Sponsor, Ana Silva", ["Sponsor", "Ana Silva"]),
        ("Silva, Ana", ["Silva, Ana"]),
        ("R&D", ["R&D"]),
        ("Ana, Bo, Cy", ["Ana", "Bo", "Cy"]),
        ("Jane Ray", ["Jane Ray"]),
    ],
)
def test_a_cell_names_as_many_people_as_it_does(cell: str, named: list[str]) -> None:
    assert people(cell, {"Sponsor", "Jane Ray"}) == named


def test_people_who_share_a_responsibility_each_have_it() -> None:
    rows = [["Task", "R", "A", "C", "I"], ["Plan", "Ana Silva, Bo Ek", "Cy Young", "Di Lee", "Ed Poe"],
            ["Build", "Bo Ek", "Cy Young", "Ana Silva; Ed Poe", "Di Lee"]]  # fmt: skip
    (found,) = prepare_file(workbook(rows), "raci.xlsx").tables
    who = list(zip(values(found, "task"), values(found, "responsibility"), values(found, "person"), strict=True))
    assert who[:3] == [("Plan", "R", "Ana Silva"), ("Plan", "R", "Bo Ek"), ("Plan", "A", "Cy Young")]
    assert len(who) == 10
    assert adds_up(found)
    assert "people_apart" in {f.rule for f in found.findings}


def test_an_objective_without_key_results_that_repeats_is_kept_apart() -> None:
    found = read("Objective,Owner,Target\nGrow,Ana,50\nGrow,Bo,60\n", "objectives.csv").tables[0]
    assert values(found, "name") == ["Grow", "Grow"]


@pytest.mark.parametrize(
    ("header", "entity", "expected"),
    [
        ("Nr.,Risikobeschreibung,Wahrscheinlichkeit,Auswirkung,Maßnahme,Risikoeigner,Erfasst am", "risk",
         ["code", "name", "probability", "impact", "mitigation", "owner", "raised_on"]),
        ("N°,Description du problème,Gravité,Responsable,Date de signalement,Date de clôture", "issue",
         ["code", "name", "severity", "owner", "raised_on", "closed_on"]),
        ("ID,Ziel,Schlüsselergebnis,Zielwert,Gewichtung,Verantwortlich", "objective",
         ["code", "name", "measure", "target", "weight", "owner"]),
        ("Nº,Cambio solicitado,Fecha de solicitud,Motivo,Aprobado por,Fecha de decisión", "decision",
         ["code", "name", "raised_on", "rationale", "decided_by", "decided_on"]),
        ("Änderungsnr.,Änderung,Beantragt von,Antragsdatum,Begründung,Entscheidungsdatum", "decision",
         ["code", "name", None, "raised_on", "rationale", "decided_on"]),
        ("Nr,Actie,Actiehouder,Datum,Deadline,Status,Opmerking", "action",
         ["code", "name", "owner", "raised_on", "due", "status", "comment"]),
        ("Werkpakket,Toegewezen aan,Begin,Einde,Dagen", "task",
         ["name", "owner", "planned_start", "planned_finish", "duration_days"]),
        ("Request no.,Idea title,Short description,Department,Approval status", "project",
         ["code", "name", "description", "department", "status"]),
    ],
)  # fmt: skip
def test_registers_of_other_offices_are_known_by_their_words(
    header: str, entity: str, expected: list[str | None]
) -> None:
    cells = {"probability": ["3", "4"], "impact": ["2", "5"], "weight": ["40", "60"], "duration_days": ["5", "9"]}
    days = {"raised_on", "closed_on", "decided_on", "due", "planned_start", "planned_finish"}
    rows = [
        ",".join(
            cells.get(f or "", [f"2026-0{n + 1}-12"] * 2 if f in days else [f"{('Leak', 'Frost')[n]} {i}"] * 2)[n]
            for i, f in enumerate(expected)
        )
        for n in range(2)
    ]
    found = table("\n".join([header, *rows]) + "\n")
    assert found.entity == entity
    assert [c.field for c in found.plan.columns] == expected


def test_a_strip_of_figures_above_a_list_is_no_project() -> None:
    found = prepare_file(
        workbook([["Programme dashboard"], [], ["Projects", "On track", "Budget", "Spend"], [12, 7, "€12.4m", "€5.1m"],
                  [], ["Project", "Owner", "Status", "Budget"], ["CRM", "Ana", "Active", 1200000],
                  ["Depot", "Bo", "Planned", 8400000]]), "dashboard.xlsx",
    )  # fmt: skip
    assert [(t.entity, values(t, "name")) for t in found.tables] == [("project", ["CRM", "Depot"])]


def test_scores_of_projects_are_neither_risks_nor_money_and_their_weights_no_project() -> None:
    found = table("Project,Fit,Benefit,Risk,Cost,Rank\nWeight,0.4,0.3,0.1,0.2,\nCRM,5,4,3,2,1\nDepot,3,3,4,2,2\n")
    assert (found.entity, values(found, "name")) == ("project", ["CRM", "Depot"])
    assert [f.message for f in found.findings if f.rule == "not_data"] == ["Row 2 weighs the columns and was left out."]
    assert next(c.confidence for c in found.plan.columns if c.header == "Cost") == "guess"


def test_people_as_columns_of_letters_are_no_row_of_a_header() -> None:
    text = "Aufgabe,Ana Silva,Bo Ek,Cy Young\nAuftrag,A,R,I\nPlan,I,A/R,C\n"
    found = table(text, "raci.csv")
    assert sorted(set(values(found, "person"))) == ["Ana Silva", "Bo Ek", "Cy Young"]
    assert len(values(found, "responsibility")) == 6


def test_tasks_called_like_columns_do_not_turn_a_table_of_who_answers() -> None:
    text = "Responsibilities,,,,\nTask,Responsible,Accountable,Consulted (C),Informiert (I)\n"
    found = table(text + "Charter,Ana Silva,Jane Ray,Cy Young,Di Lee\nPlan,Bo Ek,Ana Silva,Di Lee,Jane Ray\n")
    assert (found.entity, values(found, "task")[:2], found.plan.orientation) == ("assignment", ["Charter"] * 2, "rows")


def test_a_day_in_a_row_tells_that_it_is_no_header() -> None:
    text = "Product ID,Product title,Producer,Planned approval date,Reviewer,State\n"
    refused = read(
        text + "P1,Business case,Ana,2026-01-15,Bo,Approved\nP2,Project plan,Bo,2026-02-15,Cy,Draft\n"
    ).refused
    assert refused is not None
    assert "Found: Product ID, Product title" in refused


def test_the_only_date_of_a_log_of_decisions_is_when_they_were_made_as_a_guess() -> None:
    found = table(
        "Ref,Decision,Made by,Date,Rationale\nD1,Use cloud,Board,2026-01-15,Cheaper\nD2,Wait,Ana,2026-02-15,-\n"
    )
    day = next(c for c in found.plan.columns if c.header == "Date")
    assert (day.field, day.confidence) == ("decided_on", "guess")


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("Project,Month,Budget,Actual\nCRM,2026-01-01,100,90\nCRM,2026-02-01,100,130\n",
         {"budget_period", "cost_period"}),
        ("Invoice no.,Supplier,Project,Invoice date,Amount (EUR)\nI1,Acme,CRM,2026-01-09,12000\n"
         "I2,Beta,Depot,2026-02-09,15000\n", {"cost_period"}),
        ("#,R/A/I/D,Item,Who,Logged\n1,R,Vendor late,Ana,2026-01-05\n2,A,Laptops there,Bo,2026-01-05\n"
         "3,I,Env is down,Cy,2026-01-06\n", {"risk", "assumption", "issue"}),
        ("Projekt,Art,Jan 2026,Feb 2026,Mrz 2026\nCRM,Plan,9,8,7\n,Ist,9,9,9\nDepot,Plan,5,5,5\n,Ist,4,4,4\n",
         {"budget_period", "cost_period"}),
        ("Projekt,PL,Gesamt,Termine,Kosten,Bemerkung\nCRM,Ana,gelb,rot,grün,spät\nDepot,Bo,grün,grün,grün,\n",
         {"project"}),
        ("Nr.,Problem,Verantwortlich,Status,,Nr.,Entscheidung,Entscheider,Datum\n"
         "1,Server down,Ana,offen,,1,Cloud,Board,2026-01-09\n2,Data wrong,Bo,erledigt,,2,Delay,Board,2026-01-12\n",
         {"issue", "decision"}),
        ("Nom,Rôle,E-mail,Téléphone\nAna Silva,Project manager,ana@example.org,1\nBo Ek,Developer,bo@example.org,2\n",
         {"person"}),
    ],
)  # fmt: skip
def test_small_lists_are_what_an_analyst_would_take_them_for(text: str, entities: set[str]) -> None:
    assert {t.entity for t in read(text).tables} == entities


def test_a_table_left_out_beside_surer_ones_is_named() -> None:
    text = "Risk,Probability,Impact,Mitigation,Owner\nLate,High,High,Call,Ana\nLoss,Low,High,Copy,Bo\n\nTopics\n"
    text += "Name,Owner,Status\nHeating,Ana,Open\nWindows,Bo,Open\n"
    found = read(text)
    assert [t.entity for t in found.tables] == ["risk"]
    said = [f.message for f in found.findings if f.rule == "table_left_out"]
    assert len(said) == 1
    assert "Name, Owner and Status" in said[0]


def sheets(**tables: list[list[object]]) -> PreparedFile:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(name.replace("_", " "))
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return prepare_file(target.getvalue(), "plan.xlsx")


PLAN: list[list[object]] = [
    ["Task", "Owner", "Start", "Finish"],
    ["Dig", "Ana Silva", "2026-01-05", "2026-01-09"],
    ["Pour", "Bo Ek", "2026-01-12", "2026-01-16"],
]


def test_sheets_of_the_same_columns_are_a_project_each() -> None:
    found = sheets(CRM_renewal=PLAN, New_depot=PLAN)
    assert [set(values(t, "project")) for t in found.tables] == [{"CRM renewal"}, {"New depot"}]
    said = next(f.message for f in found.findings if f.rule == "sheets_as_projects")
    assert said.startswith("2 sheets of the same columns (“CRM renewal” and “New depot”) are read as one project each")


@pytest.mark.parametrize(
    "names", [("Phase 1", "Phase 2"), ("Sheet1", "Sheet2"), ("Jan 2026", "Feb 2026"), ("Ana Silva", "Bo Ek"),
              ("Open tasks", "Closed tasks"), ("Depot", "Plan")],
)  # fmt: skip
def test_sheets_that_part_the_work_or_the_people_are_no_projects(names: tuple[str, str]) -> None:
    found = sheets(**dict.fromkeys((n.replace(" ", "_") for n in names), PLAN))
    assert len(found.tables) == 2
    assert all("project" not in t.rows.column_names for t in found.tables)


def test_words_for_who_answers_are_letters_and_their_tasks_no_people() -> None:
    text = (
        "Task,Ana Silva,Bo Ek\nPlan,Accountable,Responsible\nBuild,Informed,Responsible\nTest,Accountable,Consulted\n"
    )
    found = table(text)
    assert (values(found, "task")[0], values(found, "person")[:2]) == ("Plan", ["Ana Silva", "Bo Ek"])
    assert values(found, "responsibility")[:4] == ["A", "R", "I", "R"]


def test_a_line_for_a_signature_is_no_project() -> None:
    found = table("Project,Manager,RAG\nCRM,Ana,Green\nDepot,Bo,Red\nSigned off by:,,____________\n")
    assert values(found, "name") == ["CRM", "Depot"]
    assert adds_up(found)


def test_what_was_spent_this_year_is_not_what_a_project_has_cost() -> None:
    found = table(
        "Project,Annual budget,YTD budget,YTD actual,Full year forecast\nCRM,120,30,28,115\nDepot,84,10,12,84\n"
    )
    assert [c.field for c in found.plan.columns] == ["name", "year_baseline", None, None, "year_forecast"]


PAGE: list[list[object]] = [
    ["Project status report"], [], ["Project name", "CRM renewal"], ["Project manager", "Ana Silva"],
    ["Sponsor", "Jane Ray"], ["Overall status", "Amber"], ["Schedule status", "Red"], ["Achievements", "Design"], [],
    ["Milestones"], ["Milestone", "Baseline", "Forecast"], ["Design", "2026-02-01", "2026-02-20"],
    ["Build", "2026-06-01", "2026-07-01"], [], ["Top risks"], ["Risk", "Probability", "Impact", "Mitigation"],
    ["Vendor late", "High", "High", "Call"], ["Data", "Low", "High", "Copy"],
]  # fmt: skip


def test_a_page_of_one_project_is_its_form_and_the_tables_below() -> None:
    found = sheets(Status_report=PAGE)
    form, milestones, risks = found.tables
    assert [t.entity for t in found.tables] == ["project", "task", "risk"]
    assert (values(form, "name"), values(form, "manager")) == (["CRM renewal"], ["Ana Silva"])
    assert values(form, "declared_schedule") == ["red"]
    assert dict(form.rows["extra"].to_pylist()[0])["Achievements"] == "Design"
    assert set(values(milestones, "project")) == set(values(risks, "project")) == {"CRM renewal"}
    assert all(adds_up(t) for t in found.tables)
    assert "form_above" in {f.rule for f in found.findings}


def test_a_few_labels_above_a_table_are_no_form() -> None:
    found = sheets(Plan=[["Plan"], ["Project name", "CRM"], ["Project manager", "Ana"], [], [], [], *PLAN])
    assert [t.entity for t in found.tables] == ["task"]


@pytest.mark.parametrize(
    "text",
    ["Budget by month\nProject,Jan 2026,Feb 2026,Mar 2026\nA,100,100,100\nB,50,50,60\n",
     "Resource plan (hours)\nName,Project,Jan 2026,Feb 2026,Mar 2026\nAna,CRM,100,100,100\nBo,CRM,50,50,60\n"],
)  # fmt: skip
def test_the_same_amount_each_month_is_each_months_own(text: str) -> None:
    found = table(text)
    field = "planned_value" if found.entity == "budget_period" else "planned_hours"
    assert [float(v) for v in values(found, field)] == [100, 100, 100, 50, 50, 60]
    assert "cumulative" not in {f.rule for f in found.findings}


def test_totals_so_far_are_told_by_how_they_grow() -> None:
    found = table("Spend by month\nProject,Jan 2026,Feb 2026,Mar 2026\nA,100,200,310\nB,50,90,150\n")
    assert [float(v) for v in values(found, "actual_cost")] == [100, 100, 110, 50, 40, 60]


def test_financial_years_of_two_years_are_periods() -> None:
    found = read("Benefits profile,,,\nBenefit,Project,2025/26,2026/27,2027-28\nFewer calls,CRM,100,200,300\n").tables[
        1
    ]
    assert [str(d) for d in values(found, "period")] == ["2026-01-01", "2027-01-01", "2028-01-01"]


def test_a_plan_of_people_is_of_their_work() -> None:
    found = table(
        "Plan de charge\nRessource,Projet,janv.-26,févr.-26,mars-26\nAna Silva,CRM,10,10,8\nBo Ek,CRM,20,20,15\n"
    )
    assert (found.entity, values(found, "person")[0], str(values(found, "start")[0])) == (
        "assignment", "Ana Silva", "2026-01-01",
    )  # fmt: skip


def test_days_with_an_aside_or_a_word_before_them_are_days() -> None:
    found = table("Task,Start,Finish\nPlan,w/c 5 Jan 2026,16/01/2026\nBuild,19 Jan 2026,30/03/2026 (was 28/02/2026)\n")
    assert [str(d) for d in values(found, "planned_start")] == ["2026-01-05", "2026-01-19"]
    assert [str(d) for d in values(found, "planned_finish")] == ["2026-01-16", "2026-03-30"]


@pytest.mark.parametrize(
    "text",
    ["Date,From,To,Subject\n2026-01-05,Ana,Bo,Scope\n2026-01-07,Bo,Ana,Cost\n",
     "Employee,Leave type,From,To,Days\nAna,Annual,2026-01-05,2026-01-09,5\nBo,Sick,2026-02-02,2026-02-03,2\n",
     "Skills matrix,,,\nName,Java,SQL,PM\nAna Silva,1,3,5\nBo Ek,5,4,1\n"],
)  # fmt: skip
def test_letters_leave_and_skills_are_nothing_we_keep(text: str) -> None:
    found = read(text)
    assert found.refused is not None or {t.plan.confidence for t in found.tables} == {"guess"}
    assert not any(c.field in {"planned_start", "manager", "person"} for t in found.tables for c in t.plan.columns)


def test_actuals_beside_the_budget_of_tasks_are_money_and_variances_in_money_no_per_cent() -> None:
    found = table("WBS,Task,Budget,Actual\n1,Design,5500,5000\n2,Build,19000,12000\n")
    assert fields(found)["Actual"] == "actual_cost"
    assert (
        "year_variance_pct"
        not in fields(table("Project,Owner,Budget,FY variance\nA,Jo,100,-10\nB,Al,200,20\n")).values()
    )


def test_capacity_between_lines_of_demand_is_no_demand() -> None:
    text = "Capacity and demand (FTE)\nRole,Type,Jan-26,Feb-26,Mar-26\nTester,Demand,5,6,6\nTester,Capacity,4,4,5\n"
    found = table(text)
    assert (found.entity, values(found, "fte")) == ("assignment", [5.0, 6.0, 6.0])
    assert any("says what there is of people" in f.message for f in found.findings)
    assert adds_up(found)


def test_invoices_with_their_state_are_money_spent_and_open_points_actions() -> None:
    text = "Invoice no.,Supplier,Project,Invoice date,Amount (EUR),Status\n"
    found = table(text + "I1,Acme,CRM,2026-01-09,12000,Paid\nI2,Beta,Depot,2026-02-09,15000,Open\n")
    assert (found.entity, [str(v) for v in values(found, "period")]) == ("cost_period", ["2026-01-09", "2026-02-09"])
    text = (
        "LOP Nr.,Offener Punkt,Zuständig,Termin,Status\n1,Angebot,Ana,2026-01-15,offen\n2,Vertrag,Bo,2026-01-30,offen\n"
    )
    points = table(text)
    assert (points.entity, values(points, "name")) == ("action", ["Angebot", "Vertrag"])
