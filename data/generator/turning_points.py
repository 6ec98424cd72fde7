"""The decisions that belong to the planted stories: taken ones with their effect, and those that wait for someone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import stories
from generator.raid import Scope, decision_row
from generator.rows import Row


@dataclass(frozen=True)
class TurningPoint:
    project: str
    question: str
    raised: date
    due: date
    options: str
    waiting: str
    stake: int
    taken: date | None = None
    outcome: str = ""
    rationale: str = ""


_POINTS = (
    TurningPoint(
        stories.REBASELINED, "Re-baseline Wend viaduct bearings after the change of bearing design?",
        date(2026, 5, 6), date(2026, 5, 29), "Re-baseline; keep the old baseline; stop",
        "Every report compares with a plan that nobody follows", 1_200_000, date(2026, 5, 20),
        "Re-baseline to £9.3m and a finish in February 2027",
        "The new bearings last sixty years instead of thirty; the old plan can no longer be kept",
    ),
    TurningPoint(
        stories.STOPPED, "Stop the finance system replacement?", date(2026, 5, 27), date(2026, 6, 19),
        "Stop and extend the present contract; restart with a smaller scope; carry on",
        "£0.3m a month of spend", 5_000_000, date(2026, 6, 17),
        "Stop and extend the present contract by three years",
        "A third over budget, nine months late, and the benefits can be had by extending the contract",
    ),
    TurningPoint(
        stories.RECOVERED, "Pay for a second crew and night shifts at Thornwick?", date(2026, 2, 10),
        date(2026, 2, 27), "Second crew; change the sequence; accept the delay", "A summer season of supply risk",
        1_100_000, date(2026, 2, 24), "Second crew from March, paid out of contingency",
        "Brings the works back before the drought season of 2027",
    ),
    TurningPoint(
        stories.RISK_TRUE, "Approve further funding for Mere tunnel?", date(2026, 9, 8), date(2026, 11, 13),
        "Approve £6.2m; approve rebuilding only; line a shorter section", "Tunnel stays out of use, £90,000 a week",
        6_200_000,
    ),
    TurningPoint(
        stories.WATERMELON, "Call an independent review of Westbrook pumping station?", date(2026, 10, 5),
        date(2026, 11, 6), "Independent review; recovery plan by the manager; carry on",
        "Reported green while cost and finish move each month", 3_700_000,
    ),
    TurningPoint(
        stories.GIVER, "Which project gets the integration architect first?", date(2026, 8, 14), date(2026, 10, 16),
        "Tramlink control centre; billing; hire a second architect", "Six projects wait for one person",
        19_500_000,
    ),
    TurningPoint(
        stories.PAST_GATE, "Hold Gate 3 of the sludge treatment centre or stop spending?", date(2026, 7, 2),
        date(2026, 9, 30), "Hold the gate at once; suspend works; pass with conditions",
        "Spend goes on without an approved contract sum", 12_000_000,
    ),
    TurningPoint(
        "NM-31", "Re-plan the core data platform with a smaller first release?", date(2026, 9, 21), date(2026, 11, 20),
        "Smaller first release; add a supplier team; accept February 2027", "Old licences cost £60,000 a month",
        9_800_000,
    ),
    TurningPoint(
        "NM-40", "Which way to close the funding gap of Priory Bridge?", date(2026, 9, 30), date(2026, 12, 4),
        "Reduce the approach works; draw on the highways reserve; delay resurfacing",
        "Steel price holds until 18 December",
        7_100_000,
    ),
    TurningPoint(
        "NM-47", "Keep, shrink or stop solar power at treatment works?", date(2026, 10, 12), date(2026, 11, 27),
        "Keep; five sites only; stop", "Grid connection offer lapses in January 2027", 10_400_000,
    ),
)  # fmt: skip


def decisions(scope: Scope) -> Iterator[Row]:
    for point in _POINTS:
        if point.project != scope.code or point.raised > scope.today:
            continue
        row = decision_row(scope, f"DE-{scope.code[3:]}-90", point.question, point.raised, point.due, point.options,
                           point.waiting, point.stake)  # fmt: skip
        if point.taken and point.taken <= scope.today:
            row |= {"status": "completed", "closed_on": point.taken, "outcome": point.outcome,
                    "decided_on": point.taken, "decided_by": "Investment committee",
                    "rationale": point.rationale}  # fmt: skip
        yield row


def open_question(code: str, today: date) -> str:
    """The decision that a project waits for at a date, in a sentence, or nothing."""
    for point in _POINTS:
        if point.project == code and point.raised <= today and (point.taken is None or point.taken > today):
            return point.question
    return ""
