"""A file from bytes to prepared tables, and over the wall between processes and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pmo_data.ingest.prepare import Options, load_prepared, prepare_file, prepare_files, save_prepared
from pmo_data.ingest.status_day import status_date_hint

CSV = (
    b"project_id,project_name,status,start_date,budget\n"
    b"P1,Bridge,Green,04/03/2025,\"1,000.50\"\nP2,Road,Amber,05/03/2025,TBC\nTotal,,,,\"1,000.50\"\n"
)  # fmt: skip


def test_a_small_file_comes_out_typed_counted_and_explained() -> None:
    prepared = prepare_file(CSV, "projects-2025-03.csv", options=Options(today=date(2026, 1, 1)))
    table = prepared.tables[0]
    assert prepared.refused is None
    assert prepared.status_date_hint == "2025-03-31"
    assert table.rows.column("approved_budget").to_pylist() == [Decimal("1000.50"), None]
    assert dict(table.rows.column("absent").to_pylist()[1]) == {"approved_budget": "to be confirmed"}
    assert (table.counts.in_file, table.counts.loaded, table.counts.not_data) == (3, 2, 1)
    assert table.money["approved_budget"] == ("1000.50", "0")


def test_the_analysts_answer_turns_the_dates() -> None:
    options = Options(answers={"date_order": {"start_date": "mdy"}})
    table = prepare_file(CSV, "p.csv", options=options).tables[0]
    assert table.rows.column("forecast_start").to_pylist() == [date(2025, 4, 3), date(2025, 5, 3)]


def test_a_correction_moves_a_column_to_another_field() -> None:
    options = Options(corrections={"budget": "forecast_cost", "start_date": None})
    table = prepare_file(CSV, "p.csv", options=options).tables[0]
    assert "forecast_cost" in table.rows.column_names
    assert dict(table.rows.column("extra").to_pylist()[0]) == {"start_date": "04/03/2025"}


def test_an_empty_file_is_refused_in_a_sentence() -> None:
    prepared = prepare_file(b"", "nothing.csv")
    assert prepared.refused == "The file is empty."
    assert prepared.tables == ()


def test_prepared_files_come_back_from_disk_as_they_were(tmp_path: Path) -> None:
    before = [prepare_file(CSV, "p.csv"), prepare_file(b"", "nothing.csv")]
    save_prepared(before, tmp_path)
    after = load_prepared(tmp_path)
    assert after == before


def test_the_child_process_target_prepares_files_under_the_names_they_are_shown_by(tmp_path: Path) -> None:
    path = tmp_path / "0001"
    path.write_bytes(CSV)
    told = {"files": ["shown.csv"], "options": Options(project="X", today=date(2026, 1, 1)).to_json()}
    prepare_files([path], told, tmp_path / "out")
    assert [f.file_name for f in load_prepared(tmp_path / "out")] == ["shown.csv"]


def test_options_survive_the_way_to_the_child() -> None:
    options = Options("project", {"a": None}, {"unit": {"b": 1000}}, {}, "P1", date(2026, 1, 1), 4)
    assert Options.from_json(options.to_json()) == options


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("report 2025-02.xlsx", "2025-02-28"), ("gmpp_20240331.csv", "2024-03-31"), ("plan-2026-11-15.csv", None),
        ("2025-06-30 status.csv", "2025-06-30"), ("budget.csv", None), ("v12.2025.csv", None),
    ],
)  # fmt: skip
def test_a_file_name_may_speak_of_a_date_that_has_passed(name: str, hint: str | None) -> None:
    assert status_date_hint(name, date(2026, 1, 1)) == hint


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("As at 31 October 2025, amounts in CHF thousand", "2025-10-31"), ("Stand: 31.10.2025", "2025-10-31"),
        ("Status date,2025-10-31", "2025-10-31"), ("Reporting month: October 2025", "2025-10-31"),
        ("Position as of October 31, 2025 (draft)", "2025-10-31"), ("Data date: 03/04/2025", None),
        ("As at 31 October 2031", None), ("Prepared as of old by the office", None), ("As of FY2024", None),
    ],
)  # fmt: skip
def test_a_line_above_the_table_may_speak_of_the_day(line: str, hint: str | None) -> None:
    text = f"Portfolio report\n{line}\n\nID,Project,RAG\n1,Bridge,Green\n2,Road,Red\n"
    prepared = prepare_file(text.encode(), "report.csv", options=Options(today=date(2026, 1, 1)))
    assert prepared.status_date_hint == hint
    assert ("status_day_spoken" in [f.rule for f in prepared.findings]) == (hint is not None)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("board-2025-11-05.csv", "2025-10-31"), ("board-2025-11.csv", "2025-11-30"), ("board-2025-10.csv", "2025-10-31")],
)
def test_a_line_left_from_another_month_does_not_speak_for_the_file(name: str, hint: str) -> None:
    text = "Board report\nAs at 31 October 2025\n\nID,Project,RAG\n1,Bridge,Green\n2,Road,Red\n"
    assert prepare_file(text.encode(), name, options=Options(today=date(2026, 1, 1))).status_date_hint == hint
