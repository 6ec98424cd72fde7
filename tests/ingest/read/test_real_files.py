"""Files nobody here wrote: each reads, or is refused with the facts of its published verdict, and quickly."""

from __future__ import annotations

import csv
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from pmo_data.domain.errors import Refused
from pmo_data.ingest.read import read_workbook
from tests.ingest.read.cells import rows_of, rules_of

_SHARED = Path(__file__).resolve().parents[4] / "shared"
_BAD, _DATA = _SHARED / "bad", _SHARED / "data"
_POLLOCK, _SPECTRUM = _DATA / "messy" / "pollock", _DATA / "messy" / "csv-spectrum"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not _BAD.is_dir() or not _DATA.is_dir(), reason="the folder ../shared is absent"),
]

# Refused for what their rows say, once columns are known: not by the reader.
_LATER = ("c03", "c04", "c33", "c37", "c47", "v19", "v31", "z09", "z14")

_NO_TABLE = {"implicit-gz.csv", "implicit-zip.csv"}


def _manifest() -> list[dict[str, Any]]:
    path = _BAD / "manifest.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (_DATA / folder).rglob("*") if path.is_file())


@pytest.mark.parametrize("case", _manifest(), ids=lambda case: str(case["file"])[:20])
def test_a_hostile_file_ends_as_its_verdict_says(case: dict[str, Any]) -> None:
    data = (_BAD / case["file"]).read_bytes()
    started = time.monotonic()
    refusal = ""
    try:
        workbook = read_workbook(data, case["file"])
    except Refused as error:
        refusal = str(error)
    assert time.monotonic() - started < 10
    expected_here = case["expect"] == "reject" and not case["file"].startswith(_LATER)
    assert bool(refusal) == expected_here, refusal
    if expected_here:
        facts = re.findall(r"\d[\d,]{3,}|XFD\d+|ZZZ+|entity|JSON|PDF|HTML|compressed|empty", case["message"])
        assert all(fact in refusal for fact in facts)
    elif case["expect"] == "accept":
        assert workbook.sheets[0].cells.num_rows >= case["check"]["rows"]
        first_cell = case["check"].get("cell", [])
        if case["cls"] == "csv-encoding" and first_cell:
            assert first_cell[2] in rows_of(workbook.sheets[0])[1]


@pytest.mark.parametrize(
    ("file", "rule", "row", "column"),
    [
        ("c11_nul_bytes.csv", "control_character", 4, 1),
        ("c18_cp1252.csv", "encoding_assumed", None, None),
        ("c20_invalid_utf8.csv", "unreadable_character", 3, 1),
        ("v25_unicode.csv", "invisible_character", 2, 1),
        ("x21_external_link.xlsx", "external_links", None, None),
        ("y04_xlsx_renamed.xls", "name_differs", None, None),
        ("z03_formula_errors.xlsx", "formula_error", 2, 6),
        ("z04_formula_no_cache.xlsx", "formula_without_value", 2, 6),
        ("z09_numeric_ids.xlsx", "rounded_number", 5, 0),
        ("z15_filtered_rows.xlsx", "hidden_rows", 3, None),
        ("z19_dde_formula.xlsx", "active_formula", None, None),
    ],
)
def test_a_warning_of_the_reader_says_where(file: str, rule: str, row: int | None, column: int | None) -> None:
    workbook = read_workbook((_BAD / file).read_bytes(), file)
    notes = [*workbook.notes, *workbook.sheets[0].notes]
    assert [(note.rule, note.row, note.column) for note in notes] == [(rule, row, column)]


@pytest.mark.parametrize("path", _files("portfolio", "risk", "tasks", "messy"), ids=lambda path: path.name)
def test_a_real_file_reads_or_is_refused_with_a_sentence(path: Path) -> None:
    started = time.monotonic()
    refusal = ""
    try:
        read_workbook(path.read_bytes(), path.name)
    except Refused as error:
        refusal = str(error)
    assert time.monotonic() - started < 10
    assert bool(refusal) == (path.suffix == ".json" or not path.stat().st_size or path.name in _NO_TABLE), refusal


@pytest.mark.parametrize(
    ("path", "rows", "columns"),
    [
        ("portfolio/gmpp-2022-03.csv", 236, 17),
        ("portfolio/gmpp-joined-2022.csv", 236, 17),
        ("portfolio/melbourne-water.csv", 446, 14),
        ("portfolio/nyc-cpdb.csv", 2_899, 14),
        ("tasks/sip-task-info.csv", 12_300, 17),
        ("tasks/sip-dates.csv", 12_300, 4),
        ("tasks/jira-sprint-issue.csv", 10_853, 14),
        ("tasks/jira-sprint-iteration.csv", 1_874, 19),
    ],
)
def test_a_real_table_has_its_published_shape(path: str, rows: int, columns: int) -> None:
    file = _DATA / path
    assert read_workbook(file.read_bytes(), file.name).sheets[0].cells.shape == (rows, columns)


def test_unquoted_commas_in_a_real_plan_are_told_and_shift_nothing() -> None:
    file = _DATA / "tasks" / "pert-unquoted-commas.csv"
    sheet = read_workbook(file.read_bytes(), file.name).sheets[0]
    assert sheet.cells.num_columns == 17
    assert {12, 15} <= set(sheet.widths)


@pytest.mark.parametrize("name", sorted(path.stem for path in (_SPECTRUM / "csvs").glob("*.csv")))
def test_the_csv_spectrum_reads_as_published(name: str) -> None:
    header, *body = rows_of(read_workbook((_SPECTRUM / "csvs" / f"{name}.csv").read_bytes(), name).sheets[0])
    expected = json.loads((_SPECTRUM / "json" / f"{name}.json").read_text(encoding="utf-8"))
    assert [dict(zip(header, row, strict=True)) for row in body] == expected


def _recoverable() -> list[str]:
    """Polluted files whose cells can be told: no separator is lost, and tables and headers are for recognition."""
    lost = ("row_less_sep", "row_more_sep", "row_field_delimiter", "file_field_delimiter_0x20", "file_no_payload")
    other = ("file_multitable", "file_header_multirow", "file_preamble", "file_quotation_char_0x27")
    return [path.name for path in sorted((_POLLOCK / "csv").glob("*.csv")) if not path.name.startswith((*lost, *other))]


@pytest.mark.parametrize("name", _recoverable())
def test_a_polluted_file_reads_as_its_clean_twin(name: str) -> None:
    got = [row for row in rows_of(read_workbook((_POLLOCK / "csv" / name).read_bytes(), name).sheets[0]) if any(row)]
    with (_POLLOCK / "clean" / name).open(newline="", encoding="utf-8") as clean:
        assert got == [row for row in csv.reader(clean) if row]


# In one more file the lost separator is made up for by a comma that a broken quote sets free.
_WIDTH_TOLD = [
    path.name for path in (_POLLOCK / "csv").glob("row_*_sep_*.csv") if "less_sep_row40_col5" not in path.name
]


@pytest.mark.parametrize("name", sorted(_WIDTH_TOLD))
def test_a_row_with_a_separator_too_many_or_too_few_is_told(name: str) -> None:
    row = int(re.search(r"_row(\d+)_", name)[1]) + 1
    assert set(read_workbook((_POLLOCK / "csv" / name).read_bytes(), name).sheets[0].widths) == {row}


def test_a_macro_workbook_is_read_without_running_anything() -> None:
    file = _DATA / "risk" / "dft-return.xlsm"
    workbook = read_workbook(file.read_bytes(), file.name)
    assert workbook.kind == "xlsm"
    assert (len(workbook.sheets), sum(sheet.hidden for sheet in workbook.sheets)) == (26, 11)
    assert "macros_ignored" in rules_of(workbook)
