"""Each project's first baseline: a work breakdown with durations, links and costs, laid out by its own links.

Dates come from a forward pass over the links as they are written, so that the baseline is a schedule that a critical
path calculation reproduces.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from generator import wording
from generator.clock import first_on_or_after, generator
from generator.roster import Project


@dataclass
class Task:
    """A line of the plan. `start` is a working-day index, `late` days it runs behind the project as a whole."""

    code: str
    name: str
    wbs: str
    parent: str
    level: int
    phase: int
    kind: str  # summary, task or milestone
    start: int = 0
    days: int = 0
    late: int = 0
    cost: int = 0
    hours: int = 0
    crew: int = 0
    constraint: str = ""
    children: list[Task] = field(default_factory=list)

    @property
    def end(self) -> int:
        """First working day after the task."""
        return self.start + self.days


@dataclass(frozen=True)
class Link:
    predecessor: str
    successor: str
    relation: str
    lag: int


@dataclass
class Plan:
    project: Project
    tasks: list[Task]
    links: list[Link]
    marks: list[Task]  # the milestone that ends each phase

    @property
    def leaves(self) -> list[Task]:
        return [task for task in self.tasks if task.kind == "task"]

    @property
    def start(self) -> int:
        return min(task.start for task in self.leaves)

    @property
    def end(self) -> int:
        return self.marks[-1].start


class _Builder:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.random: Random = generator(project.code, "plan")
        self.plan = Plan(project, [], [], [])
        self.nouns = self._nouns()

    def _nouns(self) -> Iterator[str]:
        nouns = list(wording.PACKAGES[self.project.kind])
        self.random.shuffle(nouns)
        while True:
            yield from nouns

    def add(self, name: str, wbs: str, parent: Task | None, phase: int, kind: str) -> Task:
        code = f"{self.project.code}-{len(self.plan.tasks) + 1:03d}"
        level = 1 if parent is None else parent.level + 1
        task = Task(code, name, wbs, parent.code if parent else "", level, phase, kind)
        self.plan.tasks.append(task)
        if parent:
            parent.children.append(task)
        return task

    def link(self, before: Task, after: Task, relation: str = "FS", lag: int = 0) -> None:
        self.plan.links.append(Link(before.code, after.code, relation, lag))

    def chain(self, tasks: list[Task], begin: int, span: int, gate: Task | None) -> None:
        """Lay the tasks of one package one after another over about `span` days from `begin`."""
        weights = [self.random.uniform(0.5, 1.6) for _ in tasks]
        for task, weight in zip(tasks, weights, strict=True):
            task.days = max(1, round(span * weight / sum(weights)))
        tasks[0].start = begin
        if gate:
            self.link(gate, tasks[0])
        for before, after in pairwise(tasks):
            self._follow(before, after)

    def _follow(self, before: Task, after: Task) -> None:
        draw = self.random.random()
        if draw < 0.10 and before.days > 3:
            lag = before.days // 2
            after.start = before.start + lag
            after.days = max(after.days, before.end + 1 - after.start)
            self.link(before, after, "SS", lag)
            self.link(before, after, "FF", 1 if after.end > before.end else 0)
            return
        lag = 3 if draw < 0.135 else -1 if draw < 0.145 and before.days > 2 else 0
        after.start = before.end + lag
        self.link(before, after, "FS", lag)

    def phase(self, number: int, begin: int, days: int, count: int, gate: Task | None) -> Task:
        name = wording.PHASES[self.project.kind][number][0]
        top = self.add(name, str(number + 1), None, number, "summary")
        packages = max(1, min(round(count / 5), 8))
        lasts = []
        for position in range(packages):
            part = count // packages + (position < count % packages)
            span = days if position == 0 else max(2, int(days * self.random.uniform(0.68, 0.96)))
            tasks = self._package(top, number, position, max(2, part), packages > 1)
            self.chain(tasks, begin, span, gate)
            lasts.append(tasks)
        mark = self.add(wording.MILESTONES[name], f"{number + 1}.{packages + 1 if packages > 1 else count + 1}",
                        top, number, "milestone")  # fmt: skip
        mark.start = max(tasks[-1].end for tasks in lasts)
        for tasks in lasts:
            self.link(tasks[-1], mark)
            self._fall_behind(tasks, mark.start - tasks[-1].end)
        return mark

    def _package(self, top: Task, number: int, position: int, count: int, nested: bool) -> list[Task]:
        phase = top.name
        noun = next(self.nouns)
        parent, prefix = top, top.wbs
        if nested:
            parent = self.add(noun.capitalize(), f"{top.wbs}.{position + 1}", top, number, "summary")
            prefix = parent.wbs
        names = wording.TASKS[phase]
        picked = sorted(self.random.sample(range(len(names)), min(count, len(names))))
        texts = [names[n].format(noun) for n in picked]
        for extra in range(count - len(names)):
            again, stage = extra % len(names), extra // len(names) + 2
            texts.append(f"{names[again].format(noun)}, stage {stage}")
        return [self.add(text, f"{prefix}.{n + 1}", parent, number, "task") for n, text in enumerate(texts)]

    def _fall_behind(self, tasks: list[Task], room: int) -> None:
        """Some packages use up part of their float before anyone worries."""
        if room < 3 or self.random.random() > 0.45:
            return
        late = self.random.randint(1, room)
        for task in tasks[self.random.randrange(len(tasks)) :]:
            task.late = late

    def costs(self) -> None:
        leaves = self.plan.leaves
        rates = [phase[3] for phase in wording.PHASES[self.project.kind]]
        weights = [task.days * rates[task.phase] * self.random.uniform(0.7, 1.4) for task in leaves]
        total, spent, share = sum(weights), 0, 0.0
        for task, weight in zip(leaves, weights, strict=True):
            share += weight
            task.cost = round(self.project.budget * share / total) - spent
            spent += task.cost
            task.hours = round(task.days * 7.5 * self.random.choice((0.3, 0.5, 0.5, 1, 1, 1.5)))
            task.crew = self.random.randrange(1000)
            if self.random.random() < 0.015:
                task.constraint = self.random.choice(("snet", "snet", "snet", "fnlt"))


def build(project: Project) -> Plan:
    builder = _Builder(project)
    count = round(17 + 10.2 * math.log(1 + project.budget / 400_000))
    cursor, gate = first_on_or_after(project.start) + builder.random.randrange(8), None
    for number, (_, part, tasks, _) in enumerate(wording.PHASES[project.kind]):
        days = max(6, round(project.months * 20.6 * part))
        gate = builder.phase(number, cursor, days, max(2, round(count * tasks)), gate)
        builder.plan.marks.append(gate)
        cursor = gate.start
    builder.costs()
    return builder.plan
