"""Sheets as offices shape them: totals of each part, marks of filters, versions behind names, strokes for no cents."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pmo_data.ingest.prepare import prepare_file
from pmo_data.ingest.recognise.sheets.from_to import from_to
from pmo_data.ingest.recognise.sheets.units import said_of
from pmo_data.ingest.typing.amounts import read_amount
from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, table, values, workbook


@pytest.mark.parametrize(
    ("text", "amount"),
    [("8'400'000.-", 8400000), ("50'000.–", 50000), ("CHF 50.-", 50), ("12,-- €", 12), ("50.000,-", 50000),
     ("50-", -50), ("1.200,50-", Decimal("-1200.50"))],
)  # fmt: skip
def test_a_stroke_behind_the_decimal_mark_stands_for_no_cents_and_one_behind_digits_is_a_minus(
    text: str, amount: Decimal | int
) -> None:
    found = read_amount(text)
    assert found is not None
    assert found.value(",") == amount


def test_totals_of_each_part_are_no_cost_of_their_own() -> None:
    found = table(
        "Supplier,Invoice,Date,Amount,Project\nAcme,A-1,2026-01-03,1000.10,CRM\n,A-2,2026-01-13,2000.20,CRM\n"
        "Acme total,,,3000.30,\nBeta,B-1,2026-02-03,500,Depot\nTotal Beta,,,500,\nGrand total,,,3500.30,\n"
    )
    assert values(found, "actual_cost") == [Decimal("1000.10"), Decimal("2000.20"), Decimal("500.00")]
    assert (found.counts.not_data, adds_up(found)) == (3, True)


def test_totals_of_people_are_nobody_and_those_of_departments_no_projects() -> None:
    hours = table(
        "Person,Project,2026-01-05,2026-01-12,2026-01-19\nAna,CRM,30,40,30\nAna,Depot,10,0,10\n"
        "Ana total,,40,40,40\nBo,CRM,20,20,20\n"
    )
    assert set(values(hours, "person")) == {"Ana", "Bo"}
    assert sum(values(hours, "planned_hours")) == 180
    listed = table("Department,Project,Budget\n(All),,\nIT,CRM,1000.50\nIT,Portal,500\nIT Total,,1500.50\nHR,Pay,700\n")
    assert (values(listed, "name"), listed.counts.not_data) == (["CRM", "Portal", "Pay"], 2)


def test_the_arrows_of_a_filter_are_no_project() -> None:
    found = table("ID,Project,Owner,Budget\n▼,▼,▼,▼\nP1,CRM,Ana,1200\nP2,Depot,Bo,900\n")
    assert values(found, "name") == ["CRM", "Depot"]
    assert "Row 2 holds the marks of a filter and was left out." in [f.message for f in found.findings]


@pytest.mark.parametrize(
    ("header", "field"),
    [("End (baseline)", "baseline_finish"), ("End (forecast)", "forecast_finish"), ("Finish (actual)", "actual_finish"),
     ("Start (planned)", "baseline_start"), ("Ende (Ist)", "actual_finish"), ("Cost (actual)", "actual_cost")],
)  # fmt: skip
def test_the_version_behind_a_name_says_which_of_its_values_it_is(header: str, field: str) -> None:
    cell = "1200" if "cost" in field else "2026-09-30"
    found = table(f"Project ID,Project,Manager,{header}\nP1,CRM,Ana,{cell}\nP2,Depot,Bo,{cell}\n")
    assert fields(found)[header] == field


def test_days_of_phases_are_not_the_projects_own() -> None:
    names = [f"{phase} – {end}" for phase in ("Initiate", "Plan", "Deliver") for end in ("Start", "End")]
    days = ["2026-01-05", "2026-01-30", "2026-02-02", "2026-03-30", "2026-04-01", "2026-09-30"]
    rows = [["Project", *names], ["CRM", *days], ["Depot", *days], ["Solar", *days]]
    found = prepare_file(workbook(rows), "phases.xlsx").tables
    projects = next(t for t in found if t.entity == "project")
    assert [c.field for c in projects.plan.columns] == ["name", *[None] * 6]


def test_red_and_amber_beside_green_are_lights_of_milestones_and_nobodys_responsibility() -> None:
    found = read("Project,Design done,Signed,Built,Tested\nCRM,G,G,A,R\nDepot,G,A,,\n", "milestones.csv").tables
    assert "assignment" not in {t.entity for t in found}


@pytest.mark.parametrize("note", ["Budget 2026 (k€)", "Budget 2026/27 (k€)", "Benefits (£k)"])
def test_a_year_before_a_bracket_is_no_amount_of_what_it_counts_in(note: str) -> None:
    assert said_of(note)["unit"] == 1000


def test_an_amount_in_a_note_gives_no_unit() -> None:
    assert said_of("Costs above 100 (k€)") == {}


def test_progress_in_steps_and_times_in_other_languages_are_read() -> None:
    found = table("Tâche,Durée,Avancement\nÉtude,20 j,3/5\nRéalisation,2 mois,0/5\nFin,1 semaine,5/5\n")
    assert values(found, "duration_days") == [20, 40, 5]
    assert values(found, "percent_complete") == [60, 0, 100]


def test_a_budget_of_lights_is_rated_whatever_their_language() -> None:
    found = table("Project,Projectleider,Status,Budget\nCRM,J. de Vries,oranje,groen\nDepot,B. Bakker,groen,rood\n")
    assert fields(found)["Budget"] == "declared_cost"


def test_money_approved_is_no_day() -> None:
    found = table("Project,Manager,Approved,Budget\nCRM,Ana,£1.2m,£2m\nDepot,Bo,£8.4m,£9m\n")
    assert fields(found)["Approved"] != "approved_on"


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [("05/01/2026 - 30/01/2026", "05/01/2026", "30/01/2026"), ("Jan–Mar 2026", "Jan 2026", "Mar 2026"),
     ("Nov-Feb 27", "Nov 26", "Feb 27"), ("vom 05.01.2026 bis 30.03.2026", "05.01.2026", "30.03.2026"),
     ("5 Jan – 30 Jan 2026", "5 Jan 2026", "30 Jan 2026"), ("2026-01-05 to 2026-02-01", "2026-01-05", "2026-02-01")],
)  # fmt: skip
def test_a_period_in_one_cell_has_a_start_and_an_end(cell: str, start: str, end: str) -> None:
    assert from_to(cell) == (start, end)


@pytest.mark.parametrize("cell", ["2026-01-05", "Jan-26", "Follow-up", "mi-mars 2026", "Q1–Q3", "A - B", "CRM - 2026"])
def test_other_strokes_part_no_period(cell: str) -> None:
    assert from_to(cell) is None


def test_periods_in_cells_are_when_work_starts_and_ends_and_stay_beside() -> None:
    file = read("Task,Period\nDesign,05/01/2026 - 30/01/2026\nBuild,02/02/2026 - 30/03/2026\n", "plan.csv")
    (found,) = file.tables
    assert [str(d) for d in values(found, "planned_finish")] == ["2026-01-30", "2026-03-30"]
    assert [str(d) for d in values(found, "planned_start")] == ["2026-01-05", "2026-02-02"]
    assert dict(found.rows["extra"].to_pylist()[0])["Period"] == "05/01/2026 - 30/01/2026"
    assert "from_to" in {f.rule for f in file.findings}


def test_the_period_of_a_report_is_not_when_its_project_starts() -> None:
    found = read("Project,Period,RAG\nCRM,Jan–Mar 2026,G\nDepot,Jan–Mar 2026,A\n", "status.csv").tables[0]
    assert "forecast_start" not in fields(found).values()


def test_months_under_actual_and_forecast_are_of_what_stands_above_them() -> None:
    rows = [["Cost by month"], ["", "Actual", "", "Forecast", ""], ["Project", "Jan-26", "Feb-26", "Mar-26", "Apr-26"],
            ["CRM", 100, 130, 120, 90], ["Depot", 50, 40, 60, 70]]  # fmt: skip
    by_entity = {t.entity: t for t in prepare_file(workbook(rows), "cost.xlsx").tables}
    assert values(by_entity["cost_period"], "actual_cost") == [100, 130, 50, 40]
    assert values(by_entity["budget_period"], "forecast_cost") == [120, 90, 60, 70]
    assert [str(d) for d in values(by_entity["budget_period"], "period")][:2] == ["2026-03-01", "2026-04-01"]


def test_hours_of_work_under_first_names_that_a_total_adds_up_are_of_these_people() -> None:
    rows = [["Effort estimate (hours)"], ["Activity", "Ana", "Bo", "Total hours"], ["Design", 10, 20, 30],
            ["Build", 0, 40, 40]]  # fmt: skip
    (found,) = prepare_file(workbook(rows), "effort.xlsx").tables
    who = zip(*(values(found, n) for n in ("task", "person", "planned_hours")), strict=True)
    assert list(who) == [("Design", "Ana", 10), ("Design", "Bo", 20), ("Build", "Ana", 0), ("Build", "Bo", 40)]


@pytest.mark.parametrize("names", ["Development,Testing", "Ana,Total", "low,high"])
def test_hours_by_kind_of_work_are_nobodys(names: str) -> None:
    found = read(f"Activity,{names},Total hours\nDesign,10,20,30\nBuild,5,40,45\n", "effort.csv").tables
    assert "assignment" not in {t.entity for t in found}


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("Likelihood,Very low,Low,Medium,High\nLikely,0,1,2,3\nRare,1,0,0,1\n", "Risk, Probability and Impact"),
        ("Likelihood / Impact,1,2,3,4,5\n5,0,1,2,0,1\n4,1,0,3,1,0\n3,2,2,1,0,0\n", "Risk, Probability and Impact"),
        ("Backlog,To do,In progress,Done\nPick vendor,Write plan,Call users,Kick-off\nTrain,,Build API,Charter\n",
         "Task and Status"),
    ],
)  # fmt: skip
def test_boards_and_matrices_of_counts_are_refused_with_what_to_list_instead(text: str, mend: str) -> None:
    file = read(text, "drawing.csv")
    assert not file.tables
    assert mend in str(file.refused)


def test_milestones_by_project_are_each_projects_planned_and_actual_days() -> None:
    rows = [["", "CRM", "", "Depot", ""], ["Milestone", "Planned", "Actual", "Planned", "Actual"],
            ["Kick-off", "2026-01-05", "2026-01-06", "2026-02-01", "2026-02-01"],
            ["Go-live", "2026-09-30", "", "2026-12-01", ""]]  # fmt: skip
    (found,) = prepare_file(workbook(rows), "milestones.xlsx").tables
    days = zip(*(values(found, n) for n in ("project", "name", "planned_finish", "actual_finish")), strict=True)
    assert [tuple(str(d) for d in day) for day in days] == [
        ("CRM", "Kick-off", "2026-01-05", "2026-01-06"), ("Depot", "Kick-off", "2026-02-01", "2026-02-01"),
        ("CRM", "Go-live", "2026-09-30", "None"), ("Depot", "Go-live", "2026-12-01", "None"),
    ]  # fmt: skip
    assert set(values(found, "milestone")) == {True}


def test_objectives_and_key_results_in_one_column_are_told_apart_by_their_letters() -> None:
    rows = [["OKRs 2026"], ["O1 Grow revenue"], ["KR1.1 Revenue to 50m"], ["KR1.2 20 new clients"], ["O2 Ship faster"],
            ["KR2.1: Lead time 5 days"]]  # fmt: skip
    (found,) = prepare_file(workbook(rows), "okr.xlsx").tables
    assert (found.entity, values(found, "name")) == ("objective", ["Grow revenue", "Ship faster"])
    assert values(found, "measure") == ["Revenue to 50m; 20 new clients", "Lead time 5 days"]
    assert adds_up(found)


def test_bare_hours_of_what_calls_itself_a_timesheet_are_hours_worked() -> None:
    lines = "Employee,Project,Hours\nAna Silva,Ash,12\nBo Ek,Ash,7.5\nBo Ek,Elm,30\n"
    assert values(table(lines, "Timesheets March.csv"), "actual_hours") == [12.0, 7.5, 30.0]
    assert values(table(lines, "allocation.csv"), "planned_hours") == [12.0, 7.5, 30.0]


def test_people_with_their_rates_are_no_tasks_and_days_and_rates_are_no_projects() -> None:
    lines = "Role,Name,Days,Day rate,Cost\nManager,Ana Silva,20,600,12000\nTester,Bo Ek,55,450,24750\n"
    found = table(lines, "team.csv")
    assert (found.entity, values(found, "name"), adds_up(found)) == ("person", ["Ana Silva", "Bo Ek"], True)
