"""Questions an earned value report should raise. They are asked, not judged: each names the numbers behind it.

They stand apart from the measures because their limits are choices. Source of the first: Christensen & Heise 1993,
the stability of the cumulative CPI past 20 % complete.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmo_data.analytics.earned_value_history import EarnedValueHistory

INDEPENDENT = ("typical", "cost_and_schedule", "weighted_80_20", "recent", "cost_and_time")


@dataclass(frozen=True)
class QuestionLimits:
    """`index_gap`: how far the index still needed may exceed the one achieved; `stable_from_pct`: complete share
    past which that is asked; `recovered_index`: from where an index counts as recovered."""

    index_gap: float = 0.10
    stable_from_pct: float = 20.0
    recovered_index: float = 0.95


@dataclass(frozen=True)
class Question:
    """`code` is stable; `text` is a sentence that ends in a question mark."""

    code: str
    text: str


def questions(
    report: EarnedValueHistory, declared_estimate: float | None = None, limits: QuestionLimits | None = None
) -> list[Question]:
    """Questions to the project manager; `declared_estimate` is the manager's own estimate at completion."""
    chosen = limits or QuestionLimits()
    asked = [
        _needed_index(report, declared_estimate, chosen),
        _lowest_estimate(report, declared_estimate),
        _recovered(report, chosen),
        _cost_without_value(report),
        _falling(report),
        _still_charging(report),
    ]
    return [question for question in asked if question is not None]


def _needed_index(report: EarnedValueHistory, declared: float | None, limits: QuestionLimits) -> Question | None:
    now = report.latest
    if now.cost_performance_index is None or now.complete_pct is None or now.complete_pct < limits.stable_from_pct:
        return None
    ev, ac, bac = now.earned_value, now.actual_cost, now.budget_at_completion
    goal = bac if declared is None else declared
    if ev is None or ac is None or bac is None or goal is None or ev >= bac:
        return None
    named = "budget" if declared is None else "declared estimate"
    if goal <= ac:
        return Question("needed_index", f"The {named} is already spent with work left: what will finish it?")
    needed = (bac - ev) / (goal - ac)
    if needed - now.cost_performance_index <= limits.index_gap:
        return None
    return Question(
        "needed_index",
        f"To meet the {named}, the rest must run at {needed:.2f} where the past ran at "
        f"{now.cost_performance_index:.2f}: what will change?",
    )


def _lowest_estimate(report: EarnedValueHistory, declared: float | None) -> Question | None:
    estimates = report.latest.estimates_at_completion
    known = [value for name in INDEPENDENT if (value := estimates[name]) is not None]
    if declared is None or not known or declared >= min(known):
        return None
    return Question(
        "lowest_estimate",
        f"The declared estimate of {declared:,.0f} is below every independent one (lowest {min(known):,.0f}): "
        "what does it know that the past does not show?",
    )


def _recovered(report: EarnedValueHistory, limits: QuestionLimits) -> Question | None:
    spi, time = report.latest.schedule_performance_index, report.latest_schedule.time_performance_index
    if spi is None or time is None or spi < limits.recovered_index or time >= limits.recovered_index:
        return None
    return Question(
        "recovered",
        f"SPI shows {spi:.2f} but SPI(t) {time:.2f}: is the work on time, or only nearly finished?",
    )


def _cost_without_value(report: EarnedValueHistory) -> Question | None:
    now = report.latest
    if not now.actual_cost or now.earned_value != 0:
        return None
    return Question("cost_without_value", f"{now.actual_cost:,.0f} is spent and nothing earned: what was it for?")


def _falling(report: EarnedValueHistory) -> Question | None:
    falls = report.table.loc[report.table["period_earned_value"] < 0, "period"].tolist()
    if not falls:
        return None
    return Question("falling", f"Earned value fell in period {', '.join(map(str, falls))}: was work undone?")


def _still_charging(report: EarnedValueHistory) -> Question | None:
    table, budget = report.table, report.latest.budget_at_completion
    complete = table["earned_value"].shift() >= budget
    charged = float(table.loc[complete, "period_actual_cost"].sum())
    if charged <= 0:
        return None
    return Question("still_charging", f"{charged:,.0f} was charged after all work was earned: for what?")
