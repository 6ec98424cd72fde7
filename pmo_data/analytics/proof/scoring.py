"""Published weights of the analytic hierarchy process and published discount factors."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_data.analytics.ahp import Priorities, priorities
from pmo_data.analytics.money import discount_factors
from pmo_data.analytics.proof.case import Answer, ProofCase

DRINKS = (
    (1, 9, 5, 2, 1, 1, 1 / 2),
    (1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9),
    (1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9),
    (1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3),
    (1, 9, 4, 2, 1, 2, 1 / 2),
    (1, 9, 3, 1, 1 / 2, 1, 1 / 3),
    (2, 9, 9, 3, 2, 3, 1),
)
"""Which drink is drunk more: coffee, wine, tea, beer, sodas, milk, water."""
_SAATY = "Saaty 2008, Decision making with the analytic hierarchy process, relative consumption of drinks"
_GREEN_BOOK = "HM Treasury, The Green Book, discount factors at 3.5 %"


def cases() -> Iterable[ProofCase]:
    """Seven weights with their consistency, and seven discount factors."""
    method = "AHP"
    weights = (0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327)
    yield ProofCase("Drinks: weights", method, _SAATY, weights, _weights, 0.0006)
    yield ProofCase("Drinks: largest eigenvalue", method, _SAATY, 7.1766, lambda: _found().largest_eigenvalue, 0.0001)
    yield ProofCase("Drinks: consistency index", method, _SAATY, 0.0294, lambda: _found().consistency_index, 0.0001)
    yield ProofCase("Drinks: consistency ratio", method, _SAATY, 0.022, lambda: _found().consistency_ratio, 0.0005)
    years = (1, 2, 3, 5, 10, 20, 30)
    factors = (0.9662, 0.9335, 0.9019, 0.8420, 0.7089, 0.5026, 0.3563)
    name = f"Discount factors of years {', '.join(map(str, years))}"
    yield ProofCase(name, "discounting", _GREEN_BOOK, factors, lambda: _factors(years), 0.00005)


def _found() -> Priorities:
    return priorities(DRINKS)


def _weights() -> Answer:
    return tuple(float(weight) for weight in _found().weights)


def _factors(years: tuple[int, ...]) -> Answer:
    factors = discount_factors(max(years))
    return tuple(float(factors[year]) for year in years)
