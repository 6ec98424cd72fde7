"""Money whose currency and unit only the format of its cells shows: what Excel displays as £2.3m is stored as 2.3."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from pmo_data.ingest.plan import PreparedFile
from pmo_data.ingest.prepare import prepare_file
from pmo_data.ingest.read import read_workbook
from pmo_data.ingest.read.number_formats import shown_money
from tests.ingest.read.cells import ods, rules_of

HEADER = ["Project ID", "Project name", "Start", "Finish", "Approved budget"]


@pytest.mark.parametrize(
    ("code", "money"),
    [
        ("£#,##0", ("£", 1)),
        ("_-[$£-809]* #,##0.00_-;-[$£-809]* #,##0.00_-", ("£", 1)),
        ('_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)', ("$", 1)),
        ("[$$-C09]#,##0", ("A$", 1)),
        ('#,##0\\ "€"', ("€", 1)),
        ("#,##0 [$kr-414]", ("NOK", 1)),
        ("[$CHF] #,##0", ("CHF", 1)),
        ('£0.0"m"', ("£", 1_000_000)),
        ('#,##0"k"', ("", 1_000)),
        ('£0.0,,"m"', ("£", 1)),  # the format divides: the cell holds all of it
        ('0.0,,"m"', None),
        ("#,##0.00", None),
        ("0%", None),
        ("[$-409]d-mmm-yy", None),
        ('0 "days"', None),
        ("General", None),
    ],
)
def test_a_format_code_tells_currency_and_unit(code: str, money: tuple[str, int] | None) -> None:
    assert shown_money(code) == money


def book(formats: list[str], amounts: list[float], header: list[str] | None = None) -> bytes:
    """A list of projects whose budgets have a format each."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        sheet = made.add_worksheet("List")
        sheet.write_row(0, 0, header or HEADER)
        for row, (code, amount) in enumerate(zip(formats, amounts, strict=True), 1):
            sheet.write_row(row, 0, [f"P{row}", f"Bridge {row}", "2026-01-01", "2026-12-31"])
            sheet.write_number(row, 4, amount, made.add_format({"num_format": code}))
            sheet.write(row, 5, "EUR" if header else None)
    return buffer.getvalue()


def prepared(body: bytes) -> PreparedFile:
    return prepare_file(body, "list.xlsx")


def column(file: PreparedFile, name: str) -> list[str]:
    return [str(value) for value in file.tables[0].rows.column(name).to_pylist()]


def test_amounts_have_the_currency_and_the_unit_that_their_cells_show() -> None:
    file = prepared(book(['£0.0"m"'] * 3, [2.3, 4, 0.5]))
    assert column(file, "approved_budget") == ["2300000.00", "4000000.00", "500000.00"]
    assert column(file, "currency") == ["GBP"] * 3
    said = [f.message for f in file.findings if f.rule == "unit_shown"]
    assert said == ["Approved budget: amounts are read in units of 1,000,000, as the format of the cells shows them."]


def test_what_a_header_or_a_column_of_currencies_says_goes_before_the_format() -> None:
    dollars = prepared(book(['£0.0"m"'] * 3, [2, 3, 4], [*HEADER[:4], "Approved budget (NOK k)", "Remark"]))
    assert column(dollars, "approved_budget") == ["2000.00", "3000.00", "4000.00"]
    assert column(dollars, "currency") == ["NOK"] * 3
    euros = prepared(book(["£#,##0"] * 3, [200000, 300000, 400000], [*HEADER, "Currency"]))
    assert column(euros, "currency") == ["EUR"] * 3


def test_what_a_columns_own_cells_show_goes_before_the_headers_beside_it() -> None:
    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain, {"in_memory": True}) as made:
        sheet = made.add_worksheet("List")
        sheet.write_row(0, 0, [*HEADER, "Actual cost (£m)"])
        for row in range(1, 4):
            sheet.write_row(row, 0, [f"P{row}", f"Bridge {row}", "2026-01-01", "2026-12-31"])
            sheet.write_number(row, 4, row, made.add_format({"num_format": '0.0"k"'}))
            sheet.write_number(row, 5, row)
    file = prepared(plain.getvalue())
    assert column(file, "approved_budget") == ["1000.00", "2000.00", "3000.00"]
    assert column(file, "actual_cost") == ["1000000.00", "2000000.00", "3000000.00"]


def test_a_bare_dollar_in_the_format_is_asked_as_one_in_the_cells_is() -> None:
    file = prepared(book(["$#,##0"] * 3, [200000, 300000, 400000]))
    assert "dollar_unsaid" in {f.rule for f in file.tables[0].findings}
    assert column(file, "currency") == ["USD"] * 3


def test_formats_of_several_currencies_in_one_column_are_said_and_none_is_taken() -> None:
    body = book(["£#,##0", "[$€-2] #,##0", "£#,##0"], [200000, 300000, 400000])
    assert "currencies_shown" in rules_of(read_workbook(body, "list.xlsx"))
    assert "currency" not in prepared(body).tables[0].rows.column_names


def test_an_opendocument_sheet_says_the_currency_beside_each_amount() -> None:
    told = 'office:value-type="currency" office:currency="EUR" office:value="5"'
    cells = f"<table:table-cell {told}><text:p>5 €</text:p></table:table-cell>"
    rows = f"<table:table-row>{cells}</table:table-row>" * 2
    sheet = read_workbook(ods(rows), "list.ods").sheets[0]
    assert sheet.money_formats == {0: ("EUR", 1)}
