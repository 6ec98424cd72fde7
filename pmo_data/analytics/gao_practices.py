"""The GAO's ten scheduling practices as a card: what the data can judge, and what only people can.

It stands apart from the fourteen points because half of it is not in any file, and the card must say so.
Source: GAO-16-89G, Schedule Assessment Guide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pmo_data.analytics.critical_path import Schedule
from pmo_data.analytics.schedule_quality import Check
from pmo_data.analytics.schedule_structure import dangling_ends, out_of_sequence

Judgement: TypeAlias = Literal["met", "partly met", "not met", "not assessable from data"]


@dataclass(frozen=True)
class Practice:
    """One practice: what is judged from, in `evidence` sentences, and what remains for people, in `ask`."""

    number: int
    name: str
    judgement: Judgement
    evidence: tuple[str, ...]
    ask: str


@dataclass(frozen=True)
class _Evidence:
    passed: bool
    sentence: str


_CARD: tuple[tuple[str, tuple[int, ...], str], ...] = (
    ("Capturing all activities", (), "Does the plan hold all work of the contract and of its partners?"),
    ("Sequencing all activities", (1, 2, 3, 4, 5), "Does the order reflect how the work is really done?"),
    ("Assigning resources to all activities", (10,), "Are the people there when the plan needs them?"),
    ("Establishing the durations of all activities", (8,), "Were durations estimated by those who do the work?"),
    ("Traceable horizontally and vertically", (), "Do summary, programme and supplier plans show the same dates?"),
    ("A valid critical path", (12,), "Does the team recognise the critical path as what drives it?"),
    ("Reasonable total float", (6, 7), "Is high float real freedom, or a missing link?"),
    ("A schedule risk analysis", (), "Was the confidence of the finish computed, and its contingency agreed?"),
    ("Updating with actual progress and logic", (9,), "Is the plan updated by the rhythm agreed?"),
    ("Maintaining a baseline", (11, 14), "Are baseline changes agreed, recorded and explained?"),
)


def gao_card(plan: Schedule, checks: Sequence[Check], risk_analysis_done: bool | None = None) -> list[Practice]:
    """Ten practices judged by the fourteen points and the plan's logic.

    `risk_analysis_done`: known from elsewhere; None leaves practice 8 to people.
    """
    by_number = {check.number: check for check in checks}
    practices = []
    for number, (name, points, ask) in enumerate(_CARD, start=1):
        evidence = [_of_check(by_number[point]) for point in points if by_number[point].verdict in ("pass", "fail")]
        evidence += [_of_report(by_number[10])] if 10 in points and by_number[10].verdict == "report" else []
        evidence += _of_logic(number, plan)
        if number == 8 and risk_analysis_done is not None:
            said = "A simulation of this plan exists." if risk_analysis_done else "No simulation of this plan exists."
            evidence.append(_Evidence(risk_analysis_done, said))
        practices.append(Practice(number, name, _judge(evidence), tuple(e.sentence for e in evidence), ask))
    return practices


def _judge(evidence: list[_Evidence]) -> Judgement:
    if not evidence:
        return "not assessable from data"
    passed = sum(item.passed for item in evidence)
    if passed == len(evidence):
        return "met"
    return "partly met" if passed else "not met"


def _of_check(check: Check) -> _Evidence:
    if check.pct is not None:
        found = f"{check.count} of {check.base} ({check.pct:.1f} %)"
    else:
        found = "n/a" if check.value is None else f"{check.value:.2f}"
    return _Evidence(check.verdict == "pass", f"{check.name}: {found}, limit {check.limit}.")


def _of_report(check: Check) -> _Evidence:
    return _Evidence(not check.count, f"{check.name}: {check.count} of {check.base} open tasks.")


def _of_logic(number: int, plan: Schedule) -> list[_Evidence]:
    if number == 2:
        starts, finishes = dangling_ends(plan)
        count = len(starts) + len(finishes)
        return [_Evidence(not count, f"Dangling starts or finishes: {count}.")]
    if number == 6:
        return [_Evidence(not plan.loops, f"Loops: {len(plan.loops)}.")]
    if number == 9 and plan.settings.status_day is not None:
        broken = len(out_of_sequence(plan))
        return [_Evidence(not broken, f"Links broken by progress out of sequence: {broken}.")]
    return []
