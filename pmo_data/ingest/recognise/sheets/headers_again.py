"""Rows that repeat one half of a header of two rows, with the year of another part perhaps: "2027 Completion".

Stands apart from headers of one row, which are repeated whole, because each half must be found by itself.
"""

from __future__ import annotations

from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.words import fold

_MOST = 5_000
"""Rows looked through: longer tables come from a database, which repeats no header."""
_LEAST = 4


def halves_again(view: View, header: list[int], first: int, last: int) -> list[int]:
    """The rows most of whose cells say in four columns or more what one of two header rows says there."""
    if len(header) != 2 or last - first >= _MOST:
        return []
    halves = [view.band(r, r + 1)[0] for r in header]
    rows = enumerate(view.band(first, last + 1), start=first)
    return [r for r, row in rows if any(says_again(row, half) for half in halves)]


def says_again(row: list[str], other: list[str]) -> bool:
    """Whether most cells of a row, and four at least, say what those of another row say in their columns."""
    cells = [(fold(cell), fold(there)) for cell, there in zip(row, other, strict=False) if cell]
    same = sum(1 for cell, there in cells if cell == there and any(sign.isalpha() for sign in cell))
    return same >= _LEAST and same * 2 > len(cells)
