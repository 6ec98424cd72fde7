"""Sheets as offices shape them: totals of each part, marks of filters, versions behind names, strokes for no cents."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pmo_data.ingest.prepare import prepare_file
from pmo_data.ingest.recognise.units import _said
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
    assert _said(note)["unit"] == 1000


def test_an_amount_in_a_note_gives_no_unit() -> None:
    assert _said("Costs above 100 (k€)") == {}


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
