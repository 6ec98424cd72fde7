"""What lies in folders and archives is found, archives within archives too; what is left out is named."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pmo_data.domain.errors import Refused
from pmo_data.ingest.batch import prepare
from pmo_data.ingest.collect import collect, left_out
from pmo_data.ingest.prepare import Options


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


def _zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def test_archives_within_archives_are_unpacked_and_what_a_mac_leaves_in_them_is_not(tmp_path: Path) -> None:
    inner = _zipped({"plan.xml": b"<Project/>", "photo.png": b"x", "__MACOSX/._plan.xml": b"junk"})
    outer = _zipped({"inner.zip": inner, "a/list.csv": b"x", "../../b.csv": b"y", "__MACOSX/a/._list.csv": b"junk"})
    (tmp_path / "all.zip").write_bytes(outer)
    (tmp_path / "scratch").mkdir()

    found = collect([tmp_path / "all.zip"], tmp_path / "scratch")
    assert [(i.file_name, i.path.read_bytes()) for i in found] == [
        ("plan.xml", b"<Project/>"), ("list.csv", b"x"), ("b.csv", b"y"),
    ]  # fmt: skip
    assert all(i.path.parent == tmp_path / "scratch" for i in found)
    assert left_out([tmp_path / "all.zip"]) == "1 file was left out as no spreadsheet: photo.png."


def test_files_called_alike_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for project in ("Bridge", "Depot"):
        (tmp_path / "in" / project).mkdir(parents=True)
        (tmp_path / "in" / project / "Risks.csv").write_text("x")
    (tmp_path / "in" / "more.zip").write_bytes(_zipped({"2026/Quay/Risks.csv": b"x", "plan.csv": b"y"}))
    (tmp_path / "scratch").mkdir()
    assert [i.file_name for i in collect([tmp_path / "in"], tmp_path / "scratch")] == [
        "Bridge/Risks.csv", "Depot/Risks.csv", "Quay/Risks.csv", "plan.csv",
    ]  # fmt: skip


def test_archives_within_an_archive_count_against_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmo_data.ingest.collect.MOST_UNPACKED", 3_000_000)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 2_000_000)
    (tmp_path / "all.zip").write_bytes(_zipped({"1.zip": inner.getvalue(), "2.zip": inner.getvalue()}))
    with pytest.raises(Refused, match=r"The archive all\.zip would unpack to more than"):
        collect([tmp_path / "all.zip"], tmp_path)


@pytest.mark.usefixtures("read_here")
def test_an_archive_without_a_spreadsheet_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "pictures.zip").write_bytes(_zipped({"a.png": b"x", "__MACOSX/._a.csv": b"x"}))
    (file,) = prepare([tmp_path / "pictures.zip"], Options())
    assert file.refused == (
        "This is a compressed file without a spreadsheet. Import the spreadsheets themselves, or a ZIP of them."
    )
