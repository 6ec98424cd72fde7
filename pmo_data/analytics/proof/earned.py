"""Worked cases of earned value and earned schedule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from pmo_data.analytics.earned_schedule import EarnedSchedule, earned_schedule
from pmo_data.analytics.earned_value import EarnedValue, earned_value
from pmo_data.analytics.proof.case import Answer, ProofCase

PLAN = (5.0, 10.0, 25.0, 55.0, 85.0, 120.0, 130.0, 140.0, 150.0)
# The first two are thirds, printed as 3.33 and 6.67.
EARNED = (10 / 3, 20 / 3, 10.0, 22.5, 70.0, 82.5, 90.0, 120.0, 130.0, 140.0, 150.0)
_LINEAR = tuple(10_000.0 * period for period in range(1, 11))
_HAND = "Worked by hand from the standard formulas (ANSI/EIA-748; Lipke 2003)"
_CENTER = "PM Knowledge Center, earned schedule, recomputed for weeks 7 to 11"


def cases() -> Iterable[ProofCase]:
    """Every published or hand-worked case; tolerances are the rounding of the print."""
    yield from _measures()
    yield from _schedules()


def _measures() -> Iterable[ProofCase]:
    def value(
        name: str, source: str, found: EarnedValue, expected: Answer, pick: Callable[[EarnedValue], Answer], tol: float
    ) -> ProofCase:
        return ProofCase(name, "earned value", source, expected, lambda: pick(found), tol)

    engineer = earned_value(3000, 2000, 4500, 10000)
    source = "ProjectEngineer.net, set up database"
    yield value("Set up database: CV, SV", source, engineer, (-2500, -1000), _variances, 1e-9)
    yield value("Set up database: CPI, SPI", source, engineer, (0.44, 0.67), _indices, 0.005)
    yield value("Set up database: EAC, atypical", source, engineer, 12500, _eac("atypical"), 1e-9)
    even = earned_value(50, 40, 45, 100)
    yield value("Budget 100, earned 40, cost 45: CPI, SPI", _HAND, even, (0.889, 0.80), _indices, 0.0005)
    yield value("Budget 100, earned 40, cost 45: EAC, typical", _HAND, even, 112.5, _eac("typical"), 1e-9)
    yield value(
        "Budget 100, earned 40, cost 45: EAC, cost and schedule", _HAND, even, 129.4, _eac("cost_and_schedule"), 0.05
    )
    yield value(
        "Budget 100, earned 40, cost 45: ETC, VAC, TCPI",
        _HAND,
        even,
        (67.5, -12.5, 1.09),
        lambda found: (found.estimate_to_complete, found.variance_at_completion, found.to_complete_index_budget),
        0.005,
    )
    linear = earned_value(40_000, 30_000, 35_000, 100_000)
    yield value("Linear plan: CPI, SPI", _HAND, linear, (0.857, 0.75), _indices, 0.0005)
    yield value("Linear plan: EAC, typical", _HAND, linear, 116_667, _eac("typical"), 0.5)
    yield value("Linear plan: TCPI", _HAND, linear, 1.0769, lambda found: found.to_complete_index_budget, 5e-5)


def _schedules() -> Iterable[ProofCase]:
    published = (0.67, 1.33, 2.00, 2.83, 4.50, 4.92, 5.14, 6.0, 7.0, 8.0, 9.0)
    index = (0.667, 0.667, 0.667, 0.708, 0.900, 0.819, 0.735, 0.750, 0.778, 0.800, 0.818)
    weeks = tuple(earned_schedule(PLAN, earned, week) for week, earned in enumerate(EARNED, start=1))
    method = "earned schedule"
    yield ProofCase("Late project: ES, weeks 1 to 11", method, _CENTER, published, lambda: _each(weeks), 0.005)
    yield ProofCase(
        "Late project: SPI(t), weeks 1 to 11",
        method,
        _CENTER,
        index,
        lambda: tuple(week.time_performance_index for week in weeks),
        0.0006,
    )
    flat = earned_schedule((*PLAN, 150.0, 150.0), 150.0, 11)
    yield ProofCase("Late project, plan drawn flat to week 11: ES", method, _CENTER, 9, lambda: flat.earned_schedule)
    linear = earned_schedule(_LINEAR, 30_000, 4)
    yield ProofCase(
        "Linear plan: ES, SPI(t), IEAC(t)",
        method,
        _HAND,
        (3, 0.75, 13.33),
        lambda: (linear.earned_schedule, linear.time_performance_index, linear.independent_estimate),
        0.005,
    )
    for plan, earned, expected in (((20, 50, 90, 140, 200), 70, 2.5), ((30, 70, 120, 180, 250), 100, 2.6)):
        found = earned_schedule(plan, earned, 3)
        name = f"Between two periods: {earned} earned of {plan[-1]}"
        yield ProofCase(name, method, _HAND, expected, partial(getattr, found, "earned_schedule"))


def _variances(found: EarnedValue) -> Answer:
    return found.cost_variance, found.schedule_variance


def _indices(found: EarnedValue) -> Answer:
    return found.cost_performance_index, found.schedule_performance_index


def _eac(variant: str) -> Callable[[EarnedValue], Answer]:
    return lambda found: found.estimates_at_completion[variant]


def _each(weeks: tuple[EarnedSchedule, ...]) -> Answer:
    return tuple(week.earned_schedule for week in weeks)
