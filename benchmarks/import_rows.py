"""Importing 1M tasks against DuckDB's own typed `read_csv` into a table, in the same run.

Run with `python benchmarks/import_rows.py [rows] [--read]`. Prints processor time, wall clock and the ratio of
processor times for the first import, one with 1 % of the rows changed and the same again, the growth of the file and of
the blocks in use, and the most memory held; with `--read` the entire way from CSV files (preflight, recognition,
typing, checks in a child process). What others do on the machine changes wall clock, so ratios are of processor time.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
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


def processor() -> float:
    """Seconds of processor time this process and its children have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def seconds(work: Callable[[], object]) -> Took:
    """What a piece of work takes."""
    start, before = time.perf_counter(), processor()
    work()
    return Took(processor() - before, time.perf_counter() - start)


def megabytes() -> float:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
        described = connection.execute(f"describe ({_TASKS.format(rows=rows)})").fetchall()
        types = ", ".join(f"'{name}': '{kind}'" for name, kind, *_ in described)
        query = f"create table t as select * from read_csv('{csv}', header = true, columns = {{{types}}})"
        took = seconds(lambda: (connection.execute(query), connection.execute("checkpoint")))
    target.unlink()
    return took


def delivered(csv: Path, *, changed: bool) -> pa.Table:
    """The rows as the reader hands them over; with `changed`, every hundredth row has progressed."""
    with duckdb.connect() as connection:
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


def report(label: str, took: Took, base: float, note: str = "") -> None:
    told = f"{label:<34}{took.processor:8.2f} s {took.wall:8.2f} s wall {took.processor / base:6.2f}  {note}\n"
    sys.stdout.write(told)
    sys.stdout.flush()


def main() -> None:
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    rows = numbers[0] if numbers else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        csv = write_csv(folder, rows)
        bases = [read_typed(csv, rows, folder / "typed.duckdb") for _ in range(2)]
        measure = measure_files if "--read" in sys.argv else measure_store
        base = sum(b.processor for b in bases) / len(bases)
        report("typed read_csv into a table", bases[-1], base)
        measure(folder, rows, base)
        report("typed read_csv, once more", read_typed(csv, rows, folder / "typed.duckdb"), base)


def measure_store(folder: Path, _: int, base: float) -> None:
    """The store's part alone: rows are handed over typed."""
    csv = folder / "first" / "tasks.csv"
    first, second = delivered(csv, changed=False), delivered(csv, changed=True)
    days = (("first import", first, 1), ("1 % changed", second, 2), ("nothing changed", second, 3))
    with Store.open(folder / "store.duckdb") as store:
        size, used = store.path.stat().st_size, in_use(store)
        for label, table, month in days:
            took = import_table(store, table, label, date(2026, month, 28))
            report(f"{label}, store part", took, base, _grown(store, size, used))
            size, used = store.path.stat().st_size, in_use(store)


def measure_files(folder: Path, rows: int, base: float) -> None:
    """The entire way from the files."""
    paths = {"first import": folder / "first" / "tasks.csv", "1 % changed": write_csv(folder, rows, changed=True)}
    with Store.open(folder / "store.duckdb") as store:
        for month, (label, path) in enumerate(paths.items(), 1):
            size, used = store.path.stat().st_size, in_use(store)
            request = Request((path,), status_date=date(2026, month, 28))
            took = seconds(lambda asked=request: import_files(store, asked))  # type: ignore[misc]
            report(f"{label}, from the file", took, base, _grown(store, size, used))


def _grown(store: Store, size: int, used: int) -> str:
    now, holds = store.path.stat().st_size, in_use(store)
    grown = f"{now / 1e6:.0f} MB stored, file {now / size - 1:+.1%}, in use {holds / used - 1:+.1%}"
    return f"{grown}, at most {megabytes():.0f} MB of memory"


if __name__ == "__main__":
    main()
