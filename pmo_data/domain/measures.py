"""The measures: symbol, label, unit, direction, meaning and SQL macro of each ratio, once.

Labels on pages, the data dictionary and "how is this computed?" read them here; the formula is the macro's, and a
contract test compares both: the macro must exist, take these inputs, and give this example.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which way is good."""

    HIGHER = "higher is better"
    LOWER = "lower is better"
    NEUTRAL = "neither"


@dataclass(frozen=True)
class Measure:
    """One measure. `macro` is the SQL macro, `inputs` its parameters in order; `amber`, `red` name settings."""

    macro: str
    symbol: str
    label: str
    unit: str
    direction: Direction
    inputs: tuple[str, ...]
    meaning: str
    amber: str | None = None
    red: str | None = None


_UP, _DOWN, _NONE = Direction.HIGHER, Direction.LOWER, Direction.NEUTRAL

MEASURES: tuple[Measure, ...] = (
    Measure("spi", "SPI", "Schedule performance index", "ratio", _UP, ("earned_value", "planned_value"),
            "Value earned for each unit of value planned by now; below 1 is behind."),
    Measure("cpi", "CPI", "Cost performance index", "ratio", _UP, ("earned_value", "actual_cost"),
            "Value earned for each unit of money spent; below 1 costs more than planned."),
    Measure("schedule_variance", "SV", "Schedule variance", "currency", _UP, ("earned_value", "planned_value"),
            "Value earned minus value planned by now."),
    Measure("cost_variance", "CV", "Cost variance", "currency", _UP, ("earned_value", "actual_cost"),
            "Value earned minus money spent."),
    Measure("percent_spent", "% spent", "Spent", "%", _NONE, ("actual_cost", "budget"), "Money spent of the budget."),
    Measure("percent_earned", "% complete", "Earned", "%", _UP, ("earned_value", "budget_at_completion"),
            "Value earned of the whole budget."),
    Measure("estimate_at_completion", "EAC", "Estimate at completion", "currency", _DOWN,
            ("budget_at_completion", "earned_value", "actual_cost"),
            "What the work will cost if cost performance goes on as it did: budget over CPI."),
    Measure("cost_variance_pct", "", "Cost against budget", "%", _DOWN, ("expected_cost", "budget"),
            "Expected cost over (+) or under (-) the budget, in per cent of it.", "cost_amber_pct", "cost_red_pct"),
    Measure("slip_pct", "", "Finish slip", "%", _DOWN, ("slip_days", "baseline_duration_days"),
            "Days the finish is later than the baseline, in per cent of the baseline's duration.",
            "schedule_amber_pct", "schedule_red_pct"),
    Measure("realisation_pct", "", "Benefit realisation", "%", _UP, ("actual_value", "target_value"),
            "Benefit that came of what was aimed for."),
    Measure("exposure_pct", "", "Risk exposure", "%", _DOWN, ("emv", "contingency"),
            "Expected value of open risks in per cent of the contingency held.", "risk_amber_pct", "risk_red_pct"),
    Measure("load_pct", "", "Load", "%", _DOWN, ("demand_fte", "capacity_fte"),
            "Demand on a person in per cent of what the person can give.", "load_amber_pct", "load_red_pct"),
    Measure("unfilled_pct", "", "Unfilled demand", "%", _DOWN, ("unfilled_fte", "asked_fte"),
            "Demand on people for which nobody is named, in per cent of all of it.",
            "unfilled_amber_pct", "unfilled_red_pct"),
    Measure("alignment_score", "A", "Alignment", "%", _UP, ("weighted_strength", "weight_sum"),
            "Sum of weight x contribution over the most it could be: 4 on every objective."),
    Measure("expected_value", "EMV", "Expected value", "currency", _DOWN, ("probability_pct", "impact_cost", "kind"),
            "Probability x impact in money; an opportunity counts against the threats."),
    Measure("watermelon_gap", "", "Watermelon gap", "steps", _DOWN, ("declared", "derived"),
            "Declared minus derived rating on the scale 5 (green) to 1 (red); positive is reported too green."),
)  # fmt: skip

BY_MACRO: dict[str, Measure] = {m.macro: m for m in MEASURES}
