"""Critical path over 1M tasks and 2M links against a plain Python pass and a graph library, in the same run.

Run with `python benchmarks/critical_path.py [tasks]`. Prints seconds and the ratio to ours; the libraries are
measured where they are installed. All passes must find the same project finish, or the run stops.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pmo_data.analytics.critical_path import schedule


def plan(tasks: int, per_project: int = 1000, seed: int = 7) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Projects of `per_project` tasks; each task has about two predecessors up to 50 rows above it."""
    draw = np.random.default_rng(seed)
    ids = np.arange(tasks)
    durations = draw.integers(1, 20, tasks).astype(np.float64)
    after = np.repeat(ids, 2)
    before = after - draw.integers(1, 50, after.size)
    same = (before >= 0) & (before // per_project == after // per_project)
    frame = pd.DataFrame({"task_id": ids, "project_id": ids // per_project, "duration_days": durations})
    return frame, pd.DataFrame({"predecessor": before[same], "successor": after[same], "relation": "FS"})


def plain_python(tasks: pd.DataFrame, links: pd.DataFrame) -> float:
    """Both passes with lists and a queue, finish-to-start only."""
    durations = tasks["duration_days"].tolist()
    following: list[list[int]] = [[] for _ in durations]
    waiting = [0] * len(durations)
    for before, after in zip(links["predecessor"].tolist(), links["successor"].tolist(), strict=True):
        following[before].append(after)
        waiting[after] += 1
    start = [0.0] * len(durations)
    order = [task for task, count in enumerate(waiting) if count == 0]
    for task in order:
        finish = start[task] + durations[task]
        for after in following[task]:
            start[after] = max(start[after], finish)
            waiting[after] -= 1
            if waiting[after] == 0:
                order.append(after)
    end = max(begin + days for begin, days in zip(start, durations, strict=True))
    late = [end] * len(durations)
    for task in reversed(order):
        for after in following[task]:
            late[task] = min(late[task], late[after] - durations[after])
    return end


def with_rustworkx(tasks: pd.DataFrame, links: pd.DataFrame) -> float:
    """Longest path of rustworkx, graph building included."""
    import rustworkx

    graph: Any = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(tasks) + 1))
    end = len(tasks)
    days = tasks["duration_days"].to_numpy()
    before, after = links["predecessor"].to_numpy(), links["successor"].to_numpy()
    graph.add_edges_from(list(zip(before.tolist(), after.tolist(), days[before].tolist(), strict=True)))
    graph.add_edges_from([(task, end, duration) for task, duration in enumerate(days.tolist())])
    return float(rustworkx.dag_weighted_longest_path_length(graph, lambda _a, _b, weight: weight))


def with_networkx(tasks: pd.DataFrame, links: pd.DataFrame) -> float:
    """Longest path of networkx, graph building included."""
    import networkx

    graph: Any = networkx.DiGraph()
    end = len(tasks)
    days = tasks["duration_days"].to_numpy()
    before, after = links["predecessor"].to_numpy(), links["successor"].to_numpy()
    graph.add_weighted_edges_from(zip(before.tolist(), after.tolist(), days[before].tolist(), strict=True))
    graph.add_weighted_edges_from((task, end, duration) for task, duration in enumerate(days.tolist()))
    return float(networkx.dag_longest_path_length(graph))


def measure(name: str, run: Callable[[], float | None], repeats: int) -> tuple[str, float, float | None]:
    """Best of `repeats` runs, in seconds."""
    best, answer = float("inf"), None
    for _ in range(repeats):
        begin = time.perf_counter()
        answer = run()
        best = min(best, time.perf_counter() - begin)
    return name, best, answer


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    tasks, links = plan(size)
    rows = [
        measure("ours, level by level", lambda: schedule(tasks, links).finish_day, 3),
        measure("plain Python", lambda: plain_python(tasks, links), 1),
    ]
    if importlib.util.find_spec("rustworkx"):
        rows.append(measure("rustworkx, forward only", lambda: with_rustworkx(tasks, links), 1))
    if importlib.util.find_spec("networkx") and size <= 100_000:
        rows.append(measure("networkx, forward only", lambda: with_networkx(tasks, links), 1))
    print(f"{len(tasks):,} tasks, {len(links):,} links")
    for name, seconds, answer in rows:
        print(f"{name:28} {seconds:8.3f} s  ratio {seconds / rows[0][1]:6.2f}  finish {answer}")
    if len({answer for _, _, answer in rows}) != 1:
        raise SystemExit("The passes disagree about the finish.")


if __name__ == "__main__":
    main()
