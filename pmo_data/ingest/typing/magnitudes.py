"""What the single amounts of a column are counted in, where the header says thousands or millions for all of them.

Stands apart from reading an amount, because a cell such as "300,000 CHF" under a header in thousands of dollars shows
only beside the others that it is written out in full.
"""

from __future__ import annotations

import math
from collections import Counter
from decimal import Decimal

import numpy as np

from pmo_data.ingest.typing.amounts import Amount
from pmo_data.ingest.typing.column import Cells, Distinct, Problem
from pmo_data.ingest.typing.words import counted

_TIMES = 100
"""So many times the amount in the middle is doubted, if it stood in full it were nearer to the others."""
_FEW = 3
_SPOKEN = {1_000: "thousands", 1_000_000: "millions", 1_000_000_000: "billions"}


def own_units(
    cells: Cells, distinct: Distinct, amounts: list[Amount | None], unit: int, decimal: str
) -> tuple[list[int], tuple[Problem, ...]]:
    """What one of each distinct amount is counted in: its own unit, else the column's, else nothing for one in full.

    A cell that names a currency where the others name none, or another, is in full if that is nearer to the others.
    """
    units = [unit if a is None or a.unit == 1 else a.unit for a in amounts]
    if unit == 1:
        return units, ()
    apart = _apart(distinct, amounts)
    middle = _middle(distinct, amounts, units, decimal, apart)
    if middle is None:
        return units, ()
    nearer = [a is not None and a.unit == 1 and _in_full(a.value(decimal), unit, middle) for a in amounts]
    full = [one and other for one, other in zip(apart, nearer, strict=True)]
    doubted = [
        a is not None and near and not one and abs(float(a.value(decimal))) * unit >= _TIMES * middle
        for a, near, one in zip(amounts, nearer, full, strict=True)
    ]
    units = [1 if one else u for one, u in zip(full, units, strict=True)]
    return units, (*_said_in_full(cells, distinct, full), *_said_doubted(cells, distinct, doubted, unit))


def _apart(distinct: Distinct, amounts: list[Amount | None]) -> list[bool]:
    """The amounts that name a currency other than the column's commonest, which may be none at all."""
    named: Counter[str | None] = Counter()
    for amount, count in zip(amounts, distinct.counts.tolist(), strict=True):
        if amount is not None:
            named[amount.currency] += count
    commonest = named.most_common(1)[0][0] if named else None
    return [a is not None and a.currency is not None and a.currency != commonest for a in amounts]


def _middle(
    distinct: Distinct, amounts: list[Amount | None], units: list[int], decimal: str, apart: list[bool]
) -> float | None:
    """The amount in the middle of those that speak as the column does; None where these are too few to say."""
    known = [
        (abs(float(a.value(decimal))) * u, int(n))
        for a, u, n, other in zip(amounts, units, distinct.counts, apart, strict=True)
        if a is not None and not other and a.value(decimal)
    ]
    if sum(n for _, n in known) < _FEW:
        return None
    return float(np.median(np.repeat([v for v, _ in known], [n for _, n in known])))


def _in_full(value: Decimal, unit: int, middle: float) -> bool:
    """Whether the amount as it stands is nearer to the middle, in orders of magnitude, than counted by the unit."""
    size = abs(float(value))
    return size > 0 and abs(math.log(size / middle)) < abs(math.log(size * unit / middle))


def _said_in_full(cells: Cells, distinct: Distinct, full: list[bool]) -> tuple[Problem, ...]:
    where = distinct.positions(full)
    if not len(where):
        return ()
    names = "names a currency of its own and is" if len(where) == 1 else "name a currency of their own and are"
    said = f"{cells.label}: {counted(len(where), 'amount')} {names} read as written out in full "
    said += f"({distinct.examples(full)})."
    return (Problem("amount_in_full", where, said, None, "Write every amount in the unit of the column."),)


def _said_doubted(cells: Cells, distinct: Distinct, doubted: list[bool], unit: int) -> tuple[Problem, ...]:
    where = distinct.positions(doubted)
    if not len(where):
        return ()
    what = _SPOKEN.get(unit, f"units of {unit:,}")
    verb = "is" if len(where) == 1 else "are"
    said = f"{cells.label}: {counted(len(where), 'amount')} {verb} over {_TIMES} times as large as most "
    said += f"({distinct.examples(doubted)}), yet read in {what} as the header says."
    each = f"{{value}} is over {_TIMES} times as large as most amounts of the column."
    return (Problem("amount_doubted", where, said, each, f"Write it in {what} too, if it is written out in full."),)
