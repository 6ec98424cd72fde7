"""Earned value in words: each measure with its symbol, value and meaning, or the reason why it is not available."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pmo_data.analytics.earned_schedule import EarnedSchedule
from pmo_data.analytics.earned_value import ESTIMATES, EarnedValue
from pmo_data.domain.words import UNKNOWN, amount, day

COLUMNS = ("symbol", "measure", "value", "meaning")

_MONEY = (
    ("PV", "planned_value", "Planned value", "Work planned by now, at its budget"),
    ("EV", "earned_value", "Earned value", "Work done by now, at its budget"),
    ("AC", "actual_cost", "Actual cost", "What the work done has cost"),
    ("BAC", "budget_at_completion", "Budget at completion", "The whole budget"),
    ("SV", "schedule_variance", "Schedule variance", "EV − PV: behind the plan below 0"),
    ("CV", "cost_variance", "Cost variance", "EV − AC: over cost below 0"),
)
_RATIOS = (
    ("SPI", "schedule_performance_index", "Schedule performance index", "EV ÷ PV: behind the plan below 1"),
    ("CPI", "cost_performance_index", "Cost performance index", "EV ÷ AC: over cost below 1"),
)
_AHEAD = (
    ("EAC", "estimate_at_completion", "Estimate at completion", "Budget ÷ CPI"),
    ("ETC", "estimate_to_complete", "Estimate to complete", "EAC − AC"),
    ("VAC", "variance_at_completion", "Variance at completion", "BAC − EAC: over budget below 0"),
)
_NEEDED = (
    ("TCPI(BAC)", "to_complete_index_budget", "To-complete index, budget", "CPI the rest needs to meet the budget"),
    ("TCPI(EAC)", "to_complete_index_estimate", "To-complete index, estimate", "CPI the rest needs to meet the EAC"),
)
_TIME = (
    ("ES", "earned_schedule", "Earned schedule", "Time of the plan that is earned"),
    ("AT", "actual_time", "Actual time", "Time that has passed"),
    ("PD", "planned_duration", "Planned duration", "Time the plan takes"),
    ("SV(t)", "time_variance", "Time variance", "ES − AT"),
    ("SPI(t)", "time_performance_index", "Time performance index", "ES ÷ AT: late below 1"),
    ("IEAC(t)", "independent_estimate", "Independent estimate of duration", "PD ÷ SPI(t)"),
    ("TSPI", "to_complete_index", "To-complete schedule index", "Pace the rest needs to end on time"),
)
_IN_PERIODS = ("ES", "AT", "PD", "SV(t)", "IEAC(t)")


def measures(
    now: EarnedValue, time: EarnedSchedule | None, currency: str | None, finish: date | None, unit: str = "month"
) -> pd.DataFrame:
    """Every measure as text, in the order in which they are taught; times are in `unit`s."""
    rows = [_money(now, *line, currency) for line in _MONEY]
    rows += [_number(now.reasons, getattr(now, name), symbol, name, label, why) for symbol, name, label, why in _RATIOS]
    rows += [_money(now, *line, currency) for line in _AHEAD]
    rows += [_number(now.reasons, getattr(now, name), symbol, name, label, why) for symbol, name, label, why in _NEEDED]
    rows += [_estimate(now, name, assumes, currency) for name, assumes in ESTIMATES.items()]
    if time is not None:
        for symbol, name, label, why in _TIME:
            meaning = f"{why}, in {unit}s" if symbol in _IN_PERIODS else why
            rows.append(_number(time.reasons, getattr(time, name), symbol, name, label, meaning))
        rows.append(("", "Estimated finish", day(finish), "The plan's start and IEAC(t), in working days"))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def no_measures() -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS))


def _money(now: EarnedValue, symbol: str, name: str, label: str, why: str, currency: str | None) -> tuple[str, ...]:
    known = getattr(now, name)
    return symbol, label, amount(known, currency) if known is not None else _reason(now.reasons.get(name)), why


def _number(reasons: object, known: float | None, symbol: str, name: str, label: str, why: str) -> tuple[str, ...]:
    said = dict(reasons).get(name) if isinstance(reasons, dict) else None
    return symbol, label, f"{known:.2f}" if known is not None else _reason(said), why


def _estimate(now: EarnedValue, name: str, assumes: str, currency: str | None) -> tuple[str, ...]:
    known = now.estimates_at_completion.get(name)
    said = now.reasons.get(f"estimate {name}")
    label = f"Estimate at completion, {name.replace('_', ' ')}"
    return "EAC", label, amount(known, currency) if known is not None else _reason(said), assumes


def _reason(said: str | None) -> str:
    return f"{UNKNOWN}: {said}" if said else UNKNOWN


def sentence(now: EarnedValue | None, time: EarnedSchedule | None, currency: str | None, unit: str = "month") -> str:
    """'Each £1 spent earned 0.91; 62 % is done where 70 % was planned; at this pace it costs £44.0m of £40.0m.'"""
    if now is None or now.earned_value is None:
        return "Earned value cannot be computed: neither budgets by period nor tasks with dates and costs are known."
    parts = [_progress(now)]
    if now.cost_performance_index is not None:
        parts.append(f"each {amount(1, currency)} spent earned {now.cost_performance_index:.2f}")
    if now.estimate_at_completion is not None:
        budget = amount(now.budget_at_completion, currency)
        parts.append(f"at this pace it costs {amount(now.estimate_at_completion, currency)} of a budget of {budget}")
    if time is not None and time.time_variance is not None and abs(time.time_variance) >= 0.05:
        side = "behind" if time.time_variance < 0 else "ahead of"
        parts.append(f"it is {abs(time.time_variance):.1f} {unit}s {side} its plan")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _progress(now: EarnedValue) -> str:
    if now.complete_pct is None:
        return f"{amount(now.earned_value)} is earned"
    done = f"{now.complete_pct:.0f} % of the work is done"
    if now.planned_value is None or not now.budget_at_completion:
        return done
    return f"{done} where {100 * now.planned_value / now.budget_at_completion:.0f} % was planned"
