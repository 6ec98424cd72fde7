"""Numbers and dates as people read them: one way to write an amount, a change, a date and an unknown.

Stands in the domain because the page, the console script, the deck and the workbook must write the same.
"""

from __future__ import annotations

import math
from datetime import date, datetime

UNKNOWN = "n/a"
_STEPS = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


def is_unknown(value: object) -> bool:
    """None, NaN, NaT and NA: what pandas and SQL have for unknown."""
    try:
        return value is None or bool(value != value)
    except TypeError:
        # NA, which a column of whole numbers without any has, is neither equal nor unequal to itself.
        return True


def amount(value: float | None, currency: str | None = None) -> str:
    """Money in three significant figures: '£494bn', '€12.3m', '1,250'; 'n/a' where unknown."""
    if value is None or is_unknown(value) or not math.isfinite(float(value)):
        return UNKNOWN
    number = float(value)
    unit = _SIGNS.get(currency or "", f"{currency} " if currency else "")
    sign = "−" if number < 0 else ""
    for step, name in _STEPS:
        if abs(number) >= step * 0.9995:
            return f"{sign}{unit}{_three(abs(number) / step)}{name}"
    return f"{sign}{unit}{abs(number):,.0f}"


def round_amount(value: float, currency: str | None = None) -> str:
    """A round sum as an axis is marked with it, with as many figures as it has: '£862.5m', '£5bn', '0'."""
    unit, number = _SIGNS.get(currency or "", f"{currency} " if currency else ""), abs(value)
    step, name = next(((s, n) for s, n in _STEPS if number >= s), (1.0, ""))
    return f"{'−' if value < 0 else ''}{unit}{number / step:,.6g}{name}" if number else "0"


def _three(number: float) -> str:
    if number >= 99.95:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 9.995 else f"{number:.2f}"


def day(value: date | datetime | None) -> str:
    """'30 Nov 2026'; never a form in which day and month could be confused."""
    if value is None or is_unknown(value):
        return UNKNOWN
    return f"{value.day} {value:%b %Y}"


def percent(value: float | None, *, signed: bool = False) -> str:
    """A percentage of 0-100 scale: '12 %'."""
    if value is None or is_unknown(value):
        return UNKNOWN
    shown = f"{value:+.0f}" if signed else f"{value:.0f}"
    return f"{shown.replace('-', '−')} %"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """'1 project', '1,204 projects'."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


TEMPLATE_SHEET = "About this template"
"""The sheet by which a workbook that we handed out is known again."""
EXPORT_SHEET = "About this export"
"""The sheet by which a workbook of our own export is known again."""


def known(n: int, total: int) -> str:
    """'known 191 of 235': said beside every figure over incomplete data."""
    return f"known {n:,} of {total:,}"


def listed(names: list[str], most: int = 3, of: int = 0) -> str:
    """'A, B and C'; 'A, B, C and 4 more' where there are more than `most`, or `of` more than are named."""
    shown, total = names[:most], max(len(names), of)
    if total > len(shown):
        return f"{', '.join(shown)} and {total - len(shown):,} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
