"""The figures of the overview, each beside what it was at the comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages._ui import cards, changes, room
from pages._ui.cards import Better, Card
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import UNKNOWN, amount, is_unknown, known, percent
from pmo_data.queries.overview import PortfolioSummary

if TYPE_CHECKING:
    import pandas as pd

_HIDDEN = "Open projects declared better than the data says."


def show(now: pd.Series[Any], scope: Scope, *, money_compared: bool = True) -> None:
    """Six figures: projects, red, hidden trouble, budget, forecast against it, days late.

    Where the money of the two dates is counted in unlike units, it stands without its change.
    """
    before = _before(scope)
    # Counts on five points and on three are not the same thing.
    rated = None if before is None or before["has_half_ambers"] != now["has_half_ambers"] else before
    total = int(now["projects"])
    money = now["currency"]
    cards.show(
        [
            _counted("Projects", "projects", now, before, "neither"),
            *_ratings(now, rated, total),
            Card(
                "Budget",
                amount(now["budget"], money),
                _difference(now, before, "budget", money) if money_compared else None,
                known=known(int(now["budget_known"]), total),
                help="Approved budget, else whole-life cost.",
                explains="budget",
            ),
            Card(
                "Forecast against budget",
                percent(now["cost_variance_pct"], signed=True),
                _points(now, before, "cost_variance_pct"),
                "down",
                known(int(now["cost_variance_known"]), total),
                explains="cost_variance_pct",
            ),
            _late(now, before, total),
        ],
        scope,
    )


def _late(now: pd.Series[Any], before: pd.Series[Any] | None, total: int) -> Card:
    return Card(
        f"{int(now['late_from_days'])}+ days late",
        "n/a" if not now["slip_known"] else str(int(now["late_projects"])),
        _steps(now, before, "late_projects") if now["slip_known"] else None,
        "down",
        known(int(now["slip_known"]), total),
        help="Expected finish so far behind the baseline's; a setting says how far.",
        explains="late_projects",
    )


def _before(scope: Scope) -> pd.Series[Any] | None:
    then = changes.before(scope)
    return None if then is None else room.ask(PortfolioSummary.of(then)).iloc[0]


def _counted(
    label: str, name: str, now: pd.Series[Any], before: pd.Series[Any] | None, better: Better, help_text: str = ""
) -> Card:
    return Card(label, f"{int(now[name]):,}", _steps(now, before, name), better, help=help_text, explains=name)


def _ratings(now: pd.Series[Any], before: pd.Series[Any] | None, total: int) -> list[Card]:
    """Red ones, and those declared too well: a project not rated both ways is neither that nor declared right."""
    both = min(int(now["declared_known"]), int(now["derived_known"]))
    return [
        _rated("Red", "red", now, before, total - int(now["unknown"]), "By the worse of what is declared and derived."),
        _rated("Declared too well", "watermelons", now, before, both, _HIDDEN),
    ]


def _rated(
    label: str, name: str, now: pd.Series[Any], before: pd.Series[Any] | None, judged: int, help_text: str
) -> Card:
    """A count of projects by their ratings; unknown, not none, where no project can be judged."""
    if not judged:
        return Card(label, UNKNOWN, help=help_text, explains=name)
    return _counted(label, name, now, before, "down", help_text=help_text)


def _steps(now: pd.Series[Any], before: pd.Series[Any] | None, name: str) -> int | None:
    return None if before is None or is_unknown(before[name]) else int(now[name]) - int(before[name])


def _difference(now: pd.Series[Any], before: pd.Series[Any] | None, name: str, currency: str) -> str | int | None:
    if before is None or is_unknown(now[name]) or is_unknown(before[name]) or before["currency"] != currency:
        return None
    moved = float(now[name]) - float(before[name])
    return amount(moved, currency).replace("−", "-") if moved else 0


def _points(now: pd.Series[Any], before: pd.Series[Any] | None, name: str) -> str | int | None:
    if before is None or is_unknown(now[name]) or is_unknown(before[name]):
        return None
    moved = round(float(now[name]) - float(before[name]), 1)
    return f"{moved:+g} points" if moved else 0
