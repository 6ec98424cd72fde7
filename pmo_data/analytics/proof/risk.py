"""PERT by hand and simulation: published chances, and exact results of probability.

Tolerances of simulated numbers are about three standard errors of the runs made, for other seeds must pass too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from math import pi, sqrt

import pandas as pd

from pmo_data.analytics.pert import pert
from pmo_data.analytics.proof.case import Answer, ProofCase
from pmo_data.analytics.proof.networks import FOUNDRY_SOURCE, GENERAL_FOUNDRY, RELIABLE, RELIABLE_SOURCE, frames
from pmo_data.analytics.simulation import SimulationResult, SimulationSettings, simulate

FOUNDRY_ESTIMATES = {
    "A": (1, 2, 3), "B": (2, 3, 4), "C": (1, 2, 3), "D": (2, 4, 6), "E": (1, 4, 7), "F": (1, 2, 9), "G": (3, 4, 11),
    "H": (1, 2, 3),
}  # fmt: skip
RELIABLE_ESTIMATES = {
    "A": (1, 2, 3), "B": (2, 3.5, 8), "C": (6, 9, 18), "D": (4, 5.5, 10), "E": (1, 4.5, 5), "F": (4, 4, 10),
    "G": (5, 6.5, 11), "H": (5, 8, 17), "I": (3, 7.5, 9), "J": (3, 9, 9), "K": (4, 4, 4), "L": (1, 5.5, 7),
    "M": (1, 2, 3), "N": (5, 5.5, 9),
}  # fmt: skip
_SIMULATED = ", simulated with PERT-beta durations, recomputed independently"
_EXACT = "Exact result of probability theory"
_NORMAL_10_2 = (10 - 2 * 1.2815515655446004, 10, 10 + 2 * 1.2815515655446004)


def cases() -> Iterable[ProofCase]:
    """PERT by hand, two simulated textbook networks, and single distributions with their exact answers."""
    foundry = _plan(GENERAL_FOUNDRY, FOUNDRY_ESTIMATES)
    reliable = _plan(RELIABLE, RELIABLE_ESTIMATES)
    yield from _pert("General Foundry", FOUNDRY_SOURCE, foundry, (15, 112 / 36), 16, 0.7146)
    yield from _pert("Reliable Construction", RELIABLE_SOURCE, reliable, (44, 9), 47, 0.8413)
    yield from _simulated("General Foundry", FOUNDRY_SOURCE, foundry, (15.235, 15.10, 16.66))
    run = _later(foundry)
    yield ProofCase(
        "General Foundry simulated: criticality of A, B, C, D, F, G",
        "simulation",
        FOUNDRY_SOURCE + _SIMULATED,
        (0.74, 0.26, 0.74, 0.26, 0.001, 0.999),
        lambda: _criticality(run(), "ABCDFG"),
        0.015,
    )
    yield from _simulated("Reliable Construction", RELIABLE_SOURCE, reliable, (44.32, None, 46.80))
    yield from _exact()


def _pert(
    name: str,
    source: str,
    plan: tuple[pd.DataFrame, pd.DataFrame],
    moments: tuple[float, float],
    day: float,
    chance: float,
) -> Iterable[ProofCase]:
    yield ProofCase(
        f"{name}: PERT mean and variance",
        "PERT",
        source,
        moments,
        lambda: (pert(*plan).mean_days, pert(*plan).variance),
    )
    yield ProofCase(
        f"{name}: chance to finish by {day}", "PERT", source, chance, lambda: pert(*plan).probability(day), 0.0005
    )


def _simulated(
    name: str,
    source: str,
    plan: tuple[pd.DataFrame, pd.DataFrame],
    expected: tuple[float, float | None, float],
) -> Iterable[ProofCase]:
    run = _later(plan)
    answers: tuple[tuple[str, float | None, Callable[[], Answer]], ...] = (
        ("mean", expected[0], lambda: run().mean_day),
        ("P50", expected[1], lambda: run().percentile(50)),
        ("P80", expected[2], lambda: run().percentile(80)),
    )
    for measure, answer, compute in answers:
        if answer is not None:
            yield ProofCase(f"{name} simulated: {measure}", "simulation", source + _SIMULATED, answer, compute, 0.08)


def _exact() -> Iterable[ProofCase]:
    triangle = _later(_parallel("triangular", (5, 10, 25), 1))
    yield ProofCase(
        "Triangular 5, 10, 25: mean, P50, P80",
        "simulation",
        _EXACT,
        (13.3333, 12.7526, 17.2540),
        lambda: (triangle().mean_day, triangle().percentile(50), triangle().percentile(80)),
        0.15,
    )
    normal = _later(_parallel("normal", _NORMAL_10_2, 2))
    expected = 10 + 2 / sqrt(pi)
    name = "The later of two normal(10, 2): mean"
    yield ProofCase(name, "simulation", _EXACT, expected, lambda: normal().mean_day, 0.04)
    uniform = _later(_parallel("uniform", (0, 0.5, 1), 2))
    yield ProofCase(
        "The later of two uniform(0, 1): mean, P80",
        "simulation",
        _EXACT,
        (2 / 3, sqrt(0.8)),
        lambda: (uniform().mean_day, uniform().percentile(80)),
        0.01,
    )


def _plan(
    predecessors: Mapping[str, str], estimates: Mapping[str, tuple[float, float, float]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    likely = {task: values[1] for task, values in estimates.items()}
    tasks, links = frames(predecessors, likely)
    low, high = ([float(estimates[task][end]) for task in tasks["task_id"]] for end in (0, 2))
    return tasks.assign(low_days=low, likely_days=tasks["duration_days"], high_days=high, distribution="pert"), links


def _parallel(name: str, estimate: tuple[float, float, float], count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    low, likely, high = estimate
    tasks = pd.DataFrame({"task_id": range(count), "duration_days": float(likely)}).assign(
        low_days=low, likely_days=likely, high_days=high, distribution=name
    )
    return tasks, pd.DataFrame({"predecessor": [], "successor": []})


def _later(plan: tuple[pd.DataFrame, pd.DataFrame]) -> Callable[[], SimulationResult]:
    """The simulation of a plan, run once, when first asked for; independent durations, as the sources assume."""
    return cache(lambda: simulate(*plan, SimulationSettings(runs=20_000, correlation=0.0)))


def _criticality(result: SimulationResult, tasks: str) -> Answer:
    index = result.tasks.set_index("task_id")["criticality_index"]
    return tuple(float(index[task]) for task in tasks)
