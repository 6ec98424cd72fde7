"""Critical paths printed in textbooks, and the length index of the DCMA's course."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import pandas as pd

from pmo_data.analytics.critical_path import Schedule, schedule
from pmo_data.analytics.proof.case import Answer, ProofCase
from pmo_data.analytics.schedule_quality import critical_path_length_index

GENERAL_FOUNDRY = {"A": "", "B": "", "C": "A", "D": "B", "E": "C", "F": "C", "G": "DE", "H": "FG"}
"""Predecessors of each activity. Render, Stair & Hanna, Quantitative Analysis for Management."""
GENERAL_FOUNDRY_DAYS = {"A": 2, "B": 3, "C": 2, "D": 4, "E": 4, "F": 3, "G": 5, "H": 2}
FOUNDRY_SOURCE = "Render, Stair & Hanna, Quantitative Analysis for Management, General Foundry"

RELIABLE = {
    "A": "", "B": "A", "C": "B", "D": "C", "E": "C", "F": "E", "G": "D", "H": "EG", "I": "C", "J": "FI", "K": "J",
    "L": "J", "M": "H", "N": "KL",
}  # fmt: skip
"""Predecessors of each activity. Hillier & Lieberman, Introduction to Operations Research."""
RELIABLE_DAYS = {
    "A": 2, "B": 4, "C": 10, "D": 6, "E": 4, "F": 5, "G": 7, "H": 9, "I": 7, "J": 8, "K": 4, "L": 5, "M": 2, "N": 6,
}  # fmt: skip
RELIABLE_SOURCE = "Hillier & Lieberman, Introduction to Operations Research, Reliable Construction Co."


def frames(predecessors: Mapping[str, str], days: Mapping[str, float]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tasks and finish-to-start links of a network of one-letter activities."""
    tasks = pd.DataFrame({"task_id": list(predecessors), "duration_days": [float(days[a]) for a in predecessors]})
    pairs = [(before, after) for after, befores in predecessors.items() for before in befores]
    return tasks, pd.DataFrame(pairs, columns=["predecessor", "successor"])


def cases() -> Iterable[ProofCase]:
    """Length, critical path and slack of two textbook networks, and two length indices."""
    foundry = schedule(*frames(GENERAL_FOUNDRY, GENERAL_FOUNDRY_DAYS))
    yield from _network("General Foundry", FOUNDRY_SOURCE, foundry, 15, "ACEGH", {"B": 1, "D": 1, "F": 6})
    reliable = schedule(*frames(RELIABLE, RELIABLE_DAYS))
    slack = {"D": 4, "G": 4, "H": 4, "I": 2, "K": 1, "M": 4}
    yield from _network("Reliable Construction", RELIABLE_SOURCE, reliable, 44, "ABCEFJLN", slack)
    for length, total_float, expected in ((720, -60, 0.917), (80, 20, 1.25)):
        yield ProofCase(
            f"CPLI of {length} days with a float of {total_float}",
            "critical path length index",
            "Defense Acquisition University; DCMA-EA PAM 200.1",
            expected,
            partial(critical_path_length_index, length, total_float),
            0.0005,
        )


def _network(
    name: str, source: str, result: Schedule, length: float, path: str, slack: Mapping[str, float]
) -> Iterable[ProofCase]:
    yield ProofCase(f"{name}: length", "critical path", source, length, lambda: result.finish_day)
    yield ProofCase(f"{name}: path", "critical path", source, path, lambda: "".join(result.critical_tasks))
    everyone = tuple(float(slack.get(task, 0)) for task in result.tasks["task_id"])
    yield ProofCase(f"{name}: slack of every activity", "critical path", source, everyone, lambda: _slack(result))


def _slack(result: Schedule) -> Answer:
    return tuple(float(days) for days in result.tasks["total_float_days"])
