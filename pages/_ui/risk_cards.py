"""The figures of the risk page: open, high, worth, overdue actions, never reviewed."""

from __future__ import annotations

from typing import Any

from pages._ui import cards, changes, room
from pages._ui.cards import Card
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import UNKNOWN, amount
from pmo_data.queries.risk import Exposure, RaidAgeing, RiskMatrix


def show(scope: Scope) -> None:
    """Five figures, each beside what it was at the comparison."""
    earlier = changes.before(scope)
    now, then = _figures(scope), _figures(earlier) if earlier else {}
    cards.show(
        [
            Card("Open risks", f"{now['open']:,}", changes.steps(now["open"], then.get("open")), "down"),
            Card(
                "High or very high",
                UNKNOWN if now["high"] is None else f"{now['high']:,}",
                changes.steps(now["high"], then.get("high")),
                "down",
                cards.known_of(now["rated"], now["total"]),
                "By the risk matrix.",
            ),
            Card(
                "Expected value",
                amount(now["emv"], now["currency"]),
                changes.money(now["emv"], then.get("emv"), now["currency"]),
                "down",
                cards.known_of(now["emv_known"], now["open"]),
                "Probability times cost impact, summed over open risks; opportunities count against.",
            ),
            Card("Overdue actions", f"{now['late']:,}", changes.steps(now["late"], then.get("late")), "down"),
            Card(
                "Never reviewed",
                f"{now['unseen']:,}",
                changes.steps(now["unseen"], then.get("unseen")),
                "down",
                help="Open risks without a date of review.",
            ),
        ]
    )


def _figures(scope: Scope) -> dict[str, Any]:
    exposed, matrix = room.ask(Exposure.of(scope)), room.ask(RiskMatrix.of(scope))
    aged = room.ask(RaidAgeing.of(scope))
    rated = int(matrix["rated"].iloc[0]) if len(matrix) else 0
    worth = exposed["emv"].dropna()
    return {
        "open": int(matrix["total"].iloc[0]) if len(matrix) else 0,
        "total": int(matrix["total"].iloc[0]) if len(matrix) else 0,
        "rated": rated,
        "high": int(matrix.loc[matrix["band"].isin(["high", "very_high"]), "risks"].sum()) if rated else None,
        "emv": float(worth.sum()) if len(worth) else None,
        "emv_known": int(exposed["emv_known"].sum()),
        "currency": exposed["currency"].dropna().iloc[0] if exposed["currency"].notna().any() else None,
        "late": int(aged.loc[aged["kind"] == "action", "overdue"].sum()),
        "unseen": int(exposed["never_reviewed"].sum()),
    }
