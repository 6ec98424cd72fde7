"""Importing 1M tasks against DuckDB's own typed `read_csv` into a table, in the same run.

Run with `python benchmarks/import_rows.py [rows] [--read]`. Prints seconds and ratios for the first import, one with
1 % of the rows changed and the same again, the growth of the file, and the memory that came on top; with `--read` the
entire way from the CSV file (preflight, recognition, typing, checks in a child process) as well.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
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


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def megabytes() -> float:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write_csv(folder: Path, rows: int) -> Path:
    path = folder / "tasks.csv"
    with duckdb.connect() as connection:
        connection.execute(f"copy ({_TASKS.format(rows=rows)}) to '{path}' (header)")
    return path


def read_typed(csv: Path, rows: int, target: Path) -> float:
    """DuckDB's own way: the types are given, nothing is checked, the table is stored and folded in."""
    with duckdb.connect(target) as connection:
        described = connection.execute(f"describe ({_TASKS.format(rows=rows)})").fetchall()
        types = ", ".join(f"'{name}': '{kind}'" for name, kind, *_ in described)
        query = f"create table t as select * from read_csv('{csv}', header = true, columns = {{{types}}})"
        return seconds(lambda: (connection.execute(query), connection.execute("checkpoint")))


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


def import_table(store: Store, table: pa.Table, sha: str, day: date) -> float:
    batch = Batch((FileFacts("tasks.csv", sha, 1),), (Delivery("task", table, "tasks"),), day)
    return seconds(lambda: commit(store, batch))


def report(label: str, took: float, base: float, note: str = "") -> None:
    sys.stdout.write(f"{label:<34}{took:8.2f} s {took / base:6.2f}  {note}\n")
    sys.stdout.flush()


def main() -> None:
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    rows = numbers[0] if numbers else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        csv = write_csv(folder, rows)
        base = read_typed(csv, rows, folder / "typed.duckdb")
        report("typed read_csv into a table", base, base)
        with Store.open(folder / "store.duckdb") as store:
            measure_store(store, csv, base)
        if "--read" in sys.argv:
            with Store.open(folder / "read.duckdb") as store:
                took = seconds(lambda: import_files(store, Request((csv,))))
                report("from the file, everything checked", took, base)


def measure_store(store: Store, csv: Path, base: float) -> None:
    """The store's part alone: rows are handed over typed."""
    first, second = delivered(csv, changed=False), delivered(csv, changed=True)
    held = megabytes()
    took = import_table(store, first, "1", date(2026, 1, 31))
    size = store.path.stat().st_size
    report(
        "first import, store part",
        took,
        base,
        f"{size / 1e6:.0f} MB stored, {megabytes() - held:.0f} MB of memory on top",
    )
    took = import_table(store, second, "2", date(2026, 2, 28))
    grown = store.path.stat().st_size / size - 1
    report(
        "1 % changed, store part", took, base, f"file grew {grown:.1%}, {megabytes() - held:.0f} MB of memory on top"
    )
    report("nothing changed, store part", import_table(store, second, "3", date(2026, 3, 31)), base)


if __name__ == "__main__":
    main()
