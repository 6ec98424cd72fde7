"""Which row of a sheet names its columns, by how well it resembles names and how much the rows below differ from it.

Stands apart from the layout of tables, which asks it for each stretch of rows.
"""

from __future__ import annotations

import re
from collections import Counter

from pmo_data.ingest.recognise.vocabulary.evidence import looks
from pmo_data.ingest.recognise.vocabulary.lexicon import entities_knowing
from pmo_data.ingest.recognise.vocabulary.periods import period, period_run

_RACI = re.compile(r"[racis](?:\s*[/,&+]?\s*[racis])?|responsible|accountable|consulted?|informed?")
_LETTERS = 3  # as long as a mark may be: "R", "A/R"
SEARCHED = 41


def header_row(head: list[list[str]], start: int) -> int | None:
    """The row that is a header most likely, counted from `start`; None where none resembles one."""
    best, best_score = None, 1.2
    width = max((sum(1 for c in row if c) for row in head), default=0)
    marks = _marks(head)
    for r, row in enumerate(head[:SEARCHED]):
        score = _header_score(row, head[r + 1 : r + 7], width, marks)
        score -= 0.01 * r
        if score > best_score:
            best, best_score = r + start, score
    return best


def _marks(head: list[list[str]]) -> set[str]:
    """Letters that several rows hold: under "Responsible" R is a name, beside other R's it is a value."""
    often = Counter(cell for row in head for cell in {c.lower() for c in row if len(c) <= _LETTERS})
    answering = [{c.lower() for c in row if _RACI.fullmatch(c.lower())} for row in head]
    lettered = [cells for cells in answering if len(cells) > 1]
    found = {cell for cell, rows in often.items() if rows > 1}
    return found.union(*lettered) if len(lettered) > 1 else found


def _header_score(row: list[str], below: list[list[str]], width: int, marks: set[str]) -> float:
    cells = [c for c in row if c]
    if not cells or (row[0].startswith(("#", "//")) and len(cells) < 2) or (len(cells) < 2 and width > 1):
        return 0.0
    known = len({c.lower() for c in cells if len(c) < 400 and entities_knowing(c)} - marks)
    run = _with_longer(row, period_run(row))
    periods = len(run)
    texts = sum(1 for i, c in enumerate(row) if c and (is_name(c) or i in run))
    if texts < 0.6 * len(cells) and known < 2:
        return 0.0
    typed = [i for i, c in enumerate(row) if c and i not in run and _typed(c)]
    alike = any(_typed(b[i]) for i in typed for b in below[:2])  # a day above a day
    different = len({c.lower() for c in cells}) / len(cells)
    apart = contrast(row, below)
    filled = len(cells) / max(1, width)
    coverage = (known + 0.6 * periods) / len(cells)
    follows = 1.0 if any(sum(1 for c in b if c) >= min(2, len(cells)) for b in below) else 0.0
    return (
        min(6.0, known) * 0.6
        + 2.0 * coverage
        + 1.5 * filled
        + 1.2 * apart
        + 0.8 * different * texts / len(cells)
        + 0.5 * follows
        - 2.5 * len(typed) / len(cells)
        - 1.0 * alike
        - 1.0
    )


def _with_longer(row: list[str], run: tuple[int, ...]) -> tuple[int, ...]:
    """A run of periods with the other periods in its row: quarters behind months, their sums between them."""
    if not run:
        return ()
    return tuple(i for i, c in enumerate(row) if i in run or (c and (found := period(c)) and found[0] in _LONGER))


_LONGER = frozenset({"month", "quarter", "fiscal_year"})


def _typed(cell: str) -> bool:
    return bool(looks(cell) & {"number", "date", "money"})


def is_name(cell: str) -> bool:
    """Whether a cell could name a column: short words, no number, day or amount."""
    first = cell.splitlines()[0] if cell else ""
    seen = looks(first)
    return len(first) < 120 and not seen & {"number", "date", "money"} and bool(seen or len(first) > 1)


def contrast(row: list[str], below: list[list[str]]) -> float:
    """The share of columns where a name stands over numbers or dates."""
    differ = total = 0
    for i, cell in enumerate(row):
        under = [b[i] for b in below if b[i]]
        if not cell or not under:
            continue
        total += 1
        typed = sum(1 for u in under if looks(u) & {"number", "date", "money", "percent"})
        differ += is_name(cell) and typed >= 0.5 * len(under)
    return differ / total if total else 0.0
