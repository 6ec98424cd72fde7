"""Portfolios and lists of operations as governments publish them: the shapes alone, in a few lines made here."""

from __future__ import annotations

import pytest

from pmo_data.ingest.prepare import prepare_file
from pmo_data.ingest.read.decode import decode
from tests.ingest.test_unseen import read, table, values


def fed(text: str, name: str = "list.csv") -> dict[str, tuple[str | None, str]]:
    """Each header with the field it feeds and how sure that is."""
    return {c.header: (c.field, c.confidence) for c in table(text, name).plan.columns}


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("Total baseline benefits (£m)", ("109", "98", "40"), None),
        ("Schedule variance (%)", ("-14%", "0%", "2%"), None),
        ("End year", ("2030", "Ongoing", "2024"), "forecast_finish"),
        ("Ward number", ("20", "21", "23"), None),
        ("Asset owner", ("Roads Office", "Water Board", "Schools Office"), "department"),
        ("Date in service", ("2029", "2031", "2030"), "forecast_finish"),
        ("Expended to date", ("1200", "3400", "0"), "actual_cost"),
    ],
)
def test_words_of_a_header_tell_what_a_column_of_a_public_portfolio_is(
    header: str, cells: tuple[str, ...], field: str | None
) -> None:
    rows = "".join(f"Depot {i},Jo,2026-0{i + 1}-01,{cell}\n" for i, cell in enumerate(cells))
    assert fed(f"Project name,Project manager,Start date,{header}\n{rows}")[header][0] == field


def test_first_estimates_of_start_finish_and_cost_are_the_baseline_and_no_milestones() -> None:
    head = "Project name,Initial estimated start date,Initial estimated finish date,Current estimated finish date,"
    head += "Initial estimated project cost,Current estimated project cost\n"
    rows = 'Ledger,9/1/2026,8/31/2028,5/31/2029,"$24,500,000","$27,004,000"\n'
    rows += 'Licences,1/15/2026,12/31/2027,12/31/2027,"$6,000,000","$6,100,000"\n'
    found = read(head + rows)
    assert [t.entity for t in found.tables] == ["project"]
    assert [str(v) for v in values(found.tables[0], "baseline_start")] == ["2026-09-01", "2026-01-15"]
    assert [str(v) for v in values(found.tables[0], "baseline_finish")] == ["2028-08-31", "2027-12-31"]
    assert [str(v) for v in values(found.tables[0], "forecast_finish")] == ["2029-05-31", "2027-12-31"]
    assert [str(v) for v in values(found.tables[0], "forecast_cost")] == ["27004000.00", "6100000.00"]


def test_scope_schedule_and_budget_in_words_of_a_rating_are_ratings() -> None:
    head = "Project,Overall assessment,Schedule,Scope,Budget,Current budget\n"
    rows = "Ledger,Attention required,On track,Off track,Attention required,45400000\n"
    rows += "Licences,Critical,Critical,On track,On track,465300000\n"
    found = table(head + rows)
    assert values(found, "declared_overall") == ["amber", "red"]
    assert values(found, "declared_scope") == ["red", "green"]
    assert values(found, "declared_cost") == ["amber", "green"]
    assert "description" not in {c.field for c in found.plan.columns}


def test_a_column_called_state_in_one_language_whose_words_are_none_is_a_guess() -> None:
    rows = "".join(f"{i},Tunnel {i},{who}\n" for i, who in enumerate(("Vegvesen", "Statsbygg", "Havn", "Bane", "Kyst")))
    assert fed(f"Prosjektnummer,Prosjektnavn,Etat\n{rows}")["Etat"] in {("status", "guess"), (None, "none")}


@pytest.mark.parametrize(
    "head",
    [
        "Nom du bénéficiaire;Nom de l'opération;Date de début;Date de fin;Coût total éligible",
        "Nombre del beneficiario;Nombre de la operación;Fecha inicio;Fecha de finalización;Gasto total subvencionable",
        "Nome do beneficiário;Designação da operação;Data de início;Data de fim;Despesa total elegível",
        "Name des Begünstigten;Bezeichnung des Vorhabens;Datum des Beginns;Datum des Endes;Gesamtkosten des Vorhabens",
        "Nazwa beneficjenta;Tytuł projektu;Data rozpoczęcia;Data zakończenia;Wydatki kwalifikowalne",
        "Denumire beneficiar;Titlu proiect;Data începere;Data finalizare;Valoarea totală",
    ],
)
def test_operations_of_european_funds_are_read_in_the_languages_they_are_published_in(head: str) -> None:
    rows = "Stadt Alt;Neue Brücke am Markt;01.07.2025;30.06.2028;12.345.678,90\n"
    rows += "Dorf Neu;Halle der Feuerwehr;15.01.2026;31.12.2027;450.000,00\n"
    found = table(f"{head}\n{rows}")
    assert (found.entity, values(found, "client")) == ("project", ["Stadt Alt", "Dorf Neu"])
    assert values(found, "name") == ["Neue Brücke am Markt", "Halle der Feuerwehr"]
    assert [str(v) for v in values(found, "forecast_start")] == ["2025-07-01", "2026-01-15"]
    assert [str(v) for v in values(found, "forecast_finish")] == ["2028-06-30", "2027-12-31"]
    assert [str(v) for v in values(found, "approved_budget")] == ["12345678.90", "450000.00"]


def test_original_and_current_estimates_of_a_dutch_list_are_told_apart() -> None:
    head = "Ministerie;Project;Status;Startdatum;Einddatum oorspronkelijk;Einddatum actueel;"
    head += "Initieel geschatte kosten (mln. €);Actueel geschatte kosten (mln. €);Gerealiseerde kosten (mln. €)\n"
    rows = "Water;Nieuwe sluis;In uitvoering;1-9-2025;31-12-2028;31-12-2030;43,2;1.200,5;61,3\n"
    rows += "Zorg;Dossiers;Gestopt;1-1-2024;31-12-2027;31-12-2029;57;120,5;102,9\n"
    found = table(head + rows)
    assert values(found, "department") == ["Water", "Zorg"]
    assert values(found, "status") == ["active", "cancelled"]
    assert [str(v) for v in values(found, "baseline_finish")] == ["2028-12-31", "2027-12-31"]
    assert [str(v) for v in values(found, "forecast_finish")] == ["2030-12-31", "2029-12-31"]
    assert [str(v) for v in values(found, "forecast_cost")] == ["1200500000.00", "120500000.00"]
    assert [str(v) for v in values(found, "actual_cost")] == ["61300000.00", "102900000.00"]


def test_periods_and_columns_without_a_unit_are_counted_as_the_headers_beside_say_and_that_is_said() -> None:
    head = "Project title,Total cost ($000),Cost to date,2026-27,2027-28,2028-29\n"
    rows = '"Gateway","550,000","210,000","180,000","120,000","40,000"\n"Tower","3,746,000","612,000","540,000",0,0\n'
    found = read(head + rows)
    projects, periods = found.tables
    assert [str(v) for v in values(projects, "actual_cost")] == ["210000000.00", "612000000.00"]
    assert [str(v) for v in values(periods, "planned_value")][:2] == ["180000000.00", "120000000.00"]
    said = [f.message for f in (*found.findings, *projects.findings, *periods.findings) if f.rule == "unit_beside"]
    assert any("Cost to date" in m and "“Total cost ($000)”" in m for m in said)


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Budget (£m),Spend to date", "12.5,3200000"),  # of another size
        ("Budget (£m),Cost (£k),Spend to date", "12.5,900,3"),  # two units
    ],
)
def test_a_column_keeps_its_amounts_where_the_headers_beside_do_not_tell_its_unit(head: str, cells: str) -> None:
    found = table(f"Project ID,Project name,{head}\nK-1,Tram,{cells}\nK-2,Park,{cells}\n")
    assert str(values(found, "actual_cost")[0]) == f"{cells.rpartition(',')[2]}.00"


@pytest.mark.parametrize(
    ("header", "words", "ratings"),
    [
        (
            "Delivery confidence (DCA)",
            ("High", "Medium-High", "Medium", "Low"),
            ["green", "amber_green", "amber", "red"],
        ),
        ("Risikovurdering", ("Lav", "Mellem", "Høj", "Lav"), ["green", "amber", "red", "green"]),
    ],
)
def test_high_confidence_is_green_and_high_risk_is_red(header: str, words: tuple[str, ...], ratings: list[str]) -> None:
    rows = "".join(f"K-{i},Ledger {i},Jo,{word}\n" for i, word in enumerate(words))
    found = table(f"Project ID,Project name,Project manager,{header}\n{rows}")
    field = "declared_risk" if header.startswith("Risiko") else "declared_overall"
    assert values(found, field) == ratings


def test_a_status_in_two_languages_is_read_where_both_say_the_same() -> None:
    rows = "K-1,Ledger,Active / Actif\nK-2,Tram,On hold / En attente\nK-3,Park,Closed / Actif\n"
    found = table(f"Project ID,Project name,Project status / État du projet\n{rows}")
    assert values(found, "status") == ["active", "on_hold", None]


def test_rows_of_milestones_under_projects_that_come_again_are_milestones() -> None:
    head = "Route,Project ref,Project name,Stage,Milestone,Baseline date,Forecast date,Status\n"
    rows = "West,W1,East Junction,GRIP 6,Ready for use,Sep 2026,Sep 2026,Complete\n"
    rows += "West,W1,East Junction,GRIP 6,Close-out,Mar 2027,Jun 2027,Planned\n"
    rows += "East,E4,Second platform,GRIP 3,Outline design,Mar 2027,TBC,Planned\n"
    rows += "East,E4,Second platform,GRIP 3,Detailed design,Mar 2028,TBC,Planned\n"
    found = table(head + rows)
    assert (found.entity, values(found, "milestone")) == ("task", [True] * 4)
    assert values(found, "name")[:2] == ["Ready for use", "Close-out"]
    assert [str(v) for v in values(found, "baseline_finish")][:2] == ["2026-09-30", "2027-03-31"]


def test_a_bare_forecast_date_is_no_start() -> None:
    rows = "Line four,412,Jul 2026,Jan 2027\nTunnel,101,Aug 2026,Dec 2026\n"
    found = fed(f"Project,EFC (£m),Target date,Forecast date\n{rows}")
    assert (found["Target date"][0], found["Forecast date"][0]) == ("forecast_finish", None)


def test_what_is_anticipated_comes_before_what_was_revised_and_a_state_without_states_is_a_place() -> None:
    head = "Project Name,State,Original Cost (Rs. Crore),Revised Cost (Rs. Crore),Anticipated Cost (Rs. Crore)\n"
    found = table(f"{head}Metro,Kerala,100,-,140\nPort,Goa,20,30,40\nDam,Assam,7,8,9\nRoad,Bihar,1,2,3\n")
    assert [str(v) for v in values(found, "forecast_cost")][:2] == ["1400000000.00", "400000000.00"]
    by_header = {c.header: (c.field, c.confidence) for c in found.plan.columns}
    assert by_header["State"] == ("location", "guess")
    assert fed("Project name,Manager,State\nTram,Jo,Active\nPark,Al,Closed\n")["State"] == ("status", "exact")


def test_new_and_existing_projects_one_below_the_other_are_one_list() -> None:
    head = "Total estimated investment,Expenditure to date,Remaining expenditure,Estimated completion date"
    rows = f"Capital programme,,,,\n,,,,($ thousand)\nNew projects,{head}\n"
    rows += '"Creek crossing","36,500","1,200","35,300",2027\n"Depot","42,870","21,870","21,000",2026\n'
    rows += f'Total new projects,"79,370","23,070","56,300",\nExisting projects,{head}\n'
    rows += '"Coast road","365,100",320,10,2026\n'
    found = table(rows)
    assert (found.entity, values(found, "name")) == ("project", ["Creek crossing", "Depot", "Coast road"])
    assert [str(v) for v in values(found, "approved_budget")] == ["36500000.00", "42870000.00", "365100000.00"]
    assert {c.header: c.field for c in found.plan.columns}["Remaining expenditure"] is None


def test_letters_that_stand_before_the_columns_of_a_database_are_no_part_of_their_names() -> None:
    head = "OC_TITOLO_PROGETTO;OC_SINTESI_PROGETTO;OC_STATO_PROGETTO;OC_BENEFICIARIO;CUP\n"
    found = table(f"{head}FIBRA;Posa;In corso;COMUNE;B6\nPONTE;Opera;Concluso;ANAS;G7\n")
    assert (found.entity, values(found, "name")) == ("project", ["FIBRA", "PONTE"])
    assert values(found, "status") == ["active", "completed"]


def test_activities_of_aid_as_their_portal_exports_them_are_projects() -> None:
    head = "aid,reporting,reporting-ref,title,status-code,day-start,day-end,day-length,commitment,spend,currency\n"
    found = table(f"{head}X-1,Aid Office,X,Clean water,2,2026-01-01,2027-12-31,729,1200,800,GBP\n")
    assert (found.entity, values(found, "code"), values(found, "name")) == ("project", ["X-1"], ["Clean water"])
    assert [str(v) for v in (*values(found, "approved_budget"), *values(found, "actual_cost"))] == ["1200.00", "800.00"]


def test_shift_jis_without_kana_is_no_chinese() -> None:
    text = "事業番号,事業名,府省庁,予算額(百万円)\n0001,道路改築事業,国土交通省,450\n0002,港湾改修,国土交通省,38\n"
    found = prepare_file(text.encode("cp932"), "list.csv").tables[0]
    assert values(found, "name") == ["道路改築事業", "港湾改修"]
    assert [str(v) for v in values(found, "approved_budget")] == ["450000000.00", "38000000.00"]
    chinese = "项目编号,项目名称,预算\n0001,道路改建工程,450\n0002,港口维修,38\n"
    assert decode(chinese.encode("gb18030")).encoding == "gb18030"
    assert decode("專案名稱,預算\n道路改善工程,450\n港口維修,38\n".encode("big5")).encoding == "big5"


def test_amounts_in_millions_of_euros_behind_the_number_are_money_and_hungarian_days_end_in_a_dot() -> None:
    found = table("Nom du projet;Début;Coût estimé\nSolde;2024;186,2 M€\nPortail;2021;35 M€\n")
    assert [str(v) for v in values(found, "forecast_cost")] == ["186200000.00", "35000000.00"]
    days = table(
        "Projekt címe;Megvalósítás kezdete;Megvalósítás vége\n"
        "Út;2025.09.01.;2027. 12. 31.\nGép;2025.03.15.;2026.09.30.\n"
    )
    assert [str(v) for v in values(days, "forecast_start")] == ["2025-09-01", "2025-03-15"]
    assert [str(v) for v in values(days, "forecast_finish")] == ["2027-12-31", "2026-09-30"]


def test_parts_of_a_list_under_halves_of_its_header_and_totals_of_a_year_are_left_out() -> None:
    groups = "2024 Levy,Approved Budget,Most Current Estimate,Date,Budget Remainder"
    names = ",Priority,Site,Project,Town,,,,,,Notes\n"
    text = f",,,2025 Completion,,{groups},\n{names}"
    text += ',001,EW,Ticket booth,Lynn,"$ 250,000","$ 60,000","$ 57,679",est,"$ 2,321",\n'
    text += ',002,HW,Play ground,Snow,"$ 350,000", $ -   ,"$ 666,762",Final,"$ 83,237",late\n'
    text += ',,,2025 subtotal,,"$ 600,000","$ 60,000","$ 724,441",,"$ 85,558",\n'
    text += f",,,2026 Completion,,{groups},\n{names}"
    text += ',007,TP,Windows,Lake,"$ 2,000", $ -   , $ -   ,Ref, $ -   ,\n'
    text += ',,,2026 subtotal,,"$ 2,000", $ -   , $ -   ,, $ -   ,\n'
    found = table(text)
    assert (found.entity, values(found, "name")) == ("project", ["Ticket booth", "Play ground", "Windows"])
    assert [str(v) for v in values(found, "approved_budget")] == ["60000.00", "0.00", "0.00"]
    assert found.counts.not_data == 4


@pytest.mark.parametrize(("text", "zero"), [("$ -", True), ("- €", True), ("-", False), ("x -", False)])
def test_a_stroke_beside_the_sign_of_a_currency_is_nothing(text: str, zero: bool) -> None:
    found = table(f"Project ID,Project name,Budget,Spent\nK-1,Tram,120,{text}\nK-2,Park,80,40\n")
    assert (str(values(found, "actual_cost")[0]) == "0.00") is zero


def test_what_projects_are_without_any_name_is_a_list_of_projects_as_a_guess() -> None:
    head = "School Name,Project Description,Construction Award,Project type,City\n"
    found = table(f"{head}Hill,New roof and parapets,1480016,CIP,York\nBank,Boiler and pipes,2995000,CIP,Leeds\n")
    assert (found.entity, values(found, "name")) == ("project", ["New roof and parapets", "Boiler and pipes"])
    assert {c.header: c.confidence for c in found.plan.columns}["Project Description"] == "guess"


def test_the_last_word_of_a_header_may_count_in_crores() -> None:
    found = table("project_id,project_name,department,approved_cost_cr\nK-1,Metro,Rail,12.5\nK-2,Port,Sea,8\n")
    assert [str(v) for v in values(found, "approved_budget")] == ["125000000.00", "80000000.00"]


@pytest.mark.parametrize(
    ("head", "cells", "budget", "status"),
    [
        ("Наименование на проекта;Бенефициент;Дата на започване;Дата на приключване;Обща стойност (хил. лв.);Статус на "
         "изпълнение", "В изпълнение", "1250500.00", "active"),
        ("Назва проєкту;Замовник;Дата початку;Дата завершення;Загальна вартість, тис. грн;Стан", "Планується",
         "1250500.00", "planned"),
        ("Název projektu;Název příjemce;Datum zahájení;Datum ukončení;Celkové způsobilé výdaje (Kč);Stav projektu",
         "Projekt ukončen", "1250.50", "completed"),
        ("Nama Proyek;Penanggung Jawab;Start date;Target selesai;Nilai Investasi (Rp Juta);Status", "Selesai",
         "1250500000.00", "completed"),
        ("Hankkeen nimi;Tuensaajan nimi;Hankkeen alkamispäivä;Hankkeen päättymispäivä;Kokonaiskustannukset (€);Status",
         "Päättynyt", "1250.50", "completed"),
    ],
)  # fmt: skip
def test_public_works_are_read_in_the_words_units_and_days_of_their_country(
    head: str, cells: str, budget: str, status: str
) -> None:
    rows = f"Wasser;Stadt;01.08.2026.;31.12.2028.;1 250,50;{cells}\nMost;Grad;15.03.2026.;30.06.2027.;80,00;{cells}\n"
    found = table(f"{head}\n{rows}")
    assert (found.entity, values(found, "name")) == ("project", ["Wasser", "Most"])
    assert [str(v) for v in values(found, "forecast_start")] == ["2026-08-01", "2026-03-15"]
    assert [str(v) for v in values(found, "forecast_finish")] == ["2028-12-31", "2027-06-30"]
    assert (str(values(found, "approved_budget")[0]), values(found, "status")) == (budget, [status] * 2)


def test_a_header_with_a_unit_of_its_own_is_none_of_those_counted_as_beside() -> None:
    found = read("Project Title,Total Project Cost (PhP Million),Status\nSubway,488,Ongoing\nDam,12,Ongoing\n")
    assert [str(v) for v in values(found.tables[0], "approved_budget")] == ["488000000.00", "12000000.00"]
    assert values(found.tables[0], "currency") == ["PHP", "PHP"]
    assert "unit_beside" not in {f.rule for f in (*found.findings, *found.tables[0].findings)}


def test_the_day_a_board_is_to_decide_is_no_finish() -> None:
    rows = "54321,Metro,15 Mar 2027,200\n55012,Solar park,28 Jun 2027,150\n"
    assert fed(f"Project ID,Title,Target Board Date,Total Project Cost\n{rows}")["Target Board Date"][0] is None


def test_quarters_of_a_financial_year_are_said_to_be_read_without_knowing_when_it_begins() -> None:
    rows = "Crossing,qtr 4 2026-27\nDepot,2027\n"
    said = [f for f in table(f"Project name,Completion date\n{rows}").findings if f.rule == "financial_year"]
    assert [(f.row, "qtr 4 2026-27" in f.message) for f in said] == [(2, True)]
    later = table(f"Project name,Completion date\n{rows}", fiscal_month=7)
    assert str(values(later, "forecast_finish")[0]) == "2027-06-30"
    assert "financial_year" not in {f.rule for f in later.findings}
