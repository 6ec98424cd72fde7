"""Shapes of registers that public bodies and tools publish, each in a few lines of our own words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, rules, table, values


def test_a_project_name_beside_money_is_enough_for_a_list_of_projects_whatever_else_stands_there() -> None:
    found = table(
        "Completion Year,Priority,Project Name,Facility,Jurisdiction,2024 Bond,2024 Levy,2021 Levy,"
        "Board Approved Budget,Most Current Estimate,Remainder\n"
        '2025,1,Roof,West,North,"$1,200,000",,,"$1,500,000","$1,450,000","$50,000"\n'
        '2026,2,Heating,East,South,,"$800,000",,"$950,000","$1,020,000","($70,000)"\n'
    )
    assert found.entity == "project"
    assert values(found, "approved_budget") == [Decimal("1500000"), Decimal("950000")]
    assert values(found, "forecast_cost") == [Decimal("1450000"), Decimal("1020000")]
    assert values(found, "forecast_finish") == [date(2025, 12, 31), date(2026, 12, 31)]


def test_what_explains_the_columns_below_a_register_is_left_out() -> None:
    found = table(
        "Project,Benefit ID,Benefit description,Benefit owner,Target delivery date,Planned benefit,Actual benefit\n"
        "Hangar,B1,Fewer outages,J Smith,2026-06-30,250000,100000\nYard,B2,Less fuel,K Lee,2027-01-31,80000,\n"
        "Legend,,,,,,\nProject,The project that brings the benefit.,,,,,\nBenefit ID,A number unlike all others.,,,,,\n"
    )
    assert (found.counts.loaded, found.counts.not_data, adds_up(found)) == (2, 3, True)
    assert [f.message for f in found.findings if "explains" in f.message] == [
        "Row 5 explains a column and was left out.", "Row 6 explains a column and was left out.",
    ]  # fmt: skip
    assert values(found, "target_value") == [Decimal(250000), Decimal(80000)]


def test_planned_and_actual_days_of_each_gate_are_one_gate() -> None:
    found = table(
        "Project,Sponsor,Gate 0 Planned,Gate 0 Actual,Gate 1 Planned,Gate 1 Actual\n"
        "Tram,Ana,01/02/2026,03/02/2026,01/05/2026,\nPark,Ben,15/01/2026,16/01/2026,10/03/2026,20/03/2026\n"
    )
    assert (found.entity, adds_up(found)) == ("gate", True)
    columns = ("project", "name", "planned_date", "actual_date")
    assert list(zip(*(values(found, c) for c in columns), strict=True)) == [
        ("Tram", "Gate 0", date(2026, 2, 1), date(2026, 2, 3)), ("Tram", "Gate 1", date(2026, 5, 1), None),
        ("Park", "Gate 0", date(2026, 1, 15), date(2026, 1, 16)),
        ("Park", "Gate 1", date(2026, 3, 10), date(2026, 3, 20)),
    ]  # fmt: skip


def test_crores_and_lakhs_in_a_header_and_states_of_a_country_are_known() -> None:
    found = table(
        "Sl.No.,Project Name,State,Original Cost (Rs. Crore),Anticipated Cost (Rs. Crore),Original DOC,Anticipated DOC,"
        'Expenditure (in lakhs)\n1,Highway,UP,"1,245.50","1,690.10",03/2019,12/2026,5\n'
        '2,Metro,KA,"26,405","40,614",03/2020,06/2027,7\n'
    )
    assert values(found, "approved_budget") == [Decimal("12455000000"), Decimal("264050000000")]
    assert values(found, "forecast_finish") == [date(2026, 12, 31), date(2027, 6, 30)]
    assert set(values(found, "currency")) == {"INR"}
    assert "status" not in fields(found).values()


def test_years_are_no_money_and_a_column_that_tells_kinds_apart_names_no_programme_for_sure() -> None:
    found = table(
        "Project Name;Department;Project Stage;Estimated Year of Cost;Programme or Project\n"
        "Motorway;Transport;Appraisal;2031;Project\nHospital;Health;Build;2026;Programme\n"
    )
    sure = {c.header: c.confidence for c in found.plan.columns}
    assert not set(fields(found).values()) & {"forecast_cost", "approved_budget"}
    assert sure["Programme or Project"] in {"guess", "none"}


def test_sums_below_each_group_of_a_board_are_totals() -> None:
    found = table(
        "Portfolio board,,,\n,,,\nFirst half,,,\nName,Owner,Status,Budget\nAtlas,Ana,Working on it,10000\n"
        "Bolt,Ben,Stuck,20000\n,,,30000\n,,,\nSecond half,,,\nName,Owner,Status,Budget\nComet,Cy,Done,5000\n,,,5000\n"
    )
    assert values(found, "name") == ["Atlas", "Bolt", "Comet"]
    assert (found.counts.held_back, adds_up(found)) == (0, True)
    assert found.money["approved_budget"] == ("35000.00", "0")
    other = read("Name,Owner,Status,Budget\nAtlas,Ana,Stuck,10000\nBolt,Ben,Stuck,20000\n,,,31000\nElm,Cy,Done,5000\n")
    assert other.tables[0].counts.held_back == 1
    assert "required_missing" in rules(other.tables[0])


def test_a_row_that_gives_a_day_beside_its_amount_is_no_sum_of_the_row_above() -> None:
    found = table("Project,Start,Budget,Actual\nRoof,46027,100,40\n,46055,100,40\nWall,46083,50,10\n")
    assert (found.counts.not_data, found.counts.loaded, found.counts.held_back) == (0, 2, 1)
    assert adds_up(found)


def test_thousands_of_rows_without_a_key_are_gone_through_once() -> None:
    lines = "".join(f"{f'P{n}' if n % 10 == 0 else ''},{n + 1},{2 * n + 1}\n" for n in range(6_000))
    found = table(f"Project,Budget,Actual\n{lines}")  # took a minute where each such row summed all above it
    assert (found.counts.loaded, found.counts.held_back) == (600, 5_400)
    assert adds_up(found)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("Role,Name,Oct,Nov,Dec,Jan\n", "Resource utilisation 2026.csv"),
        ("Resource plan FY2026/27,,,,,\nRole,Name,Oct,Nov,Dec,Jan\n", "plan.csv"),
        ("Resource plan,,,,,\n,,2026,,,\nRole,Name,Oct,Nov,Dec,Jan\n", "plan.csv"),
    ],
)
def test_months_without_a_year_are_of_the_year_above_them_and_shares_may_exceed_the_whole(
    lines: str, name: str
) -> None:
    found = table(lines + "PM,Ana,80%,120%,100%,50%\nBA,Ben,60%,60%,30%,0%\n", name)
    days = [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    assert values(found, "start") == days * 2
    assert values(found, "share")[:4] == [80.0, 120.0, 100.0, 50.0]
    assert "period_without_date" not in rules(found)


def test_months_that_nothing_places_are_laid_on_the_nearest_year_which_is_said() -> None:
    found = table(
        "Role,Name,Nov,Dec,Jan\nPM,Ana,0.8,1.2,1\nBA,Ben,1,1,0\n", "resource plan.csv", today=date(2026, 11, 23)
    )
    assert values(found, "start")[:3] == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    assert values(found, "finish")[1] == date(2026, 12, 31)
    assert values(found, "share")[:3] == [80.0, 120.0, 100.0]
    said = [f.message for f in found.findings if f.rule == "period_without_date"]
    assert said == ["The months name no year; they were laid on the months from 2026-11-01."]


def test_a_list_of_schemes_is_one_of_projects_and_a_delay_in_days_is_no_step_of_a_scale() -> None:
    found = table(
        "Scheme Ref,Scheme Name,Local Authority,Match Funding (£m),Total Cost (£m),Start of Works,Opening Date,BCR,"
        "Delivery confidence\nT1,Bypass,Oxon,4.0,16.3,Sep 2024,Spring 2026,2.4,Amber/Green\n"
        "T2,Bus lane,Kent,0.5,2.0,Jan 2025,Late 2025,1.3,Green\n"
    )
    mapped = fields(found)
    assert (mapped["Scheme Ref"], mapped["Opening Date"]) == ("code", "forecast_finish")
    assert values(found, "declared_overall") == ["amber_green", "green"]
    risks = table(
        "Risk ID,Event,Prob (%),Cost impact min (£k),Cost impact ML (£k),Cost impact max (£k),Time impact (days)\n"
        "R1,Collapse,25%,50,120,300,20\nR2,Flood,10%,10,20,60,5\n"
    )
    assert [int(v) for v in values(risks, "impact_cost")] == [120_000, 20_000]
    assert values(risks, "impact_days") == [20.0, 5.0]


def test_schemes_by_month_of_a_financial_year_are_planned_money_of_each() -> None:
    found = read(
        "Capital programme 2026/27,,,,,\nScheme,Feb,Mar,Apr,May,Total\nTown hall,100,100,200,200,600\n"
        "Library,110,110,120,120,460\n",
        "Capital.csv",
    )
    rows = found.tables[0]
    assert rows.entity == "budget_period"
    assert values(rows, "project")[::4] == ["Town hall", "Library"]
    assert values(rows, "period")[0] == date(2026, 2, 1)
    assert rows.money["planned_value"] == ("1060.00", "0")
    unowned = table("Programme budget,,,\nLine,Jan 2026,Feb 2026,Mar 2026\nRoads,100,200,300\nParks,500,600,700\n")
    assert "project_unsaid" in rules(unowned)


def test_years_with_their_currency_are_years() -> None:
    found = read(
        "Project ID,Project name,Status,FY2025 ($k),FY2026 ($k),FY2027 ($k)\n"
        "P1,Ash,Active,200,300,100\nP2,Elm,Active,400,500,600\n"
    )
    assert [t.entity for t in found.tables] == ["project", "budget_period"]
    assert found.tables[1].money["planned_value"] == ("2100000.00", "0")


def test_columns_of_nothing_but_lights_are_ratings_of_what_they_are_called() -> None:
    found = table(
        "Project,PM,Overall,Time,Cost,Scope,Resources,Next milestone\n"
        "CRM,Ana,A ↑,G,A,G,R,Test\nERP,Ben,R ↓,R,R,A,A,Build\n"
    )
    assert values(found, "declared_overall") == ["amber", "red"]
    assert values(found, "declared_scope") == ["green", "amber"]
    assert "description" not in fields(found).values()
    scored = table("Project,Sponsor,Cost (£k),Risk (20%),Rank\nCRM,Ana,500,3,1\nERP,Ben,900,2,2\n")
    sure = {c.header: c.confidence for c in scored.plan.columns}
    assert sure["Risk (20%)"] in {"guess", "none"}


def test_days_of_a_timesheet_are_hours_worked() -> None:
    found = table(
        "Employee,Project,01/06/2026,02/06/2026,03/06/2026\nAna,CRM,7.5,7.5,4\nBen,ERP,7.5,7.5,7.5\n", "timesheet.csv"
    )
    assert values(found, "actual_hours")[:3] == [7.5, 7.5, 4.0]


def test_a_portfolio_in_french_with_its_weather_and_one_in_german_are_read() -> None:
    found = table(
        "N° projet;Intitulé;Chef de projet;Avancement;Budget (k€);Consommé (k€);Début;Fin prévue;Météo\n"
        "P-01;Refonte;Durand;60 %;1 250,0;700,5;01/02/2025;30/09/2026;Soleil\n"
        "P-02;Fibre;Petit;20 %;300,0;10;15/01/2026;31/12/2026;Orage\n"
    )
    assert (values(found, "name"), values(found, "declared_overall")) == (["Refonte", "Fibre"], ["green", "red"])
    assert values(found, "actual_cost") == [Decimal(700_500), Decimal(10_000)]
    german = table(
        "Projektnr.;Projektbezeichnung;Projektleiter;Status;Ampel;Budget (T€)\n4711;Halle;Müller;läuft;gelb;1.250,5\n"
        "4712;ERP;Schmidt;geplant;grün;400,0\n"
    )
    assert (values(german, "name"), values(german, "status")) == (["Halle", "ERP"], ["active", "planned"])
