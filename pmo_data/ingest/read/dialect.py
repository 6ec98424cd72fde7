"""Finds how a delimited text is written: delimiter, quote mark, escape, blank after the delimiter.

A dialect is judged by what it makes of a sample: rows of equal width, of more than one cell, whose cells hold no
leftover delimiters. The idea of weighing the row pattern by the cell types is that of van den Burg, Nazábal and
Sutton, "Wrangling messy CSV files by detecting row and type patterns" (2019).
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

_SAMPLE_CHARACTERS = 65_536
_SAMPLE_ROWS = 200
_SAMPLE_CELLS = 4_000
COMMON = (",", ";", "\t", "|")
# Seen now and then; taken only where rows come out equal, because these marks also stand inside ordinary text.
RARE = ("^", "~", "\x1f", " ")
_LEFTOVER = re.compile(r"[;|\t^\x1f\"]|,(?=\S)")
_NUMBER = re.compile(r"[-+(]?[^\w\s]?\s?\d[\d.,' ]*\)?\s?[%\w]{0,3}$")


@dataclass(frozen=True)
class Dialect:
    """How cells are told apart. `escape` is the backslash where quotes inside quotes are written so, else ""."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    skip_space: bool = False


def sniff_dialect(text: str) -> Dialect:
    """The dialect that reads the start of `text` best; comma and double quote where nothing tells."""
    sample = _sample(text)
    best, best_score = Dialect(), 0.0
    for delimiter in COMMON:
        for dialect in _spaced(sample, _with_quotes(sample, delimiter)):
            score = _score(sample, dialect)
            if score > best_score:
                best, best_score = dialect, score
    if best_score < 0.5:
        best = _rare(sample) or best
    return replace(best, skip_space=best.skip_space or _has_space_after(sample, best))


def _spaced(sample: str, dialect: Dialect) -> Iterator[Dialect]:
    """The dialect, and where quotes open behind a blank, as in `1, "Bridge, north"`, the one that skips the blank."""
    yield dialect
    if re.search(rf"{re.escape(dialect.delimiter)} +{dialect.quote}", sample):
        yield replace(dialect, skip_space=True)


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE_CHARACTERS:
        return text
    cut = text[:_SAMPLE_CHARACTERS]
    end = max(cut.rfind("\n"), cut.rfind("\r"))
    return cut[: end + 1] if end > 0 else cut


def _with_quotes(sample: str, delimiter: str) -> Dialect:
    """The quote mark that opens and closes cells of this delimiter, and how it is written inside them."""
    double, single = _quoted_cells(sample, delimiter, '"'), _quoted_cells(sample, delimiter, "'")
    quote = "'" if single and not double else '"'
    inner = re.escape(delimiter)
    escaped = re.search(rf"\\{quote}(?!\s*(?:{inner}|[\r\n]|\Z))", sample) is not None
    doubled = re.search(rf"(?<!\\){quote}{quote}(?!\s*(?:{inner}|[\r\n]|\Z))", sample) is not None
    return Dialect(delimiter, quote, "\\" if escaped and not doubled else "")


def _quoted_cells(sample: str, delimiter: str, quote: str) -> int:
    """How many cells of one line open and close with `quote`; 0 where more open than close, as apostrophes do."""
    edge = re.escape(delimiter)
    opened = len(re.findall(rf"(?:^|{edge}) ?{quote}", sample, re.MULTILINE))
    closed = len(re.findall(rf"{quote} ?(?:{edge}|\r?$)", sample, re.MULTILINE))
    return min(opened, closed) if quote == '"' or opened == closed else 0


def sample_rows(sample: str, dialect: Dialect) -> Iterator[list[str]]:
    """The rows of the sample, read leniently: a sample may end inside a quoted cell."""
    reader = csv.reader(
        io.StringIO(sample, newline=""),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        escapechar=dialect.escape or None,
        doublequote=not dialect.escape,
        skipinitialspace=dialect.skip_space,
    )
    try:
        for count, row in enumerate(reader):
            if count >= _SAMPLE_ROWS:
                return
            if any(map(str.strip, row)):
                yield row
    except csv.Error:
        return


def usual_width(text: str, dialect: Dialect) -> int:
    """The number of cells most rows of the sample have (the earliest such width on a tie); 1 for an empty text."""
    widths = Counter(len(row) for row in sample_rows(_sample(text), dialect))
    return widths.most_common(1)[0][0] if widths else 1


def _score(sample: str, dialect: Dialect) -> float:
    rows = list(sample_rows(sample, dialect))
    if not rows:
        return 0.0
    widths = Counter(map(len, rows))
    pattern = sum(count * (width - 1) / width for width, count in widths.items()) / len(rows)
    # Few widths are a good sign, but one odd row among hundreds is no evidence against a dialect.
    disorder = 1 + sum(1 - count / len(rows) for count in widths.values()) / 2
    return pattern / disorder * _clean_share(rows)


def _clean_share(rows: list[list[str]]) -> float:
    cells = [cell.strip() for row in rows for cell in row][:_SAMPLE_CELLS]
    clean = sum(1 for cell in cells if not _LEFTOVER.search(cell) or _NUMBER.match(cell))
    return clean / len(cells)


def _rare(sample: str) -> Dialect | None:
    for delimiter in RARE:
        dialect = _with_quotes(sample, delimiter)
        rows = list(sample_rows(sample, dialect))
        widths = Counter(map(len, rows))
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        least = 4 if delimiter == " " else 2
        if width >= least and count >= 3 and count * 20 >= len(rows) * 19:
            return dialect
    return None


def _has_space_after(sample: str, dialect: Dialect) -> bool:
    """Whether cells are set apart by delimiter and blank: then the blank belongs to the delimiter."""
    if dialect.delimiter not in COMMON:
        return False
    later = [cell for row in sample_rows(sample, dialect) for cell in row[1:] if cell]
    spaced = sum(1 for cell in later if cell[0] == " " and cell[1:2] != " ")
    return bool(later) and spaced * 10 >= len(later) * 9
