"""`pmo check` and `pmo import`: their JSON and exit codes, answers in a file, the workbook to send back."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pmo_data.cli import main
from pmo_data.store.database import Store
from pmo_data.store.identities import identities

LIST = (
    "project id,project name,project manager,rag status,budget,start date\n"
    "P1,Harbour,Ana,Purple,100,2026-01-05\n"
    "P2,,Ben,Amber,200,soon\n"
    ",,Cy,Green,300,2026-01-07\n"
    "Total,,,,600,\n"
)  # fmt: skip
pytestmark = pytest.mark.usefixtures("read_here")
FINDING = {"row", "column", "cell", "value", "rule", "severity", "message", "fix"}
TABLE = {"sheet", "entity", "orientation", "header_rows", "row_stands_for", "mapping", "formats", "rows", "findings"}


def pmo(db: Path, *words: str) -> tuple[int, Any]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main([*words, "--json", "--db", str(db)])
    return code, json.loads(out.getvalue())


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_the_json_of_check_is_the_contract_and_nothing_is_done(listed: Path, tmp_path: Path) -> None:
    db = tmp_path / "store.duckdb"
    code, said = pmo(db, "check", str(listed))
    assert code == 1
    assert not db.exists()
    assert {"file", "refused", "snapshot", "tables"} <= said.keys()
    table = said["tables"][0]
    assert table.keys() >= TABLE
    assert all(f.keys() >= FINDING for f in table["findings"])
    assert table["mapping"]["budget"] == {"field": "approved_budget", "confidence": "exact"}
    rows = table["rows"]
    assert rows == {"in_file": 4, "loaded": 2, "unchanged": 0, "held_back": 1, "not_data": 1}


def test_check_and_import_report_alike_and_the_second_import_says_nothing_is_new(listed: Path, tmp_path: Path) -> None:
    db = tmp_path / "store.duckdb"
    checked = pmo(db, "check", str(listed))[1]["tables"][0]
    imported = pmo(db, "import", str(listed))[1]
    assert imported["tables"][0]["findings"] == checked["findings"]
    assert imported["snapshot"] == 1
    code, again = pmo(db, "import", str(listed))
    assert again["snapshot"] is None
    assert "nothing to do" in again["already_imported"]
    assert again["tables"][0]["rows"]["unchanged"] == 2
    assert code == 1


def test_an_unknown_project_is_reported_once_by_check_and_by_import(tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text("task id,task name,project,planned start\nT1,Dig,P999,2026-01-01\n", encoding="utf-8")
    for verb in ("check", "import"):
        said = pmo(tmp_path / "store.duckdb", verb, str(path))[1]
        found = [f["message"] for f in said["tables"][0]["findings"] if "P999 does not exist" in f["message"]]
        assert len(found) == 1, verb


def test_answers_in_a_file_are_taken_and_asked_no_more_next_month(listed: Path, tmp_path: Path) -> None:
    db, answers = tmp_path / "store.duckdb", tmp_path / "answers.json"
    told = {
        "fields": {"project manager": "sponsor"},
        "values": {"rag status": {"Purple": "red"}},
        "cells": {"F3": "2026-02-03"},
    }
    answers.write_text(json.dumps(told), encoding="utf-8")
    pmo(db, "import", str(listed), "--map", str(answers), "--status-date", "2026-01-31")
    answer = pmo(db, "query", "projects")[1]
    rows = [dict(zip(answer["columns"], r, strict=True)) for r in answer["rows"]]
    assert [(r["code"], r["sponsor"], r["declared_overall"]) for r in rows] == [
        ("P1", "Ana", "red"), ("P2", "Ben", "amber"),
    ]  # fmt: skip
    assert [r["forecast_start"][:10] for r in rows] == ["2026-01-05", "2026-02-03"]
    listed.write_text(LIST.replace("100", "150"), encoding="utf-8")
    said = pmo(db, "import", str(listed), "--status-date", "2026-02-28")[1]["tables"][0]
    assert said["mapping"]["project manager"] == {"field": "sponsor", "confidence": "exact"}
    assert "value_unknown" not in {f["rule"] for f in said["findings"] if f["column"] == "rag status"}


def test_the_workbook_to_send_back_marks_the_cells_and_lists_the_findings(listed: Path, tmp_path: Path) -> None:
    out = tmp_path / "back.xlsx"
    pmo(tmp_path / "store.duckdb", "check", str(listed), "--annotate", str(out))
    book = openpyxl.load_workbook(out)
    data, errors = book.worksheets
    assert data["B2"].value == "Harbour"
    assert "Purple" in data["D2"].comment.text
    assert data["F3"].fill.start_color.rgb != data["F2"].fill.start_color.rgb
    listed_rows = [row for row in errors.iter_rows(min_row=2, values_only=True) if row[6]]
    assert any(row[1] == 4 and row[5] == "error" for row in listed_rows)
    said = pmo(tmp_path / "store.duckdb", "check", str(out))[1]
    assert said["tables"][0]["rows"]["in_file"] == 4, said


def test_a_table_of_which_every_row_is_held_back_makes_no_snapshot(tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text("boardid,sprintid,type,priority\n43,1,Task,Minor\n43,1,Bug,Major\n43,2,Bug,Minor\n")
    db = tmp_path / "store.duckdb"
    code, said = pmo(db, "import", str(path), "--as", "task")
    assert (code, said["snapshot"]) == (1, None)
    assert said["tables"][0]["rows"]["held_back"] == 3
    assert pmo(db, "imports")[1] == []


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    code, said = pmo(tmp_path / "store.duckdb", "import", str(tmp_path / "gone.csv"))
    assert code == 2
    assert said["refused"].startswith("There is no file ")


def said_by(db: Path, *words: str) -> tuple[int, str]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main([*words, "--db", str(db)])
    return code, out.getvalue()


def test_in_words_a_history_in_one_file_is_said_to_be_of_the_days_of_its_rows(tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    lines = "".join(f"P{p},Road {p},{day},active,{p}00\n" for day in ("2026-01-31", "2026-02-28") for p in (1, 2, 3))
    file.write_text(f"project id,project name,reporting date,status,budget\n{lines}")
    _, said = said_by(tmp_path / "store.duckdb", "import", str(file), "--as", "project")
    assert "Snapshots 1 to 2, one for each day that the rows speak of." in said


def test_in_words_a_check_says_what_an_import_then_does(listed: Path, tmp_path: Path) -> None:
    db = tmp_path / "store.duckdb"
    code, said = said_by(db, "check", str(listed), "--as", "project", "--mode", "merge")
    assert code == 1
    assert "rows in file 4 = loaded 2 + unchanged 0 + held back 1 + not data 1" in said
    assert "approved_budget" in said
    assert "Nothing was imported; it would make snapshot 1" in said
    _, said = said_by(db, "import", str(listed), "--status-date", "2026-01-31")
    assert "Snapshot 1, status date 2026-01-31." in said
    assert "nothing to do" in said_by(db, "import", str(listed))[1]
    links = tmp_path / "tasks.csv"
    lines = "".join(f"T{n},Task {n},T{n - 1},P1,state {n}\n" for n in range(2, 30))
    links.write_text(f"task id,task name,predecessors,project,status\nT1,Dig,,P1,active\n{lines}")
    said = said_by(db, "check", str(links))[1]
    assert "dependency (from task): 28 added" in said
    assert "more; --json lists all." in said


def test_what_cannot_be_taken_is_one_sentence_each(listed: Path, tmp_path: Path, capsys: Any) -> None:
    db = tmp_path / "store.duckdb"
    picture, told = tmp_path / "picture.csv", tmp_path / "told.json"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    code, said = said_by(db, "check", str(picture), "--annotate", str(tmp_path / "back.xlsx"))
    assert (code, said.splitlines()[1]) == (2, "  Refused: This is a picture, not a table.")
    assert not (tmp_path / "back.xlsx").exists()
    for text, words in (("[1]", "is not an object"), ("{", "could not be read")):
        told.write_text(text, encoding="utf-8")
        assert words in pmo(db, "check", str(listed), "--map", str(told))[1]["refused"]
    two = pmo(db, "check", str(listed), str(picture), "--annotate", str(tmp_path / "back.xlsx"))[1]
    assert two["refused"].startswith("--annotate takes one file at a time")
    assert "There is no entity" in pmo(db, "check", str(listed), "--as", "sheep")[1]["refused"]
    with pytest.raises(SystemExit):
        main(["check", str(listed), "--status-date", "yesterday"])
    assert "is not a date such as 2026-03-31" in capsys.readouterr().err


def test_a_map_of_a_form_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text("cell_key,template_sheet,cell_reference,type\nName,Intro,B2,TEXT\nStart,Intro,B3,DATE\n")
    assert "This is a map of 2 cells of a form" in said_by(tmp_path / "store.duckdb", "check", str(path))[1]


def test_rows_that_leave_are_said_and_can_be_made_to_need_their_number(tmp_path: Path) -> None:
    db, path = tmp_path / "store.duckdb", tmp_path / "list.csv"
    rows = [f"P{n},Site {n},{n}00000\n" for n in range(1, 21)]
    path.write_text("project id,project name,budget\n" + "".join(rows), encoding="utf-8")
    pmo(db, "import", str(path), "--status-date", "2026-01-31")
    path.write_text("project id,project name,budget\n" + "".join(rows[:12]), encoding="utf-8")
    more = ("--status-date", "2026-02-28")
    code, said = said_by(db, "check", str(path), *more)
    assert "8 rows that the source held before would leave. Use --mode merge to keep them." in said
    code, refused = pmo(db, "import", str(path), *more, "--confirm-deletions", "0")
    assert (code, refused["refused"].partition(";")[0]) == (2, "8 rows would leave, not 0")
    assert len(pmo(db, "imports")[1]) == 1, "nothing was imported"
    code, done = pmo(db, "import", str(path), *more, "--confirm-deletions", "8")
    assert (code, done["leaving"], done["snapshot"]) == (0, 8, 2)


@pytest.mark.usefixtures("read_here")
def test_many_rows_that_leave_are_asked_for_at_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db, path = tmp_path / "store.duckdb", tmp_path / "list.csv"
    rows = [f"P{n},Site {n}\n" for n in range(1, 31)]
    path.write_text("project id,project name\n" + "".join(rows), encoding="utf-8")
    pmo(db, "import", str(path), "--status-date", "2026-01-31")
    path.write_text("project id,project name\n" + "".join(rows[:18]), encoding="utf-8")
    asked: list[str] = []
    typed = iter(["y", "12"])

    def answer(question: str) -> str:
        asked.append(question)
        return next(typed)

    monkeypatch.setattr("pmo_data.commands.bring._may_ask", lambda _options: True)
    monkeypatch.setattr("builtins.input", answer)
    assert [said_by(db, "import", str(path), "--status-date", "2026-02-28")[0] for _ in range(2)] == [2, 0]
    assert asked[0].startswith("12 rows would leave.")
    assert [i["removed"] for i in pmo(db, "imports")[1]] == [12, 0]


@pytest.mark.usefixtures("read_here")
def test_a_check_asks_about_names_and_says_how_to_answer(tmp_path: Path) -> None:
    db, path = tmp_path / "store.duckdb", tmp_path / "list.csv"
    path.write_text('project id,project name,manager\nP1,Ash,John Smith\nP2,Elm,"Smith, John"\n', encoding="utf-8")
    said = said_by(db, "check", str(path))[1]
    assert "manager: 1 group of names may be the same person." in said
    answer = said.partition("--map a file with ")[2].splitlines()[0]
    (tmp_path / "map.json").write_text(answer, encoding="utf-8")
    assert pmo(db, "check", str(path), "--map", str(tmp_path / "map.json"))[1]["questions"] == []
    assert json.loads(answer) == {"values": {"manager": {"Smith, John": "John Smith"}}}


def test_who_answered_is_said_in_words_and_as_json(tmp_path: Path) -> None:
    db, folder = tmp_path / "store.duckdb", tmp_path / "round"
    path = tmp_path / "list.csv"
    path.write_text("project id,project name,project manager\nP1,Ash,Ana\nP2,Elm,Ben\n", encoding="utf-8")
    pmo(db, "import", str(path), "--status-date", "2026-01-31")
    assert "No filled-in template came back yet" in said_by(db, "collected")[1]
    pmo(db, "template", "project", "--per-project", str(folder))
    book = openpyxl.load_workbook(folder / "P1.xlsx")
    sheet = book["Projects"]
    sheet.cell(2, [c.value for c in sheet[1]].index("Manager") + 1).value = "Cy"
    book.save(folder / "P1.xlsx")
    pmo(db, "import", str(folder / "P1.xlsx"), "--status-date", "2026-02-28")
    lines = {c["project"]: (c["late"], c["returned_for"], c["changed"]) for c in pmo(db, "collected")[1]}
    assert lines == {"P2": (True, None, None), "P1": (False, "2026-02-28", 1)}
    assert "late" in said_by(db, "collected")[1]


def test_names_that_were_taken_for_one_or_kept_apart_are_in_the_register(tmp_path: Path) -> None:
    db, path, told = tmp_path / "store.duckdb", tmp_path / "list.csv", tmp_path / "told.json"
    path.write_text("project id,project name,project manager\nP1,Ash,J. Smith\nP2,Elm,Jon Smith\n", encoding="utf-8")
    answers = {"values": {"project manager": {"J. Smith": "John Smith", "Jon Smith": "Jon Smith"}}}
    told.write_text(json.dumps(answers), encoding="utf-8")
    pmo(db, "import", str(path), "--map", str(told))
    with Store.open(db, read_only=True) as store:
        events = sorted((i.event, i.entity, i.name, i.other) for i in identities(store))
    assert events == [("kept apart", "manager", "Jon Smith", ""), ("merged", "manager", "J. Smith", "John Smith")]


def test_a_financial_year_begins_in_the_month_that_the_settings_say(tmp_path: Path) -> None:
    db, years = tmp_path / "store.duckdb", tmp_path / "years.csv"
    years.write_text("project id,project name,start date\nP1,Harbour,2025/26\nP2,Mill,2026/27\n", encoding="utf-8")

    def starts() -> list[str]:
        with Store.open(db) as store, store.reading() as cursor:
            rows = cursor.execute("select forecast_start::varchar from project where valid_to > 1e18 order by code")
            return [start for (start,) in rows.fetchall()]

    told = pmo(db, "import", str(years), "--status-date", "2026-01-31")[1]["tables"][0]
    assert "financial_year" in {f["rule"] for f in told["findings"]}
    assert starts() == ["2026-01-01", "2027-01-01"]
    assert pmo(db, "settings", "fiscal_first_month", "4")[0] == 0
    told = pmo(db, "import", str(years), "--status-date", "2026-02-28")[1]["tables"][0]
    assert "financial_year" not in {f["rule"] for f in told["findings"]}
    assert starts() == ["2025-04-01", "2026-04-01"]
