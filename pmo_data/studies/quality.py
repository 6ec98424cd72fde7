"""How good one project's plan is: the fourteen points with their choices, faults of logic, and the GAO card."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import pandas as pd

from pmo_data.analytics.gao_practices import Practice, gao_card
from pmo_data.analytics.schedule_quality import Check, QualitySettings, fourteen_points
from pmo_data.analytics.schedule_structure import dangling_ends, out_of_sequence, redundant_links
from pmo_data.domain.moments import FOREVER
from pmo_data.studies.asking import Ask
from pmo_data.studies.plan import Plan, baseline_days, plan

_VERDICTS = {"pass": "✓ pass", "fail": "■ fail", "report": "reported", "n/a": "n/a"}


@dataclass(frozen=True)
class Quality:
    """`points`: number, name, verdict, found, limit, base, choice; `offenders`: number, check, task, name;
    `structure`: fault, count, meaning; `card`: practice, judgement, evidence, ask. `sentence` is the finding."""

    plan: Plan
    settings: QualitySettings
    checks: tuple[Check, ...]
    points: pd.DataFrame
    offenders: pd.DataFrame
    structure: pd.DataFrame
    card: pd.DataFrame

    @property
    def sentence(self) -> str:
        """'9 of the 14 points pass, 3 fail; not judged: 2.'"""
        verdicts = [check.verdict for check in self.checks]
        if not verdicts:
            return "The plan has no dated task that could be judged."
        passed, failed = verdicts.count("pass"), verdicts.count("fail")
        rest = len(verdicts) - passed - failed
        return f"{passed} of the {len(verdicts)} points pass, {failed} fail; not judged: {rest}."

    def offenders_of(self, place: int | None) -> Offenders:
        """The offenders of the check in a row of `points`; of all failed checks where none is chosen."""
        if place is None or place >= len(self.points):
            return Offenders("Tasks and links that offend", self.offenders)
        row = self.points.iloc[place]
        return Offenders(f"Offenders of {row['name']}", self.offenders[self.offenders["number"] == row["number"]])


@dataclass(frozen=True)
class Offenders:
    """Who offends, and a heading that says against what."""

    title: str
    rows: pd.DataFrame


def quality(ask: Ask, project: str, as_of: int = FOREVER, chosen: tuple[tuple[str, Any], ...] = ()) -> Quality:
    """Judge a project's plan; `chosen` are settings of `QualitySettings` by name that differ from the standard's."""
    found = plan(ask, project, as_of)
    settings = replace(QualitySettings(), **dict(chosen))
    if found.schedule is None:
        return Quality(found, settings, (), *_empty())
    judged = replace(found.schedule, input_tasks=_input(found))
    checks = tuple(fourteen_points(judged, settings))
    names = dict(zip(found.lines["task"], found.lines["name"], strict=True))
    lists = _structure(found)
    return Quality(
        found,
        settings,
        checks,
        _points(checks),
        _offenders(checks, lists, names),
        _counted(lists),
        _card(found, checks),
    )


def setting_names() -> dict[str, Any]:
    """Every setting of the fourteen points with the standard's value."""
    return {f.name: f.default for f in fields(QualitySettings)}


def _input(found: Plan) -> pd.DataFrame:
    """The plan's input as the checks read it, summary lines marked."""
    assert found.schedule is not None
    numbered = baseline_days(found.schedule.input_tasks, found.calendar)
    return numbered.assign(
        budget=numbered["planned_cost"], is_level_of_effort=numbered["earning_rule"].isin(["level_of_effort"])
    )


def _points(checks: tuple[Check, ...]) -> pd.DataFrame:
    rows = [
        (c.number, c.name, _VERDICTS[c.verdict], _found(c), c.limit, c.base, c.choice or c.reason or "") for c in checks
    ]
    made = pd.DataFrame(rows, columns=["number", "name", "verdict", "found", "limit", "base", "choice"])
    return made.astype({"base": "Int64"})


def _found(check: Check) -> str:
    if check.verdict == "n/a":
        return f"n/a: {check.reason}"
    if check.pct is not None:
        return f"{check.count} of {check.base} ({check.pct:.1f} %)"
    if check.number == 12:
        return f"the finish moved {check.value:g} days"
    return "n/a" if check.value is None else f"{check.value:.2f}"


_STRUCTURE = {
    "Loops": "Tasks that wait for themselves; nothing behind them can be computed.",
    "Dangling starts": "Tasks whose start nothing before them holds: they may begin at any time.",
    "Dangling finishes": "Tasks whose finish nothing waits for: a delay goes unnoticed.",
    "Progress out of sequence": "Links that actual dates contradict: the work was done in another order than planned.",
    "Redundant links": "Links that other links already imply: they hide what really drives.",
    "Orphan links": "Links to tasks the plan does not hold.",
    "Tasks without dates": "Neither a duration nor two dates.",
    "Tasks that end before they start": "The dates contradict each other.",
}


def _structure(found: Plan) -> dict[str, list[Any]]:
    """Each fault's offenders: task keys or pairs of them."""
    judged = found.schedule
    assert judged is not None
    starts, finishes = dangling_ends(judged)
    kinds = found.faults.groupby("kind")["task"].apply(list).to_dict()
    return {
        "Loops": [task for loop in judged.loops for task in loop],
        "Dangling starts": starts,
        "Dangling finishes": finishes,
        "Progress out of sequence": list(out_of_sequence(judged)),
        "Redundant links": list(redundant_links(judged) or []),
        "Orphan links": kinds.get("orphan link", []),
        "Tasks without dates": kinds.get("no dates", []),
        "Tasks that end before they start": kinds.get("ends before it starts", []),
    }


def _counted(lists: dict[str, list[Any]]) -> pd.DataFrame:
    rows = [(name, len(lists[name]), meaning) for name, meaning in _STRUCTURE.items()]
    return pd.DataFrame(rows, columns=["fault", "count", "meaning"])


def _offenders(checks: tuple[Check, ...], lists: dict[str, list[Any]], names: dict[Any, Any]) -> pd.DataFrame:
    named: list[tuple[int | None, str, Any]] = [
        (c.number, c.name, who) for c in checks if c.verdict != "pass" for who in c.offenders
    ]
    named += [(None, fault, who) for fault, members in lists.items() for who in members]
    rows = [(number, check, *_who(who, names)) for number, check, who in named]
    return pd.DataFrame(rows, columns=["number", "check", "task", "name"]).astype({"number": "Int64"})


def _who(offender: Any, names: dict[Any, Any]) -> tuple[str | None, str]:
    if isinstance(offender, tuple):
        before, after = offender
        return after, f"{names.get(before, before)} → {names.get(after, after)}"
    return offender, str(names.get(offender, offender))


def _card(found: Plan, checks: tuple[Check, ...]) -> pd.DataFrame:
    assert found.schedule is not None
    practices: list[Practice] = gao_card(found.schedule, checks)
    rows = [(p.number, p.name, p.judgement, " ".join(p.evidence) or "n/a", p.ask) for p in practices]
    return pd.DataFrame(rows, columns=["number", "practice", "judgement", "evidence", "ask"])


def _empty() -> tuple[pd.DataFrame, ...]:
    return (
        pd.DataFrame(columns=["number", "name", "verdict", "found", "limit", "base", "choice"]),
        pd.DataFrame(columns=["number", "check", "task", "name"]),
        pd.DataFrame(columns=["fault", "count", "meaning"]),
        pd.DataFrame(columns=["number", "practice", "judgement", "evidence", "ask"]),
    )
