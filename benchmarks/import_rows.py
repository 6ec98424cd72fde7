"""Importing 1M tasks against DuckDB's own typed `read_csv` into a table, in the same run.

Run with `python benchmarks/import_rows.py [rows] [--times=3] [--read]`. Prints medians of processor time and of wall
clock, with their ratios, for the first import, one with 1 % of the rows changed and the same again, the growth of the
file and of the blocks in use, and the most memory held; with `--read` the entire way from CSV files (preflight,
recognition, typing, checks in a child process). Every run has a process and a store of its own. What others do on the
machine changes wall clock first, so it is the ratio of processor times that is kept to.

The reference writes a table of as many columns and the same types, in a file on the same disk, and folds its log in as
an import does: both are durable when the clock stops. Both run with as many threads as DuckDB takes by itself.
"""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas  # noqa: F401 - every process that imports has it loaded, and Arrow would load it within the timing
import pyarrow as pa

from pmo_data.ingest.batch import Request, import_files
from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from pmo_data.store.delivery import Batch, Delivery, FileFacts

_TASKS = """
    select 'T' || lpad(i::varchar, 7, '0') as code, 'Task number ' || i as name,
        'P' || lpad((i // 100)::varchar, 5, '0') as project, (i // 100 + 1) || '.' || (i % 100) as wbs,
        'Owner ' || (i % 500) as owner, ['in progress', 'complete', 'not started'][i % 3 + 1] as status,
        date '2024-01-01' + (i % 700)::integer as planned_start,
        date '2024-01-01' + (i % 700 + i % 60)::integer as planned_finish,
        date '2024-01-01' + (i % 700)::integer as baseline_start,
        date '2024-01-01' + (i % 700 + i % 50)::integer as baseline_finish,
        date '2024-01-01' + (i % 700)::integer as forecast_start,
        date '2024-01-01' + (i % 700 + i % 70)::integer as forecast_finish,
        (i % 60)::double as duration_days, (i % 60 * 8)::double as work_hours, (i % 101)::double as percent_complete,
        i % 20 = 0 as milestone, (i % 10000)::decimal(18, 2) as planned_cost,
        (i % 9000)::decimal(18, 2) as actual_cost, 'GBP' as currency, 'Category ' || (i % 7) as category
    from range({rows}) as r(i) order by i
"""
_NOTES = ", ".join(f"null::map(varchar, varchar) as {name}" for name in ("extra", "original", "absent"))


@dataclass(frozen=True)
class Took:
    """Seconds of processor time, children's included, and of wall clock."""

    processor: float
    wall: float


@dataclass(frozen=True)
class Step:
    """What one import took, and what else is to be said of it."""

    took: Took
    note: str = ""


REFERENCE = "typed read_csv into a table"


def processor() -> float:
    """Seconds of processor time this process and its children have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def seconds(work: Callable[[], object]) -> Took:
    """What a piece of work takes."""
    start, before = time.perf_counter(), processor()
    work()
    return Took(processor() - before, time.perf_counter() - start)


def megabytes(who: int = resource.RUSAGE_SELF) -> float:
    """The most memory this process, or a child of it, ever held."""
    return resource.getrusage(who).ru_maxrss / 1024


def write_csv(folder: Path, rows: int, *, changed: bool = False) -> Path:
    """The tasks as a file; with `changed`, every hundredth row has progressed."""
    path = folder / ("changed" if changed else "first") / "tasks.csv"
    path.parent.mkdir()
    more = "percent_complete + (code[-2:] = '07')::integer" if changed else "percent_complete"
    query = f"select * replace ({more} as percent_complete) from ({_TASKS.format(rows=rows)})"
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"copy ({query}) to '{path}' (header)")
    return path


def read_typed(csv: Path, rows: int, target: Path) -> Took:
    """DuckDB's own way: the types are given, nothing is checked, the table is stored and folded in."""
    with duckdb.connect(target) as connection:
        connection.execute("set enable_progress_bar = false")
        described = connection.execute(f"describe ({_TASKS.format(rows=rows)})").fetchall()
        types = ", ".join(f"'{name}': '{kind}'" for name, kind, *_ in described)
        query = f"create table t as select * from read_csv('{csv}', header = true, columns = {{{types}}})"
        took = seconds(lambda: (connection.execute(query), connection.execute("checkpoint")))
    target.unlink()
    return took


def delivered(csv: Path, *, changed: bool) -> pa.Table:
    """The rows as the reader hands them over; with `changed`, every hundredth row has progressed."""
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        new = (
            "case when row % 100 = 7 then percent_complete + 1 else percent_complete end"
            if changed
            else "percent_complete"
        )
        return connection.sql(
            f"select * replace ({new} as percent_complete), {_NOTES} from "
            f"(select *, (row_number() over () + 1)::integer as row from read_csv('{csv}', all_varchar = false))"
        ).to_arrow_table()


def import_table(store: Store, table: pa.Table, sha: str, day: date) -> Took:
    batch = Batch((FileFacts("tasks.csv", sha, 1),), (Delivery("task", table, "tasks"),), day)
    return seconds(lambda: commit(store, batch))


def in_use(store: Store) -> int:
    """Bytes of the file that hold something; the rest is free for the next import."""
    with store.reading() as cursor:
        row = cursor.execute("select used_blocks * block_size from pragma_database_size()").fetchone()
    return int(row[0]) if row else 0


def report(label: str, steps: list[Step], base: list[Step]) -> None:
    """One line: medians of all runs, their ratios to the reference's, and what the last run noted."""
    spent, clock = (statistics.median(getattr(s.took, part) for s in steps) for part in ("processor", "wall"))
    of, by = (statistics.median(getattr(s.took, part) for s in base) for part in ("processor", "wall"))
    told = f"{label:<30}{spent:8.2f} s{spent / of:6.2f}  {clock:8.2f} s wall{clock / by:6.2f}  {steps[-1].note}\n"
    sys.stdout.write(told)
    sys.stdout.flush()


def main() -> None:
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    rows = numbers[0] if numbers else 1_000_000
    times = next((int(a.removeprefix("--times=")) for a in sys.argv[1:] if a.startswith("--times=")), 3)
    fresh = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1)
    with tempfile.TemporaryDirectory() as name, fresh:
        write_csv(Path(name), rows)
        write_csv(Path(name), rows, changed=True)
        runs = [fresh.submit(run, Path(name), rows, read="--read" in sys.argv).result() for _ in range(times)]
    for label in runs[0]:
        report(label, [done[label] for done in runs], [done[REFERENCE] for done in runs])


def run(folder: Path, rows: int, *, read: bool) -> dict[str, Step]:
    """The reference and the imports once, by what they are called; in a process of its own."""
    base = read_typed(folder / "first" / "tasks.csv", rows, folder / "typed.duckdb")
    with tempfile.TemporaryDirectory(dir=folder) as name, Store.open(Path(name) / "store.duckdb") as store:
        measured = measure_files(folder, store) if read else measure_store(folder, store)
        return {REFERENCE: Step(base), **dict(measured)}


def measure_store(folder: Path, store: Store) -> Iterator[tuple[str, Step]]:
    """The store's part alone: rows are handed over typed."""
    csv = folder / "first" / "tasks.csv"
    first, second = delivered(csv, changed=False), delivered(csv, changed=True)
    days = (("first import", first, 1), ("1 % changed", second, 2), ("nothing changed", second, 3))
    for label, table, month in days:
        size, used = store.path.stat().st_size, in_use(store)
        took = import_table(store, table, label, date(2026, month, 28))
        yield f"{label}, store part", Step(took, _grown(store, size, used))


def measure_files(folder: Path, store: Store) -> Iterator[tuple[str, Step]]:
    """The entire way from the files."""
    for month, (label, part) in enumerate({"first import": "first", "1 % changed": "changed"}.items(), 1):
        size, used = store.path.stat().st_size, in_use(store)
        request = Request((folder / part / "tasks.csv",), status_date=date(2026, month, 28))
        took = seconds(lambda asked=request: import_files(store, asked))  # type: ignore[misc]
        # A process counts what the one that starts it held then: after the first import that is more than it takes.
        reader = f", {megabytes(resource.RUSAGE_CHILDREN):.0f} MB in the one that reads" if month == 1 else ""
        yield f"{label}, from the file", Step(took, _grown(store, size, used) + reader)


def _grown(store: Store, size: int, used: int) -> str:
    now, holds = store.path.stat().st_size, in_use(store)
    grown = f"{now / 1e6:.0f} MB stored, file {now / size - 1:+.1%}, in use {holds / used - 1:+.1%}"
    return f"{grown}, at most {megabytes():.0f} MB of memory"


if __name__ == "__main__":
    main()
