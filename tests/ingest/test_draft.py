"""Drafts keep files and answers on disk, and what a file still asks is told step by step."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmo_data.ingest import draft as drafts
from pmo_data.ingest.asked import asked, open_questions
from pmo_data.ingest.draft import Answers
from pmo_data.ingest.prepare import Options, prepare_file
from pmo_data.ingest.preview import preview

BOARD = """Portfolio board;;;;;
;;;;;
Projekt-Nr;Project name;Status;Start;Budget (EUR);Remarks
P-01;New pension platform;on track;03/04/2026;1.250.000,50;first
P-02;Rail depot;slipping badly;01/02/2026;12.400.000,00;
P-03;Branch refit;on hold;02/03/2026;n/a;
P-02;Rail depot;slipping badly;01/02/2026;12.400.000,00;
Total;;;;13.650.000,50;
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_HOME", str(tmp_path))


def test_a_draft_is_found_again_by_its_name_with_every_answer() -> None:
    begun = drafts.begin([("board.csv", BOARD.encode())])
    said = Answers("project", {"Remarks": None}, {"date_order": {"Start": "mdy"}})
    answered = drafts.answered(begun, 0, said)
    drafts.save(dataclasses.replace(answered, status_date=date(2026, 7, 31), mode="merge"))

    found = drafts.load(begun.name)

    assert found is not None
    assert found.files == ("board.csv",)
    assert found.answers == (said,)
    assert (found.status_date, found.mode) == (date(2026, 7, 31), "merge")
    assert drafts.waiting() == [found]


def test_a_draft_thrown_away_is_gone_with_its_files() -> None:
    begun = drafts.begin([("board.csv", BOARD.encode())])

    drafts.throw_away(begun)

    assert drafts.load(begun.name) is None
    assert drafts.waiting() == []
    assert not begun.folder.exists()


@pytest.mark.parametrize("name", ["", "..", "../../etc", "no/such", "ffffffffffff"])
def test_a_name_that_is_no_draft_opens_nothing(name: str) -> None:
    drafts.begin([("board.csv", BOARD.encode())])

    assert drafts.load(name) is None


def test_the_files_of_an_archive_stand_in_the_draft_one_by_one() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/one.csv", BOARD)
        archive.writestr("two.csv", BOARD)
        archive.writestr("a/minutes.docx", "no table")
        archive.writestr("a/~$one.xlsx", "a lock")

    begun = drafts.begin([("both.zip", packed.getvalue()), ("three.csv", BOARD.encode())])

    assert len(begun.files) == 3
    kept = drafts.load(begun.name)
    assert kept is not None
    assert kept.left_out == "1 file was left out as no spreadsheet: minutes.docx."
    assert [f.message for f in drafts.prepare_one(kept, 0).findings][-1] == kept.left_out
    assert begun.files[2] == "three.csv"
    assert all(one.path.read_text() == BOARD for one in begun.incoming())


def test_an_archive_that_cannot_be_opened_is_a_file_refused_in_one_sentence() -> None:
    begun = drafts.begin([("broken.zip", b"PK\x03\x04 this is no archive")])

    refused = drafts.prepare_one(begun, 0).refused

    assert begun.files == ("broken.zip",)
    assert refused is not None
    assert refused.endswith(".")
    assert "Traceback" not in refused


def test_a_file_asks_for_the_date_order_and_for_the_words_nobody_knows() -> None:
    table = prepare_file(BOARD.encode(), "board.csv").tables[0]

    questions = asked(table)

    assert [(q.header, q.what, q.open) for q in questions.formats] == [("Start", "date_order", True)]
    [status] = questions.words
    assert [(w.text, w.rows, w.value) for w in status.words] == [
        ("on track", 1, None),
        ("slipping badly", 1, None),
        ("on hold", 1, "on_hold"),
    ]
    assert questions.open == 3


def test_an_answered_file_asks_nothing_but_still_shows_what_was_answered() -> None:
    told: dict[str, dict[str, Any]] = {
        "date_order": {"Start": "mdy"},
        "values": {"Status": {"on track": "active", "slipping badly": "active", "on hold": "on_hold"}},
    }
    file = prepare_file(BOARD.encode(), "board.csv", options=Options(answers=told))

    questions = asked(file.tables[0], told)

    assert open_questions(file) == 0
    assert [(q.header, q.taken, q.open) for q in questions.formats] == [("Start", "mdy", False)]
    assert {w.text: w.value for w in questions.words[0].words} == told["values"]["Status"]
    assert str(file.tables[0].rows["forecast_start"][0]) == "2026-03-04"


def test_a_file_read_with_answers_from_the_draft_obeys_them() -> None:
    begun = drafts.begin([("board.csv", BOARD.encode())])
    told = drafts.answered(begun, 0, Answers(answers={"date_order": {"Start": "mdy"}}))

    as_found, as_told = drafts.prepare_one(begun, 0), drafts.prepare_one(told, 0)

    assert str(as_found.tables[0].rows["forecast_start"][0]) == "2026-04-03"
    assert str(as_told.tables[0].rows["forecast_start"][0]) == "2026-03-04"
    assert begun.signature(0) != told.signature(0)


def test_the_preview_shows_the_rows_around_the_header_as_the_file_numbers_them() -> None:
    begun = drafts.begin([("board.csv", BOARD.encode())])
    plan = drafts.prepare_one(begun, 0).tables[0].plan

    rows = preview(begun.incoming()[0], plan)

    assert [(r.number, r.cells[0]) for r in rows if r.is_header] == [(3, "Projekt-Nr")]
    assert rows[0].number == 1
    assert rows[0].cells[0] == "Portfolio board"
    assert rows[3].cells[4] == "1.250.000,50"
