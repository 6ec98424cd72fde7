"""The figures of the risk page: open, high, worth, overdue actions, never reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages._ui import cards, changes, room
from pages._ui.cards import Card
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import UNKNOWN, amount, is_unknown
from pmo_data.queries.risk import RiskSummary

if TYPE_CHECKING:
    import pandas as pd


def show(scope: Scope) -> None:
    """Five figures, each beside what it was at the comparison."""
    earlier = changes.before(scope)
    now = room.ask(RiskSummary.of(scope)).iloc[0]
    then = {} if earlier is None else room.ask(RiskSummary.of(earlier)).iloc[0].to_dict()
    emv = Card(
        "Expected value",
        amount(now["emv"], now["currency"]),
        changes.money(now["emv"], then.get("emv"), now["currency"]),
        "down",
        _known_of(now["emv_known"], now["open_risks"]),
        "Probability times cost impact, summed over open risks; opportunities count against.",
    )
    known = _known_of(now["rated_risks"], now["open_risks"])
    cards.show(
        [
            _counted("Open risks", "open_risks", now, then),
            _counted("High or very high", "high_risks", now, then, known, "By the risk matrix."),
            emv,
            _counted("Overdue actions", "overdue_actions", now, then),
            _counted("Never reviewed", "never_reviewed", now, then, help="Open risks without a date of review."),
        ]
    )


def _known_of(n: Any, total: Any) -> str:
    """Of how many it is known; nothing where no register of risks is on file, which the figure says itself."""
    return "" if is_unknown(total) else cards.known_of(int(n), int(total))


def _counted(
    label: str, column: str, now: pd.Series[Any], then: dict[Any, Any], known: str = "", help: str = ""
) -> Card:
    said = UNKNOWN if is_unknown(now[column]) else f"{now[column]:,.0f}"
    return Card(label, said, changes.steps(now[column], then.get(column)), "down", known, help)
