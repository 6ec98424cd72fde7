"""The workbook: formulas that live, texts that do not, and the same numbers when another program works it out."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pmo_data.export.pack.content import Pack
from pmo_data.export.pack.xlsx import TOTALS, write_xlsx


def _book(data: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def _column(sheet: Any, label: str) -> list[Any]:
    place = [cell.value for cell in sheet[1]].index(label) + 1
    return [sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)]


def test_ratios_and_variances_are_formulas_over_cells(pack: Pack) -> None:
    projects = _book(write_xlsx(pack))["Projects"]
    row = _column(projects, "Project").index("Ash") + 2

    # Columns N, O: budget and forecast; S, T, U: planned value, earned value, actual cost.
    assert _column(projects, "CPI")[row - 2] == f'=IF(COUNT(T{row},U{row})<2,"",IF(U{row}=0,"",T{row}/U{row}))'
    assert _column(projects, "Variance")[row - 2] == f'=IF(COUNT(O{row},N{row})<2,"",ROUND(O{row}-N{row},2))'


def test_about_says_where_the_numbers_stand(pack: Pack) -> None:
    about = {row[0].value: row[1].value for row in _book(write_xlsx(pack))["About"]}

    assert about["As of"] == pack.stamp.snapshot
    assert about["Filters"] == "whole portfolio"
    assert (about["Taken away by"], about["Taken away at"]) == ("Ada", "2026-03-01 09:30 UTC")


def test_definitions_carry_every_measure(pack: Pack) -> None:
    labels = [row[0].value for row in _book(write_xlsx(pack))["Definitions"]]

    assert {"Cost performance index", "Schedule performance index", "Estimate at completion"} <= set(labels)


def test_a_value_without_its_inputs_stays_the_number_it_is(pack: Pack) -> None:
    projects = _book(write_xlsx(pack))["Projects"]
    budgets = dict(zip(_column(projects, "Project"), _column(projects, "Budget"), strict=True))

    assert budgets["Dogwood"] is None  # dollars that no rate converts: not 0


def test_a_hostile_name_is_a_string_and_no_formula(hostile: Pack) -> None:
    book = _book(write_xlsx(hostile))
    cells = [cell for sheet in book for row in sheet for cell in row if "=1+1" in str(cell.value)]

    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any("\x07" in str(cell.value) or cell.hyperlink for cell in cells)


def test_another_program_works_out_the_same_numbers(pack: Pack, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    bare = tmp_path / "bare.xlsx"
    # Saved again without results, so that what comes back was worked out and not copied.
    book = _book(write_xlsx(pack))
    book.save(bare)
    assert _book(bare.read_bytes(), values=True)["Summary"]["B5"].value is None
    target = tmp_path / "out"
    subprocess.run(
        [soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), str(bare)],
        check=True, capture_output=True, timeout=200,
    )  # fmt: skip
    summary = _book((target / "bare.xlsx").read_bytes(), values=True)["Summary"]
    found = {str(row[0].value).split(",")[0]: row[1].value for row in summary if row[0].value}

    for name, label, _, _ in TOTALS:
        expected = pack.totals[name]
        assert (found[label.split(",")[0]] or None) == (None if not expected else pytest.approx(expected)), name
