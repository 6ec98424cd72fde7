"""Blank cells whose colour says something: ratings nobody wrote out, bars painted under months."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from openpyxl import Workbook as Book
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.prepare import prepare_file
from pmo_data.ingest.read import read_workbook
from tests.ingest.read.cells import rows_of

RED, AMBER, GREEN, BLUE = "FFFF0000", "FFFFC000", "FF00B050", "FF4472C4"


def _fill(colour: str | Color) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def _book(rows: list[list[str | None]], fills: Mapping[str, str | Color]) -> bytes:
    """A workbook of `rows` from A1 on, with the cells of `fills` coloured."""
    book = Book()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell, colour in fills.items():
        sheet[cell].fill = _fill(colour)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(rows: list[list[str | None]], fills: Mapping[str, str | Color]) -> Sheet:
    return read_workbook(_book(rows, fills), "Status.xlsx").sheets[0]


def _column(sheet: Sheet, column: int) -> list[str]:
    return [row[column] for row in rows_of(sheet)]


_LINES: list[list[str | None]] = [[f"P{i}", f"Bridge {i}", None, "Text"] for i in "1234"]
PROJECTS: list[list[str | None]] = [["ID", "Project", "RAG", "Comment"], *_LINES]


def test_a_rating_told_by_colour_alone_is_read_and_said() -> None:
    sheet = _sheet(PROJECTS, {"C2": RED, "C3": AMBER, "C4": GREEN, "C5": GREEN})
    assert _column(sheet, 2) == ["RAG", "Red", "Amber", "Green", "Green"]
    (note,) = sheet.notes
    assert note.message == ("Column C: 4 blank cells are filled with colours, which were read as Red, Amber and Green.")
    assert (note.rows, note.count) == ((2, 3, 4, 5), 4)


def test_the_ratings_reach_the_projects() -> None:
    prepared = prepare_file(_book(PROJECTS, {"C2": RED, "C3": AMBER, "C4": GREEN, "C5": GREEN}), "Status.xlsx")
    rows = prepared.tables[0].rows.to_pylist()
    assert [(r["code"], r["declared_overall"]) for r in rows] == [
        ("P1", "red"), ("P2", "amber"), ("P3", "green"), ("P4", "green")]  # fmt: skip
    assert prepared.tables[0].formats["declared_overall"].startswith("the cell is blank, its colour was read; ")


@pytest.mark.parametrize(
    ("colour", "word"),
    [
        pytest.param("FFFFC7CE", "Red", id="Excel's light red"),
        pytest.param("FFFFEB9C", "Amber", id="Excel's light yellow"),
        pytest.param("FFC6EFCE", "Green", id="Excel's light green"),
        pytest.param("FFFFFF00", "Amber", id="yellow"),
        pytest.param("FF92D050", "Green", id="Excel's standard light green"),
        pytest.param("FFC00000", "Red", id="Excel's standard dark red"),
        pytest.param("FFED7D31", "Amber", id="orange"),
        pytest.param("FF00B0F0", "Blue", id="light blue"),
        pytest.param("FFA6A6A6", "Grey", id="grey"),
        pytest.param(Color(indexed=10), "Red", id="tenth of the old palette"),
        pytest.param(Color(indexed=50), "Green", id="fiftieth of the old palette"),
        pytest.param(Color(theme=6), "Green", id="third accent of openpyxl's theme"),
        pytest.param(Color(theme=5, tint=0.4), "Red", id="second accent of the theme, lighter"),
        pytest.param("FFFFFFFF", "", id="white"),
        pytest.param(Color(theme=0), "", id="the theme's white"),
        pytest.param(Color(theme=0, tint=-0.25), "Grey", id="the theme's white, a quarter darker"),
    ],
)
def test_colours_in_all_spellings(colour: str | Color, word: str) -> None:
    sheet = _sheet(PROJECTS, {"C2": colour, "C3": "FFFF0000", "C4": "FF00B050", "C5": "FFFFC000"})
    assert _column(sheet, 2)[1] == word


def test_a_column_all_green_counts_beside_one_that_is_not() -> None:
    rows: list[list[str | None]] = [["Project", "Cost", "Time"], *([f"Bridge {i}", None, None] for i in "123")]
    fills = {"B2": GREEN, "B3": RED, "B4": GREEN, "C2": GREEN, "C3": GREEN, "C4": GREEN}
    sheet = _sheet(rows, fills)
    assert _column(sheet, 2) == ["Time", "Green", "Green", "Green"]


def test_a_blank_cell_among_coloured_ones_stays_blank() -> None:
    sheet = _sheet(PROJECTS, {"C2": RED, "C4": GREEN, "C5": GREEN})
    assert _column(sheet, 2) == ["RAG", "Red", "", "Green", "Green"]


@pytest.mark.parametrize(
    "fills",
    [
        pytest.param({f"C{i}": AMBER for i in range(2, 6)}, id="cells to be filled in, all of one colour"),
        pytest.param({f"{c}{i}": (RED, GREEN)[i % 2] for i in range(2, 6) for c in "ABCD"}, id="banded lines"),
        pytest.param({"C2": RED, "C3": GREEN}, id="two cells"),
        pytest.param({f"{c}1": BLUE for c in "ABCD"}, id="coloured header"),
        pytest.param({"C2": RED, "C3": GREEN, "C4": "FF7030A0", "C5": GREEN}, id="a colour that is no light"),
    ],
)
def test_decoration_says_nothing(fills: dict[str, str | Color]) -> None:
    sheet = _sheet(PROJECTS, fills)
    assert _column(sheet, 2) == ["RAG", "", "", "", ""]
    assert sheet.notes == ()


def test_a_key_beside_the_table_is_none_of_its_ratings() -> None:
    rows = [[*row, None, None] for row in PROJECTS]
    rows[0][4] = "Key"
    rows += [[f"P{i}", f"Bridge {i}", "Green", "Text", None, None] for i in range(5, 12)]
    sheet = _sheet(rows, {"E2": RED, "E3": AMBER, "E4": GREEN})
    assert set(_column(sheet, 4)) == {"Key", ""}


def test_a_key_below_a_gap_is_no_project() -> None:
    rows = [*PROJECTS, [], *([None, word] for word in ("Off track", "At risk", "On track"))]
    lights = {"C2": RED, "C3": AMBER, "C4": GREEN, "C5": GREEN}
    prepared = prepare_file(_book(rows, lights | {"A7": RED, "A8": AMBER, "A9": GREEN}), "Status.xlsx")
    (table,) = prepared.tables
    assert [row["code"] for row in table.rows.to_pylist()] == ["P1", "P2", "P3", "P4"]
    assert table.counts.not_data == 4


def test_colours_behind_texts_that_do_not_tell_them_are_said_to_be_left() -> None:
    names = [["Project", "Days late"], *([f"Bridge {i}", str(i)] for i in range(6))]
    sheet = _sheet([list(row) for row in names], {f"A{i + 2}": (RED, GREEN)[i % 2] for i in range(6)})
    assert [note.message for note in sheet.notes] == [
        "Column A: its texts were read, the colours behind them (red and green) were not."
    ]


def test_colours_that_follow_from_the_texts_need_no_word() -> None:
    rows = [["Project", "RAG"], *([f"Bridge {i}", "RG"[i % 2]] for i in range(6))]
    sheet = _sheet([list(row) for row in rows], {f"B{i + 2}": (RED, GREEN)[i % 2] for i in range(6)})
    assert sheet.notes == ()


@pytest.mark.parametrize("between", [0, 1])
def test_a_key_below_the_table_gives_no_ids(between: int) -> None:
    rows: list[list[str | None]] = [[f"P{i}", f"Bridge {i}", "Green", "Text"] for i in range(6)]
    rows += [[] for _ in range(between)]
    rows += [[None, word] for word in ("Off track", "At risk", "On track")]
    fills = {f"A{8 + between + n}": colour for n, colour in enumerate((RED, AMBER, GREEN))}
    sheet = _sheet([PROJECTS[0], *rows], fills)
    assert _column(sheet, 0)[7 + between :] == ["", "", ""]


def test_text_in_a_coloured_cell_stays_as_it_is() -> None:
    rows = [list(row) for row in PROJECTS]
    rows[1][2] = "see note"
    sheet = _sheet(rows, {"C2": RED, "C3": AMBER, "C4": GREEN, "C5": GREEN})
    assert _column(sheet, 2) == ["RAG", "see note", "Amber", "Green", "Green"]


MONTHS = ["Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026", "May 2026", "Jun 2026"]
PLAN: list[list[str | None]] = [["Task", "Owner", *MONTHS], ["Design", "Bo Ek"], ["Build", "Bo Ek"], ["Test", "Bo Ek"]]


def test_bars_painted_under_months_give_start_and_finish() -> None:
    fills: dict[str, str | Color] = {c: Color(theme=4, tint=0.4) for c in ("C2", "D2", "D3", "E3", "F3", "G4", "H4")}
    prepared = prepare_file(_book(PLAN, fills), "Plan.xlsx")
    rows = prepared.tables[0].rows.to_pylist()
    assert [(r["name"], str(r["planned_start"]), str(r["planned_finish"])) for r in rows] == [
        ("Design", "2026-01-01", "2026-02-28"), ("Build", "2026-02-01", "2026-04-30"),
        ("Test", "2026-05-01", "2026-06-30")]  # fmt: skip


def test_months_painted_in_every_line_are_no_bars() -> None:
    fills = {f"{c}{i}": BLUE for c in "CDEFGH" for i in (2, 3, 4)}
    assert {cell for row in rows_of(_sheet(PLAN, fills))[1:] for cell in row[2:]} == {""}


def test_ratings_by_month_told_by_colour_are_ratings() -> None:
    fills = {f"{c}{i}": (RED, GREEN, AMBER)[(i + n) % 3] for n, c in enumerate("CDEFGH") for i in (2, 3, 4)}
    assert rows_of(_sheet(PLAN, fills))[1][2:] == ["Amber", "Red", "Green", "Amber", "Red", "Green"]


def test_bars_behind_a_column_that_is_kept_beside_are_read_all_the_same() -> None:
    rows = [[*row[:2], None, *row[2:]] for row in PLAN]
    rows[0][2] = "RAG"
    lights: dict[str, str | Color] = {"C2": GREEN, "C3": AMBER, "C4": RED}
    bars = dict.fromkeys(("D2", "E2", "F3", "G4"), BLUE)
    prepared = prepare_file(_book(rows, lights | bars), "Plan.xlsx")
    found = prepared.tables[0].rows.to_pylist()
    assert [str(r["planned_finish"]) for r in found] == ["2026-02-28", "2026-03-31", "2026-04-30"]
