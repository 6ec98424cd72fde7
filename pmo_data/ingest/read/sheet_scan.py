"""What the XML of an xlsx sheet says that the cell reader does not: extremes, errors, styles, formulas, hidden rows.

Works on bytes with numpy and substring search, never with a call per cell: the scan of a large clean sheet costs a
small part of reading it. It is also the guard before the cell reader, which allocates the whole rectangle between
the first and the last cell and dies where that is huge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import MoneyFormat
from pmo_data.ingest.read.number_formats import settled

ROW_LIMIT, COLUMN_LIMIT = 1_048_576, 16_384
TEXT_LIMIT = 32_767
# Small enough for the arrays of one slice to stay in the processor's cache.
_SLICE = 512 * 1024
_TAIL = 64
_WINDOW = 16_384
# Looked at one by one, so their number is bounded: a hostile sheet could hold a hundred million.
_UNUSUAL_LIMIT = 5_000_000
_FORMULAS_LISTED = 500_000
# More coloured cells than a person ever painted one by one are decoration, and are not kept.
_FILLS_LIMIT = 300_000
_SHOWN_LIMIT = 12
_REF = re.compile(rb"\s*([A-Za-z]*)(\d*)")
_ROW_TAG = re.compile(rb"<row\b[^>]*>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_COL_TAG = re.compile(rb"<col\b[^>]*>")
_SPAN = re.compile(rb"\b(min|max)=[\"'](\d{1,5})[\"']")
_ACTIVE = re.compile(rb"<f\b[^>]*>[^<]*?(?:WEBSERVICE\(|DDE\(|[A-Za-z]\|)", re.IGNORECASE)

Ints = npt.NDArray[np.int32]


@dataclass
class SheetScan:
    """Findings about one sheet; rows 1-based, columns 0-based. `fills` are arrays of rows, columns and colours."""

    filled: int = 0
    unusual: int = 0
    first: tuple[int, int] | None = None
    last: tuple[int, int] = (0, 0)
    errors: dict[int, list[int]] = field(default_factory=dict)
    error_words: dict[int, list[str]] = field(default_factory=dict)
    uncalculated: dict[int, list[int]] = field(default_factory=dict)
    active_formulas: bool = False
    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    percents: frozenset[int] = frozenset()
    money_formats: dict[int, MoneyFormat] = field(default_factory=dict)
    mixed_money: dict[int, tuple[str, ...]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    outlines: dict[int, int] = field(default_factory=dict)
    fills: list[Ints] = field(default_factory=list)

    @property
    def area(self) -> int:
        """The cells of the rectangle between the first and the last filled cell."""
        if self.first is None:
            return 0
        return (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1)


@dataclass(frozen=True)
class Styles:
    """By style number: whether it shows percents, its indentation, which of `shown` it writes (else -1), its fill."""

    percent: npt.NDArray[np.bool_]
    indent: npt.NDArray[np.int32]
    money: npt.NDArray[np.int32]
    shown: tuple[MoneyFormat, ...]
    fill: Ints

    @classmethod
    def of(
        cls, percent: Sequence[bool], indent: Sequence[int], money: Sequence[MoneyFormat | None], fill: Sequence[int]
    ) -> Styles:
        """The styles from what each is, in their order."""
        shown = tuple(dict.fromkeys(each for each in money if each is not None))[:_SHOWN_LIMIT]
        places = [shown.index(each) if each in shown else -1 for each in money]
        numbers = (np.array(each, np.int32) for each in (indent, places, fill))
        levels, money_places, fills = numbers
        return cls(np.array(percent, dtype=bool), levels, money_places, shown, fills)


class _Tally:
    """By column, how many numbers there are, how many of them show percents, and how many each money format."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.numbers = np.zeros(COLUMN_LIMIT, dtype=np.int32)
        self.percents = np.zeros(COLUMN_LIMIT, dtype=np.int32)
        self.money = np.zeros((len(styles.shown), COLUMN_LIMIT), dtype=np.int32)

    def add(self, columns: Ints, style: Ints) -> None:
        """Count numbers by their column and style; nothing where no style is of interest."""
        percent, money = self.styles.percent, self.styles.money
        if not percent.any() and not len(self.money):
            return
        known = np.minimum(style, len(percent) - 1)
        self.numbers += np.bincount(columns, minlength=COLUMN_LIMIT)
        self.percents += np.bincount(columns[percent[known]], minlength=COLUMN_LIMIT)
        for place, counts in enumerate(self.money):
            counts += np.bincount(columns[money[known] == place], minlength=COLUMN_LIMIT)

    def into(self, scan: SheetScan) -> None:
        """Tell the scan what the columns show."""
        scan.percents = frozenset(np.flatnonzero((self.percents * 2 > self.numbers) & (self.percents > 0)).tolist())
        columns = np.flatnonzero(self.money.any(axis=0)).tolist()
        counts = {c: dict(zip(self.styles.shown, self.money[:, c].tolist(), strict=True)) for c in columns}
        scan.money_formats, scan.mixed_money = settled(counts, {c: int(self.numbers[c]) for c in columns})


def column_name(column: int) -> str:
    """0 -> "A", 26 -> "AA"."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def scan_sheet(xml: bytes, styles: Styles) -> SheetScan:
    """Everything the sheet's XML says; raises `Refused` for positions outside Excel's limits and endless texts."""
    refuse_long_text(xml)
    xml = _without_prefix(xml)
    scan = SheetScan()
    tally = _Tally(styles)
    data = np.frombuffer(xml, dtype=np.uint8)
    formulas = False
    for start in range(0, len(data), _SLICE):
        piece = data[start : start + _SLICE + _TAIL]
        cells, has_formula = _cells(piece, min(_SLICE, len(data) - start))
        formulas = formulas or has_formula
        if len(cells):
            _take(scan, piece, cells, xml, start, tally)
    tally.into(scan)
    if formulas:
        _scan_formulas(scan, xml)
    _scan_rows(scan, xml)
    _scan_columns(scan, xml)
    return scan


def _without_prefix(xml: bytes) -> bytes:
    root = re.search(rb"<([A-Za-z_][\w.-]*:)worksheet\b", xml[:4096])
    if root is None:
        return xml
    prefix = root.group(1)
    return xml.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")


def refuse_long_text(xml: bytes) -> None:
    """Refuses a cell text over Excel's limit; looks only for stretches of XML without any tag."""
    position = 0
    while position + _WINDOW < len(xml):
        if xml.find(b"<", position, position + _WINDOW) >= 0:
            position += _WINDOW
            continue
        begin, end = xml.rfind(b">", 0, position) + 1, xml.find(b"<", position)
        text = xml[begin : end if end >= 0 else len(xml)]
        length = len(re.sub(rb"&#?\w+;", b"&", text).decode("utf-8", "replace"))
        if length > TEXT_LIMIT:
            raise Refused(f"{_where(xml, begin)} is {length:,} characters long; the limit is {TEXT_LIMIT:,}.")
        position = end if end >= 0 else len(xml)


def _where(xml: bytes, position: int) -> str:
    cell = re.match(rb'<(?:\w+:)?c\s[^>]*?r="(\w+)"', xml[_last_cell(xml, position) : position])
    return f"Cell {cell.group(1).decode()}" if cell else "A cell"


def _last_cell(xml: bytes, position: int) -> int:
    floor = max(0, position - 10_000)
    return max(xml.rfind(b"<c ", floor, position), xml.rfind(b":c ", floor, position) - 2, 0)


def _cells(piece: npt.NDArray[np.uint8], length: int) -> tuple[Ints, bool]:
    """(where cell tags begin within the first `length` bytes of the piece, whether a formula may begin there)."""
    head = piece[: length + 2]
    if len(head) < 3:
        return np.zeros(0, dtype=np.int32), False
    opens, name = head[:-2] == ord("<"), head[1:-1]
    starts: Ints = np.flatnonzero(opens & (name == ord("c"))).astype(np.int32)
    ends_name: npt.NDArray[np.bool_] = np.isin(piece[starts + 2], np.frombuffer(b" >/\n\r\t", dtype=np.uint8))
    return starts[ends_name], bool((opens & (name == ord("f"))).any())


def _take(
    scan: SheetScan,
    piece: npt.NDArray[np.uint8],
    starts: Ints,
    xml: bytes,
    offset: int,
    tally: _Tally,
) -> None:
    """Adds the cells at `starts` to the scan. Cells of an unusual spelling are looked at one by one."""
    padded = np.concatenate([piece, np.zeros(_TAIL, dtype=np.uint8)])
    usual = (padded[starts + 3] == ord("r")) & (padded[starts + 4] == ord("=")) & (padded[starts + 5] == ord('"'))
    scan.unusual += int((~usual).sum())
    if scan.unusual > _UNUSUAL_LIMIT:
        raise Refused("The sheet is damaged: its cells do not say where they stand.")
    for start in starts[~usual].tolist():
        _take_unusual(scan, xml, offset + start)
    starts = starts[usual]
    columns, rows, place = _positions(padded, starts)
    _refuse_outside(xml, offset, starts, columns, rows)
    style, place = _style(padded, place)
    mark = padded[place]
    filled = mark != ord("/")
    _take_fills(scan, tally.styles, style, columns, rows)
    _extend(scan, columns[filled], rows[filled])
    typed = (padded[place + 1] == ord("t")) & (padded[place + 5] == ord('"'))
    number = (mark == ord(">")) | (typed & (padded[place + 4] == ord("n")))  # some writers say what needs no saying
    tally.add(columns[filled & number], style[filled & number])
    _take_indents(scan, tally.styles, style[filled], columns[filled], rows[filled])
    found = np.flatnonzero(typed & (padded[place + 4] == ord("e")) & filled)
    for column in np.unique(columns[found]).tolist():
        of_column = found[columns[found] == column]
        _add_errors(scan, xml, column, rows[of_column].tolist(), (starts[of_column[:200]] + offset).tolist())


def _positions(padded: npt.NDArray[np.uint8], starts: Ints) -> tuple[Ints, Ints, Ints]:
    """(column, row, where the quote after the reference should be) of each cell; -1 where letters or digits overrun."""
    place = starts + 6
    columns = np.zeros(len(starts), dtype=np.int32)
    more = np.ones(len(starts), dtype=bool)
    for _ in range(4):
        byte = padded[place]
        more &= (byte >= 65) & (byte <= 90)
        if not more.any():
            break
        columns = np.where(more, columns * 26 + (byte.astype(np.int32) - 64), columns)
        place = place + more
    rows = np.zeros(len(starts), dtype=np.int32)
    digits = np.ones(len(starts), dtype=bool)
    for _ in range(9):
        byte = padded[place]
        digits &= (byte >= 48) & (byte <= 57)
        if not digits.any():
            break
        rows = np.where(digits, rows * 10 + (byte.astype(np.int32) - 48), rows)
        place = place + digits
    broken = padded[place] != ord('"')
    return columns - 1, np.where(broken, ROW_LIMIT + 1, rows), place


def _refuse_outside(xml: bytes, offset: int, starts: Ints, columns: Ints, rows: Ints) -> None:
    wrong = np.flatnonzero((rows > ROW_LIMIT) | (rows < 1) | (columns >= COLUMN_LIMIT) | (columns < 0))
    if len(wrong):
        _refuse_reference(xml, offset + int(starts[wrong[0]]) + 6)


def _refuse_reference(xml: bytes, start: int) -> None:
    found = _REF.match(xml[start : start + 200])
    letters, digits = (found.group(1).decode().upper(), found.group(2).decode()) if found else ("", "")
    column = 0
    for letter in letters[:8]:
        column = column * 26 + ord(letter) - 64
    if not letters or column > COLUMN_LIMIT:
        raise Refused(f"The sheet is damaged (column {letters[:20] or 'missing'} is outside Excel's limits).")
    raise Refused(f"The sheet is damaged (row {digits[:20] or 'missing'} is outside Excel's limits).")


def _style(padded: npt.NDArray[np.uint8], quote: Ints) -> tuple[Ints, Ints]:
    """(style number, where the byte after the reference and style attributes is)."""
    has = (padded[quote + 1] == 32) & (padded[quote + 2] == ord("s")) & (padded[quote + 3] == ord("="))
    place = np.where(has, quote + 5, quote + 1)
    style = np.zeros(len(quote), dtype=np.int32)
    digits = has.copy()
    for _ in range(5):
        byte = padded[place]
        digits &= (byte >= 48) & (byte <= 57)
        if not digits.any():
            break
        style = np.where(digits, style * 10 + (byte.astype(np.int32) - 48), style)
        place = place + digits
    return style, place + has


def _extend(scan: SheetScan, columns: Ints, rows: Ints) -> None:
    if not len(columns):
        return
    scan.filled += len(columns)
    top, left = int(rows.min()), int(columns.min())
    if scan.first is not None:
        top, left = min(top, scan.first[0]), min(left, scan.first[1])
    scan.first = (top, left)
    scan.last = (max(int(rows.max()), scan.last[0]), max(int(columns.max()), scan.last[1]))


def _take_indents(scan: SheetScan, styles: Styles, style: Ints, columns: Ints, rows: Ints) -> None:
    if styles.indent.any():
        levels = styles.indent[np.minimum(style, len(styles.indent) - 1)]
        for index in np.flatnonzero(levels).tolist():
            scan.indents[int(rows[index]), int(columns[index])] = int(levels[index])


def _take_fills(scan: SheetScan, styles: Styles, style: Ints, columns: Ints, rows: Ints) -> None:
    if styles.fill.any() and sum(each.shape[1] for each in scan.fills) < _FILLS_LIMIT:
        colours = styles.fill[np.minimum(style, len(styles.fill) - 1)]
        at = np.flatnonzero(colours)
        scan.fills.append(np.stack([rows[at], columns[at], colours[at]]))


def _take_unusual(scan: SheetScan, xml: bytes, start: int) -> None:
    """A cell whose reference is not its first attribute, or that has none (then the reader counts it itself)."""
    tag = xml[start : xml.find(b">", start) + 1]
    reference = re.search(rb"\sr\s*=\s*[\"']([A-Za-z]+)(\d+)[\"']", tag)
    if reference is None or tag.endswith(b"/>"):
        return
    column = 0
    for letter in reference.group(1).upper()[:8].decode():
        column = column * 26 + ord(letter) - 64
    row = int(reference.group(2)[:12])
    if not 1 <= row <= ROW_LIMIT or not 1 <= column <= COLUMN_LIMIT:
        _refuse_reference(xml, start + reference.start(1))
    _extend(scan, np.array([column - 1]), np.array([row]))
    if re.search(rb"\st\s*=\s*[\"']e[\"']", tag):
        _add_errors(scan, xml, column - 1, [row], [start])


def _add_errors(scan: SheetScan, xml: bytes, column: int, rows: list[int], starts: list[int]) -> None:
    """Adds error cells of one column; their words (#REF! and so on) are looked up for the first few only."""
    scan.errors.setdefault(column, []).extend(rows)
    words = scan.error_words.setdefault(column, [])
    for start in starts:
        value = re.search(rb"<v>([^<]{1,20})</v>", xml[start : start + 2000])
        if value and len(words) < 5 and value.group(1).decode("utf-8", "replace") not in words:
            words.append(value.group(1).decode("utf-8", "replace"))


def _scan_formulas(scan: SheetScan, xml: bytes) -> None:
    risky = b"|" in xml or b"WEBSERVICE(" in xml or b"DDE(" in xml
    scan.active_formulas = risky and _ACTIVE.search(xml) is not None
    for ending in (b"</f></c>", b"</f><v></v></c>", b"</f><v/></c>", b"/></c>", b"/><v></v></c>", b"/><v/></c>"):
        for position in _places(xml, ending):
            tag = xml.rfind(b"<", 0, position + 1)
            opening = xml.rfind(b"<f", 0, position) if ending.startswith(b"<") else tag
            if xml[opening : opening + 2] == b"<f":
                _add_uncalculated(scan, xml, opening)


def _places(xml: bytes, needle: bytes) -> Iterator[int]:
    position = xml.find(needle)
    count = 0
    while position >= 0 and count < _FORMULAS_LISTED:
        yield position
        count += 1
        position = xml.find(needle, position + 1)


def _add_uncalculated(scan: SheetScan, xml: bytes, position: int) -> None:
    """Notes the cell of a formula without a value; an empty text (`t="str"`) is a value."""
    start = xml.rfind(b"<c", 0, position)
    tag = xml[start : xml.find(b">", start) + 1]
    reference = re.search(rb"\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"']", tag)
    if reference is None or b't="str"' in tag or b't="e"' in tag:
        return
    column = 0
    for letter in reference.group(1).decode():
        column = column * 26 + ord(letter) - 64
    scan.uncalculated.setdefault(column - 1, []).append(int(reference.group(2)))


def _scan_rows(scan: SheetScan, xml: bytes) -> None:
    body = max(xml.find(b"<sheetData"), 0)
    if xml.find(b"hidden=", body) < 0 and xml.find(b"outlineLevel=", body) < 0:
        return
    for tag in _ROW_TAG.finditer(xml, body):
        text = tag.group()
        number = re.search(rb"\br=[\"'](\d{1,7})[\"']", text)
        if number is None:
            continue
        if _HIDDEN.search(text):
            scan.hidden_rows.append(int(number.group(1)))
        level = re.search(rb"\boutlineLevel=[\"']([1-9])[\"']", text)
        if level:
            scan.outlines[int(number.group(1))] = int(level.group(1))


def _scan_columns(scan: SheetScan, xml: bytes) -> None:
    """Hidden columns; a range of them often runs to the end of the sheet, of which only the filled part matters."""
    for tag in _COL_TAG.finditer(xml, 0, max(xml.find(b"<sheetData"), 0)):
        span = {name: int(number) for name, number in _SPAN.findall(tag.group())}
        if len(span) == 2 and _HIDDEN.search(tag.group()):
            scan.hidden_columns.extend(range(span[b"min"] - 1, min(span[b"max"], scan.last[1] + 1)))
