"""What the sandbox costs: a first answer, an answer from a warm worker, a stop, and what a runaway costs the others.

Run it with `python -m benchmarks.sandbox [STORE]`. Limits it is held to: 300 ms from a warm worker, a stop within a
second of the limit, others not slowed by more than twice. With a store that `benchmarks/portfolio.py` made it times
what Explore asks of a million tasks: a query is to stay below 500 ms, the way to its process and back included.
Medians are printed; the seconds are those of the wall clock.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pmo_data.domain.moments import FOREVER
from pmo_data.ingest.demo import ensure_demo
from pmo_data.store.database import Store
from pmo_data.store.sandbox.answer import NotAnswered
from pmo_data.store.sandbox.ask import ask_file
from pmo_data.store.sandbox.builder import Choice, statement
from pmo_data.store.sandbox.pool import Pool
from pmo_data.store.sandbox.publish import published
from pmo_data.store.sandbox.templates import templates

HONEST = "select rating, count(*) as projects, sum(budget) as budget from projects group by all order by all"
WORK = "select project, count(*), avg(hash(name) % 97) from tasks, range(2000) group by all order by all"
RUNAWAY = "select sum(a.row_number * b.row_number * c.row_number) from tasks a, tasks b, tasks c, range(1000000)"
ROUNDS = 15
EXPLORE_SECONDS = 0.5
EXPLORED = (
    ("tasks", ("rows",), ("status",)),
    ("tasks", ("rows", "avg:percent_complete"), ("project",)),
    ("tasks", ("rows", "avg:late_days"), ("status", "month:planned_finish")),
    ("projects", ("rows", "sum:forecast_cost"), ("rating", "programme")),
    ("risks", ("rows", "sum:emv"), ("status",)),
)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def stopped(file: Path, pool: Pool, limit: float) -> float:
    """Seconds a runaway statement lasted."""

    def run() -> None:
        verdict = "answered"
        try:
            ask_file(file, RUNAWAY, seconds=limit, pool=pool)
        except NotAnswered as error:
            verdict = error.verdict
        assert verdict == "too long", verdict

    return seconds(run)


def rest() -> None:
    """Time for the next worker to get ready, as it has between two people's questions."""
    time.sleep(0.6)


def measure(file: Path, pool: Pool) -> None:
    print(f"first answer, no worker ready   {seconds(lambda: ask_file(file, HONEST, pool=pool)):.3f} s")
    warm = []
    for _ in range(ROUNDS):
        rest()
        warm.append(seconds(lambda: ask_file(file, HONEST, pool=pool)))
    print(f"answer from a warm worker       {statistics.median(warm):.3f} s (worst {max(warm):.3f})")
    stops = [stopped(file, pool, 1.0) - 1.0 for _ in range(3)]
    print(f"a runaway, beyond its limit     {statistics.median(stops):.3f} s (worst {max(stops):.3f})")
    alone = beside(file, pool, runaway=False)
    crowded = beside(file, pool, runaway=True)
    print(f"another statement, alone        {alone:.3f} s")
    print(f"another statement, beside it    {crowded:.3f} s: {crowded / alone:.2f} times")


def beside(file: Path, pool: Pool, *, runaway: bool) -> float:
    """The median of a statement that works, with or without a runaway in the other place."""
    rest()
    thread = threading.Thread(target=stopped, args=(file, pool, 12.0)) if runaway else None
    if thread is not None:
        thread.start()
    times = []
    for _ in range(7):
        rest()
        times.append(seconds(lambda: ask_file(file, WORK, seconds=30, pool=pool)))
    if thread is not None:
        thread.join()
    return statistics.median(times)


def explored(store: Store, pool: Pool) -> None:
    """What Explore's builder and templates ask of a large store, from warm workers."""
    print(f"publishing it                   {seconds(lambda: published(store, FOREVER)):.3f} s")
    file = published(store, FOREVER)
    for name, measures, groups in EXPLORED:
        sql, taken = statement(Choice(name, measures, groups, (), totals=True)), []
        for _ in range(5):
            rest()
            taken.append(seconds(partial(ask_file, file, sql, pool=pool)))
        over = "over" if statistics.median(taken) > EXPLORE_SECONDS else ""
        print(f"{name + ' by ' + ', '.join(groups):31} {statistics.median(taken):.3f} s {over}")
    for template in templates():
        rest()
        ask_file(file, template.sql, pool=pool)
        rest()
        print(f"{template.question[:44]:44} {seconds(partial(ask_file, file, template.sql, pool=pool)):.3f} s")


def main() -> None:
    if len(sys.argv) > 1:
        pool = Pool()
        try:
            with Store.open(Path(sys.argv[1]), read_only=True) as store:
                explored(store, pool)
        finally:
            pool.close()
        return
    with tempfile.TemporaryDirectory(prefix="pmo-benchmark-") as folder:
        os.environ["PMO_HOME"] = folder
        path = Path(folder) / "demo.duckdb"
        ensure_demo(path)
        pool = Pool()
        try:
            with Store.open(path, read_only=True) as store:
                print(f"publishing the demo             {seconds(lambda: published(store, FOREVER)):.3f} s")
                print(f"finding it published            {seconds(lambda: published(store, FOREVER)):.3f} s")
                measure(published(store, FOREVER), pool)
        finally:
            pool.close()


if __name__ == "__main__":
    main()
