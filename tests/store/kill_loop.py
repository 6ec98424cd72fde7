"""Imports one edition after another until it is killed: run by test_kill in a process of its own."""

from __future__ import annotations

import sys
from datetime import date, timedelta

from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from tests.store.deliveries import batch, rows

ROWS = 500


def edition(number: int) -> list[float]:
    return [float(number)] * ROWS


if __name__ == "__main__":
    start = int(sys.stdin.readline())
    with Store.open(sys.argv[1]) as store:
        sys.stdout.write("open\n")  # the libraries are loaded and the file is open
        sys.stdout.flush()
        for number in range(start, start + 1_000):
            codes = [f"P{i}" for i in range(ROWS)]
            table = rows(code=codes, name=codes, approved_budget=edition(number))
            commit(store, batch("list", date(2026, 1, 1) + timedelta(days=number), table, mode="replace"))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
