"""The child process that runs one statement and ends: it opens the published file, closes the walls, judges, answers.

It is started before it is needed and waits for its order on standard input, one line of JSON; its answer is one line
on standard output. It holds nothing worth having: no environment, no other file, no way out. Only what is needed is
imported, and before the walls close, because afterwards nothing can be opened any more.
"""

from __future__ import annotations

import datetime
import decimal
import json
import math
import os
import sys
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from pmo_data.domain.errors import QueryError
from pmo_data.store.sandbox import gate, locks, walls
from pmo_data.store.sandbox.masking import one_sentence

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

READY = b"ready\n"
_BATCH = 200
_FEW = 4
"""Rows asked for at a second attempt, where as many as DuckDB makes at a time did not fit into memory."""


def main() -> int:
    """Waits, answers once, ends. Standard input closed without an order is the end of it."""
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _warm()
    channel.write(READY)
    channel.flush()
    line = sys.stdin.buffer.readline()
    if not line:
        return 0
    channel.write(json.dumps(answer(json.loads(line)), allow_nan=False).encode() + b"\n")
    channel.flush()
    return 0


def _warm() -> None:
    """Let the libraries import what they import on first use."""
    connection = duckdb.connect(config={"threads": "1", "async_threads": "0"})
    connection.execute(
        "select 1.5::decimal(4, 2), date '2026-01-01', timestamp '2026-01-01', interval 1 day, time '10:00', "
        "'00000000-0000-0000-0000-000000000000'::uuid, [1], {'a': 1}, 'x'::blob"
    ).fetchall()
    connection.close()
    "x".encode("utf-8", "replace").decode("ascii", "replace")


def answer(order: dict[str, Any]) -> dict[str, Any]:
    """The outcome of an order {file, sql, seconds, rows, columns, bytes, few}, in plain JSON, whatever happens."""
    missing = [walls.limit_resources(float(order["seconds"]))]
    started = time.monotonic()
    try:
        connection = locks.open_locked(Path(order["file"]))
        missing += [walls.leave_files(), walls.leave_system()]
        outcome = _outcome(connection, order)
    except QueryError as refusal:
        outcome = {"verdict": "refused", "message": str(refusal)}
    except (MemoryError, duckdb.OutOfMemoryException):
        outcome = {"verdict": "too large"}
    except duckdb.Error as error:
        outcome = {"verdict": "failed", "message": one_sentence(str(error))}
    outcome["missing"] = [sentence for sentence in missing if sentence]
    outcome["seconds"] = round(time.monotonic() - started, 3)
    return outcome


def _outcome(connection: DuckDBPyConnection, order: dict[str, Any]) -> dict[str, Any]:
    tables = [str(row[0]) for row in connection.execute("show tables").fetchall()]
    sql = gate.judge(connection, str(order["sql"]), tables)
    if not order.get("few"):
        return _fetched(connection, sql, order)
    return _fetched(connection, f"select * from (\n{sql}\n) as asked limit {_FEW + 1}", {**order, "rows": _FEW})


def _fetched(connection: DuckDBPyConnection, sql: str, order: dict[str, Any]) -> dict[str, Any]:
    """Columns, types and as many rows as the order allows; what was cut off is said."""
    result = connection.execute(sql)
    description = result.description or []
    types = [str(column[1]) for column in description]
    if any("WITH TIME ZONE" in kind for kind in types):
        result = connection.execute(_zoned_as_text(sql, types))
    width = min(len(types), int(order["columns"]))
    rows, why = _rows(result, width, int(order["rows"]), int(order["bytes"]))
    return {
        "verdict": "answered",
        "columns": [str(column[0]) for column in description[:width]],
        "types": types[:width],
        "rows": rows,
        "cut": _cut(width, len(types), len(rows), why),
    }


def _zoned_as_text(sql: str, types: Sequence[str]) -> str:
    """The same result with moments in a time zone as text: fetching them otherwise needs a library of zones."""
    names = [f"c{number}" for number in range(len(types))]
    listed = ", ".join(
        f"{name}::varchar as {name}" if "WITH TIME ZONE" in kind else name
        for name, kind in zip(names, types, strict=True)
    )
    return f"select {listed} from (\n{sql}\n) as asked ({', '.join(names)})"


def _rows(result: DuckDBPyConnection, width: int, most: int, room: int) -> tuple[list[list[Any]], str]:
    """Rows as JSON has them, until there are `most` or they take `room` bytes; which of the two, or "" for all."""
    rows: list[list[Any]] = []
    while True:
        batch = result.fetchmany(_BATCH)
        if not batch:
            return rows, ""
        for raw in batch:
            if len(rows) == most:
                return rows, "rows"
            row = [_plain(value) for value in raw[:width]]
            room -= len(json.dumps(row))
            if room < 0:
                return rows, "room"
            rows.append(row)


def _cut(width: int, columns: int, rows: int, why: str) -> str | None:
    """What is not shown, in a sentence; None where all is."""
    if why == "room" and not rows:
        return "The first row alone is larger than an answer may be; ask for less of it."
    cut = [f"the first {width:,} of {columns:,} columns"] if width < columns else []
    if why:
        cut.append(f"the first {rows:,} rows")
    end = ", which fill the space an answer may take" if why == "room" else ""
    return f"Only {' and '.join(cut)} are shown{end}." if cut else None


def _plain(value: Any) -> Any:
    """A value as JSON has it: dates as ISO text, no number as null, bytes as hexadecimal digits."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, decimal.Decimal):
        return float(value) if value.is_finite() else None
    if isinstance(value, datetime.date | datetime.datetime | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, datetime.timedelta | uuid.UUID) else repr(value)


if __name__ == "__main__":
    sys.exit(main())
