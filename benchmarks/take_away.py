"""Making each form of a pack for the demo's sixty projects, and reading a large workbook.

Run with `python benchmarks/take_away.py [rows]`. Prints seconds per form (a deck is to take less than three), and the
time to read a workbook of `rows` rows (200,000 by default) as a ratio against python-calamine alone in the same run.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

import python_calamine
import xlsxwriter
from pptx import Presentation

from pmo_data.domain.scope import Scope
from pmo_data.export.pack.forms import FORMS, Order, pack_bytes
from pmo_data.ingest.demo import ensure_demo
from pmo_data.ingest.prepare import prepare_file
from pmo_data.ingest.read import read_workbook
from pmo_data.queries.registers import Projects
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots

DECK_SECONDS = 3.0
HEADER = ("Task id", "Task name", "Project", "Owner", "Planned start", "Planned finish", "Percent complete", "Cost")


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def packs(folder: Path) -> None:
    path = folder / "demo.duckdb"
    ensure_demo(path)
    with Store.open(path, read_only=True) as store:
        known = snapshots(store)
        order = Order(Scope(known[-1].moment, compare_with=known[-2].moment), "Ada")
        for form in FORMS:
            first, again = (seconds(partial(pack_bytes, form, store.fetch, known, order)) for _ in range(2))
            over = "over" if form == "pptx" and first > DECK_SECONDS else ""
            print(f"{form:28} {first:6.2f} s first {again:6.2f} s again {over}")
            if form == "pptx":
                deck = Presentation(io.BytesIO(pack_bytes(form, store.fetch, known, order)))
                print(f"{'':28} {len(deck.slides)} slides for {len(store.fetch(Projects()))} projects")


def workbook(folder: Path, rows: int) -> bytes:
    path = folder / "tasks.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Tasks")
        sheet.write_row(0, 0, HEADER)
        for i in range(1, rows + 1):
            day, names = 45_000 + i % 700, (f"T{i}", f"Task {i}", f"P{i // 100}", f"Owner {i % 90}")
            sheet.write_row(i, 0, (*names, day, day + 9, i % 101 / 100, i % 9000))
    return path.read_bytes()


def main() -> None:
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packs(folder)
        data = workbook(folder, numbers[0] if numbers else 200_000)
        path = folder / "tasks.xlsx"
        alone = seconds(lambda: python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
        print(f"{'calamine alone':28} {alone:6.2f} s   1.0")
        for label, work in (
            ("read as text", lambda: read_workbook(data, path.name)),
            ("read, recognised and typed", lambda: prepare_file(data, path.name)),
        ):
            took = seconds(work)
            print(f"{label:28} {took:6.2f} s {took / alone:5.1f}")


if __name__ == "__main__":
    main()
