"""Primavera XER files to one sheet per table. XER is tab-separated text: %T names a table, %F its fields, %R a row."""

from __future__ import annotations

import re

import pyarrow as pa

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Note, Sheet
from pmo_data.ingest.read import plan_calendars as calendars
from pmo_data.ingest.read.clean import clean_columns
from pmo_data.ingest.read.decode import decode

# A line break inside a memo is written as two delete characters.
_LINE_BREAK = "\x7f\x7f"


def read_xer(data: bytes) -> tuple[tuple[Sheet, ...], str, tuple[Note, ...]]:
    """(a sheet per table with its field names as first row, the encoding, notes). Raises `Refused` without tables."""
    decoded = decode(data)
    tables: list[tuple[str, int, list[list[str]]]] = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", decoded.text), start=1):
        mark, _, rest = line.partition("\t")
        if mark == "%T":
            tables.append((rest.strip(), number + 1, []))
        elif mark in ("%F", "%R") and tables:
            tables[-1][2].append(rest.replace(_LINE_BREAK, "\n").split("\t"))
        elif line.strip() and mark not in ("ERMHDR", "%E") and tables and tables[-1][2]:
            # A memo with a bare line break runs on in the next line.
            tables[-1][2][-1][-1] += "\n" + line
    _add_calendars(tables)
    sheets = tuple(table_sheet(name, rows, first_row) for name, first_row, rows in tables if rows)
    if not sheets:
        raise Refused("This Primavera file holds no tables. Export the schedule again.")
    return sheets, decoded.encoding, decoded.notes


def _add_calendars(tables: list[tuple[str, int, list[list[str]]]]) -> None:
    """Beside each calendar its working week, and below them the days off of those that projects are planned by."""
    held = {name: rows for name, _, rows in tables if rows}
    rows = held.get("CALENDAR", [])
    if not rows or not {"clndr_id", "clndr_name", "clndr_data"} <= set(rows[0]):
        return
    projects = held.get("PROJECT", [[]])
    planned_by = {_cell(row, projects[0], "clndr_id") for row in projects[1:]}
    header = list(rows[0])
    off: list[dict[str, str]] = []
    for row in rows[1:]:
        data = _cell(row, header, "clndr_data")
        row += [""] * (len(header) - len(row))
        row.insert(len(header), calendars.xer_week(data))
        if _cell(row, header, "clndr_id") in planned_by:
            off += calendars.xer_days_off(_cell(row, header, "clndr_name"), data)
    rows[0] += ["Weekdays", calendars.DAY_OFF]
    named = header.index("clndr_name")
    for day in off:
        rows.append([""] * named + [day["Name"]] + [""] * (len(header) - named) + [day[calendars.DAY_OFF]])


def _cell(row: list[str], header: list[str], name: str) -> str:
    at = header.index(name) if name in header else len(row)
    return row[at] if at < len(row) else ""


def table_sheet(name: str, rows: list[list[str]], first_row: int = 1) -> Sheet:
    """A sheet of `rows`, the first of which names the columns; what is wider than that is surplus."""
    width = len(rows[0])
    body = [[cell or None for cell in row[:width]] + [None] * (width - len(row)) for row in rows]
    columns = [pa.chunked_array([pa.array(values, pa.string())]) for values in zip(*body, strict=True)]
    cleaned, notes = clean_columns(columns, first_row)
    odd = {first_row + index: len(row) for index, row in enumerate(rows) if len(row) > width and any(row[width:])}
    surplus = {row: tuple(rows[row - first_row][width:]) for row in odd}
    table = pa.table(cleaned, names=[str(index) for index in range(width)])
    return Sheet(name, table, first_row=first_row, widths=odd, surplus=surplus, notes=tuple(notes))
