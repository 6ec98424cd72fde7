"""Template workbooks: what to fill in for an entity, with drop-downs and the meaning of each column.

Derived from the catalogue, so that what is asked for is what the importer reads; headers are the labels the importer
knows as exact.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from pmo_data.domain.catalogue import ENTITIES, WRITTEN_IN_APP, entity
from pmo_data.domain.errors import PmoError
from pmo_data.domain.fields import Choices, Entity, Field, Kind
from pmo_data.domain.words import TEMPLATE_SHEET
from pmo_data.export.workbook import cell, write

ROWS_WITH_CHOICES = 1000
_NOT_IN_NAME = re.compile(r"[^\w.-]+")
_WIDTH = {Kind.TEXT: 28, Kind.CODE: 16, Kind.DATE: 14, Kind.MONEY: 16, Kind.LINKS: 20}
_FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.MONEY: "#,##0.00", Kind.CODE: "@", Kind.TEXT: "@"}


def entity_names(asked: str) -> list[str]:
    """The entities meant by a name or by 'all'. Raises PmoError naming what there is."""
    if asked == "all":
        return [name for name in ENTITIES if name not in WRITTEN_IN_APP]
    if asked in WRITTEN_IN_APP:
        raise PmoError(f"'{asked}' is written in the app and has no template.")
    return [entity(asked).name]


def write_template(asked: str, values: Mapping[str, Sequence[Mapping[str, Any]]] | None = None) -> bytes:
    """A workbook with a sheet per entity; `values` (entity -> rows of field -> value) fills in what is known today."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(target, options) as book:
        for name in entity_names(asked):
            _sheet(book, ENTITIES[name], (values or {}).get(name, ()))
        _notes(book, entity_names(asked))
    return target.getvalue()


def per_project(asked: str, values: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]) -> bytes:
    """A ZIP of one filled-in workbook per project; `values` is project -> what `write_template` takes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, name in file_names(list(values)).items():
            archive.writestr(name, write_template(asked, values[key]))
    return target.getvalue()


def file_names(keys: Sequence[str]) -> dict[str, str]:
    """A file name per project, safe on every system and never twice."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for number, key in enumerate(keys, start=1):
        stem = _NOT_IN_NAME.sub("-", key).strip("-.")[:80] or "project"
        stem = f"{stem}-{number}" if stem.casefold() in taken else stem
        taken.add(stem.casefold())
        found[key] = f"{stem}.xlsx"
    return found


def _sheet(book: Any, described: Entity, rows: Iterable[Mapping[str, Any]]) -> None:
    sheet = book.add_worksheet(described.title[:31])
    required = book.add_format({"bold": True, "text_wrap": True, "bottom": 2})
    optional = book.add_format({"text_wrap": True, "bottom": 1})
    for column, field in enumerate(described.fields):
        sheet.write_string(0, column, field.title, required if field.required else optional)
        sheet.write_comment(0, column, note(field))
        form = {"num_format": _FORMATS[field.kind]} if field.kind in _FORMATS else {}
        sheet.set_column(column, column, _WIDTH.get(field.kind, 14), book.add_format(form))
        _validate(sheet, column, field)
    sheet.freeze_panes(1, 0)
    dates = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows, start=1):
        for column, field in enumerate(described.fields):
            write(sheet, number, column, cell(row, field), dates)


def _validate(sheet: Any, column: int, field: Field) -> None:
    area = (1, column, ROWS_WITH_CHOICES, column)
    if field.choices is not None:
        sheet.data_validation(*area, _listed(field.choices))
    elif field.kind is Kind.FLAG:
        sheet.data_validation(*area, {"validate": "list", "source": ["TRUE", "FALSE"]})
    elif field.minimum is not None and field.maximum is not None:
        bounds = {"validate": "decimal", "criteria": "between", "minimum": field.minimum, "maximum": field.maximum}
        sheet.data_validation(*area, bounds)


def _listed(choices: Choices) -> dict[str, Any]:
    """A drop-down that warns rather than forbids: the importer knows more words than the list holds."""
    return {"validate": "list", "source": list(choices.values), "error_type": "warning"}


def note(field: Field) -> str:
    """What a column is for, in a sentence or two."""
    parts = [field.meaning]
    if field.required:
        parts.append("Required.")
    if field.unit:
        parts.append(f"Unit: {field.unit}.")
    if field.reference:
        parts.append(f"Code or name of a {field.reference.replace('_', ' ')}.")
    if field.kind is Kind.DATE:
        parts.append("A date such as 2026-11-30.")
    if field.choices is not None:
        parts.append(f"One of: {', '.join(field.choices.values)}.")
    return " ".join(parts)


def _notes(book: Any, names: Iterable[str]) -> None:
    """The data dictionary as the last sheet."""
    sheet = book.add_worksheet(TEMPLATE_SHEET)
    head = book.add_format({"bold": True, "bottom": 1})
    for column, title in enumerate(("Sheet", "Column", "Meaning")):
        sheet.write_string(0, column, title, head)
    row = 1
    for name in names:
        for field in ENTITIES[name].fields:
            for column, text in enumerate((ENTITIES[name].title, field.title, note(field))):
                sheet.write_string(row, column, text)
            row += 1
    sheet.set_column(0, 1, 22)
    sheet.set_column(2, 2, 90)
