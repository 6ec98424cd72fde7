"""The figures of the money page, each beside what it was at the comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages._ui import cards, changes, messages, room
from pages._ui.cards import Card
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import UNKNOWN, amount, count, is_unknown, known, percent
from pmo_data.queries.money import MoneySummary

if TYPE_CHECKING:
    import pandas as pd


def show(now: pd.Series[Any], scope: Scope, *, compared: bool = True) -> None:
    """Six figures: budget, forecast, spent, whole life, cost index, money past gates; alone where not `compared`."""
    earlier = changes.before(scope) if compared else None
    then = room.ask(MoneySummary.of(earlier)).iloc[0] if earlier else None
    cards.show(
        [
            _money("Budget", "budget", now, then, "Approved budget, else whole-life cost."),
            _money("Forecast at completion", "forecast_cost", now, then, "As the projects state it."),
            _money("Spent to date", "actual_cost", now, then, f"{percent(now['spent_pct'])} of the budget."),
            _money("Whole-life cost", "whole_life_cost", now, then, "Running costs included."),
            Card(
                "Cost index",
                UNKNOWN if is_unknown(now["cpi"]) else f"{now['cpi']:.2f}",
                changes.ratio(now["cpi"], None if then is None else then["cpi"]),
                "up",
                "" if is_unknown(now["spi"]) else f"schedule index {now['spi']:.2f}",
                "Earned value over actual cost, as a ratio of sums; under 1 is dear.",
            ),
            Card(
                "Spent past a gate",
                _past_gates(now, scope),
                changes.money(
                    now["spent_past_gate"], None if then is None else then["spent_past_gate"], now["currency"]
                ),
                "down",
                count(int(now["projects_past_gate"]), "project") if now["projects_past_gate"] else "",
                "Spent in months that began after a gate that is due and not passed.",
            ),
        ]
    )


def _past_gates(now: pd.Series[Any], scope: Scope) -> str:
    """Nothing where gates and costs by month are on file and none came after a gate; unknown where either is not."""
    needed = ("Spending past gates", "Spent by period")
    if is_unknown(now["spent_past_gate"]) and any(messages.nothing_of(scope, "money", name) for name in needed):
        return UNKNOWN
    return amount(0 if is_unknown(now["spent_past_gate"]) else now["spent_past_gate"], now["currency"])


def _money(label: str, name: str, now: pd.Series[Any], then: pd.Series[Any] | None, meaning: str) -> Card:
    unlike = then is None or then["currency"] != now["currency"]
    moved = changes.money(now[name], None if unlike or then is None else then[name], now["currency"])
    total = int(now["projects"])
    return Card(
        label, amount(now[name], now["currency"]), moved, "neither", known(int(now[f"{name}_known"]), total), meaning
    )
