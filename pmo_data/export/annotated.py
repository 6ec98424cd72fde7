"""The workbook to send back: the file's own cells, what is wrong in red with a comment each, and a list of findings.

Stands apart from our exports: nothing is converted here, every cell stands where its owner put it. Whoever mends the
red cells and returns the workbook has answered the findings.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from pmo_data.export.cells import safe_text

ERRORS = "Errors"
_HEAD = ("Sheet", "Row", "Column", "Cell", "Value", "Severity", "What was found", "How to mend it")
_COMMENT = 1_000
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Mark:
    """One finding: where it is (1-based row, 0-based column; None where it is not of one cell) and what it says."""

    sheet: str
    row: int | None
    column: int | None
    header: str | None
    cell: str | None
    value: str | None
    severity: str
    message: str
    fix: str


def annotated(sheets: Mapping[str, tuple[int, Sequence[Sequence[str | None]]]], marks: Sequence[Mark]) -> bytes:
    """An .xlsx with the sheets as they are (name -> number of the first row, rows of texts) and the sheet Errors.

    Cells of errors are red, of warnings yellow; a row that is held back without one cell to blame is red at its start.
    """
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        names: set[str] = set()
        for name, (first, rows) in sheets.items():
            _sheet(book, _free(name, names), first, rows, [m for m in marks if m.sheet == name])
        _errors(book, _free(ERRORS, names), marks)
    return target.getvalue()


def _free(name: str, taken: set[str]) -> str:
    """A name a workbook accepts: 31 characters without signs, never twice."""
    plain = "".join("-" if c in "[]:*?/\\" else c for c in safe_text(name)).strip("' ")[:31] or "Sheet"
    number, free = 2, plain
    while free.casefold() in taken:
        free, number = f"{plain[:27]} ({number})", number + 1
    taken.add(free.casefold())
    return free


def _sheet(book: Any, name: str, first: int, rows: Sequence[Sequence[str | None]], marks: Sequence[Mark]) -> None:
    sheet = book.add_worksheet(name)
    red = book.add_format({"bg_color": "red", "font_color": "white", "bold": True, "border": 1})
    amber = book.add_format({"bg_color": "yellow", "border": 1})
    by_cell: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        if mark.row is not None:
            by_cell.setdefault((mark.row, mark.column or 0), []).append(mark)
    for offset, cells in enumerate(rows):
        for column, text in enumerate(cells):
            found = by_cell.get((first + offset, column))
            form = None if not found else red if any(m.severity == "error" for m in found) else amber
            if text is not None:
                sheet.write_string(first + offset - 1, column, safe_text(text), form)
            elif form is not None:
                sheet.write_blank(first + offset - 1, column, None, form)
    for (row, column), found in by_cell.items():
        said = "\n".join(dict.fromkeys(f"{m.message} {m.fix}".strip() for m in found))
        sheet.write_comment(row - 1, column, safe_text(said)[:_COMMENT], {"x_scale": 2})
    sheet.set_column(0, max((len(r) for r in rows), default=1), 16)


def _errors(book: Any, name: str, marks: Sequence[Mark]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1})
    for column, title in enumerate(_HEAD):
        sheet.write_string(0, column, title, head)
    ordered = sorted(marks, key=lambda m: (m.severity != "error", m.sheet, m.row or 0, m.column or 0))
    for number, m in enumerate(ordered, start=1):
        told = (m.sheet, m.row, m.header, m.cell, m.value, m.severity, m.message, m.fix)
        for column, value in enumerate(told):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            elif value:
                sheet.write_string(number, column, safe_text(value))
    if not ordered:
        sheet.write_string(1, 0, "Nothing was found.")
    sheet.set_column(0, 5, 14)
    sheet.set_column(6, 7, 70)
    sheet.freeze_panes(1, 0)
    sheet.activate()
