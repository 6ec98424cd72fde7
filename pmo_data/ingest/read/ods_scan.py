"""What an OpenDocument sheet's XML says that the cell reader does not, and the guard against its repeat counts.

A few bytes can stand for a billion cells there ("repeat this row two million times"), which the cell reader would
carry out; blank tails to the end of the sheet are normal, filled ones are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import MoneyFormat
from pmo_data.ingest.preflight import Parts
from pmo_data.ingest.read.number_formats import settled
from pmo_data.ingest.read.ooxml import refuse_many_sheets
from pmo_data.ingest.read.sheet_scan import COLUMN_LIMIT, TEXT_LIMIT, SheetScan, refuse_long_text

_TAG = re.compile(rb"<(/?)table:(table|table-column|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*?)(/?)>")
_REPEATED_COLUMNS = re.compile(rb'number-columns-repeated="(\d+)"')
_REPEATED_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
_SPAN = re.compile(rb'number-(columns|rows)-spanned="(\d+)"')
_NAME = re.compile(rb'table:name="([^"]*)"')
_BLANKS = re.compile(rb'<text:s\s[^>]*text:c="(\d+)"')
_CURRENCY = re.compile(rb'office:currency="([A-Z]{3})"')
_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')


@dataclass
class OdsScan(SheetScan):
    """A sheet scan with the merged ranges, which the cell reader does not give for this format."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    percentages: dict[int, int] = field(default_factory=dict)
    money: dict[int, dict[MoneyFormat, int]] = field(default_factory=dict)


def scan_ods(parts: Parts) -> list[OdsScan]:
    """One scan per table of the document, in order; raises `Refused` for what is no readable spreadsheet."""
    content = parts.xml.get("content.xml")
    if content is None or b"<office:spreadsheet" not in content:
        raise Refused("This is not an OpenDocument spreadsheet: the part with its tables is missing.")
    if b"encryption-data" in parts.xml.get("META-INF/manifest.xml", b""):
        raise Refused("The file is protected by a password. Save a copy without the password and import that.")
    refuse_long_text(content)
    if any(len(count) > 9 or int(count) > TEXT_LIMIT for count in _BLANKS.findall(content)):
        raise Refused(f"A cell is longer than {TEXT_LIMIT:,} characters.")
    scans = _Walk(content).scans()
    refuse_many_sheets(len(scans))
    return scans


def _count(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return max(1, int(found.group(1)[:12])) if found else 1


@dataclass
class _Walk:
    """A walk over the table tags that keeps count of rows and columns."""

    content: bytes
    row: int = 1
    column: int = 0
    repeat: int = 1

    def scans(self) -> list[OdsScan]:
        found: list[OdsScan] = []
        for tag in _TAG.finditer(self.content):
            closing, name, attributes, empty = tag.groups()
            if name == b"table":
                if not closing:
                    found.append(OdsScan())
                    self.row, self.column = 1, 0
            elif found:
                self._inside(found[-1], name, attributes, closing=bool(closing), empty=bool(empty))
        for scan in found:
            scan.percents = frozenset(
                column for column, count in scan.percentages.items() if count * 2 > scan.numbers.get(column, 0)
            )
            scan.money_formats, scan.mixed_money = settled(scan.money, scan.numbers)
        return found

    def _inside(self, scan: OdsScan, name: bytes, attributes: bytes, *, closing: bool, empty: bool) -> None:
        if name == b"table-column":
            repeat = 0 if closing else _count(_REPEATED_COLUMNS, attributes)
            if _HIDDEN.search(attributes):
                scan.hidden_columns.extend(range(self.column, min(self.column + repeat, COLUMN_LIMIT)))
            self.column += repeat
        elif name == b"table-row":
            if not closing:
                self.column, self.repeat = 0, _count(_REPEATED_ROWS, attributes)
                if _HIDDEN.search(attributes) and self.repeat < 10_000:
                    scan.hidden_rows.extend(range(self.row, self.row + self.repeat))
            if closing or empty:
                self.row += self.repeat
        elif not closing:
            self._cell(scan, attributes, filled=not empty or b"office:value" in attributes)

    def _cell(self, scan: OdsScan, attributes: bytes, *, filled: bool) -> None:
        repeat = _count(_REPEATED_COLUMNS, attributes)
        if filled:
            self._take(scan, attributes, repeat)
        for_span = dict(_SPAN.findall(attributes))
        wide, high = int(for_span.get(b"columns", b"1")[:9]), int(for_span.get(b"rows", b"1")[:9])
        if wide > 1 or high > 1:
            scan.merged.append((self.row, self.column, self.row + high - 1, self.column + wide - 1))
        self.column += repeat

    def _take(self, scan: OdsScan, attributes: bytes, repeat: int) -> None:
        top, left = scan.first or (self.row, self.column)
        scan.first = (min(top, self.row), min(left, self.column))
        bottom, right = self.row + self.repeat - 1, self.column + repeat - 1
        scan.last = (max(scan.last[0], bottom), max(scan.last[1], right))
        scan.filled += repeat * self.repeat
        if b'value-type="error"' in attributes:
            scan.errors.setdefault(self.column, []).append(self.row)
        percent = b'office:value-type="percentage"' in attributes
        money = _CURRENCY.search(attributes)
        if percent or money or b'office:value-type="float"' in attributes:
            scan.numbers[self.column] = scan.numbers.get(self.column, 0) + 1
            scan.percentages[self.column] = scan.percentages.get(self.column, 0) + percent
        if money:
            of_column, shown = scan.money.setdefault(self.column, {}), MoneyFormat(money[1].decode(), 1)
            of_column[shown] = of_column.get(shown, 0) + 1
