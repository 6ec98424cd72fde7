"""Blank cells that speak by their colour: a rating nobody wrote out, a bar of a timeline painted into cells.

Stands apart from reading the styles, because most colour in a workbook is decoration: headings, bands, cells to be
filled in. Colours become texts only where a whole column is told by red, amber and green, or where bars lie under
months, quarters or years; each column so read is named in a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pmo_data.domain.words import listed
from pmo_data.ingest.grid import Note
from pmo_data.ingest.read.fill_colours import COLOURS
from pmo_data.ingest.read.sheet_scan import Ints, column_name
from pmo_data.ingest.recognise.vocabulary.periods import period

COLOURS_READ = "colours_read"
BAR = "■"
_LIGHTS = tuple(COLOURS.index(name) for name in ("Red", "Amber", "Green"))
_RED = _LIGHTS[0]
_SAID = (*_LIGHTS, COLOURS.index("Blue"), COLOURS.index("Grey"))
_WHOLE = frozenset({"month", "quarter", "year", "fiscal_year"})
_FEWEST, _FEWEST_PERIODS, _NEAR = 3, 3, 3
_ROWS_LISTED = 1000
_MOST_HEADINGS = 2
_FEWEST_UNREAD = 5


@dataclass(frozen=True)
class _Coloured:
    """The coloured blank cells of one column: places of rows in the table, colours, and the text above them."""

    column: int
    rows: Ints
    colours: Ints
    heading_row: int
    heading: str

    @property
    def top(self) -> int:
        return int(self.rows.min())

    @property
    def lights(self) -> frozenset[int]:
        return frozenset(self.colours.tolist()) & frozenset(_LIGHTS)


def with_fills(table: pa.Table, first_row: int, cells: Ints) -> tuple[pa.Table, tuple[Note, ...]]:
    """The table with what colours alone say written out, and the notes about it.

    `cells` has three rows: sheet row, column, place in COLOURS; one column for each cell with a coloured fill.
    """
    rows, columns, colours = cells[0] - first_row, cells[1], cells[2]
    inside = (rows >= 0) & (rows < table.num_rows) & (columns < table.num_columns)
    rows, columns, colours = rows[inside], columns[inside], colours[inside]
    if len(rows) < _FEWEST:
        return table, ()
    texts = np.column_stack([np.asarray(column.is_valid()) for column in table.columns])
    # A line coloured together with its texts is a heading or a band: its blank cells say nothing.
    line, has_text = rows * len(COLOURS) + colours, texts[rows, columns]
    speaks = ~has_text & ~np.isin(line, line[has_text])
    found = list(_by_column(table, texts, rows[speaks], columns[speaks], colours[speaks]))
    bars = [each for run in _timelines(found) if _drawn(run, texts) for each in run]
    rated = [each for each in found if each not in bars and _rated(each, found, texts)]
    words = {each.column: [COLOURS[c] for c in each.colours.tolist()] for each in rated}
    words |= {each.column: [BAR] * len(each.rows) for each in bars}
    written = [_written(table.column(c), found_in, words[c]) for c, found_in in _places(found, words)]
    for (column, _), texts_of in zip(_places(found, words), written, strict=True):
        table = table.set_column(column, table.field(column), texts_of)
    unread = _unread(table, rows[has_text], columns[has_text], colours[has_text])
    return table, (*(_note_of_rating(each, first_row) for each in rated), *_note_of_bars(bars, first_row), *unread)


def _by_column(
    table: pa.Table, texts: npt.NDArray[np.bool_], rows: Ints, columns: Ints, colours: Ints
) -> Iterator[_Coloured]:
    for column in np.unique(columns).tolist():
        of_column = columns == column
        top = int(rows[of_column].min())
        above = np.flatnonzero(texts[:top, column])
        if len(above):
            heading = str(table.column(column)[int(above[-1])].as_py())
            yield _Coloured(column, rows[of_column], colours[of_column], int(above[-1]), heading)


def _timelines(found: Sequence[_Coloured]) -> list[list[_Coloured]]:
    """Runs of neighbouring columns under periods that have a last day of their own."""
    runs: list[list[_Coloured]] = []
    for each in found:
        said = period(each.heading)
        if said is None or said[0] not in _WHOLE:
            continue
        if runs and runs[-1][-1].column + 1 == each.column:
            runs[-1].append(each)
        else:
            runs.append([each])
    return [run for run in runs if len(run) >= _FEWEST_PERIODS]


def _drawn(run: Sequence[_Coloured], texts: npt.NDArray[np.bool_]) -> bool:
    """Whether a run's colours are bars: not every line has every period, and no cell between them holds text."""
    first, last = min(e.top for e in run), max(int(e.rows.max()) for e in run)
    columns = [e.column for e in run]
    lines = int(texts[first : last + 1].any(axis=1).sum())
    painted = sum(len(e.rows) for e in run)
    return painted < 0.9 * lines * len(run) and not texts[first : last + 1, columns].any()


def _rated(each: _Coloured, found: Sequence[_Coloured], texts: npt.NDArray[np.bool_]) -> bool:
    """Whether a column is told by traffic lights: in most lines of its table, and in more than one of them.

    A column may be all green where the columns beside it are not.
    """
    near = [other for other in found if abs(other.column - each.column) <= _NEAR and _all_said(other)]
    lights = frozenset[int]().union(*(other.lights for other in near))
    if not each.lights or len(lights) < 2 or len(each.rows) < _FEWEST or not _all_said(each):
        return False
    lined: npt.NDArray[np.bool_] = np.any(texts, axis=1)
    block = _lines_around(lined, each.top)
    written = int(texts[each.heading_row + 1 : block.stop, each.column].sum())
    if each.heading_row < block.start or int(texts[block, each.column].sum()) > len(each.rows) + _MOST_HEADINGS:
        return False
    return 2 * (len(each.rows) + written) >= int(lined[each.heading_row + 1 : block.stop].sum())


def _lines_around(lined: npt.NDArray[np.bool_], row: int) -> slice:
    """The rows around one of them that hold texts without a blank row between."""
    before, after = np.flatnonzero(~lined[:row]), np.flatnonzero(~lined[row:])
    return slice(int(before[-1]) + 1 if len(before) else 0, row + int(after[0]) if len(after) else len(lined))


def _all_said(each: _Coloured) -> bool:
    return set(each.colours.tolist()) <= set(_SAID)


def _places(found: Sequence[_Coloured], words: dict[int, list[str]]) -> list[tuple[int, Ints]]:
    return [(each.column, each.rows) for each in found if each.column in words]


def _written(column: pa.ChunkedArray, rows: Ints, words: Sequence[str]) -> pa.ChunkedArray:
    texts = np.array(column.to_pylist(), dtype=object)
    texts[rows] = words
    return pa.chunked_array([pa.array(texts.tolist(), pa.string())])


def _unread(table: pa.Table, rows: Ints, columns: Ints, colours: Ints) -> Iterator[Note]:
    """Columns whose texts are coloured as traffic lights are, and not always alike where they are alike."""
    lit = np.isin(colours, _LIGHTS)
    for column in np.unique(columns[lit]).tolist():
        here = lit & (columns == column)
        texts = [text.strip().casefold() for text in table.column(column).take(rows[here]).to_pylist()]
        pairs = set(zip(texts, colours[here].tolist(), strict=True))
        told = len(pairs) == len(set(texts)) < len(texts)
        if len(texts) >= _FEWEST_UNREAD and {_RED} < {colour for _, colour in pairs} and not told:
            seen = listed([COLOURS[c].lower() for c in _LIGHTS if c in colours[here]])
            said = f"Column {column_name(column)}: its texts were read, the colours behind them ({seen}) were not."
            fix = "Add a column that says what the colours mean, if they say more than the texts."
            yield Note("colours_left", said, column=column, fix=fix, count=len(texts))


def _note_of_rating(each: _Coloured, first_row: int) -> Note:
    seen = [COLOURS[c] for c in _SAID if c in each.colours]
    count = len(each.rows)
    said = f"Column {column_name(each.column)}: {count:,} blank cells are filled with colours, which were read as "
    said += f"{listed(seen, len(seen))}."
    rows = tuple((each.rows[:_ROWS_LISTED] + first_row).tolist())
    return Note(COLOURS_READ, said, rows[0], each.column, fix="Write the rating into the cells in the source.",
                rows=rows, count=count)  # fmt: skip


def _note_of_bars(bars: Sequence[_Coloured], first_row: int) -> Iterator[Note]:
    if not bars:
        return
    span = f"{column_name(bars[0].column)} to {column_name(bars[-1].column)}"
    said = f"Columns {span}: blank cells filled with colours under periods were read as bars of a timeline."
    rows = tuple(sorted({int(r) + first_row for each in bars for r in each.rows})[:_ROWS_LISTED])
    fix = "Add columns with the start and the finish in the source."
    yield Note(COLOURS_READ, said, rows[0], bars[0].column, fix=fix, rows=rows, count=sum(len(e.rows) for e in bars))
