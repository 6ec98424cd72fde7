"""Splits delimited text whose quote marks are not in order: stray, unescaped or never closed ones.

The standard reader swallows following rows into one cell at a stray quote, which loses data without a word. Here a
quote opens a cell only if that makes the row as wide as the others; otherwise it is an ordinary character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Note
from pmo_data.ingest.read.dialect import Dialect

# How far a quoted cell may reach before its opening quote is taken for a stray one.
REACH = 100_000
_LOOKS = 3


@dataclass
class CarefulReader:
    """Reads rows one by one from `text`; `width` is the number of cells most rows have.

    `notes` fills while rows are read: rule `unclosed_quote` names the row where a quote opened that nothing closes,
    `stray_quote` the rows where quotes stood in unexpected places.
    """

    text: str
    dialect: Dialect
    width: int
    notes: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        delimiter, quote = re.escape(self.dialect.delimiter), re.escape(self.dialect.quote)
        escape = re.escape(self.dialect.escape)
        inner = rf"{escape}.|" if escape else rf"{quote}{quote}|"
        self._strict = re.compile(
            rf"{quote}((?:{inner}[^{quote}{escape}])*+){quote} *(?=({delimiter})|\r\n|\r|\n|\Z)", re.DOTALL
        )
        self._lenient_end = re.compile(rf"{quote} *(?=({delimiter})|\r\n|\r|\n|\Z)")
        self._plain = re.compile(rf"[^{delimiter}\r\n]*")
        self._newline = re.compile(r"\r\n|\r|\n")
        self._stray: list[int] = []
        self._reported_unclosed = False
        self._looked = 0

    def rows(self) -> Iterator[list[str]]:
        """The rows in order; a blank line is an empty list."""
        position, row, length = 0, 1, len(self.text)
        while position < length:
            cells, position = self._row(position, row)
            yield cells
            row += 1
        if self._stray:
            first = self._stray[0]
            message = f"Row {first}: a quote mark stands in the middle of a cell; it was kept as text."
            self.notes.append(
                Note("stray_quote", message, first, rows=tuple(self._stray[:1000]), count=len(self._stray))
            )

    def _row(self, position: int, row: int) -> tuple[list[str], int]:
        """The strict reading if it is in order, else the first reading whose width fits.

        Lenient quotes reach over stray ones to the next quote that ends a cell; literal quotes are plain characters.
        """
        strict = self._split(position, "strict")
        if not strict[2]:
            return strict[0], strict[1]
        lenient = self._split(position, "lenient")
        literal = self._split(position, "literal")
        line_end = self._line_end(position)
        fitting = [each for each in (lenient, strict, literal) if len(each[0]) == self.width]
        safe = lenient if not lenient[2] and lenient[1] <= line_end + 2 else strict
        cells, end, _ = fitting[0] if fitting else safe
        self._note_row(row, position, line_end, closed=cells is lenient[0] and not lenient[2])
        return cells, end

    def _note_row(self, row: int, position: int, line_end: int, *, closed: bool) -> None:
        odd = self.text.count(self.dialect.quote, position, line_end) % 2 == 1
        if closed or not odd:
            self._stray.append(row)
        elif not self._reported_unclosed:
            self._reported_unclosed = True
            message = f"Row {row}: a quote mark opens a cell and is never closed; it was read as an ordinary character."
            self.notes.append(Note("unclosed_quote", message, row, fix="Check this row in the source."))

    def _line_end(self, position: int) -> int:
        newline = self._newline.search(self.text, position)
        return newline.start() if newline else len(self.text)

    def _split(self, position: int, mode: str) -> tuple[list[str], int, bool]:
        """(cells, where the next row starts, whether a quote was out of order)."""
        cells: list[str] = []
        irregular = False
        while True:
            cell, position, odd = self._cell(position, mode)
            irregular = irregular or odd
            cells.append(cell)
            if self.text.startswith(self.dialect.delimiter, position):
                position += len(self.dialect.delimiter)
                continue
            newline = self._newline.match(self.text, position)
            blank = len(cells) == 1 and cells[0] == ""
            return ([] if blank else cells), (newline.end() if newline else len(self.text)), irregular

    def _cell(self, position: int, mode: str) -> tuple[str, int, bool]:
        start = position
        if self.dialect.skip_space:
            while self.text.startswith(" ", start):
                start += 1
        quote = self.dialect.quote
        opens = self.text.startswith(quote, start)
        if not opens or mode == "literal":
            found = self._plain.match(self.text, start)
            assert found is not None  # matches the empty string
            return found.group(), found.end(), False
        strict = self._strict.match(self.text, start, start + REACH)
        if strict:
            return self._unescaped(strict.group(1)), strict.end(), False
        self._refuse_endless(start)
        if mode == "lenient":
            closing = self._lenient_end.search(self.text, start + 1, start + REACH)
            if closing:
                content = self.text[start + 1 : closing.start()]
                return self._unescaped(content), closing.end(), False
        # Strict and mixed readings take an opening quote that is out of order as an ordinary character.
        found = self._plain.match(self.text, start)
        assert found is not None
        return found.group(), found.end(), True

    def _refuse_endless(self, start: int) -> None:
        """Refuses a quoted text past all reach with fewer delimiters than lines: it swallowed no rows."""
        if self._looked == _LOOKS:
            return
        self._looked += 1
        far = self._strict.match(self.text, start)
        if far is None or far.end() - start <= REACH:
            return
        lines, cells = (self.text.count(sign, start, far.end()) for sign in ("\n", self.dialect.delimiter))
        if cells < lines:
            row = self.text.count("\n", 0, start) + 1
            raise Refused(
                f"Row {row:,}: a quoted cell is {far.end() - start:,} characters long; the limit is {REACH:,}."
            )

    def _unescaped(self, content: str) -> str:
        quote, escape = self.dialect.quote, self.dialect.escape
        if escape:
            return re.sub(rf"{re.escape(escape)}({re.escape(quote)}|{re.escape(escape)})", r"\1", content)
        return content.replace(quote * 2, quote)
