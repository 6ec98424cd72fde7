"""Delimited text (CSV, TSV and their relatives) to one sheet of text cells.

Three ways of splitting rows, from quick to careful: Arrow for large regular files, the standard library where
quotes are in order, our own splitter where they are not. All give the same cells for the same file.
"""

from __future__ import annotations

import csv
import io
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Note, Sheet
from pmo_data.ingest.read.clean import clean_columns
from pmo_data.ingest.read.decode import Decoded, decode, is_utf8
from pmo_data.ingest.read.dialect import Dialect, sniff_dialect, usual_width
from pmo_data.ingest.read.fast_csv import COLUMN_LIMIT, read_regular
from pmo_data.ingest.read.quotes import REACH, CarefulReader
from pmo_data.ingest.read.wrapped import unwrapped

CELL_LIMIT = 50_000_000
# Long enough for the whole history of an issue; what is longer has swallowed other rows, or is no table.
CELL_TEXT_LIMIT = REACH
LINE_LIMIT = 2_000_000
_FAST_FROM_BYTES = 4 * 1024 * 1024
_SAMPLE = 4 * 65_536  # bytes that surely hold the characters a dialect is told by
_BLANKS = "\ufeff \t\r\n\x00"
_BLOCK_ROWS = 20_000
_SHEET_NAME = "Table"


@dataclass(frozen=True)
class DelimitedText:
    """What a delimited file held: its sheet, and how it was read."""

    sheet: Sheet
    encoding: str
    delimiter: str
    notes: tuple[Note, ...]


def read_delimited(data: bytes, *, fast_from: int = _FAST_FROM_BYTES) -> DelimitedText:
    """The table in `data`. Raises `Refused` where it is empty or too wide or too large to be one."""
    _refuse_long_line(data)
    large = len(data) >= fast_from
    if large and is_utf8(data):
        found = _read_sampled(data)
        if found is not None:
            return found
        large = False  # what was not regular is not so on a second look
    decoded = decode(data)
    if not decoded.text.strip(_BLANKS):
        raise Refused("The file is empty: it holds nothing but blanks.")
    bare = unwrapped(decoded.text)
    if bare is not None:
        decoded = replace(decoded, text=bare[0], notes=(*decoded.notes, bare[1]))
    dialect = sniff_dialect(decoded.text)
    _refuse_wide_first_line(decoded.text, dialect)
    width = usual_width(decoded.text, dialect)
    columns = read_regular(decoded.text.encode("utf-8", "replace"), dialect, width) if large else None
    if columns is not None:
        return _finish(columns, {}, {}, decoded, dialect, [])
    pile, notes = _pile(decoded.text, dialect, width)
    columns, widths, surplus = pile.finish()
    return _finish(columns, widths, surplus, decoded, dialect, notes)


def _read_sampled(data: bytes) -> DelimitedText | None:
    """A regular file of valid UTF-8, of which only the start is decoded: the text would take as much memory again."""
    body = data.removeprefix(b"\xef\xbb\xbf")
    text = body[:_SAMPLE].decode("utf-8", "ignore")
    if not text.strip(_BLANKS) or not any(end in text[1:] for end in "\r\n") or unwrapped(text) is not None:
        return None
    dialect = sniff_dialect(text)
    _refuse_wide_first_line(text, dialect)
    columns = read_regular(body, dialect, usual_width(text, dialect))
    return None if columns is None else _finish(columns, {}, {}, Decoded("", "utf-8"), dialect, [])


def _finish(
    columns: list[pa.ChunkedArray],
    widths: dict[int, int],
    surplus: dict[int, tuple[str, ...]],
    decoded: Decoded,
    dialect: Dialect,
    notes: list[Note],
) -> DelimitedText:
    rows = len(columns[0]) if columns else 0
    if rows * len(columns) > CELL_LIMIT:
        raise Refused(f"The file has {rows * len(columns):,} cells; the limit is {CELL_LIMIT:,}. Split it by project.")
    _refuse_long_cells(columns)
    cleaned, found = clean_columns(columns, 1)
    table = pa.table(cleaned, names=[str(index) for index in range(len(cleaned))])
    sheet = Sheet(_SHEET_NAME, table, widths=widths, surplus=surplus, notes=(*notes, *found))
    return DelimitedText(sheet, decoded.encoding, dialect.delimiter, decoded.notes)


def _refuse_long_line(data: bytes) -> None:
    """Refuses a line that no table has before anything is made of it; looks only for the last line end within reach."""
    position = 0
    while position + LINE_LIMIT < len(data):
        reach = position + LINE_LIMIT
        end = max(data.rfind(b"\n", position, reach), data.rfind(b"\r", position, reach))
        if end < 0:
            row = data.count(b"\n", 0, position) + 1
            raise Refused(f"Row {row:,} is longer than {LINE_LIMIT:,} characters, which no table has. {_QUOTES}")
        position = end + 1


def _refuse_long_cells(columns: list[pa.ChunkedArray]) -> None:
    for index, column in enumerate(columns):
        if (pc.max(pc.binary_length(column)).as_py() or 0) <= CELL_TEXT_LIMIT:
            continue
        lengths = pc.utf8_length(column)
        longest = pc.max(lengths).as_py()
        if longest > CELL_TEXT_LIMIT:
            where = f"Row {pc.index(lengths, longest).as_py() + 1:,}, column {index + 1}"
            raise Refused(f"{where}, is {longest:,} characters long; the limit is {CELL_TEXT_LIMIT:,}. {_QUOTES}")


_QUOTES = "Look there for a quote mark or a line end that is missing."


def _refuse_wide_first_line(text: str, dialect: Dialect) -> None:
    """Counts before parsing: a line of a million delimiters is refused without making a million cells."""
    ends = [end for end in (text.find("\n", 1), text.find("\r", 1)) if end > 0]
    line = text[: min(ends)] if ends else text
    if line.count(dialect.delimiter) >= COLUMN_LIMIT and dialect.quote not in line:
        raise _too_wide(line.count(dialect.delimiter) + 1)


def _too_wide(width: int) -> Refused:
    return Refused(f"The file has {width:,} columns; the limit is {COLUMN_LIMIT}.")


def _pile(text: str, dialect: Dialect, width: int) -> tuple[_Pile, list[Note]]:
    """The rows by the standard reader, or by the careful one as soon as a quote is found out of order."""
    csv.field_size_limit(CELL_TEXT_LIMIT)
    if not dialect.escape:
        try:
            return _fill(_standard_rows(text, dialect)), []
        except csv.Error:
            pass
    reader = CarefulReader(text, dialect, width)
    pile = _fill(reader.rows())
    return pile, reader.notes


def _standard_rows(text: str, dialect: Dialect) -> Iterator[list[str]]:
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        skipinitialspace=dialect.skip_space,
        strict=True,
    )


def _fill(rows: Iterator[list[str]]) -> _Pile:
    pile = _Pile()
    for row in rows:
        pile.add(row)
    return pile


@dataclass
class _Pile:
    """Rows gathered into Arrow columns block by block, so that a large file never stands as Python lists at once."""

    blocks: list[list[pa.Array]] = field(default_factory=list)
    block_widths: list[int] = field(default_factory=list)
    block: list[list[str]] = field(default_factory=list)
    widths: array[int] = field(default_factory=lambda: array("L"))
    cells: int = 0

    def add(self, row: list[str]) -> None:
        """Takes one row; raises `Refused` past the limits."""
        self.cells += len(row)
        if len(row) > COLUMN_LIMIT:
            raise _too_wide(len(row))
        if self.cells > CELL_LIMIT:
            raise Refused(f"The file has more than {CELL_LIMIT:,} cells, which is the limit. Split it by project.")
        self.widths.append(len(row))
        self.block.append(row)
        if len(self.block) >= _BLOCK_ROWS:
            self._close_block()

    def _close_block(self) -> None:
        width = max(map(len, self.block), default=0)
        pad: list[str | None] = [None] * width
        filled = [[cell or None for cell in row] + pad[len(row) :] for row in self.block]
        columns = zip(*filled, strict=True) if width else ()
        self.blocks.append([pa.array(column, pa.string()) for column in columns])
        self.block_widths.append(len(self.block))
        self.block = []

    def finish(self) -> tuple[list[pa.ChunkedArray], dict[int, int], dict[int, tuple[str, ...]]]:
        """(columns, the widths of unusual rows, the cells past the table's width), rows numbered from 1."""
        if self.block:
            self._close_block()
        usual, width = self._shape()
        surplus = self._surplus(usual, width)
        columns = [self._column(index) for index in range(width)]
        spans = {usual, 0, min(usual, width)} if width <= max(usual, self._first_width(usual)) else {width, 0}
        odd = {row: count for row, count in enumerate(self.widths, start=1) if row in surplus or count not in spans}
        return columns, odd, surplus

    def _shape(self) -> tuple[int, int]:
        """(the number of cells most rows have, the width of the table).

        A first full row that is wider is a header, and counts. Where rows merely end in a delimiter more than the
        first row does, the blank columns they make are none.
        """
        counts = Counter(width for width in self.widths if width)
        usual = counts.most_common(1)[0][0]
        first = self._first_width(usual)
        named = usual
        while named > first and self._is_mostly_blank(named - 1):
            named -= 1
        if named < usual:
            return usual, named
        return usual, max(usual, next(width for width in self.widths if width >= usual), self._table_below(usual))

    def _table_below(self, usual: int) -> int:
        """The width of a wider table that stands below a blank line or its title: a full row, and the next as wide."""
        if len(self.widths) > _BLOCK_ROWS:
            return 0
        widest = 0
        for at, width in enumerate(self.widths[1:-1], start=1):
            if width > max(usual, widest) and self.widths[at + 1] == width and self._stands_apart(at):
                full = all(index < len(self.blocks[0]) and self.blocks[0][index][at].is_valid for index in range(width))
                widest = width if full else widest
        return widest

    def _stands_apart(self, row: int) -> bool:
        """Whether the line above is blank, or a title: one cell alone that begins the file or follows a blank line."""
        above = self._filled(row - 1)
        return not above or (above == 1 and (row < 2 or not self._filled(row - 2)))

    def _filled(self, row: int) -> int:
        return sum(1 for column in self.blocks[0] if column[row].is_valid)

    def _first_width(self, usual: int, within: int = 40) -> int:
        """The width of the first row that is no line of a preamble: at least half of its cells say something."""
        block = self.blocks[0]
        for offset, width in enumerate(self.widths[: min(within, self.block_widths[0])]):
            filled = sum(block[index][offset].is_valid for index in range(min(width, len(block))))
            if width > 1 and filled * 2 >= width:
                return width
        return next(width for width in self.widths if width > 1 or width == usual)

    def _is_mostly_blank(self, index: int) -> bool:
        """Whether most of the rows that reach as far as a column say nothing in it."""
        column = self._column(index)
        reaching = sum(1 for width in self.widths if width > index)
        return (len(column) - int(column.null_count)) * 2 < reaching

    def _column(self, index: int) -> pa.ChunkedArray:
        chunks = [
            block[index] if index < len(block) else pa.nulls(rows, pa.string())
            for block, rows in zip(self.blocks, self.block_widths, strict=True)
        ]
        return pa.chunked_array(chunks, pa.string())

    def _surplus(self, usual: int, width: int) -> dict[int, tuple[str, ...]]:
        """Cells past the table's width, by row; blank ones only where the row is wider than most rows are."""
        surplus: dict[int, tuple[str, ...]] = {}
        start = 0
        for block, rows in zip(self.blocks, self.block_widths, strict=True):
            if len(block) > width:
                for offset in range(rows):
                    if self.widths[start + offset] > width:
                        texts = [block[index][offset].as_py() or "" for index in range(width, len(block))]
                        kept = tuple(texts[: self.widths[start + offset] - width])
                        if self.widths[start + offset] > usual or any(text.strip() for text in kept):
                            surplus[start + offset + 1] = kept
            start += rows
        return surplus
