"""The import journey by Streamlit's own harness: many files at once, every kind of answer, cells mended in grids."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import streamlit as st
import xlsxwriter
from streamlit.testing.v1 import AppTest

from pmo_data.ingest import draft as drafts
from pmo_data.store.database import Store
from tests.app.conftest import OpenPage

pytestmark = pytest.mark.usefixtures("own", "read_here")


@pytest.fixture
def own(store_path: Path) -> Path:
    """A store of one's own, still empty."""
    Store.open(store_path).close()
    return store_path


@pytest.fixture(autouse=True)
def fresh_caches() -> None:
    for draft in drafts.waiting():
        drafts.throw_away(draft)
    st.cache_resource.clear()
    st.cache_data.clear()


def _workbook(**sheets: list[list[Any]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return target.getvalue()


def _key(page: AppTest, kind: str, start: str) -> Any:
    """The one widget of a kind whose key starts so: keys carry a stamp of the answers given."""
    found = [w for w in page.get(kind) if str(w.key or "").startswith(start)]
    assert len(found) == 1, (start, [w.key for w in page.get(kind)])
    return found[0]


def _editor(page: AppTest, start: str) -> Any:
    return next(e for e in page.data_editor if str(e.key).startswith(start))


def _edit(page: AppTest, start: str, rows: dict[int, dict[str, Any]]) -> AppTest:
    key = _editor(page, start).key
    page.session_state[key] = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}
    return page.run()


def _says(page: AppTest, words: str) -> bool:
    return any(words in element.value for kind in ("markdown", "caption", "info") for element in page.get(kind))


def _table(page: AppTest, column: str) -> Any:
    return next(t.value for t in page.dataframe if column in t.value.columns)


def _stored(path: Path, statement: str) -> list[tuple[Any, ...]]:
    with Store.open(path) as store, store.reading() as cursor:
        return cursor.execute(statement).fetchall()


ROOM = {
    "Projects": [["Project ID", "Project name", "Status"], ["P1", "Ash", "active"], ["P2", "Birch", "on hold"]],
    "Risks": [["Risk ID", "Risk title", "Project", "Probability", "Impact"], ["R1", "Flood", "P1", "High", "Low"]],
}
LIST = b"Project ID;Project name;Status\nP7;Oak;sleeping\n;;\n;Elm;active\n"


def test_several_files_come_by_upload_and_wait_as_a_draft_until_thrown_away(open_page: OpenPage) -> None:
    page = open_page("data")
    files = [("room.xlsx", _workbook(**ROOM), ""), ("list.csv", LIST, ""), ("picture.csv", b"\x89PNG\r\n\x1a\n", "")]
    page.file_uploader(key="upload").set_value(files).run()
    page.button(key="read").click().run()

    assert not page.exception
    board = _table(page, "Holds")
    assert board["State"].tolist() == ["ready", "1 question", "refused"]
    assert board["Holds"].tolist() == ["projects, risks", "projects", ""]
    assert board["Rows in file"].tolist() == [3, 3, 0]
    assert [e.value for e in page.error] == ["picture\\.csv: This is a picture, not a table\\."]
    assert _says(page, "what do these words mean as status?"), "the file that asks is looked at first"

    looked_at = next(box for box in page.selectbox if box.label == "Look at")
    looked_at.set_value(0).run()
    assert _says(page, "**2 Recognise**") or page.get("expander")
    tables = next(g for g in page.get("button_group") if g.label == "This file holds 2 tables")
    tables.set_value(1).run()
    assert _editor(page, "columns_").value["Column"].tolist() == ROOM["Risks"][0]

    name = str(page.query_params["draft"])
    again = open_page("data")
    assert [s.value for s in again.subheader] == ["Drafts"]
    again.button(key=f"on_{name}").click().run()
    assert len(_table(again, "Holds")) == 3
    waiting = open_page("data")
    waiting.button(key=f"away_{name}").click().run()
    assert drafts.load(name) is None


MIXED = (
    b"Project ID;Project name;Status;Start date;Total baseline;Complete %;Approved budget (EUR)\n"
    b"P1;Ash;alpha;03/04/2026;7;0;1.500\n"
    b"P2;Birch;beta;05/06/2026;8;1;2.750\n"
)


def test_every_kind_of_answer_is_taken_and_the_file_read_again(open_page: OpenPage) -> None:
    begun = drafts.begin([("mixed.csv", MIXED)])
    page = open_page("data", {"draft": begun.name})
    order = next(r for r in page.radio if r.label.startswith("**Start date**"))
    assert order.value is None, "nothing is chosen beforehand"
    order.set_value("mdy").run()
    assert _radio(page, "**Start date**").value == "mdy", "an answer can be changed"

    _radio(page, "**Complete %**").set_value(1).run()
    _radio(page, "**Approved budget \\(EUR\\)**").set_value(".").run()
    otherwise = _key(page, "selectbox", "otherwise_")
    otherwise.set_value("Approved budget (EUR)").run()
    _key(page, "selectbox", "unit_Approved").set_value(1_000_000).run()
    _key(page, "selectbox", "otherwise_").set_value("Complete %").run()
    _key(page, "selectbox", "percent_scale_Complete").set_value(100).run()

    for header, field in (("Project name", "description"), ("Project ID", "keep beside")):
        row = _editor(page, "columns_").value["Column"].tolist().index(header)
        _edit(page, "columns_", {row: {"Field": field}})
    assert [w.value for w in page.warning] == ["No column gives Name. Choose one below."]
    answers = drafts.load(begun.name).answers[0]
    assert answers.corrections == {"Project name": "description", "Project ID": None}
    assert answers.answers["date_order"] == {"Start date": "mdy"}
    assert answers.answers["decimal"] == {"Approved budget (EUR)": "."}
    assert answers.answers["unit"] == {"Approved budget (EUR)": 1_000_000}
    assert answers.answers["percent_scale"] == {"Complete %": 100}

    _key(page, "selectbox", "entity_").set_value("task").run()
    assert drafts.load(begun.name).answers[0].entity == "task"
    assert not page.exception


def _radio(page: AppTest, start: str) -> Any:
    return next(r for r in page.radio if r.label.startswith(start))


WORDS = ["a few", "bits", "crumbs", "drops", "ends", "flakes", "grains", "heaps", "inches", "jots", "knots", "lumps",
         "morsels"]  # fmt: skip


@pytest.mark.usefixtures("own")
def test_a_text_that_was_not_read_is_mended_in_all_its_cells_at_once(open_page: OpenPage) -> None:
    lines = ["Project ID,Project name,Finish", *(f"P{n},Site {n},2026-03-0{n}" for n in range(1, 4))]
    lines += [f"P{n},Site {n},after Easter" for n in range(4, 7)]
    begun = drafts.begin([("dates.csv", "\n".join(lines).encode())])
    page = open_page("data", {"draft": begun.name})
    next(box for box in page.text_input if box.label == "All 3 cells with “after Easter”").input("2026-04-07")
    next(box for box in page.text_input if box.label == "C6 · Finish").input("2026-04-08")
    next(b for b in page.button if b.label == "Read again with what is typed here").click().run()

    assert not page.exception
    assert drafts.load(begun.name).answers[0].answers["cells"] == {
        "Table!C5": "2026-04-07", "Table!C6": "2026-04-08", "Table!C7": "2026-04-07",
    }  # fmt: skip
    assert _says(page, "3 cells were mended by hand")


def test_many_words_and_many_cells_are_answered_in_grids(own: Path, open_page: OpenPage) -> None:
    lines = ["Project ID,Project name,Status,Programme", *(f"P{n},Site {n},{w},North" for n, w in enumerate(WORDS))]
    lines += [f",,active,Gap {n}" for n in range(11)]
    begun = drafts.begin([("grid.csv", "\n".join(lines).encode())])
    page = open_page("data", {"draft": begun.name})
    assert _says(page, "held back **11**")
    words = _editor(page, "words_").value
    assert sorted(words["Word"]) == WORDS
    _edit(page, "words_", {int(words.index[words["Word"] == "bits"][0]): {"Means": "closed"}})
    assert drafts.load(begun.name).answers[0].answers["values"] == {"Status": {"bits": "closed"}}

    cells = _editor(page, "cells_")
    assert len(cells.value) == 11
    key = cells.key
    page.session_state[key] = {"edited_rows": {0: {"Should be": "Found it"}}, "added_rows": [], "deleted_rows": []}
    next(b for b in page.button if b.label == "Read again with what is typed here").click().run()
    assert not page.exception
    assert _says(page, "held back **10**")
    page.button(key="commit").click().run()
    assert _stored(own, "select count(*) from project where name = 'Found it'") == [(1,)]
    assert _stored(own, "select status from project where code = 'P1'") == [("closed",)]


def test_a_map_of_cells_and_a_file_of_nothing_are_told_apart(open_page: OpenPage) -> None:
    told = b"cell_key,template_sheet,cell_reference,type\nProject name,Intro,B2,TEXT\nStart date,Intro,B3,DATE\n"
    page = open_page("data", {"draft": drafts.begin([("map.csv", told)]).name})
    assert not page.exception
    assert _says(page, "This is a map of 2 cells of a form")
    assert _says(page, "There is no row to import")
    assert "commit" not in [b.key for b in page.button]


def test_a_transposed_sheet_and_a_guess_are_said_and_shown_as_they_stand(open_page: OpenPage) -> None:
    sideways = [
        ["Project name", "Ash", "Birch", "Cedar", "Dune"],
        ["Project manager", "Ana", "Ben", "Cy", "Di"],
        ["Approved budget", 1, 2, 3, 4],
        ["Start date", "2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08"],
    ]
    page = open_page("data", {"draft": drafts.begin([("turned.xlsx", _workbook(Sheet1=sideways))]).name})
    assert not page.exception
    assert set(_table(page, "Taken for")["Taken for"]) == {"one field"}

    vague = b"Project name;Total baseline;Status\nAsh;70;active\nBirch;80;active\n"
    begun = drafts.begin([("projects.csv", vague)])
    page = open_page("data", {"draft": begun.name})
    assert _editor(page, "columns_").value["Match"].tolist()[0] == "? confirm", "what is to confirm stands first"
    next(b for b in page.button if b.label == "These matches are right").click().run()
    assert drafts.load(begun.name).answers[0].corrections == {"Total baseline": "approved_budget"}
    assert "These matches are right" not in [b.label for b in page.button]


def test_a_name_that_resembles_one_in_the_store_is_taken_for_it_when_told_so(own: Path, open_page: OpenPage) -> None:
    first = b"Project ID,Project name,Project manager\nP1,Harbour extension,Johanna Smith\nP2,Tram,Ben Ode\n"
    page = open_page("data", {"draft": drafts.begin([("one.csv", first)]).name})
    page.button(key="commit").click().run()
    other = b"Task ID,Task name,Project,Assigned to\nT1,Dig,P1,Smith Johanna\nT2,Lay,P1,Ben Ode\n"
    begun = drafts.begin([("tasks.csv", other)])
    page = open_page("data", {"draft": begun.name})
    assert [b.label for b in page.button if b.label.startswith("It is")] == ["It is Johanna Smith", "It is not"]
    next(b for b in page.button if b.label == "It is Johanna Smith").click().run()
    assert not page.exception
    assert drafts.load(begun.name).answers[0].answers["values"] == {"Assigned to": {"Smith Johanna": "Johanna Smith"}}
    page.button(key="commit").click().run()
    assert _stored(own, "select distinct owner from task order by owner") == [("Ben Ode",), ("Johanna Smith",)]


def test_the_marked_workbook_is_offered_and_a_file_that_went_missing_is_said(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: dict[str, Any] = {}
    monkeypatch.setattr(st, "download_button", lambda _, data, *, file_name, **__: offered.update({file_name: data}))
    begun = drafts.begin([("list.csv", LIST.replace(b"Oak", b"") + b"Total;;\n")])
    page = open_page("data", {"draft": begun.name})
    assert not page.exception
    book = openpyxl.load_workbook(io.BytesIO(offered["list-to-mend.xlsx"]()))
    assert book.sheetnames[-1] == "Errors"
    assert "P7" in [c.value for c in book.worksheets[0]["A"]]

    begun = drafts.begin([("list.csv", LIST)])
    open_page("data", {"draft": begun.name})
    st.cache_data.clear()
    begun.incoming()[0].path.unlink()
    again = open_page("data", {"draft": begun.name})
    assert not again.exception


def test_names_alike_are_kept_apart_when_told_so_and_not_asked_about_again(open_page: OpenPage) -> None:
    lines = [b"Project ID,Project name,Project manager", b"P-1,Depot,John Smith", b"P-2,Tram,John Smith"]
    begun = drafts.begin([("people.csv", b"\n".join([*lines, b'P-3,Tunnel,"Smith, John"']))])
    page = open_page("data", {"draft": begun.name})
    next(b for b in page.button if b.label == "They are not").click().run()
    assert not page.exception
    assert not [b for b in page.button if b.label.startswith("They are")]
    assert drafts.load(begun.name).answers[0].answers["values"] == {"Project manager": {"Smith, John": "Smith, John"}}


def test_a_plan_that_names_no_project_is_given_one(open_page: OpenPage, own: Path) -> None:
    plan = b"Task;Start date;Finish date\nDig;2026-11-02;2026-11-04\nPour;2026-11-05;2026-11-06\n"
    page = open_page("data", {"draft": drafts.begin([("plan.csv", plan)]).name})
    _key(page, "text_input", "project_").set_value("Bridge").run()
    assert _key(page, "text_input", "project_").value == "Bridge", "the answer can be changed"
    next(b for b in page.button if b.label.startswith("Import as of")).click().run()

    assert not page.exception
    assert _stored(own, "select project, name from task order by name") == [("Bridge", "Dig"), ("Bridge", "Pour")]
