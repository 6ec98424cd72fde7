"""What a sheet holds that nobody sees who opens it: hidden rows and columns, and in old workbooks errors besides."""

from __future__ import annotations

import io
import struct

import pytest
import xlsxwriter

from pmo_data.ingest.prepare import prepare_file
from pmo_data.ingest.read import read_workbook
from pmo_data.ingest.read.biff_scan import scan_biff
from tests.ingest.read.cells import ods, record, rows_of, xls, xlsx


def _hiding(hidden_columns: str, *, rows: tuple[int, ...] = ()) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Schemes")
        sheet.write_row(0, 0, ["Ref", "Project name", "Status", "Approved budget"])
        for number in range(1, 5):
            sheet.write_row(number, 0, [f"P-{number}", f"Lane {number}", "Open", 1000 * number])
        sheet.set_column(hidden_columns, None, None, {"hidden": True})
        for row in rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
    return target.getvalue()


def _said(data: bytes, name: str = "list.xlsx") -> list[tuple[str, str]]:
    return [(n.rule, n.message) for s in read_workbook(data, name).sheets for n in s.notes]


def test_hidden_rows_and_columns_are_named_with_their_sheet() -> None:
    assert _said(_hiding("C:D", rows=(3, 5))) == [
        ("hidden_rows", "2 hidden rows were read too: 3 and 5 of “Schemes”."),
        ("hidden_columns", "2 hidden columns were read too: C and D of “Schemes”."),
    ]


def test_blank_rows_and_columns_that_are_hidden_to_the_end_of_the_sheet_are_nobodys_business() -> None:
    assert _said(_hiding("E:XFD", rows=(9, 12))) == []


def test_a_hidden_column_is_a_finding_of_the_import_under_its_header() -> None:
    found = prepare_file(_hiding("D:D"), "list.xlsx")
    (said,) = [f for f in found.findings if f.rule == "hidden_columns"]
    assert (said.column, said.message) == ("Approved budget", "1 hidden column was read too: D of “Schemes”.")
    assert found.tables[0].counts.loaded == 4


def test_hidden_columns_of_an_open_document_are_named() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    row = f"<table:table-row>{cell * 4}</table:table-row>"
    assert _said(ods(columns + row * 2), "a.ods") == [
        ("hidden_columns", "2 hidden columns were read too: B and C of “Plan”.")
    ]


def test_percents_are_known_where_the_writer_says_that_a_number_is_one() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>'
    cells = '<row r="1"><c r="A1" s="0" t="n"><v>1</v></c><c r="B1" s="1" t="n"><v>0.5</v></c></row>'
    assert read_workbook(xlsx(cells, styles=styles), "a.xlsx").sheets[0].percents == {1}


def _text(row: int, column: int, text: str, style: int = 0) -> bytes:
    return record(0x204, struct.pack("<HHHHB", row, column, style, len(text), 0) + text.encode("latin-1"))


def _number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def _formula(row: int, column: int, result: bytes) -> bytes:
    return record(0x06, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIH", 0, 0, 0))


def _old_workbook(cells: bytes) -> bytes:
    """Styles 0 plain, 1 percent by number, 2 percent by a format of the workbook's own, 3 indented by two."""
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    styles = [(0, 0), (9, 0), (164, 0), (0, 2)]
    own = record(0x41E, struct.pack("<HHB", 164, 4, 0) + b"0.0%")
    own += b"".join(record(0xE0, struct.pack("<HHHBBB11x", 0, f, 0, 0, 0, i)) for f, i in styles)
    name = b"Plan"
    head = len(start) + len(own) + 4 + 8 + len(name) + 4
    sheet = record(0x85, struct.pack("<IBBBB", head, 0, 0, len(name), 0) + name)
    body = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + record(0x0A)
    return xls(start + own + sheet + record(0x0A) + body)


_HEAD = b"".join(_text(0, c, t) for c, t in enumerate(["ID", "Task", "Done", "Cost"]))


def test_an_old_workbook_tells_its_errors_hidden_parts_percents_and_indents() -> None:
    cells = record(0x7D, struct.pack("<HHHHHH", 1, 1, 256, 0, 1, 0)) + record(0x208, struct.pack("<H10xHH", 2, 0x21, 0))
    cells += _HEAD
    for row in (1, 2):
        cells += _number(row, 0, row) + _text(row, 1, "Dig", 3) + _number(row, 2, 0.5, row)
    cells += record(0x205, struct.pack("<HHHBB", 1, 3, 0, 7, 1)) + _formula(2, 3, b"\x02\0\x17\0\0\0\xff\xff")
    workbook = read_workbook(_old_workbook(cells), "plan.xls")
    (sheet,) = workbook.sheets
    assert rows_of(sheet)[1][:3] == ["1", "Dig", "0.5"]
    assert (sheet.percents, sheet.indents, sheet.outlines) == ({2}, {(2, 1): 2, (3, 1): 2}, {3: 1})
    assert [(n.rule, n.message) for n in sheet.notes] == [
        ("formula_error", "Column D: 2 cells hold errors (#DIV/0!, #REF!) and read as empty."),
        ("hidden_rows", "1 hidden row was read too: 3 of “Plan”."),
        ("hidden_columns", "1 hidden column was read too: B of “Plan”."),
    ]


@pytest.mark.parametrize(("other", "noted"), [(b"", True), (_formula(3, 3, struct.pack("<d", 4.0)), False)])
def test_empty_results_of_an_old_workbook_mean_never_calculated_only_if_all_are_empty(
    other: bytes, noted: bool
) -> None:
    empty = _formula(1, 3, b"\x03\0\0\0\0\0\xff\xff") + _formula(2, 3, b"\x03\0\0\0\0\0\xff\xff")
    notes = read_workbook(_old_workbook(_HEAD + _number(1, 0, 1) + empty + other), "plan.xls").sheets[0].notes
    assert [(n.rule, n.column, n.rows) for n in notes] == ([("formula_without_value", 3, (2, 3))] if noted else [])


def test_the_scan_of_a_damaged_old_workbook_says_nothing_or_a_part_and_never_breaks() -> None:
    whole = _old_workbook(_HEAD + _number(1, 0, 1) + _formula(1, 3, b"\x02\0\x17\0\0\0\xff\xff"))
    assert scan_biff(whole)[0].errors == {3: [2]}
    for keep in range(8, len(whole), 97):
        assert all(scan.errors in ({}, {3: [2]}) for scan in scan_biff(whole[:keep]))
    assert scan_biff(whole[:512] + b"\x07" * (len(whole) - 512)) == []
