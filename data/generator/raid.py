"""The registers by month: risks that are reviewed, fall or come true; issues, assumptions, actions and decisions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from generator import register_words as words
from generator import stories
from generator.clock import DAYS, MONTHS, STATUS_DATES, generator
from generator.life import Life
from generator.people import Staff
from generator.rows import Row

CHANCE = {1: 5, 2: 15, 3: 35, 4: 60, 5: 85}
_IMPACT = {1: 0.002, 2: 0.005, 3: 0.011, 4: 0.02, 5: 0.035}
TRUE_RISK, TRUE_ISSUE = "R-07-01", "I-07-01"
TRUE_DAY = date(2026, 6, 9)


@dataclass(frozen=True)
class Scope:
    """What a register needs of its project at a status date."""

    life: Life
    staff: Staff
    month: int

    @property
    def code(self) -> str:
        return self.life.project.code

    @property
    def today(self) -> date:
        return STATUS_DATES[self.life.known(self.month)]

    @property
    def lead(self) -> str:
        return self.staff.lead(self.code)

    def stream(self, *topic: object) -> Random:
        return generator(self.code, *topic)

    def begun(self) -> date:
        """From when the registers are kept: a little before the baseline start, and from 2025 on."""
        return max(DAYS[self.life.plan.start] - timedelta(20), date(2025, 2, 1))

    def ended(self) -> date:
        """Registers are closed when the project is: at its finish, or when it is stopped."""
        known = self.life.known(self.month)
        if self.life.stopped(self.month):
            return date(2026, 6, 17)
        return DAYS[self.life.finish(known)] if self.life.finished(known) else date(2031, 1, 1)


def _between(random: Random, first: date, last: date) -> date:
    day = first + timedelta(random.randint(0, max(0, (last - first).days)))
    return day - timedelta(max(0, day.weekday() - 4))


def _number(scope: Scope, count: int) -> str:
    return f"{scope.code[3:]}-{count:02d}"


def risks(scope: Scope) -> Iterator[Row]:
    project = scope.life.project
    count = round(1.75 + 1.05 * math.log(1 + project.budget / 800_000))
    random = scope.stream("risks")
    library = [*words.RISKS[project.kind], *words.ANY_RISKS]
    random.shuffle(library)
    for number in range(1, count + 1):
        row = _risk(scope, number, library[(number - 1) % len(library)])
        if row:
            yield row


def _risk(scope: Scope, number: int, text: words.RiskWords) -> Row | None:
    project, code = scope.life.project, f"R-{_number(scope, number)}"
    if code == TRUE_RISK:
        text = ("Relining uncovers collapsed brickwork", "Tunnel of 1894 with few records", "Rebuilding of 140 m",
                "Condition", "Camera survey of the last section before entry", "treat")  # fmt: skip
    random = scope.stream("risk", number)
    raised = _between(random, scope.begun(), STATUS_DATES[10])
    probability, impact = random.choice((2, 3, 3, 4, 4, 5)), random.choice((2, 3, 3, 4, 4, 5))
    if code == TRUE_RISK:
        raised, probability, impact = date(2025, 9, 12), 4, 5
    if raised > scope.today or raised > scope.ended():
        return None
    now, reviewed, closed = _course(scope, random, raised, probability, code)
    opportunity = text[5] == "exploit"
    cost = max(1000, round(project.budget * _IMPACT[impact] * random.uniform(0.7, 1.3), -3))
    if code == TRUE_RISK:
        cost = 5_200_000
    task = random.choice(scope.life.plan.leaves)
    aim = max(1, probability - 2)
    left = max(1, min(now, probability - 1))
    return {
        "code": code, "name": text[0], "project": project.code, "owner": _owner(scope, random),
        "status": "completed" if closed else "active", "raised_on": raised,
        "due": (reviewed or raised) + timedelta(random.randint(70, 240)), "closed_on": closed, "reviewed_on": reviewed,
        "kind": "opportunity" if opportunity else "threat", "category": text[3], "cause": text[1], "effect": text[2],
        "probability": now, "impact": impact, "score": now * impact, "probability_pct": CHANCE[now],
        "impact_cost": cost, "impact_days": impact * random.randint(3, 12), "currency": project.currency,
        "inherent_probability": probability, "inherent_impact": impact, "residual_probability": left,
        "residual_impact": impact, "residual_score": left * impact, "target_probability": aim,
        "target_impact": max(1, impact - 1), "response": text[5], "mitigation": text[4],
        "proximity": raised + timedelta(random.randint(90, 500)), "task": task.code,
        "objective": project.contributions[0][0] if project.contributions else "",
    }  # fmt: skip


def _owner(scope: Scope, random: Random) -> str:
    draw = random.random()
    if draw < 0.05:
        return ""
    return random.choice(scope.staff.team(scope.code) or [scope.lead]) if draw < 0.55 else scope.lead


def _course(scope: Scope, random: Random, raised: date, start: int, code: str) -> tuple[int, date | None, date | None]:
    """Likelihood now, the last review, and when it was closed: reviews come quarterly and lower it, mostly."""
    if code == TRUE_RISK:
        closed = TRUE_DAY if scope.today >= TRUE_DAY else None
        return (5 if closed else 4), min(scope.today - timedelta(12), date(2026, 6, 9)), closed
    now, reviewed = start, None
    forgotten = random.random() < 0.07
    for step in range(1, 9):
        day = raised + timedelta(step * 84 - 45 + random.randint(-9, 9))
        move, close = random.random(), random.random()
        if day > min(scope.today, scope.ended()) or forgotten:
            break
        now = max(1, now - 1) if move < 0.42 else min(5, now + 1) if move > 0.93 else now
        reviewed = day
        if now == 1 or close < 0.07:
            return now, reviewed, day
    return now, reviewed, scope.ended() if scope.ended() <= scope.today else None


def issues(scope: Scope) -> Iterator[Row]:
    project = scope.life.project
    if scope.code == stories.RISK_TRUE and scope.today >= TRUE_DAY:
        yield _issue_row(scope, TRUE_ISSUE, "Collapsed brickwork found behind the lining",
                         ("critical", "Condition", "Rebuild 140 m of tunnel under a variation"), TRUE_DAY, None) | {
            "impact_cost": 5_150_000, "impact_days": 95, "risk": TRUE_RISK, "owner": scope.lead}  # fmt: skip
    random = scope.stream("issues")
    for number in range(2, 4 + (project.budget > 20_000_000)):
        name, category, resolution = words.ISSUES[random.randrange(len(words.ISSUES))]
        severity = random.choice(("low", "medium", "medium", "high"))
        raised = _between(random, max(scope.begun(), date(2025, 8, 1)), STATUS_DATES[-1])
        open_for = random.randint(20, 150)
        if raised > min(scope.today, scope.ended()):
            continue
        closed = min(raised + timedelta(open_for), scope.ended())
        yield _issue_row(scope, f"I-{_number(scope, number)}", name, (severity, category, resolution), raised,
                         closed if closed <= scope.today else None)  # fmt: skip


def _issue_row(scope: Scope, code: str, name: str, text: tuple[str, str, str], raised: date,
               closed: date | None) -> Row:  # fmt: skip
    random = scope.stream(code)
    return {
        "code": code, "name": name, "project": scope.code, "owner": _owner(scope, random),
        "status": "completed" if closed else "active", "raised_on": raised,
        "due": raised + timedelta(random.randint(20, 75)), "closed_on": closed,
        "reviewed_on": closed or max(raised, scope.today.replace(day=1) - timedelta(scope.today.month % 3 * 28)),
        "severity": text[0], "category": text[1], "resolution": text[2],
        "impact_cost": round(scope.life.project.budget * random.uniform(0.0005, 0.004), -3),
        "impact_days": random.randint(1, 15), "currency": scope.life.project.currency, "risk": "",
    }  # fmt: skip


def assumptions(scope: Scope) -> Iterator[Row]:
    random = scope.stream("assumptions")
    for number in range(1, 2 + (scope.life.project.budget > 9_000_000)):
        name, proof, otherwise = words.ASSUMPTIONS[random.randrange(len(words.ASSUMPTIONS))]
        raised = _between(random, scope.begun(), scope.begun() + timedelta(120))
        proved = raised + timedelta(random.randint(120, 600))
        if raised <= scope.today:
            done = proved <= scope.today
            yield {
                "code": f"AS-{_number(scope, number)}", "name": name, "project": scope.code, "owner": scope.lead,
                "status": "completed" if done else "active", "raised_on": raised, "due": proved + timedelta(14),
                "closed_on": proved if done else None, "validation": proof, "impact_if_false": otherwise,
            }  # fmt: skip


def actions(scope: Scope) -> Iterator[Row]:
    random = scope.stream("actions")
    for number in range(1, 3 + (scope.life.project.budget > 3_000_000)):
        name = words.ACTIONS[random.randrange(len(words.ACTIONS))]
        raised = _between(random, max(scope.begun(), date(2025, 9, 15)), STATUS_DATES[-1] - timedelta(5))
        due = raised + timedelta(random.randint(14, 70))
        done = due + timedelta(random.choice((-6, -2, 0, 3, 9, 30, 75)))
        done = max(min(done, scope.ended()), raised)
        owner, priority = _owner(scope, random), random.choice(("low", "medium", "high"))
        risk = f"R-{_number(scope, 1)}" if random.random() < 0.4 else ""
        if raised > min(scope.today, scope.ended()):
            continue
        closed = done <= scope.today
        yield {
            "code": f"AC-{_number(scope, number)}", "name": name, "project": scope.code, "owner": owner,
            "status": "completed" if closed else "active", "raised_on": raised, "due": due,
            "closed_on": done if closed else None, "priority": priority,
            "percent_complete": 100 if closed else min(80, (scope.today - raised).days // 10 * 10), "concerns": risk,
        }  # fmt: skip


_LAST_SEEN = MONTHS - 1
"""Decisions raised after the tenth status date are still open at the last."""


def decisions(scope: Scope) -> Iterator[Row]:
    """One or none for each project; those of the stories are told in their own module."""
    project = scope.life.project
    random = scope.stream("decisions")
    question, options, outcome, waiting = words.DECISIONS[random.randrange(len(words.DECISIONS))]
    raised = _between(random, max(scope.begun(), date(2025, 9, 1)), STATUS_DATES[_LAST_SEEN] - timedelta(2))
    taken = raised + timedelta(random.randint(15, 60))
    if project.outlook in ("proposed", "planned") or raised > min(scope.today, scope.ended()):
        return
    due = raised + timedelta(30)
    noun = project.name[0].lower() + project.name[1:] if project.name.split()[0] in _COMMON else project.name
    done = taken <= min(scope.today, scope.ended())
    yield decision_row(scope, f"DE-{_number(scope, 1)}", question.format(noun), raised, due, options, waiting,
                       round(project.budget * random.uniform(0.01, 0.06), -3)) | (
        {"status": "completed", "closed_on": taken, "outcome": outcome, "decided_on": taken,
         "decided_by": project.sponsor, "rationale": "Best value over the whole life"} if done else {})  # fmt: skip


_COMMON = frozenset({"Smart", "Street", "Junction", "Community", "Complaints", "Contact", "Records", "Field", "Open"})


def decision_row(scope: Scope, code: str, name: str, raised: date, due: date, options: str, waiting: str,
                 stake: float) -> Row:  # fmt: skip
    """A decision still to be made; what was decided is laid over it."""
    return {
        "code": code, "name": name, "project": scope.code, "owner": scope.life.project.sponsor, "status": "active",
        "raised_on": raised, "due": due, "closed_on": None, "options": options, "outcome": "", "rationale": "",
        "decided_on": None, "decided_by": "", "at_stake": stake, "cost_of_waiting": waiting,
    }  # fmt: skip
