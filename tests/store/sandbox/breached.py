"""A child process that answers many statements in turn, with the walls named on its command line taken away.

What is taken away is taken away here, not by a switch in the product. Memory stays limited in every case, so that a
test that goes red does not take the machine with it.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from pathlib import Path
from typing import Any

import duckdb

from pmo_data.domain.errors import QueryError
from pmo_data.store.sandbox import gate, locks, walls, worker
from pmo_data.store.sandbox.masking import one_sentence

SAFE_BYTES = 1_300 * 1024 * 1024
"""Private memory of a process without the product's limits; its address space holds 700 MB that are never touched."""


def limits_only_for_safety(seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (SAFE_BYTES, SAFE_BYTES))
    resource.setrlimit(resource.RLIMIT_AS, (2 * SAFE_BYTES, 2 * SAFE_BYTES))
    signal.setitimer(signal.ITIMER_REAL, seconds + 2)


def take_away(names: list[str]) -> None:
    setattr_ = setattr  # the modules' own functions are replaced, as only a test may
    if "small" in names:  # the same walls with smaller numbers: touching much memory is slow
        setattr_(locks, "MEMORY", "60MB")
        setattr_(walls, "MEMORY", 300 * 1024 * 1024)
    if "gate" in names:
        setattr_(gate, "judge", lambda _cursor, sql, _tables: sql)
    if "locks" in names:
        setattr_(locks, "SETTINGS", ())
        setattr_(locks, "MEMORY", "8GB")
    if "limits" in names:
        setattr_(walls, "limit_resources", limits_only_for_safety)
    if "system" in names:
        setattr_(walls, "leave_files", lambda: None)
        setattr_(walls, "leave_system", lambda: None)


def outcomes(order: dict[str, Any]) -> None:
    """One line of JSON for each statement, written as soon as it is known."""
    walls.limit_resources(float(order["seconds"]))
    connection = locks.open_locked(Path(order["file"]))
    walls.leave_files()
    walls.leave_system()
    for sql in order["statements"]:
        try:
            outcome = worker._outcome(connection, {**order, "sql": sql})
        except QueryError as refusal:
            outcome = {"verdict": "refused", "message": str(refusal)}
        except (MemoryError, duckdb.OutOfMemoryException):
            outcome = {"verdict": "too large"}
        except duckdb.Error as error:
            outcome = {"verdict": "failed", "message": one_sentence(str(error))}
        print(json.dumps(outcome), flush=True)


if __name__ == "__main__":
    worker._warm()
    take_away(sys.argv[1:])
    outcomes(json.loads(sys.stdin.read()))
