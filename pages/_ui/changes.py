"""How a figure moved since the comparison, as the cards show it."""

from __future__ import annotations

import dataclasses

from pmo_data.domain.scope import Scope
from pmo_data.domain.words import amount, is_unknown


def before(scope: Scope) -> Scope | None:
    """The same scope as of the comparison; None where there is nothing to compare with."""
    return None if scope.compare_with is None else dataclasses.replace(scope, as_of=scope.compare_with)


def steps(now: float | None, then: float | None) -> int | None:
    """A change of a count."""
    return None if now is None or then is None or is_unknown(now) or is_unknown(then) else int(now) - int(then)


def money(now: float | None, then: float | None, currency: str | None) -> str | int | None:
    """A change of an amount, with the plain minus sign that the card takes its arrow from."""
    if now is None or then is None or is_unknown(now) or is_unknown(then):
        return None
    moved = float(now) - float(then)
    return amount(moved, currency).replace("−", "-") if moved else 0


def points(now: float | None, then: float | None, digits: int = 0) -> str | int | None:
    """A change of a percentage in points."""
    if now is None or then is None or is_unknown(now) or is_unknown(then):
        return None
    moved = round(float(now) - float(then), digits)
    return f"{moved:+g} points" if moved else 0


def ratio(now: float | None, then: float | None) -> str | int | None:
    """A change of a ratio such as the schedule performance index."""
    if now is None or then is None or is_unknown(now) or is_unknown(then):
        return None
    moved = round(float(now) - float(then), 2)
    return f"{moved:+.2f}" if moved else 0
