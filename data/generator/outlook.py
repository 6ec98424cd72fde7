"""How each project fares month by month: slip in working days and cost at completion as a part of the budget.

Slip and cost change in steps, as managers restate them, and never at random: each outlook is a small history.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator import stories
from generator.clock import EDGES, MONTHS, generator
from generator.roster import Project


@dataclass(frozen=True)
class Outlook:
    """`slip[m]` in working days against the first baseline; `cost[m]` as a ratio to the first approved budget."""

    slip: tuple[int, ...]
    cost: tuple[float, ...]


# Slip as part of the duration, and cost ratio, at each of the twelve status dates.
_TOLD: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "watermelon": (
        (0.11, 0.13, 0.15, 0.17, 0.19, 0.205, 0.22, 0.23, 0.24, 0.25, 0.26, 0.27),
        (1.08, 1.10, 1.12, 1.14, 1.16, 1.19, 1.21, 1.215, 1.22, 1.23, 1.24, 1.25),
    ),
    "recovered": (
        (0.17, 0.20, 0.215, 0.215, 0.19, 0.165, 0.14, 0.115, 0.095, 0.075, 0.06, 0.05),
        (1.09, 1.12, 1.13, 1.13, 1.12, 1.11, 1.10, 1.09, 1.08, 1.07, 1.065, 1.06),
    ),
    "risk_true": (
        (0.02, 0.02, 0.02, 0.03, 0.03, 0.03, 0.03, 0.055, 0.085, 0.11, 0.12, 0.125),
        (1.02, 1.02, 1.03, 1.03, 1.03, 1.03, 1.03, 1.12, 1.18, 1.21, 1.22, 1.225),
    ),
    "rebaselined": (
        (0.06, 0.09, 0.12, 0.15, 0.17, 0.19, 0.20, 0.20, 0.20, 0.205, 0.205, 0.21),
        (1.04, 1.06, 1.08, 1.10, 1.12, 1.13, 1.148, 1.148, 1.148, 1.15, 1.15, 1.155),
    ),
    "stopped": (
        (0.12, 0.14, 0.17, 0.19, 0.21, 0.23, 0.25, 0.26, 0.26, 0.26, 0.26, 0.26),
        (1.14, 1.17, 1.20, 1.23, 1.27, 1.31, 1.34, 1.36, 1.36, 1.36, 1.36, 1.36),
    ),
    "completed_short": ((0.01,) * 3 + (0.025,) * 9, (0.99,) * 4 + (1.01,) * 8),
    "past_gate": (
        (0.05, 0.05, 0.06, 0.06, 0.08, 0.09, 0.10, 0.11, 0.12, 0.125, 0.13, 0.135),
        (1.03, 1.03, 1.03, 1.05, 1.05, 1.06, 1.06, 1.08, 1.08, 1.09, 1.11, 1.12),
    ),
    "stale": ((0.04, 0.05, 0.06, 0.08, 0.09, 0.10, 0.11, 0.12) + (0.12,) * 4, (1.02,) * 5 + (1.05,) * 7),
    "giver": (
        (0.05, 0.07, 0.09, 0.11, 0.13, 0.145, 0.16, 0.21, 0.225, 0.24, 0.255, 0.27),
        (1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09, 1.11, 1.13, 1.14, 1.15, 1.16),
    ),
    "receiver": ((0.03,) * 4 + (0.04,) * 4 + (0.085, 0.105, 0.12, 0.135), (1.01,) * 6 + (1.03,) * 3 + (1.05,) * 3),
    "dragged": (
        (0.02, 0.02, 0.03, 0.03, 0.04, 0.05, 0.06, 0.07, 0.09, 0.11, 0.125, 0.14),
        (1.01,) * 5 + (1.03,) * 4 + (1.06,) * 3,
    ),
    "dragged_red": (
        (0.03, 0.04, 0.05, 0.06, 0.07, 0.085, 0.10, 0.12, 0.15, 0.18, 0.205, 0.225),
        (1.02, 1.02, 1.03, 1.03, 1.04, 1.05, 1.06, 1.08, 1.09, 1.10, 1.11, 1.12),
    ),
    "slip_red": (
        (0.06, 0.08, 0.10, 0.12, 0.14, 0.16, 0.18, 0.20, 0.22, 0.245, 0.27, 0.29),
        (1.04, 1.05, 1.06, 1.07, 1.08, 1.10, 1.11, 1.12, 1.13, 1.14, 1.15, 1.16),
    ),
    "slip_amber": (
        (0.02, 0.03, 0.04, 0.05, 0.065, 0.075, 0.085, 0.10, 0.11, 0.12, 0.13, 0.14),
        (1.01, 1.01, 1.02, 1.02, 1.03, 1.03, 1.04, 1.04, 1.05, 1.05, 1.06, 1.07),
    ),
    "slip_green": (
        (0.01, 0.013, 0.02, 0.025, 0.03, 0.037, 0.044, 0.05, 0.056, 0.062, 0.068, 0.074),
        (1.0,) * 6 + (1.02,) * 6,
    ),
    "amber_time": (
        (0.05, 0.05, 0.06, 0.06, 0.08, 0.08, 0.09, 0.11, 0.11, 0.12, 0.12, 0.13),
        (1.01,) * 5 + (1.03,) * 7,
    ),
    "amber_cost": ((0.02,) * 5 + (0.04,) * 4 + (0.05,) * 3, (1.03,) * 3 + (1.06,) * 3 + (1.09,) * 2 + (1.13,) * 4),
    "red_time": (
        (0.09, 0.10, 0.11, 0.13, 0.14, 0.155, 0.17, 0.18, 0.195, 0.21, 0.22, 0.23),
        (1.05,) * 4 + (1.08,) * 4 + (1.11,) * 4,
    ),
    "red_cost": (
        (0.05,) * 3 + (0.07,) * 3 + (0.09,) * 3 + (0.11,) * 3,
        (1.08, 1.09, 1.11, 1.13, 1.14, 1.16, 1.17, 1.18, 1.19, 1.21, 1.22, 1.23),
    ),
    "proposed": ((0.0,) * MONTHS, (1.0,) * MONTHS),
    "planned": ((0.0,) * MONTHS, (1.0,) * MONTHS),
}  # fmt: skip


def _quiet(project: Project, begin: int, days: int) -> Outlook:
    """A project without a story: two or three small restatements, never past a tenth of what has elapsed."""
    random = generator(project.code, "outlook")
    elapsed = min(days, max(0, EDGES[-1] - begin))
    last = round(random.uniform(0.0, 0.08) * elapsed)
    cost = round(random.uniform(0.95, 1.06), 3)
    turns = sorted(random.sample(range(1, 11), 2))
    slip = tuple(round(last * (0.3, 0.6, 1.0)[sum(m >= t for t in turns)]) for m in range(MONTHS))
    ratio = tuple(round(1 + (cost - 1) * (0.4, 0.7, 1.0)[sum(m >= t for t in turns)], 3) for m in range(MONTHS))
    return Outlook(slip, ratio)


def of(project: Project, begin: int, days: int) -> Outlook:
    """The project's history; `begin` is its baseline start as an index, `days` its baseline duration."""
    told = _TOLD.get(project.outlook)
    if told is None:
        return _quiet(project, begin, days)
    shade = generator(project.code, "shade").uniform(0.97, 1.05) if project.outlook in _SHADED else 1.0
    slip = [round(part * shade * days) for part in told[0]]
    for month in range(1, MONTHS):  # progress never quite stands still, so a month slips by less than its length
        slip[month] = min(slip[month], slip[month - 1] + (EDGES[month] - EDGES[month - 1]) - 3)
    return Outlook(tuple(slip), tuple(round(1 + (ratio - 1) * shade, 4) for ratio in told[1]))


_SHADED = frozenset({"slip_red", "slip_amber", "slip_green", "dragged", "amber_time", "amber_cost", "red_time"})


def known_month(project: Project, month: int) -> int:
    """The month whose facts are on file: the stale project's stop at its last update."""
    if project.code == stories.STALE:
        return min(month, stories.STALE_AFTER)
    if project.code == stories.STOPPED:
        return min(month, stories.STOP_MONTH)
    return month
