"""Crashing and selection: optima that are published, or were found by trying every choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from pmo_data.analytics.crashing import crash
from pmo_data.analytics.proof.case import Answer, ProofCase
from pmo_data.analytics.proof.networks import (
    FOUNDRY_SOURCE,
    GENERAL_FOUNDRY,
    GENERAL_FOUNDRY_DAYS,
    RELIABLE,
    RELIABLE_DAYS,
    RELIABLE_SOURCE,
    frames,
)
from pmo_data.analytics.selection import Candidate, Option, SelectionRules, select

FOUNDRY_CRASH = {
    "A": (1, 1000), "B": (1, 2000), "C": (1, 1000), "D": (3, 1000), "E": (2, 1000), "F": (2, 500), "G": (2, 2000),
    "H": (1, 3000),
}  # fmt: skip
"""Shortest duration, and cost of each week saved."""
RELIABLE_CRASH = {
    "A": (1, 100), "B": (2, 50), "C": (7, 80), "D": (4, 40), "E": (3, 160), "F": (3, 40), "G": (4, 40), "H": (6, 60),
    "I": (5, 30), "J": (6, 30), "K": (3, 40), "L": (3, 50), "M": (1, 100), "N": (3, 60),
}  # fmt: skip
RELIABLE_NORMAL_COST = 4550
_BEASLEY = "OR-Library (Beasley 1990), mknap1"
_WEINGARTNER = "Weingartner & Ness 1967, capital budgeting"
_SIDE = "OR-Library mknap1, third problem, with side rules; every choice tried"
_WEING = (141278, 130883, 95677, 119337, 98796, 130623, 1095445, 624319)


def cases() -> Iterable[ProofCase]:
    """Crashing of two textbook networks."""
    for target, cost in ((14, 1000), (13, 3000)):
        yield ProofCase(
            f"General Foundry crashed to {target}: cost",
            "crashing",
            FOUNDRY_SOURCE,
            cost,
            partial(_crash_cost, "foundry", target),
        )
    yield ProofCase(
        "Reliable Construction crashed to 40: total cost in thousands",
        "crashing",
        RELIABLE_SOURCE,
        4690,
        lambda: RELIABLE_NORMAL_COST + _crash_cost("reliable", 40),
    )
    yield ProofCase(
        "Reliable Construction crashed to 40: weeks saved on F and J",
        "crashing",
        RELIABLE_SOURCE,
        (2, 2),
        lambda: tuple(_crashed("reliable", 40)[1].get(task, 0.0) for task in "FJ"),
    )


def folder_cases(folder: Path) -> Iterable[ProofCase]:
    """Knapsack sets with several budgets, where `folder/knapsack` is at hand."""
    first = folder / "knapsack" / "mknap1.txt"
    if first.is_file():
        problems = read_problems(first.read_text(encoding="ascii"))
        for number, (values, costs, budgets, best) in enumerate(problems, start=1):
            compute = partial(_best, values, costs, budgets)
            yield ProofCase(f"mknap1, problem {number}: best value", "selection", _BEASLEY, best, compute, 1e-6)
        yield from _side_rules(*problems[2][:3])
    for number, best in enumerate(_WEING, start=1):
        path = folder / "knapsack" / f"weing{number}.dat"
        if path.is_file():
            values, costs, budgets = read_weingartner(path.read_text(encoding="ascii"))
            compute = partial(_best, values, costs, budgets)
            yield ProofCase(f"Weingartner {number}: best value", "selection", _WEINGARTNER, best, compute, 1e-6)


def read_problems(text: str) -> list[tuple[list[float], list[list[float]], list[float], float]]:
    """Values, costs per budget, budgets and the best value of each problem of an OR-Library file."""
    numbers = [float(word) for word in text.split()]
    place, problems = 1, []
    for _ in range(int(numbers[0])):
        items, rows, best = int(numbers[place]), int(numbers[place + 1]), numbers[place + 2]
        values, costs, budgets, place = _matrix(numbers, place + 3, items, rows)
        problems.append((values, costs, budgets, best))
    return problems


def read_weingartner(text: str) -> tuple[list[float], list[list[float]], list[float]]:
    """Values, costs per budget and budgets of a file that begins with items, rows and the best value."""
    numbers = [float(word) for word in text.split()]
    return _matrix(numbers, 3, int(numbers[0]), int(numbers[1]))[:3]


def _matrix(
    numbers: Sequence[float], place: int, items: int, rows: int
) -> tuple[list[float], list[list[float]], list[float], int]:
    values = list(numbers[place : place + items])
    place += items
    costs = [list(numbers[place + row * items : place + (row + 1) * items]) for row in range(rows)]
    place += rows * items
    return values, costs, list(numbers[place : place + rows]), place + rows


def _side_rules(
    values: Sequence[float], costs: Sequence[Sequence[float]], budgets: Sequence[float]
) -> Iterable[ProofCase]:
    together = SelectionRules(budgets, requires=((14, 8),), exclusive=((1, 2),))
    sides: tuple[tuple[str, float, SelectionRules, frozenset[int]], ...] = (
        ("item 3 mandatory", 4005, SelectionRules(budgets), frozenset({3})),
        ("item 1 excluded", 4005, SelectionRules(budgets, excluded=frozenset({1})), frozenset()),
        ("14 requires 8", 3965, SelectionRules(budgets, requires=((14, 8),)), frozenset()),
        ("1 and 2 exclusive", 4005, SelectionRules(budgets, exclusive=((1, 2),)), frozenset()),
        ("3 mandatory, 14 requires 8, 1 and 2 exclusive", 3865, together, frozenset({3})),
    )
    for name, best, rules, mandatory in sides:
        compute = partial(_best, values, costs, budgets, rules, mandatory)
        yield ProofCase(f"mknap1, problem 3, {name}: best value", "selection", _SIDE, best, compute, 1e-6)


def _best(
    values: Sequence[float],
    costs: Sequence[Sequence[float]],
    budgets: Sequence[float],
    rules: SelectionRules | None = None,
    mandatory: frozenset[int] = frozenset(),
) -> Answer:
    candidates = [
        Candidate(item, [Option("now", value, [row[item - 1] for row in costs])], mandatory=item in mandatory)
        for item, value in enumerate(values, start=1)
    ]
    return select(candidates, rules or SelectionRules(budgets)).value


def _crash_cost(network: str, target: float) -> float:
    return _crashed(network, target)[0]


def _crashed(network: str, target: float) -> tuple[float, dict[str, float]]:
    predecessors, days, limits = {
        "foundry": (GENERAL_FOUNDRY, GENERAL_FOUNDRY_DAYS, FOUNDRY_CRASH),
        "reliable": (RELIABLE, RELIABLE_DAYS, RELIABLE_CRASH),
    }[network]
    tasks, links = frames(predecessors, days)
    shortest, price = ([float(limits[task][column]) for task in tasks["task_id"]] for column in (0, 1))
    plan = crash(tasks.assign(shortest_days=shortest, cost_per_day_saved=price), links, target)
    if plan.cost is None:
        raise ValueError(f"no shortening reaches {target}")
    return plan.cost, plan.reductions
