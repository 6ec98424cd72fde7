"""Lists of projects and registers in many languages, their money, states and steps: made here, a few lines each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import read, rules, table, values

_LISTS = [
    (
        "Lp.;Nazwa projektu;Kierownik projektu;Jednostka;Wartość projektu (zł);Data rozpoczęcia;Data zakończenia;"
        "Status\n"
        "1;Most;A. Nowak;Wydział Dróg;12 500 000,00;01.03.2025;30.11.2026;w realizacji\n"
        "2;Szkoła;B. Lis;Wydział Oświaty;3 200 000,00;15.06.2025;31.08.2026;zakończony\n"
    ),
    (
        "Číslo;Název projektu;Odpovědná osoba;Odbor;Rozpočet (tis. Kč);Zahájení;Ukončení;Stav\n"
        "1;Most;J. Novák;Doprava;12 500;1.3.2025;30.11.2026;probíhá\n"
        "2;Škola;K. Malá;Školství;3 200;15.6.2025;31.8.2026;dokončeno\n"
    ),
    (
        "Sıra No;Proje Adı;Proje Yöneticisi;Birim;Bütçe (TL);Başlangıç Tarihi;Bitiş Tarihi;Durum\n"
        "1;Köprü;Ayşe Yılmaz;Ulaşım;12.500.000;01.03.2025;30.11.2026;Devam ediyor\n"
        "2;Okul;Can Öz;Eğitim;3.200.000;15.06.2025;31.08.2026;Tamamlandı\n"
    ),
    (
        "Projektnr;Projektnamn;Projektledare;Förvaltning;Budget (tkr);Startdatum;Slutdatum;Status\n"
        "1;Bron;A. Berg;Gatukontoret;12 500;2025-03-01;2026-11-30;Pågående\n"
        "2;Skolan;B. Dahl;Utbildning;3 200;2025-06-15;2026-08-31;Avslutad\n"
    ),
    (
        "Projectnummer;Projectnaam;Projectleider;Afdeling;Krediet (x € 1.000);Startdatum;Einddatum;Status\n"
        "1;Brug;A. Bos;Infra;12.500;01-03-2025;30-11-2026;In uitvoering\n"
        "2;School;B. Dam;Onderwijs;3.200;15-06-2025;31-08-2026;Afgerond\n"
    ),
    (
        "CUP;Nome progetto;RUP;Ente attuatore;Finanziamento totale;Data inizio;Data fine;Stato\n"
        "1;Ponte;A. Rossi;Comune;€ 12.500.000,00;01/03/2025;30/11/2026;In corso\n"
        "2;Scuola;B. Bianchi;Comune;€ 3.200.000,00;15/06/2025;31/08/2026;Concluso\n"
    ),
    (
        "序号,项目名称,项目负责人,所属部门,总投资（万元）,开工日期,竣工日期,项目状态\n"
        "1,大桥,张三,交通局,1250,2025年3月1日,2026年11月30日,进行中\n"
        "2,学校,李四,教育局,320,2025年6月15日,2026年8月31日,已完成\n"
    ),
]


@pytest.mark.parametrize("text", _LISTS, ids=["pl", "cs", "tr", "sv", "nl", "it", "zh"])
def test_a_list_of_projects_says_the_same_in_every_language(text: str) -> None:
    found = table(text)
    assert found.entity == "project"
    assert values(found, "code") == ["1", "2"]
    assert len(values(found, "name")[0]) >= 2
    assert None not in [*values(found, "manager"), *values(found, "department")]
    assert values(found, "approved_budget") == [Decimal("12500000"), Decimal("3200000")]
    assert [str(d) for d in values(found, "forecast_start")] == ["2025-03-01", "2025-06-15"]
    assert [str(d) for d in values(found, "forecast_finish")] == ["2026-11-30", "2026-08-31"]
    assert values(found, "status") == ["active", "completed"]
    assert "unit_unsaid" not in rules(found)


def test_currencies_of_countries_are_named_by_their_signs() -> None:
    named = [values(table(text), "currency")[0] for text in _LISTS]
    assert named == ["PLN", "CZK", "TRY", "SEK", "EUR", "EUR", "CNY"]


@pytest.mark.parametrize(
    "text",
    [
        "riesgo,probabilidad,severidad,control\nlluvia,media,alta,toldo\nrobo,baja,muy alta,guardia\n",
        "№,Риск,Вероятность,Влияние,Меры\n1,дождь,средняя,высокое,навес\n2,кража,низкая,критическое,охрана\n",
        "الرقم,وصف الخطر,الاحتمالية,التأثير,خطة الاستجابة\n1,مطر,متوسط,عالي,غطاء\n2,سرقة,منخفض,عالي جدا,حارس\n",
        "リスク,発生確率,影響度,対策\n雨,中,高,屋根\n盗難,低,非常に高い,警備\n",
        "Nr;Risiko;Wahrscheinlichkeit;Auswirkung;Maßnahme\n1;Regen;mittel;hoch;Dach\n2;Raub;gering;sehr hoch;Wache\n",
    ],
    ids=["es", "ru", "ar", "ja", "de"],
)
def test_steps_in_words_are_steps_in_every_language(text: str) -> None:
    found = table(text)
    assert found.entity == "risk"
    assert (values(found, "probability"), values(found, "impact")) == ([3.0, 2.0], [4.0, 5.0])
    assert None not in values(found, "mitigation")


def test_a_plan_in_japanese_has_its_links_and_actual_days() -> None:
    found = table(
        "タスク名,開始,終了,期間,依存,実績開始,実績終了,備考\n調査,2026/04/01,2026/04/10,8,,2026/04/01,2026/04/12,\n"
        "設計,2026/04/13,2026/04/24,10,調査,2026/04/14,,遅れ\n"
    )
    assert values(found, "predecessors") == [None, "調査"]
    assert [str(d) for d in values(found, "actual_finish")] == ["2026-04-12", "None"]


def test_a_rating_goes_to_what_its_header_says_it_is_of() -> None:
    lines = "".join(f"P{n},Red,Amber,Green\n" for n in range(1, 8))
    found = table(f"Project,Status (time),Status (cost),Status (scope)\n{lines}")
    assert fields(found) == {
        "Project": "name", "Status (time)": "declared_schedule", "Status (cost)": "declared_cost",
        "Status (scope)": "declared_scope",
    }  # fmt: skip


def test_states_of_a_country_are_at_most_a_guess_at_the_status() -> None:
    lines = "".join(f"{n},Road {n},{s},2026-01-0{n}\n" for n, s in enumerate(["AK", "FL", "NM", "TX", "WA", "OR"], 1))
    found = table(f"Award Number,Title,State,Start Date\n{lines}", entity="project")
    (state,) = [c for c in found.plan.columns if c.header == "State"]
    assert (state.field, state.confidence) in {("status", "guess"), (None, "none"), ("location", "guess")}
    assert values(found, "code")[0] == "1"


def test_yes_and_no_are_no_days_of_delay() -> None:
    lines = "".join(f"{n},Flood {n},3,4,{'Yes' if n % 2 else 'No'}\n" for n in range(1, 8))
    found = table(f"Risk ID,Risk,Probability,Impact,Schedule Impact?\n{lines}")
    assert fields(found)["Schedule Impact?"] is None


def test_times_in_several_units_by_the_clock_and_in_milliseconds_are_read() -> None:
    found = table(
        "Issue Id,Summary,Due Date,Estimation,Spent time\nA-1,Login,1767952800000,1w 2d,3d 4h\n"
        "A-2,Keys,1768816800000,2d,3:30\nA-3,Docs,1768816800000,1h 30m,0:15\n",
        entity="task",
    )
    assert values(found, "work_hours") == [56.0, 16.0, 1.5]
    assert values(found, "actual_work_hours") == [28.0, 3.5, 0.25]
    assert [str(d) for d in values(found, "planned_finish")] == ["2026-01-09", "2026-01-19", "2026-01-19"]


def test_a_unit_in_brackets_in_the_title_holds_for_the_years_below() -> None:
    found = read(
        "CAPITAL PLAN,,,,\nFY 2026 - FY 2028 (in $000s),,,,\nProject Name,Dept.,FY26,FY27,FY28\n"
        "Roof,Estates,250,0,10\nEngine,Fire,0,800,5\n",
        "plan.csv",
    )
    (money,) = found.tables
    assert [int(v) for v in values(money, "planned_value")] == [250000, 0, 10000, 0, 800000, 5000]
    assert any(f.rule == "unit_beside" for f in found.findings)


def test_days_that_primavera_marks_are_days() -> None:
    found = table(
        "Activity ID,Activity Name,Start,Finish,Total Float\nA10,Clear,05-Jan-26 A,06-Feb-26,-6\n"
        "A20,Found,09-Feb-26,27-Feb-26*,-6\n"
    )
    assert [str(d) for d in values(found, "planned_start")] == ["2026-01-05", "2026-02-09"]
    assert [str(d) for d in values(found, "planned_finish")] == ["2026-02-06", "2026-02-27"]


def test_a_plan_exported_in_german_has_its_finish_and_its_weekdays() -> None:
    found = table(
        "Nr.;Vorgangsname;Dauer;Anfang;Fertig stellen;Vorgänger\n1;Analyse;10 Tage;Mon 05.01.26;Fre 16.01.26;\n"
        "2;Abnahme;0 Tage;Fre 30.01.26;Fre 30.01.26;1\n"
    )
    assert [str(d) for d in values(found, "planned_finish")] == ["2026-01-16", "2026-01-30"]
    assert [str(d) for d in values(found, "planned_start")] == ["2026-01-05", "2026-01-30"]


def test_units_behind_a_comma_are_units() -> None:
    found = table(
        "№ п/п;Наименование проекта;Руководитель проекта;Бюджет, тыс. руб.;Дата начала;Статус\n"
        "1;Мост;Иванов;12 500,0;01.03.2025;В работе\n2;Школа;Петров;3 200,0;15.06.2025;Завершен\n"
    )
    assert values(found, "name") == ["Мост", "Школа"]
    assert values(found, "approved_budget") == [Decimal("12500000"), Decimal("3200000")]
    assert values(found, "currency") == ["RUB", "RUB"]


def test_steps_under_a_header_in_per_cent_are_per_cents() -> None:
    found = table(
        "Risk No.,Risk Title,Probability,Impact,Post-Mitigation Probability (%)\n1,Flood,4,3,20\n2,Fire,3,3,60\n"
        "3,Ice,2,3,90\n"
    )
    assert values(found, "residual_probability") == [1.0, 3.0, 5.0]


def test_names_that_stand_by_level_are_an_outline() -> None:
    found = table(
        "Level 1,Level 2,Level 3,Duration (days),Start Date,End Date,Status\n"
        "Mobilise,,,10,2026-01-05,2026-01-16,Complete\n,Set up,,5,2026-01-05,2026-01-09,Complete\n"
        ",,Name team,2,2026-01-05,2026-01-06,Complete\n,,Find room,3,2026-01-07,2026-01-09,Complete\n"
        "Deliver,,,40,2026-01-19,2026-03-13,In Progress\n,Build,,30,2026-01-19,2026-02-27,In Progress\n"
    )
    assert values(found, "name") == ["Mobilise", "Set up", "Name team", "Find room", "Deliver", "Build"]
    assert values(found, "parent") == [None, "Mobilise", "Set up", "Set up", None, "Deliver"]


def test_registers_of_issues_and_risks_in_other_languages_land_where_they_belong() -> None:
    issues = table(
        "課題番号,課題内容,発生日,担当者,優先度,期限,対応内容,ステータス\n1,遅れ,2026/1/5,佐藤,高,2026/1/20,増員,対応中\n"
        "2,仕様の穴,2026/1/8,佐藤,中,2026/1/25,確認,完了\n"
    )
    assert (issues.entity, values(issues, "name")) == ("issue", ["遅れ", "仕様の穴"])
    assert values(issues, "status") == ["active", "completed"]
    risks = table(
        "N° ;Risque;Cause;Probabilité (1-4);Gravité (1-4);Criticité;Stratégie;Plan d'action;Pilote\n"
        "1;Retard;Permis;3;4;12;Réduire;Relancer;Anne\n2;Prix;Acier;2;3;6;Accepter;Suivre;Luc\n"
    )
    assert values(risks, "response") == ["treat", "tolerate"]
    assert values(risks, "mitigation") == ["Relancer", "Suivre"]


def test_a_status_report_in_german_has_its_ratings_apart() -> None:
    lines = "".join(f"A{n};Halle {n};gelb;rot;grün;grün;640;1300\n" for n in range(1, 7))
    found = table(
        f"Projekt-ID;Projekt;Status Gesamt;Status Termine;Status Kosten;Status Qualität;Ist (k€);Prognose (k€)\n{lines}"
    )
    assert values(found, "declared_overall")[0] == "amber"
    assert values(found, "declared_schedule")[0] == "red"
    assert values(found, "declared_cost")[0] == "green"
    assert values(found, "forecast_cost")[0] == Decimal("1300000")


def test_a_description_stands_in_for_the_name_of_a_project() -> None:
    lines = "".join(f"H-{n},Resurface road {n},4500000,UNDER CONSTRUCTION\n" for n in range(1, 7))
    found = table(f"PROJ_NUM,PROJ_DESC,EST_COST,PROJ_STATUS\n{lines}")
    assert values(found, "name")[0] == "Resurface road 1"
    assert values(found, "status")[0] == "active"


@pytest.mark.parametrize(
    ("header", "opened", "closed"),
    [
        ("Nr;Riskbeskrivning;Sannolikhet;Konsekvens;Riskvärde;Åtgärd;Ansvarig;Öppen/Stängd", "Öppen", "Stängd"),
        ("Nr;Risikobeskrivelse;Sannsynlighet;Konsekvens;Risikoverdi;Tiltak;Ansvarlig;Åpen/Lukket", "Åpen", "Lukket"),
        ("Nr;Risicobeschrijving;Kans;Gevolg;Risicoscore;Beheersmaatregel;Eigenaar;Status", "Open", "Gesloten"),
        ("Nr;Descrizione del rischio;Probabilità;Impatto;Valore del rischio;Azione di mitigazione;Responsabile;"
         "Aperto/Chiuso", "Aperto", "Chiuso"),
        ("Lp.;Opis ryzyka;Prawdopodobieństwo;Wpływ;Poziom ryzyka;Działania zaradcze;Właściciel;Status", "Otwarte",
         "Zamknięte"),
    ],
    ids=["sv", "no", "nl", "it", "pl"],
)  # fmt: skip
def test_a_register_of_risks_says_the_same_in_every_language(header: str, opened: str, closed: str) -> None:
    found = table(
        f"{header}\n1;Ava;3;4;12;Bo;Cy;{opened}\n2;Dan;2;5;10;Eve;Flo;{opened}\n3;Gus;1;3;3;Hal;Ira;{closed}\n"
    )
    assert found.entity == "risk"
    assert values(found, "name") == ["Ava", "Dan", "Gus"]
    assert values(found, "score") == [12.0, 10.0, 3.0]
    assert values(found, "mitigation") == ["Bo", "Eve", "Hal"]
    assert values(found, "owner") == ["Cy", "Flo", "Ira"]
    assert values(found, "status") == ["planned", "planned", "completed"]
