"""Earned value at one status date: variances, indices, estimates at completion, and why one is not available.

It stands apart from the curves (`time_phasing`, `earned_value_history`) and from earned schedule, which is a
method of its own. Undefined is None with a reason, never 0, infinity or nan.
Sources: ANSI/EIA-748; PMI Practice Standard for Earned Value Management.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ESTIMATES = {
    "atypical": "Actual cost + remaining work at budget: past variances will not recur",
    "typical": "Budget ÷ CPI: past cost performance continues",
    "cost_and_schedule": "Remaining work ÷ (CPI × SPI): both pressures continue",
    "weighted_80_20": "Remaining work ÷ (0.8 CPI + 0.2 SPI)",
    "recent": "Remaining work ÷ CPI of the last three periods",
    "cost_and_time": "Remaining work ÷ (CPI × SPI(t)), with earned schedule",
    "bottom_up": "Actual cost + the team's own estimate to complete",
}
"""The variants of the estimate at completion, with what each assumes."""

_UNKNOWN = "an amount it needs is not known"
_NO_WORK = "nothing is earned yet"
_NO_COST = "no actual cost yet"
_NO_PLAN = "nothing was planned by the status date"


@dataclass(frozen=True)
class EarnedValue:
    """Earned value measures in money (variances, estimates) and ratios; None = not available, see `reasons`.

    `estimate_at_completion` is the chosen variant of `estimates_at_completion`; ETC, VAC and the second
    to-complete index follow it.
    """

    planned_value: float | None
    earned_value: float | None
    actual_cost: float | None
    budget_at_completion: float | None
    schedule_variance: float | None
    cost_variance: float | None
    schedule_performance_index: float | None
    cost_performance_index: float | None
    complete_pct: float | None
    spent_pct: float | None
    estimates_at_completion: Mapping[str, float | None]
    estimate_at_completion: float | None
    estimate_to_complete: float | None
    variance_at_completion: float | None
    to_complete_index_budget: float | None
    to_complete_index_estimate: float | None
    reasons: Mapping[str, str]


def earned_value(
    planned_value: float | None,
    earned_value: float | None,
    actual_cost: float | None,
    budget_at_completion: float | None,
    *,
    recent_cost_performance_index: float | None = None,
    time_performance_index: float | None = None,
    estimate_to_complete: float | None = None,
    estimate: str = "typical",
) -> EarnedValue:
    """All measures from cumulative amounts in one currency.

    `recent_cost_performance_index`: earned over cost in the last three periods. `time_performance_index`: SPI(t).
    `estimate_to_complete`: the team's own. `estimate`: the variant that ETC, VAC and TCPI(EAC) follow.
    """
    pv, ev, ac, bac = planned_value, earned_value, actual_cost, budget_at_completion
    why = _Why({})
    cpi = why.ratio("cost_performance_index", ev, ac, _NO_COST)
    spi = why.ratio("schedule_performance_index", ev, pv, _NO_PLAN)
    factors = _factors(cpi, spi, recent_cost_performance_index, time_performance_index).items()
    estimates = {name: why.estimate(name, ev, ac, bac, factor) for name, factor in factors}
    estimates["bottom_up"] = why.sum("estimate bottom_up", ac, estimate_to_complete)
    eac = why.chosen(estimates, estimate)
    return EarnedValue(
        *(pv, ev, ac, bac),
        schedule_variance=why.difference("schedule_variance", ev, pv),
        cost_variance=why.difference("cost_variance", ev, ac),
        schedule_performance_index=spi,
        cost_performance_index=cpi,
        complete_pct=_pct(why.ratio("complete_pct", ev, bac, "there is no budget")),
        spent_pct=_pct(why.ratio("spent_pct", ac, bac, "there is no budget")),
        estimates_at_completion=estimates,
        estimate_at_completion=eac,
        estimate_to_complete=why.difference("estimate_to_complete", eac, ac),
        variance_at_completion=why.difference("variance_at_completion", bac, eac),
        to_complete_index_budget=why.to_complete("to_complete_index_budget", (ev, ac, bac), bac, "the budget"),
        to_complete_index_estimate=why.to_complete("to_complete_index_estimate", (ev, ac, bac), eac, "the estimate"),
        reasons=why.reasons,
    )


def portfolio_earned_value(
    parts: list[EarnedValue], *, estimate: str = "typical"
) -> tuple[EarnedValue, tuple[int, int]]:
    """The measures of the sums, never averages of ratios, and "known n of N": parts with an unknown are left out."""
    known = [
        (part.planned_value, part.earned_value, part.actual_cost, part.budget_at_completion)
        for part in parts
        if part.planned_value is not None
        and part.earned_value is not None
        and part.actual_cost is not None
        and part.budget_at_completion is not None
    ]
    sums = [float(sum(column)) for column in zip(*known, strict=True)] if known else [None] * 4
    return earned_value(*sums, estimate=estimate), (len(known), len(parts))


@dataclass
class _Why:
    """Arithmetic that notes a reason instead of raising, dividing by zero or guessing."""

    reasons: dict[str, str]

    def difference(self, measure: str, first: float | None, second: float | None) -> float | None:
        if first is None or second is None:
            self.reasons[measure] = _UNKNOWN
            return None
        return first - second

    def sum(self, measure: str, first: float | None, second: float | None) -> float | None:
        return self.difference(measure, first, None if second is None else -second)

    def ratio(self, measure: str, above: float | None, below: float | None, zero: str) -> float | None:
        if above is None or below is None:
            self.reasons[measure] = _UNKNOWN
            return None
        if below == 0:
            self.reasons[measure] = zero
            return None
        return above / below

    def estimate(
        self, name: str, ev: float | None, ac: float | None, bac: float | None, factor: float | None
    ) -> float | None:
        """AC + (BAC - EV) / factor. With CPI as factor this equals BAC / CPI."""
        measure = f"estimate {name}"
        if ev is None or ac is None or bac is None:
            self.reasons[measure] = _UNKNOWN
        elif factor is None:
            self.reasons[measure] = "an index it needs is not available"
        elif factor <= 0:
            self.reasons[measure] = _NO_WORK
        else:
            return ac + (bac - ev) / factor
        return None

    def chosen(self, estimates: Mapping[str, float | None], name: str) -> float | None:
        if estimates[name] is None:
            self.reasons["estimate_at_completion"] = self.reasons[f"estimate {name}"]
        return estimates[name]

    def to_complete(
        self,
        measure: str,
        amounts: tuple[float | None, float | None, float | None],
        goal: float | None,
        named: str,
    ) -> float | None:
        """Remaining work over remaining money (EV, AC, BAC; the goal is BAC or EAC)."""
        ev, ac, bac = amounts
        work, money = self.difference(measure, bac, ev), self.difference(measure, goal, ac)
        if money is not None and money <= 0:
            # Without money left no performance could reach the goal: a negative index would look like one.
            self.reasons[measure] = f"{named} is spent"
            return None
        return self.ratio(measure, work, money, f"{named} is spent")


def _factors(cpi: float | None, spi: float | None, recent: float | None, time: float | None) -> dict[str, float | None]:
    """By which index each variant of the estimate divides the remaining work."""
    return {
        "atypical": 1.0,
        "typical": cpi,
        "cost_and_schedule": _product(cpi, spi),
        "weighted_80_20": None if cpi is None or spi is None else 0.8 * cpi + 0.2 * spi,
        "recent": recent,
        "cost_and_time": _product(cpi, time),
    }


def _product(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first * second


def _pct(ratio: float | None) -> float | None:
    return None if ratio is None else 100 * ratio
