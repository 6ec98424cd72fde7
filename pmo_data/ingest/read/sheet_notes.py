"""Turns what a scan of a workbook found into notes people read. Columns are named as spreadsheets name them."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_data.domain.words import listed
from pmo_data.ingest.grid import Note
from pmo_data.ingest.read.ooxml import OoxmlBook
from pmo_data.ingest.read.sheet_scan import SheetScan, column_name

_ROWS_LISTED = 1000
_NAMED = 12


def book_notes(book: OoxmlBook) -> Iterator[Note]:
    """What the workbook as a whole has besides cells."""
    if book.has_external_links:
        yield Note("external_links", "The workbook links to other files; such links are not followed.")
    if book.has_macros:
        yield Note("macros_ignored", "The workbook holds macros; they are never run.")


def scan_notes(scan: SheetScan) -> Iterator[Note]:
    """What a sheet holds that its text does not show."""
    for column, rows in sorted(scan.errors.items()):
        words = ", ".join(scan.error_words.get(column, [])) or "such as #REF!"
        yield _cells(
            "formula_error",
            f"{_held(len(rows), column, 'holds an error', 'hold errors')} ({words}) and read as empty.",
            rows,
            column,
            "Correct the formulas in the source.",
        )
    for column, rows in sorted(scan.uncalculated.items()):
        yield _cells(
            "formula_without_value",
            f"{_held(len(rows), column, 'holds a formula', 'hold formulas')} without a stored value.",
            rows,
            column,
            "Open the workbook in Excel and save it, so that its formulas are calculated.",
        )
    for column, signs in sorted(scan.mixed_money.items()):
        said = (
            f"Column {column_name(column)} shows its amounts in several currencies by the format of its cells, which "
        )
        said += f"is not read cell by cell ({', '.join(signs)})."
        yield Note("currencies_shown", said, column=column, fix="Add a column with the currency of each row.")
    if scan.active_formulas:
        yield Note(
            "active_formula",
            "Formulas that reach outside the workbook (DDE or web requests) were replaced by their stored values.",
        )


def hidden_notes(name: str, rows: list[int], columns: list[int]) -> Iterator[Note]:
    """Rows and columns that hold something and that nobody sees who opens the sheet; they are read like any other."""
    fix = "Delete them in the source if they are not meant."
    if rows:
        was = "1 hidden row was" if len(rows) == 1 else f"{len(rows):,} hidden rows were"
        said = f"{was} read too: {listed([str(r) for r in rows], _NAMED)} of “{name}”."
        yield Note("hidden_rows", said, rows[0], fix=fix, rows=tuple(rows[:_ROWS_LISTED]), count=len(rows))
    if columns:
        was = "1 hidden column was" if len(columns) == 1 else f"{len(columns):,} hidden columns were"
        said = f"{was} read too: {listed([column_name(c) for c in columns], _NAMED)} of “{name}”."
        alone = columns[0] if len(columns) == 1 else None
        yield Note("hidden_columns", said, column=alone, fix=fix, count=len(columns))


def long_number_notes(rows_by_column: dict[int, list[int]]) -> Iterator[Note]:
    """Whole numbers past 15 digits: spreadsheets round them, so two different ids may have become one."""
    for column, rows in sorted(rows_by_column.items()):
        count = len(rows)
        subject = "1 number has" if count == 1 else f"{count:,} numbers have"
        message = f"Column {column_name(column)}: {subject} more than 15 digits and may have been rounded when saved."
        yield _cells("rounded_number", message, rows, column, "Format the column as text in the source.")


def _held(count: int, column: int, one: str, many: str) -> str:
    where = f"Column {column_name(column)}: "
    return f"{where}1 cell {one}" if count == 1 else f"{where}{count:,} cells {many}"


def _cells(rule: str, message: str, rows: list[int], column: int, fix: str) -> Note:
    return Note(rule, message, rows[0], column, fix=fix, rows=tuple(rows[:_ROWS_LISTED]), count=len(rows))
