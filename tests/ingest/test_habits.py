"""Habits of the tools and offices that files come from: exports, other languages, registers of several kinds."""

from __future__ import annotations

import pytest

from pmo_data.ingest.recognise.vocabulary.words import squash, words
from tests.ingest.test_unseen import adds_up, read, rules, table, values


def fields(found: object) -> dict[str, str | None]:
    return {c.header: c.field for c in found.plan.columns}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("plandate", ("planned", "date")),
        ("riskprobability", ("risk", "probability")),
        ("BudgetReel", ("budget", "actual")),
        ("Date de fin prévue", ("finish", "date", "planned")),
        ("Fecha de vencimiento", ("due", "date")),
        ("Data de término", ("finish", "date")),
        ("Начало", ("start",)),
        ("시작일", ("start", "date")),
        ("プロジェクト名", ("project", "name")),
        ("任务名称", ("task", "name")),
        ("In progress", ("ongoing",)),
    ],
)
def test_headers_of_two_words_in_one_and_of_other_languages_have_english_words(
    header: str, meaning: tuple[str, ...]
) -> None:
    assert words(header) == meaning


def test_an_english_word_that_means_something_else_abroad_keeps_its_meaning() -> None:
    assert squash("Fine") == "fine"
    assert squash("Real prices") == "realprice"


def test_a_plan_in_cyrillic_is_read_as_a_plan() -> None:
    found = read(
        "Код;Наименование;Начало;Окончание;Длительность;Предшественники\n"
        "A1;Котлован;04.05.2026;08.05.2026;5;\nA2;Фундамент;11.05.2026;15.05.2026;5;A1\n"
    )
    tasks, links = found.tables
    assert (tasks.entity, links.entity) == ("task", "dependency")
    assert values(tasks, "name") == ["Котлован", "Фундамент"]
    assert [str(d) for d in values(tasks, "planned_finish")] == ["2026-05-08", "2026-05-15"]


def test_portuguese_states_are_known() -> None:
    found = table(
        "ID;Tarefa;Início;Término;Status\n1;Compra;06/03/2026;12/03/2026;Concluído\n"
        "2;Montagem;13/03/2026;15/03/2026;Não iniciado\n3;Teste;16/03/2026;20/03/2026;Em andamento\n"
    )
    assert values(found, "status") == ["completed", "planned", "active"]


def test_a_state_with_an_aside_is_that_state_and_pending_is_a_state() -> None:
    found = table(
        "Issue ID,Issue,Status\n1,Gap,Open (waiting for the board)\n2,Hole,Active - plan agreed\n"
        "3,Pit,Pending\n4,Ditch,Glowing\n"
    )
    assert values(found, "status") == ["planned", "active", "planned", None]
    assert "value_unknown" in rules(found)


def test_a_delay_is_no_duration_and_a_priority_no_score() -> None:
    found = table(
        "project_id,milestone,planned_date,actual_date,delay_days,status\n"
        "P1,Survey,2026-01-11,2026-01-13,2,Complete\nP1,Permit,2026-02-22,,,Planned\n"
    )
    assert fields(found)["delay_days"] is None
    assert fields(found)["planned_date"] == "planned_finish"
    assert values(found, "milestone") == [True, True]
    log = table("id,title,status,priority,date_opened,root_cause\n1,Gap,Open,High,2026-01-02,Haste\n", "log.csv")
    assert fields(log)["priority"] != "score"


def test_days_are_never_a_percentage_however_few_they_are() -> None:
    found = table(
        "id,summary,to_do,in_progress,done\nA-1,One,,2026-01-30T17:46:52.892-0200,\n"
        "A-2,Two,,,2026-01-31T17:46:52.892-0200\n"
    )
    assert "percent_complete" not in fields(found).values()


def test_risks_named_as_risks_are_risks_however_much_else_is_beside_them() -> None:
    found = table(
        "Risk ID,Risk description,Initial risk,Exposed,Agreed?,Cost of measures,Basis,Lot,Site\n"
        '1,Flood,"300,000 CHF","60,000 CHF",Yes,0 CHF,x,1,a\n'
        '2,Fire,"200,000 CHF","10,000 CHF",No,0 CHF,y,2,b\n',
        "book.csv",
    )
    assert found.entity == "risk"
    assert values(found, "code") == ["1", "2"]


def test_lines_of_a_preamble_with_commas_do_not_narrow_the_table() -> None:
    found = table(
        ",,\n,,https://tool.example/export\n,,\n"
        "Task ID,Created At,Completed At,Name,Section/Column,Assignee,Due Date,Tags,Notes\n"
        "1,2026-07-30,,Cut,Doing,Ana,2026-08-01,,\n2,2026-07-30,,Sew,Doing,,2026-08-02,,\n"
        "3,2026-07-29,,Iron,Doing,Bo,2026-08-03,,\n"
    )
    assert values(found, "name") == ["Cut", "Sew", "Iron"]
    assert found.plan.header_rows == (4,)
    assert adds_up(found)


def test_a_tree_of_work_items_names_each_item_and_its_parent() -> None:
    found = table(
        "ID,Work Item Type,Title 1,Title 2,Title 3,State\n9,Epic,Exports,,,Active\n"
        "10,Feature,,To a sheet,,Active\n11,Task,,,Write it,Closed\n12,Feature,,To a page,,New\n"
    )
    assert values(found, "name") == ["Exports", "To a sheet", "Write it", "To a page"]
    assert values(found, "parent") == [None, "9", "10", "9"]


def test_hours_beside_the_day_of_work_are_hours_logged() -> None:
    found = table("Resource Name,Date,Hours,Comment\nAna,2026-01-05,8,\nAna,2026-01-06,6.5,half a day off\n")
    assert found.entity == "assignment"
    assert values(found, "actual_hours") == [8.0, 6.5]
    tempo = table(
        '"Issue Key","Issue summary","Hours","Work date","Full name","Project Key"\n'
        '"C-1","Sprint","0.25","2026-01-04 00:00","Ana","C"\n'
        '"C-1","Sprint","1","2026-01-04 00:00","Ana","C"\n'
    )
    assert tempo.entity == "assignment"
    assert values(tempo, "actual_hours") == [0.25, 1.0]


def test_points_of_an_issue_tracker_are_no_hours() -> None:
    found = table(
        "ID,Team,Title,Status,Estimate,Priority,Project,Assignee,Cycle Number,Started,Parent issue\n"
        "E-1,Core,Split,In Progress,3,High,Ledger,Ana,12,2026-03-02T10:00:00.000Z,\n"
    )
    assert found.plan.settings["tool"] == "Linear"
    assert fields(found)["Estimate"] is None


def test_two_days_in_one_cell_are_start_or_finish_by_the_field_that_takes_them() -> None:
    found = table(
        'Name,Status,Due\nBuild,Doing,"October 20, 2026 → October 24, 2026"\nTest,Doing,2026년 11월 2일\n', "tasks.csv"
    )
    assert [str(d) for d in values(found, "planned_finish")] == ["2026-10-24", "2026-11-02"]


def test_the_first_column_of_words_stands_in_where_nothing_is_called_a_name() -> None:
    found = table(
        "Fase,Proceso,Fecha Inicio,Duración (Días),Fecha Fin\nUno,Estudio del suelo,2026-03-01,6,2026-03-07\n"
        "Uno,Obra de la calle,2026-03-08,13,2026-03-21\n"
    )
    assert values(found, "name") == ["Estudio del suelo", "Obra de la calle"]
    assert next(c for c in found.plan.columns if c.field == "name").confidence == "guess"


def test_no_outline_number_stands_above_one_it_does_not_begin() -> None:
    found = table(
        "id,wbs,name,start,finish\nT1,0,Authorise,2026-01-01,2026-01-01\nT2,1.1,Draw,2026-01-02,2026-01-03\n"
        "T3,1.1.1,Sketch,2026-01-02,2026-01-02\nT4,1.10.1,Ink,2026-01-02,2026-01-02\n"
    )
    assert values(found, "parent") == [None, None, "T2", None]


def test_two_letters_over_small_counts_are_no_sure_amount_of_money() -> None:
    counts = table("ac,name,start,finish\n1,Draw,2026-01-01,2026-01-03\n2,Ink,2026-01-03,2026-01-05\n")
    costs = table("ac,name,start,finish\n10500,Draw,2026-01-01,2026-01-03\n24800,Ink,2026-01-03,2026-01-05\n")
    sure = [next((c.confidence for c in t.plan.columns if c.field == "actual_cost"), "none") for t in (counts, costs)]
    assert sure[0] in {"guess", "none"}
    assert sure[1] in {"exact", "likely"}


@pytest.mark.parametrize(("header", "sure"), [("Status", True), ("Project status", True), ("Gate 2 (Status)", False)])
def test_colours_rate_the_project_only_where_the_header_speaks_of_nothing_else(header: str, sure: bool) -> None:
    found = table(f"Project code,Project name,{header}\nP1,Harbour,Green\nP2,Bridge,Red\nP3,Depot,Amber\n")
    rated = next(c for c in found.plan.columns if c.header == header)
    assert rated.field == "declared_overall"
    assert (rated.confidence != "guess") is sure
