"""Workbooks: cells as a person would read them, and a note for whatever the cells do not show."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
import xlsxwriter

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Workbook
from pmo_data.ingest.read import load_sheets, read_workbook, write_sheets
from tests.ingest.read.cells import ods, rows_of, rules_of, xlsx, zipped


def _text(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _rich_workbook() -> Workbook:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day, percent = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "0.0%"})
    time, indent = book.add_format({"num_format": "yyyy-mm-dd hh:mm"}), book.add_format({"indent": 2})
    span = book.add_format({"num_format": "[h]:mm"})
    sheet = book.add_worksheet("Plan")
    sheet.write_row(1, 1, ["id", "share", "start", "seen", "done", "effort", "cost"])
    sheet.write_row(2, 1, [2, 0.25, None, None, True, None, 1.5])
    sheet.write_number(2, 2, 0.25, percent)
    sheet.write_datetime(2, 3, dt.datetime(2026, 3, 1), day)
    sheet.write_datetime(2, 4, dt.datetime(2026, 3, 1, 13, 30), time)
    sheet.write_number(2, 6, 1.5, span)
    sheet.write_string(3, 1, "child", indent)
    sheet.merge_range(4, 1, 5, 2, "both")
    sheet.set_row(3, None, None, {"hidden": True, "level": 1})
    book.add_worksheet("Lists").hide()
    book.close()
    return read_workbook(buffer.getvalue(), "plan.xlsx")


def test_cells_are_rendered_as_a_person_would_read_them() -> None:
    sheet = _rich_workbook().sheets[0]
    assert sheet.first_row == 2
    assert rows_of(sheet)[:2] == [
        ["", "id", "share", "start", "seen", "done", "effort", "cost"],
        ["", "2", "0.25", "2026-03-01", "2026-03-01 13:30:00", "TRUE", "36:00:00", "1.5"],
    ]


def test_formats_hidden_rows_outlines_and_merged_ranges_are_kept() -> None:
    workbook = _rich_workbook()
    sheet = workbook.sheets[0]
    assert sheet.percents == {2}
    assert sheet.indents == {(4, 1): 2}
    assert sheet.outlines == {4: 1}
    assert sheet.hidden_rows == (4,)
    assert sheet.merged == ((5, 1, 6, 2),)
    assert [each.hidden for each in workbook.sheets] == [False, True]
    assert rules_of(workbook) == ["hidden_rows"]


def test_a_workbook_survives_being_handed_over(tmp_path: Path) -> None:
    workbook = _rich_workbook()
    write_sheets(workbook, tmp_path)
    assert load_sheets(tmp_path) == workbook


def test_error_cells_are_noted_by_column_with_their_rows() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="C{row}" t="e"><v>#REF!</v></c></row>' for row in (2, 3)
    )
    note = read_workbook(xlsx(cells), "a.xlsx").sheets[0].notes[0]
    assert (note.rule, note.column, note.rows, note.count) == ("formula_error", 2, (2, 3), 2)
    assert "#REF!" in note.message


def test_formulas_without_a_stored_value_are_noted_but_empty_texts_are_not() -> None:
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f></c><c r="C1"><f>A1</f><v></v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f>A1</f><v>1</v></c></row>'
    )
    notes = read_workbook(xlsx(cells), "a.xlsx").sheets[0].notes
    assert [(note.rule, note.column, note.row) for note in notes] == [
        ("formula_without_value", 1, 1),
        ("formula_without_value", 2, 1),
    ]


@pytest.mark.parametrize("formula", ["cmd|'/c calc'!A1", 'WEBSERVICE("http://x/")'])
def test_formulas_that_reach_outside_are_noted(formula: str) -> None:
    cells = f'<row r="1"><c r="A1" t="str"><f>{formula}</f><v>x</v></c></row>'
    assert rules_of(read_workbook(xlsx(cells), "a.xlsx")) == ["active_formula"]


def test_numbers_past_15_digits_are_noted_and_written_without_exponent() -> None:
    cells = '<row r="1"><c r="A1"><v>1.234567890123457E+16</v></c></row><row r="2"><c r="A2"><v>12</v></c></row>'
    sheet = read_workbook(xlsx(cells), "a.xlsx").sheets[0]
    assert rows_of(sheet) == [["12345678901234570"], ["12"]]
    assert [(note.rule, note.rows) for note in sheet.notes] == [("rounded_number", (1,))]


def test_macros_and_links_are_noted_and_left_alone() -> None:
    extra = {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    workbook = read_workbook(xlsx(f'<row r="1">{_text("A1", "id")}</row>', extra=extra), "a.xlsm")
    assert workbook.kind == "xlsm"
    assert rules_of(workbook) == ["external_links", "macros_ignored"]


def test_attributes_in_another_order_or_quoting_change_nothing() -> None:
    cells = (
        "<row r='1'><c t='inlineStr' r='B1'><is><t>id</t></is></c></row>"
        '<row r="2"><c t="e" r="B2"><v>#N/A</v></c></row>'
    )
    sheet = read_workbook(xlsx(cells), "a.xlsx").sheets[0]
    assert rows_of(sheet)[0] == ["", "id"]
    assert [(note.rule, note.column, note.row) for note in sheet.notes] == [("formula_error", 1, 2)]


def test_a_name_that_says_another_kind_is_noted() -> None:
    data = xlsx(f'<row r="1">{_text("A1", "id")}</row>')
    assert rules_of(read_workbook(data, "plan.xls")) == ["name_differs"]
    assert rules_of(read_workbook(data, "plan.xlsx.exe.xlsx")) == ["odd_file_name"]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ('<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>', "17,179,869,184 cells (A1 to XFD1048576) but only 2"),
        ('<c r="A4294967296"><v>1</v></c>', "row 4294967296"),
        ('<c r="ZZZZZZZ1"><v>1</v></c>', "column ZZZZZZZ"),
        ("<c r='XFE1'><v>1</v></c>", "column XFE"),
        (_text("A2", "z" * 70_000), "Cell A2 is 70,000 characters long; the limit is 32,767"),
        (_text("A2", "ä" * 32_768), "Cell A2 is 32,768 characters long"),
        ("<c>" * 1_000, "The sheet is damaged"),
    ],
)
def test_a_sheet_that_would_kill_the_reader_is_refused_first(cells: str, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        read_workbook(xlsx(f'<row r="1">{cells}</row>'), "a.xlsx")
    assert sentence in str(caught.value)


def test_blank_formatted_cells_far_away_take_no_room() -> None:
    cells = f'<row r="1">{_text("A1", "id")}<c r="XFD1" s="0"/></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert rows_of(read_workbook(xlsx(cells), "a.xlsx").sheets[0]) == [["id"]]


def test_the_longest_text_a_cell_may_hold_is_read() -> None:
    sheet = read_workbook(xlsx(f'<row r="1">{_text("A1", "&amp;" * 32_767)}</row>'), "a.xlsx").sheets[0]
    assert rows_of(sheet) == [["&" * 32_767]]


_ENTITY = '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.csv", "empty"),
        (xlsx("", head=_ENTITY), "a.xlsx", "entity definitions"),
        (ods("", head=_ENTITY), "a.ods", "entity definitions"),
        (zipped({"a.csv": "id"}), "a.csv", "compressed file"),
        (zipped({"xl/styles.xml": "<a/>"}), "a.xlsx", "not an Excel workbook"),
        (zipped({"word/document.xml": "<a/>"}), "a.xlsx", "Word document"),
        (zipped({"xl/workbook.bin": "x"}), "a.xlsb", "binary workbook"),
        (zipped({"mimetype": "x"}), "a.ods", "not an OpenDocument spreadsheet"),
        (xlsx("")[:-200], "a.xlsx", "damaged"),
        (b"\x1f\x8b\x08\x00", "a.csv", "compressed file"),
        (b"%PDF-1.7 x", "a.xlsx", "PDF"),
        (b'[{"id": 1}]', "a.csv", "JSON"),
        (b'\xef\xbb\xbf{"id": 1}\n', "a.csv", "JSON"),
        (b"<html><table></table></html>", "a.xls", "This .xls file is really a web page"),
        (b"<!DOCTYPE html><html></html>", "", "This file is really a web page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "a.xls", "2003 XML"),
        (b'<?xml version="1.0"?><feed/>', "a.xml", "not known here"),
        (bytes(range(256)) * 4, "a.csv", "not a text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.xls", "damaged"),
        (b"ERMHDR\t8.4\r\n%E\r\n", "a.xer", "no tables"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence_that_says_what_it_is(
    data: bytes, name: str, sentence: str
) -> None:
    with pytest.raises(Refused) as caught:
        read_workbook(data, name)
    assert sentence in str(caught.value)


def test_a_bomb_is_refused_by_the_bytes_that_come_out_of_it() -> None:
    packed = xlsx("<c/>" * 80_000_000)
    with pytest.raises(Refused, match="unpack to more than 300 MB"):
        read_workbook(packed, "a.xlsx")


def test_more_sheets_than_a_person_can_review_are_refused() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for _ in range(51):
        book.add_worksheet()
    book.close()
    with pytest.raises(Refused, match="51 sheets; the limit is 50"):
        read_workbook(buffer.getvalue(), "a.xlsx")


_CELL = '<table:table-cell office:value-type="string"{0}><text:p>{1}</text:p></table:table-cell>'


def test_an_opendocument_sheet_reads_with_its_repeats_and_merged_ranges() -> None:
    table = (
        f"<table:table-row>{_CELL.format('', 'id')}{_CELL.format('', 'name')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="2">'
        + _CELL.format(' table:number-columns-repeated="2"', "x")
        + "</table:table-row><table:table-row>"
        + _CELL.format(' table:number-columns-spanned="2"', "wide")
        + '<table:covered-table-cell/></table:table-row><table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    sheet = read_workbook(ods(table), "a.ods").sheets[0]
    assert rows_of(sheet) == [["id", "name"], ["x", "x"], ["x", "x"], ["wide", ""]]
    assert sheet.merged == ((4, 0, 4, 1),)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (_CELL.format("", '<text:s text:c="2000000000"/>'), "longer than 32,767"),
        (_CELL.format(' table:number-columns-repeated="9000000"', "x"), "9,000,000 cells"),
    ],
)
def test_an_opendocument_sheet_that_repeats_without_end_is_refused(table: str, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        read_workbook(ods(f"<table:table-row>{table}</table:table-row>"), "a.ods")
    assert sentence in str(caught.value)


def test_a_workbook_of_excel_under_the_name_of_another_kind_is_read_and_said() -> None:
    workbook = read_workbook(xlsx(f'<row r="1">{_text("A1", "id")}</row>'), "plan.ods")
    assert rows_of(workbook.sheets[0]) == [["id"]]
    assert [note.message for note in workbook.notes] == [
        "The name ends in .ods but the content is .xlsx; it was read as that."
    ]
