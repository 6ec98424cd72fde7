"""What the records of an .xls sheet say that the cell reader does not: errors, formulas never calculated, what is
hidden, indents, outlines and percent formats.

Stands apart from the scan of an xlsx sheet, which is XML; both give the same account. It never refuses: whether a file
can be read is the cell reader's to say.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from pmo_data.ingest.grid import MoneyFormat
from pmo_data.ingest.read.number_formats import settled, shown_money, shows_percent
from pmo_data.ingest.read.sheet_scan import SheetScan

_BOF, _EOF, _SHEET, _FORMAT, _STYLE = 0x809, 0x0A, 0x85, 0x41E, 0xE0
_ROW, _COLUMNS, _FORMULA, _ERROR, _TEXT, _LABEL = 0x208, 0x7D, 0x06, 0x205, 0xFD, 0x204
_NUMBER, _SHORT, _SHORTS = 0x203, 0x27E, 0xBD
_BIFF8 = 0x600
_WORDS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_RECORDS = 5_000_000


@dataclass
class _Workbook:
    starts: list[int] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    formats: list[int] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Styles:
    """By style number."""

    percents: list[bool]
    money: list[MoneyFormat | None]
    indents: list[int]


@dataclass
class _Sheet:
    scan: SheetScan = field(default_factory=SheetScan)
    numbers: dict[int, int] = field(default_factory=dict)
    percents: dict[int, int] = field(default_factory=dict)
    money: dict[int, dict[MoneyFormat, int]] = field(default_factory=dict)
    empty_texts: dict[int, list[int]] = field(default_factory=dict)
    formulas: int = 0


def scan_biff(data: bytes) -> list[SheetScan]:
    """One scan per sheet, in order; none where the records are of an older kind or damaged."""
    records = _stream(data)
    try:
        if len(records) < 8 or struct.unpack_from("<HxxH", records)[:2] != (_BOF, _BIFF8):
            return []
        book = _globals(records)
        sheets = [_scan(records, start, _styles(book)) for start in book.starts]
    except (struct.error, IndexError):
        return []
    # Writers that do not calculate store an empty text for every formula; Excel does so for some at most.
    never = sum(s.formulas for s in sheets) == sum(len(r) for s in sheets for r in s.empty_texts.values())
    for sheet in sheets:
        sheet.scan.uncalculated = sheet.empty_texts if never else {}
    return [sheet.scan for sheet in sheets]


def _stream(data: bytes) -> bytes:
    """The records out of their container; none where it is damaged."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            names = [name for name in ("Workbook", "Book") if container.exists(name)]
            return bytes(container.openstream(names[0]).read()) if names else b""
    except (OSError, ValueError, OverflowError, IndexError, struct.error):
        return b""


def _records(data: bytes, position: int, passed: frozenset[int] = frozenset()) -> Iterator[tuple[int, int, int]]:
    """(kind, where its body begins, its length) of the records up to the end of the part, without those `passed` by."""
    unpack, end = struct.Struct("<HH").unpack_from, len(data) - 4
    for _ in range(_RECORDS):
        if position > end:
            return
        kind, length = unpack(data, position)
        position += 4 + length
        if kind in passed:
            continue
        if kind == _EOF:
            return
        yield kind, position - length, length


def _globals(data: bytes) -> _Workbook:
    book = _Workbook()
    for kind, at, length in _records(data, 0):
        if kind == _SHEET:
            book.starts.append(struct.unpack_from("<I", data, at)[0])
        elif kind == _FORMAT:
            number, size, wide = struct.unpack_from("<HHB", data, at)
            text = data[at + 5 : at + length]
            book.codes[number] = text[: 2 * size].decode("utf-16-le", "replace") if wide & 1 else text.decode("latin-1")
        elif kind == _STYLE:
            book.formats.append(struct.unpack_from("<H", data, at + 2)[0])
            book.indents.append(data[at + 8] & 15)
    return book


def _styles(book: _Workbook) -> _Styles:
    percents = [shows_percent(code, book.codes) for code in book.formats]
    return _Styles(percents, [shown_money(book.codes.get(code, "")) for code in book.formats], book.indents)


def _scan(data: bytes, start: int, styles: _Styles) -> _Sheet:
    """What one sheet's records say. Where no style is of interest, cells that are no formulas are passed by unread."""
    sheet = _Sheet()
    wanted = any(styles.percents) or any(styles.money) or any(styles.indents)
    plain = frozenset() if wanted else frozenset({_TEXT, _LABEL, _NUMBER, _SHORT, _SHORTS})
    for kind, at, length in _records(data, start, plain):
        if kind in (_TEXT, _LABEL, _NUMBER, _SHORT, _FORMULA, _ERROR):
            row, column, style = struct.unpack_from("<HHH", data, at)
            _cell(sheet, row + 1, column, style, kind, styles.indents)
            if kind in (_NUMBER, _SHORT):
                _count(sheet, column, style, styles)
            elif kind == _FORMULA:
                _formula(sheet, row + 1, column, data[at + 6 : at + 14], style, styles)
            elif kind == _ERROR and data[at + 7]:
                _error(sheet.scan, row + 1, column, data[at + 6])
        elif kind == _SHORTS:
            row, first = struct.unpack_from("<HH", data, at)
            for place in range((length - 6) // 6):
                style = struct.unpack_from("<H", data, at + 4 + 6 * place)[0]
                _count(sheet, first + place, style, styles)
        elif kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", data, at)
            _row(sheet.scan, row + 1, flags)
        elif kind == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<5H", data, at)
            sheet.scan.hidden_columns += range(first, min(last, 255) + 1) if flags & 1 else ()
    found = {c for c, count in sheet.percents.items() if count * 2 > sheet.numbers[c]}
    sheet.scan.percents = frozenset(found)
    sheet.scan.money_formats, sheet.scan.mixed_money = settled(sheet.money, sheet.numbers)
    return sheet


def _cell(sheet: _Sheet, row: int, column: int, style: int, kind: int, indents: list[int]) -> None:
    if kind in (_TEXT, _LABEL) and style < len(indents) and indents[style]:
        sheet.scan.indents[row, column] = indents[style]


def _count(sheet: _Sheet, column: int, style: int, styles: _Styles) -> None:
    sheet.numbers[column] = sheet.numbers.get(column, 0) + 1
    if style >= len(styles.percents):
        return
    if styles.percents[style]:
        sheet.percents[column] = sheet.percents.get(column, 0) + 1
    if (shown := styles.money[style]) is not None:
        of_column = sheet.money.setdefault(column, {})
        of_column[shown] = of_column.get(shown, 0) + 1


def _formula(sheet: _Sheet, row: int, column: int, result: bytes, style: int, styles: _Styles) -> None:
    """A formula's stored result: a number, or a mark that says text, yes or no, error, or an empty text."""
    sheet.formulas += 1
    if result[6:8] != b"\xff\xff":
        _count(sheet, column, style, styles)
    elif result[0] == 2:
        _error(sheet.scan, row, column, result[2])
    elif result[0] == 3:
        sheet.empty_texts.setdefault(column, []).append(row)


def _error(scan: SheetScan, row: int, column: int, code: int) -> None:
    scan.errors.setdefault(column, []).append(row)
    words, said = scan.error_words.setdefault(column, []), _WORDS.get(code, "#N/A")
    if said not in words:
        words.append(said)


def _row(scan: SheetScan, row: int, flags: int) -> None:
    if flags & 0x20:
        scan.hidden_rows.append(row)
    if flags & 7:
        scan.outlines[row] = flags & 7
