"""Rows that stand in quotes as a whole: what a table becomes that was saved as text from one column.

Stands apart from quotes that are out of order: here each line is in order, and only says nothing of its columns.
"""

from __future__ import annotations

import csv
import io
from itertools import islice

from pmo_data.ingest.grid import Note

_LOOKED_AT = 50
_FEWEST = 3  # columns below which a line in quotes is as likely a text with a comma in it
_DELIMITERS = ",;\t|"


def unwrapped(text: str) -> tuple[str, Note] | None:
    """The text with its rows out of their quotes, and what to say of it; None where they stand in none."""
    lines = list(islice((line for line in io.StringIO(text, newline=None) if line.strip()), _LOOKED_AT))
    if len(lines) < 2 or not all(_wrapped(line) for line in lines):
        return None
    if not any(_splits(lines, delimiter) for delimiter in _DELIMITERS):
        return None
    rows = [_inside(line) if _wrapped(line) else line.rstrip("\n") for line in io.StringIO(text, newline=None)]
    said = "Every row stands in quotes as a whole; the quotes around it were taken away, and the row split inside them."
    return "\n".join(rows) + "\n", Note("rows_in_quotes", said)


def _wrapped(line: str) -> bool:
    """Whether a line is one quoted cell and nothing else."""
    bare = line.strip()
    return len(bare) > 2 and bare[0] == bare[-1] == '"' and '"' not in bare[1:-1].replace('""', "")


def _inside(line: str) -> str:
    return line.strip()[1:-1].replace('""', '"')


def _splits(lines: list[str], delimiter: str) -> bool:
    """Whether nearly all lines hold as many cells as the first, several of them."""
    widths = [len(row) for row in csv.reader(map(_inside, lines), delimiter=delimiter)]
    return widths[0] >= _FEWEST and sum(1 for w in widths if w == widths[0]) >= 0.8 * len(lines)
