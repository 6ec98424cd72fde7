"""Columns of percentages: decided for the whole column whether 0.45 means 45 per cent or less than one.

Stands apart from other numbers because the scale is a decision about the column, and because values outside the
field's range cannot be true.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Absence
from pmo_data.ingest.typing.amounts import Amount, read_amount
from pmo_data.ingest.typing.column import Cells, Distinct, Problem, Reading, Typed, assemble, grouped, numbers_within
from pmo_data.ingest.typing.numbers import decide_decimal, describe, not_a_number
from pmo_data.ingest.typing.words import counted

# Floating-point dust: a spreadsheet's 100 % may arrive as 100.0001.
DUST = 0.001
# Quarters of a disc, as status reports draw progress.
_DISCS = {"○": "0%", "◯": "0%", "◔": "25%", "◑": "50%", "◐": "50%", "◕": "75%", "●": "100%", "⬤": "100%"}
_PARTS = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")  # 3/5: three of five steps
_DONE = re.compile(r"^(done|complete|completed|finished|100 ?percent)$", re.IGNORECASE)


def type_percent(cells: Cells) -> Typed:
    """A column of percentages (double, 0 to 100)."""
    clean = _clean(cells)
    if clean is not None:
        return clean
    distinct = Distinct.of(cells.texts)
    amounts = [_amount(t) for t in distinct.texts]
    decimal, marks = decide_decimal(cells, distinct, amounts)
    bare = [float(a.value(decimal)) for a in amounts if a is not None and not a.percent]
    scale, guessed = _scale(cells, bare, any(a is not None and a.percent for a in amounts))
    readings = [_reading(t, a, cells, decimal, scale) for t, a in zip(distinct.texts, amounts, strict=True)]
    values, original, absent = assemble(distinct, readings, pa.float64())
    found = grouped(distinct, readings, lambda r, n, e: _describe(cells, r, n, e))
    problems = (*marks, *found, *_guess(cells, distinct, guessed), *_below_one(cells, distinct, readings, scale))
    return Typed(values, original, absent, {"percent_scale": scale}, _said(scale), problems)


def _clean(cells: Cells) -> Typed | None:
    """Plain numbers that are percentages beyond doubt: some above one, all within the field's range."""
    if cells.percents or cells.format.get("percent_scale") == 100:
        return None
    values = numbers_within(cells.texts, cells.field.minimum or 0, cells.field.maximum or 100)
    if values is None or pc.max(values).as_py() <= 1:
        return None
    between = pc.any(pc.and_(pc.greater(values, 0.0), pc.less(values, 1.0)), min_count=0).as_py()
    return None if between else Typed(values, format={"percent_scale": 1}, said=_said(1))


def _amount(text: str) -> Amount | None:
    parts = _PARTS.fullmatch(text)
    if parts is not None and 0 <= int(parts[1]) <= int(parts[2]) and int(parts[2]):
        return read_amount(f"{round(100 * int(parts[1]) / int(parts[2]), 6)}%")
    return read_amount("100%" if _DONE.match(text) else _DISCS.get(text.strip("\ufe0e\ufe0f"), text))


def _scale(cells: Cells, bare: list[float], signs: bool) -> tuple[int, bool]:
    """100 where bare numbers are fractions of one, else 1; and whether that was a guess."""
    told = cells.format.get("percent_scale")
    if told in (1, 100):
        return int(told), False
    if cells.percents:
        return 100, False
    # Where more than the whole is possible, 1.2 beside 0.5 is a fraction too.
    most = (cells.field.maximum or 100) / 100 if any(0 < v < 1 for v in bare) else 1
    if not bare or max(bare) > max(most, 1) or min(bare) < 0:
        return 1, False
    if any(0 < v < 1 for v in bare):
        return (1, True) if signs and max(bare) < 1 and len(bare) == 1 else (100, False)
    return 100, any(v == 1 for v in bare)


def _reading(text: str, amount: Amount | None, cells: Cells, decimal: str, scale: int) -> Reading:
    if amount is None or amount.unit != 1 or amount.currency:
        return not_a_number(text)
    value = float(amount.value(decimal))
    if not amount.percent and scale == 100:
        value = round(value * 100, 10)
    low, high = cells.field.minimum, cells.field.maximum
    if low is not None and low - DUST <= value < low:
        value = low
    if high is not None and high < value <= high + DUST:
        value = high
    if (low is not None and value < low) or (high is not None and value > high):
        return Reading(absent=Absence.UNREADABLE, rule="percent_range")
    return Reading(value, changed=not _same(text, value))


def _same(text: str, value: float) -> bool:
    try:
        return float(text) == value
    except ValueError:
        return False


def _describe(cells: Cells, rule: str, count: int, examples: str) -> tuple[str, str | None, str] | None:
    if rule == "percent_range":
        low, high = cells.field.minimum or 0, cells.field.maximum or 100
        verb = "is" if count == 1 else "are"
        said = f"{cells.label}: {counted(count, 'value')} {verb} outside {low:g}-{high:g} ({examples}); kept empty."
        return said, f"{{value}} is outside {low:g}-{high:g}.", f"Write a percentage from {low:g} to {high:g}."
    return describe(cells.label, rule, count, examples)


def _guess(cells: Cells, distinct: Distinct, guessed: bool) -> tuple[Problem, ...]:
    if not guessed:
        return ()
    said = f"{cells.label}: only 0 and 1 occur; 1 was read as 100 %."
    everywhere: np.ndarray = np.flatnonzero(distinct.indices >= 0)
    return (Problem("percent_scale_guessed", everywhere, said, None, "Say whether 1 means 1 % or 100 %."),)


def _below_one(cells: Cells, distinct: Distinct, readings: list[Reading], scale: int) -> tuple[Problem, ...]:
    """Numbers below one among whole ones: four fifths or less than a hundredth, and nobody but the writer knows."""
    plain = [
        r.value is not None and 0 < r.value < 1 and "%" not in t for t, r in zip(distinct.texts, readings, strict=True)
    ]
    if scale != 1 or not any(plain):
        return ()
    positions = distinct.positions(plain)
    are = "is" if len(positions) == 1 else "are"
    what = f"{counted(len(positions), 'value')} {are} below 1 ({distinct.examples(plain)})"
    said = f"{cells.label}: {what} and read as less than 1 %, because others go to 100."
    return (Problem("percent_below_one", positions, said, None, "Write 80 where 0.8 stands for 80 %."),)


def _said(scale: int) -> str:
    return "per cent, 0.45 means 45 %" if scale == 100 else "per cent, 45 means 45 %"
