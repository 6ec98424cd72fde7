"""Our own export of entities: every field under the label the importer knows as exact, so that it goes in again as is.

Stands apart from templates, which are to be filled in. Cells that gave no value say why in their own words; text that a
spreadsheet would run is disarmed in CSV and is plain text in workbooks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.fields import Absence, Entity, Field, Kind
from pmo_data.domain.words import EXPORT_SHEET
from pmo_data.export.cells import disarmed, safe_text

Row = Mapping[str, Any]
_TELLING = frozenset({Kind.DATE, Kind.MONEY, Kind.NUMBER, Kind.PERCENT, Kind.SCALE})
_FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.MONEY: "#,##0.00", Kind.CODE: "@", Kind.TEXT: "@", Kind.LINKS: "@"}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def export_workbook(tables: Mapping[str, Sequence[Row]]) -> bytes:
    """A workbook with a sheet per entity; `tables` is entity -> rows of field -> value, with `extra` and `absent`."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        for name, rows in tables.items():
            _sheet(book, entity_named(name), rows)
        if not tables:
            book.add_worksheet("Nothing").write_string(0, 0, "There is nothing to export.")
        _about(book)
    return target.getvalue()


_ABOUT = (
    "This workbook can be imported again as it is.",
    "Amounts are in whole units of their currency.",
    "Scales run from 1, the lowest, to 5, the highest; percentages carry their sign; dates are days.",
    "Without this sheet its columns are recognised as those of any other file.",
)


def _about(book: Any) -> None:
    """What the cells are counted in, on the sheet by which the importer knows that nothing need be asked."""
    sheet = book.add_worksheet(EXPORT_SHEET)
    for number, line in enumerate(_ABOUT):
        sheet.write_string(number, 0, line)
    sheet.set_column(0, 0, 90)


def export_csv(entity: str, rows: Sequence[Row]) -> str:
    """The rows as CSV (RFC 4180, the first line the labels); dates as 2026-11-30, numbers with a decimal point."""
    described = entity_named(entity)
    fields, beside = _fields(described, rows), _beside(rows)
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([f.title for f in fields] + [disarmed(name) for name in beside])
    for row in rows:
        cells = [_text(cell(row, f)) for f in fields]
        extra = row.get("extra") or {}
        writer.writerow(cells + [disarmed(str(extra.get(name) or "")) for name in beside])
    return target.getvalue()


def cell(row: Row, field: Field) -> Any:
    """What stands in a field's cell: its value, or the word for why there is none; a percentage carries its sign."""
    value = row.get(field.name)
    if value is None:
        why = (row.get("absent") or {}).get(field.name)
        told = why if why is not None and why != str(Absence.UNREADABLE) and field.kind in _TELLING else None
        return str(told) if told is not None else None
    return f"{value:.15g}%" if field.kind is Kind.PERCENT else value


def _fields(described: Entity, rows: Sequence[Row]) -> list[Field]:
    """The fields that any row fills or explains, and those a row cannot do without."""
    return [f for f in described.fields if f.required or any(cell(row, f) is not None for row in rows)]


def _beside(rows: Sequence[Row]) -> list[str]:
    """Columns kept beside the catalogue, in the order they are met."""
    names = dict.fromkeys(name for row in rows for name in (row.get("extra") or {}))
    return [name for name in names if name.strip()]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return disarmed(value) if isinstance(value, str) else f"{value:.15g}" if isinstance(value, float) else str(value)


def _sheet(book: Any, described: Entity, rows: Sequence[Row]) -> None:
    sheet = book.add_worksheet(described.title[:31])
    head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    fields, beside = _fields(described, rows), _beside(rows)
    for column, title in enumerate([f.title for f in fields] + beside):
        sheet.write_string(0, column, safe_text(title), head)
    for column, field in enumerate(fields):
        form = {"num_format": _FORMATS[field.kind]} if field.kind in _FORMATS else {}
        sheet.set_column(column, column, 18, book.add_format(form))
    dates = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows, start=1):
        for column, field in enumerate(fields):
            write(sheet, number, column, cell(row, field), dates)
        extra = row.get("extra") or {}
        for column, name in enumerate(beside, start=len(fields)):
            write(sheet, number, column, extra.get(name), dates)
    sheet.freeze_panes(1, 0)


def write(sheet: Any, row: int, column: int, value: Any, dates: Any) -> None:
    """One cell by its value's type; NULL and not-a-number leave it blank."""
    if value is None or value != value:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif hasattr(value, "year"):
        sheet.write_datetime(row, column, value, dates)
    elif isinstance(value, str):
        sheet.write_string(row, column, safe_text(value))
    else:
        sheet.write_number(row, column, float(value))
