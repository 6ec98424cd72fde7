"""The figures of the progress page: earned against planned, both indices, late finishes, milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages._ui import cards, changes, room
from pages._ui.cards import Card
from pmo_data.charts.progress import at_status, by_state
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import UNKNOWN, is_unknown, percent
from pmo_data.queries.overview import PortfolioSummary
from pmo_data.queries.progress import MilestoneStates, Progress

if TYPE_CHECKING:
    import pandas as pd


def show(scope: Scope) -> None:
    """Five figures, each beside what it was at the comparison."""
    earlier = changes.before(scope)
    now, then = _figures(scope), _figures(earlier) if earlier else {}
    cards.show(
        [
            Card(
                "Earned",
                percent(now["earned_pct"]),
                changes.points(now["earned_pct"], then.get("earned_pct")),
                "up",
                "" if is_unknown(now["planned_pct"]) else f"planned {percent(now['planned_pct'])}",
                "Earned value against the whole plan.",
            ),
            _index("Schedule index", "spi", now, then, "Earned over planned value; under 1 is behind."),
            _index("Cost index", "cpi", now, then, "Earned value over actual cost; under 1 is dear."),
            Card(
                f"{int(now['late_from_days'])}+ days late",
                _counted(now["late"]),
                changes.steps(now["late"], then.get("late")),
                "down",
                cards.known_of(int(now["slip_known"] or 0), int(now["projects"] or 0)),
                "Expected finish so far behind the baseline's; a setting says how far.",
                "late_projects",
            ),
            Card(
                "Milestones missed",
                _counted(now["missed"]),
                changes.steps(now["missed"], then.get("missed")),
                "down",
                "" if now["due"] is None else f"{_counted(now['due'])} due within 30 days",
            ),
        ]
    )


def _index(label: str, name: str, now: dict[str, Any], then: dict[str, Any], meaning: str) -> Card:
    shown = UNKNOWN if is_unknown(now[name]) else f"{now[name]:.2f}"
    return Card(label, shown, changes.ratio(now[name], then.get(name)), "up", help=meaning)


def _counted(value: float | None) -> str:
    return UNKNOWN if value is None or is_unknown(value) else f"{int(value):,}"


def _figures(scope: Scope) -> dict[str, Any]:
    curve = at_status(room.ask(Progress.of(scope)))
    summary = room.ask(PortfolioSummary.of(scope)).iloc[0]
    states = by_state(room.ask(MilestoneStates.of(scope)))
    there = len(states) > 0
    return {
        **{name: _or_none(curve, name) for name in ("earned_pct", "planned_pct", "spi", "cpi")},
        "late": summary["late_projects"] if summary["slip_known"] else None,
        "late_from_days": summary["late_from_days"],
        "slip_known": summary["slip_known"],
        "projects": summary["projects"],
        "missed": int(states.get("missed", 0)) if there else None,
        "due": int(states.get("due", 0)) if there else None,
    }


def _or_none(row: pd.Series[Any] | None, name: str) -> float | None:
    return None if row is None or is_unknown(row[name]) else float(row[name])
