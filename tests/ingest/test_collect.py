"""What lies in a folder beside spreadsheets is named."""

from __future__ import annotations

from pathlib import Path

from pmo_data.ingest.collect import collect, left_out


def test_what_a_folder_holds_beside_spreadsheets_is_named(tmp_path: Path) -> None:
    for name in ("a.csv", "b.pdf", "c.docx", "~$a.xlsx", ".hidden", "Thumbs.db"):
        (tmp_path / name).write_text("x")
    assert [i.file_name for i in collect([tmp_path], tmp_path)] == ["a.csv"]
    assert left_out([tmp_path]) == "2 files were left out as no spreadsheet: b.pdf and c.docx."


def test_of_many_files_left_out_some_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"{number}.jpg").write_text("x")
    assert left_out([tmp_path]) == (
        "8 files were left out as no spreadsheet: 0.jpg, 1.jpg, 2.jpg, 3.jpg, 4.jpg and 3 more."
    )
    assert left_out([]) == ""
