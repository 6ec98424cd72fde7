"""Discounting: present values, benefit-cost ratio and value-for-money class.

It stands apart because its rate and price base are a stated choice: amounts must be real (without inflation) for a
real rate. Sources: HM Treasury, The Green Book (3.5 % real); Department for Transport, Value for Money Framework.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from pmo_data.analytics.errors import AnalysisError

Floats: TypeAlias = npt.NDArray[np.float64]
ValueForMoney: TypeAlias = Literal["very poor", "poor", "low", "medium", "high", "very high"]

GREEN_BOOK_RATE = 0.035
"""Real rate a year, for years 0 to 30."""
_CLASSES: tuple[tuple[float, ValueForMoney], ...] = (
    (4.0, "very high"),
    (2.0, "high"),
    (1.5, "medium"),
    (1.0, "low"),
    (0.0, "poor"),
)


@dataclass(frozen=True)
class Appraisal:
    """Present values in the price base of the inputs. None = not available, with `reason`."""

    present_benefits: float | None
    present_costs: float | None
    net_present_value: float | None
    benefit_cost_ratio: float | None
    value_for_money: ValueForMoney | None
    reason: str | None = None


def discount_factors(years: int, rate: float = GREEN_BOOK_RATE) -> Floats:
    """1 / (1 + rate)^t for t = 0 .. years. Raises AnalysisError for a rate of -100 % or below."""
    if rate <= -1:
        raise AnalysisError("A discount rate must be above -100 %.")
    factors: Floats = (1 + rate) ** -np.arange(years + 1, dtype=np.float64)
    return factors


def present_value(amounts: Sequence[float | None], rate: float = GREEN_BOOK_RATE) -> float | None:
    """Sum of amounts in years 0, 1, ... discounted to year 0; None when one is unknown or there is none."""
    known = [amount for amount in amounts if amount is not None and amount == amount]
    if not amounts or len(known) < len(amounts):
        return None
    return float(np.dot(np.array(known), discount_factors(len(known) - 1, rate)))


def appraise(
    benefits: Sequence[float | None], costs: Sequence[float | None], rate: float = GREEN_BOOK_RATE
) -> Appraisal:
    """NPV = sum of (B - C) / (1 + r)^t, BCR = PV(B) / PV(C) and its class. Costs are positive; year 0 first."""
    gain, spend = present_value(benefits, rate), present_value(costs, rate)
    if gain is None or spend is None:
        return Appraisal(gain, spend, None, None, None, "benefits or costs are not known for every year")
    if spend <= 0:
        return Appraisal(gain, spend, gain - spend, None, None, "there are no costs to divide by")
    ratio = gain / spend
    return Appraisal(gain, spend, gain - spend, ratio, value_for_money(ratio))


def value_for_money(ratio: float) -> ValueForMoney:
    """Class of a benefit-cost ratio: poor below 1, low to 1.5, medium to 2, high from 2, very high from 4.

    Below 0, where benefits are losses, the framework says very poor.
    """
    return next((name for least, name in _CLASSES if ratio >= least), "very poor")
