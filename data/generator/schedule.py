"""Tasks, links within and across projects, and gates as they stand at a status date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import stories, wording
from generator.clock import DAYS, EDGES, HOLIDAYS, generator, iso, spoken
from generator.life import Life
from generator.people import Staff
from generator.plan import Task
from generator.rows import Row


def calendar() -> Iterator[Row]:
    for day, reason in sorted(HOLIDAYS.items()):
        yield {"name": "Northmere working days", "holiday": day, "weekdays": "1111100", "hours_per_day": 7.5,
               "reason": reason}  # fmt: skip


@dataclass(frozen=True)
class _Figures:
    """What a row shows of its dates and amounts; summaries are folded from their children's."""

    baseline: tuple[int, int]
    forecast: tuple[int, int]
    started: bool
    finished: bool
    percent: float
    days: int
    cost: int
    hours: int
    worked: float


def _figures(life: Life, task: Task, month: int) -> _Figures:
    if task.children:
        return _folded([_figures(life, child, month) for child in task.children])
    stand, shift = life.stand(task, month), life.shift(task, month)
    point = 1 if task.days == 0 else 0  # a milestone stands at the end of the day before
    pace = 0.9 + (task.crew % 25) / 100
    return _Figures(
        (task.start + shift - point, task.end + shift - 1), (stand.start - point, stand.end - 1),
        stand.started, stand.finished, stand.percent, task.days, life.cost_of(task, month), task.hours,
        task.hours * stand.percent / 100 * pace,
    )  # fmt: skip


def _folded(parts: list[_Figures]) -> _Figures:
    baseline = min(p.baseline[0] for p in parts), max(p.baseline[1] for p in parts)
    forecast = min(p.forecast[0] for p in parts), max(p.forecast[1] for p in parts)
    days = sum(p.days for p in parts)
    percent = sum(p.percent * p.days for p in parts) / max(days, 1)
    return _Figures(baseline, forecast, any(p.started for p in parts), all(p.finished for p in parts), percent, days,
                    sum(p.cost for p in parts), sum(p.hours for p in parts), sum(p.worked for p in parts))  # fmt: skip


def _status(life: Life, figures: _Figures, month: int) -> str:
    if figures.finished:
        return "completed"
    if life.stopped(month):
        return "cancelled"
    return "active" if figures.started else "planned"


def tasks(life: Life, staff: Staff, month: int) -> Iterator[Row]:
    for task in life.plan.tasks:
        yield _task_row(life, staff, task, month)


def _task_row(life: Life, staff: Staff, task: Task, month: int) -> Row:
    f = _figures(life, task, month)
    leaf = task.kind == "task"
    days = task.days if leaf else 0 if task.kind == "milestone" else f.baseline[1] - f.baseline[0] + 1
    return {
        "code": task.code, "name": task.name, "project": life.project.code, "wbs": task.wbs, "parent": task.parent,
        "outline_level": task.level, "owner": staff.owner(life.project.code, task.crew, leaf, f.started),
        "status": _status(life, f, month),
        "planned_start": iso(f.baseline[0]), "planned_finish": iso(f.baseline[1]),
        "baseline_start": iso(f.baseline[0]), "baseline_finish": iso(f.baseline[1]),
        "forecast_start": iso(f.forecast[0]), "forecast_finish": iso(f.forecast[1]),
        "actual_start": iso(f.forecast[0]) if f.started else "",
        "actual_finish": iso(f.forecast[1]) if f.finished else "",
        "duration_days": days, "remaining_days": round(days * (1 - f.percent / 100), 1),
        "work_hours": f.hours, "actual_work_hours": round(f.worked),
        "percent_complete": 100 if f.finished else min(99, round(f.percent)),
        "milestone": task.kind == "milestone", "summary": task.kind == "summary",
        "constraint": task.constraint, "constraint_date": iso(f.baseline[0 if task.constraint == "snet" else 1])
        if task.constraint else "", "planned_cost": f.cost, "currency": life.project.currency,
    }  # fmt: skip


@dataclass(frozen=True)
class Handover:
    """A dependency between projects: a milestone of one, and the task of another that waits for it."""

    code: str
    giver: Life
    mark: Task
    receiver: Life
    task: Task
    need: int
    """Index of the day by which it is needed."""


def handovers(lives: dict[str, Life]) -> list[Handover]:
    """Forty: the one that bites, then those where the plans meet with some room."""
    found = [_bite(lives[stories.GIVER], lives[stories.RECEIVER])]
    random = generator("handovers")
    codes = [code for code in lives if code not in (stories.STOPPED, stories.NO_OBJECTIVE)]
    seen: set[tuple[str, str]] = {(stories.GIVER, stories.RECEIVER)}
    while len(found) < 40:
        giver, receiver = (lives[code] for code in random.sample(codes, 2))
        near = giver.project.programme and giver.project.programme == receiver.project.programme
        if not near and giver.project.programme != stories.SLIPPING_PROGRAMME and random.random() < 0.9:
            continue
        pair = giver.project.code, receiver.project.code
        marks = [m for m in giver.plan.marks[1:-1] if len(found) < 14 or m.start >= EDGES[8]]
        if not marks:
            continue
        mark = random.choice(marks)
        waiting = [t for t in receiver.plan.leaves if 5 <= t.start - mark.start <= 70]
        if pair in seen or not waiting:
            continue
        seen.add(pair)
        task = random.choice(waiting)
        found.append(Handover(f"XD-{len(found) + 1:02d}", giver, mark, receiver, task, task.start - 1))
    return found


def _bite(giver: Life, receiver: Life) -> Handover:
    """Needed four days after what was promised until the month of the bite: well before what was promised then."""
    mark = giver.plan.marks[2]
    promised = giver.stand(mark, stories.BITE_MONTH - 1).end - 1
    slip = receiver.slip[stories.BITE_MONTH]
    task = min((t for t in receiver.plan.leaves if t.start + t.late + slip > promised + 4), key=lambda t: t.start)
    task.name = "Factory test of live interfaces"
    return Handover("XD-01", giver, mark, receiver, task, promised + 4)


def dependencies(lives: dict[str, Life], shared: list[Handover], staff: Staff, month: int) -> Iterator[Row]:
    for life in lives.values():
        for number, link in enumerate(life.plan.links, 1):
            yield _link_row(f"{life.project.code}-L{number}", life, link.predecessor, life, link.successor,
                            link.relation, link.lag)  # fmt: skip
    for hand in shared:
        if hand.giver.project.code not in lives or hand.receiver.project.code not in lives:
            continue
        stand = hand.giver.stand(hand.mark, month)
        yield _link_row(hand.code, hand.giver, hand.mark.code, hand.receiver, hand.task.code, "FS", 0) | {
            "name": f"{hand.mark.name} by {hand.giver.project.name}, needed to {_lower(hand.task.name)}",
            "need_by": iso(hand.need), "promised_by": iso(stand.end - 1), "owner": staff.lead(hand.giver.project.code),
            "status": "delivered" if stand.finished else "late" if stand.end - 1 > hand.need else "on course",
        }  # fmt: skip


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]


def _link_row(code: str, giver: Life, before: str, receiver: Life, after: str, relation: str, lag: int) -> Row:
    return {"code": code, "predecessor_project": giver.project.code, "predecessor": before,
            "successor_project": receiver.project.code, "successor": after, "relation": relation, "lag_days": lag,
            "name": "", "need_by": "", "promised_by": "", "owner": "", "status": ""}  # fmt: skip


_CONDITIONS = (
    "Confirm the land agreement in writing", "Update the cost plan after tender clarifications",
    "Name a benefits owner for each benefit", "Show a resourced plan for the next stage",
    "Agree the outage window with operations", "Close the two open safety findings",
)  # fmt: skip


def gates(life: Life, month: int) -> Iterator[Row]:
    """Four gates at the ends of phases and a benefits review half a year after the last."""
    marks = life.plan.marks
    names = wording.GATES[wording.family(life.project.kind)]
    for position, name in names.items():
        mark = marks[min(position, len(marks) - 1)]
        yield _gate_row(life, name, mark, 0, month)
    yield _gate_row(life, wording.LAST_GATE, marks[-1], 126, month)


def _gate_row(life: Life, name: str, mark: Task, after: int, month: int) -> Row:
    known = life.known(month)
    stand, shift = life.stand(mark, known), life.shift(mark, known)
    random = generator(life.project.code, name)
    wait = after + random.randint(2, 9)
    day = stand.end - 1 + wait
    held = stand.finished and day < EDGES[known]
    blocked = life.project.code == stories.PAST_GATE and name == "Gate 3 Contract award"
    outcome, conditions, still = "", "", 0
    if held:
        conditional = random.random() < 0.3
        outcome = "passed with conditions" if conditional else "passed"
        conditions = random.choice(_CONDITIONS) if conditional else ""
        still = int(conditional and EDGES[known] - day < random.randint(20, 90))
    if blocked and held:  # work went on although the gate was never passed: its date stands where it was
        held, outcome, conditions, still = False, "", "", 0
    return {
        "project": life.project.code, "name": name, "baseline_date": iso(mark.start + shift - 1 + wait),
        "planned_date": iso(day) if held or not life.stopped(month) else "",
        "actual_date": iso(day) if held else "", "outcome": outcome,
        "conditions": conditions, "conditions_open": still if held else None,
        "evidence": "complete" if held else "in preparation" if day - EDGES[known] < 40 else "",
        "chair": life.project.sponsor,
    }  # fmt: skip


def next_mark(life: Life, month: int) -> tuple[str, str]:
    """Name and date, in words, of the next milestone to come."""
    for mark in life.plan.marks:
        stand = life.stand(mark, month)
        if not stand.finished:
            return mark.name, spoken(DAYS[stand.end - 1])
    return "", ""


def finished_lately(life: Life, month: int) -> list[str]:
    """Names of the tasks finished since the status date before, longest first."""
    since = EDGES[month - 1] if month else EDGES[0] - 20
    stands = ((task, life.stand(task, month)) for task in life.plan.leaves)
    done = [task for task, stand in stands if stand.finished and stand.end > since]
    return [task.name for task in sorted(done, key=lambda task: (-task.days, task.code))]
