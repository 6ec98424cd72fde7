"""The one door for foreign SQL: publish, judge and answer within the walls, write down who asked what."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_data.domain.moments import FOREVER
from pmo_data.store.sandbox import audit
from pmo_data.store.sandbox.answer import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Answer, NotAnswered, answer_of
from pmo_data.store.sandbox.masking import one_sentence
from pmo_data.store.sandbox.pool import Pool, common_pool
from pmo_data.store.sandbox.publish import published

if TYPE_CHECKING:
    from pmo_data.store.database import Store

SECONDS = 5.0
LONGEST = 60.0
"""Seconds no statement may take more than, whatever is asked for."""


def ask_sql(
    store: Store,
    sql: str,
    *,
    as_of: int = FOREVER,
    seconds: float = SECONDS,
    who: str = "",
    cancel: Callable[[], bool] | None = None,
    keep_warm: bool = True,
) -> Answer:
    """The answer to one reading statement over the public tables as of a moment, within the five walls.

    Raises NotAnswered (a QueryError), in one sentence without paths, where the statement is refused, wrong, takes more
    than `seconds` or too much memory, or `cancel` became true. Every statement is recorded, however it ends.
    `keep_warm=False` starts no workers for later statements: for a process that asks once.
    """
    started = time.monotonic()
    try:
        found = ask_file(published(store, as_of), sql, seconds=seconds, cancel=cancel, keep_warm=keep_warm)
    except NotAnswered as error:
        _record(store, who, sql, as_of, error.verdict, error.seconds, 0)
        raise
    except Exception:
        _record(store, who, sql, as_of, "not run", time.monotonic() - started, 0)
        raise
    _record(store, who, sql, as_of, found.verdict, found.seconds, len(found.rows))
    return found


def ask_file(
    file: Path,
    sql: str,
    *,
    seconds: float = SECONDS,
    cancel: Callable[[], bool] | None = None,
    pool: Pool | None = None,
    keep_warm: bool = True,
) -> Answer:
    """The same over a published file, unrecorded. Every table in the file counts as public."""
    allowed = min(max(seconds, 0.05), LONGEST)
    order = {"file": str(file), "sql": sql, "rows": MOST_ROWS, "columns": MOST_COLUMNS, "bytes": MOST_BYTES}
    told = _told(pool or common_pool(), order, allowed, cancel or (lambda: False), keep_warm)
    verdict = str(told.get("verdict"))
    try:
        if verdict == "answered":
            return answer_of(told)
    except (KeyError, TypeError, ValueError):
        verdict = "failed"
    spent = float(told.get("seconds", 0))
    missing = tuple(map(str, told.get("missing") or ()))
    raise NotAnswered(_sentence(verdict, told, allowed), verdict, spent, missing)


def _told(
    pool: Pool, order: dict[str, Any], seconds: float, cancelled: Callable[[], bool], keep_warm: bool
) -> dict[str, Any]:
    """What a worker answers. Rows of very long texts do not fit where a few of them do, and a few are an answer: what
    was too large within half its time is asked once more, for a few rows, of a worker whose memory is still its own.
    """
    told = pool.run(order, seconds, cancelled, keep_warm=keep_warm)
    spent = float(told.get("seconds", seconds))
    if told.get("verdict") != "too large" or spent > seconds / 2:
        return told
    again = pool.run({**order, "few": True}, seconds - spent, cancelled, keep_warm=keep_warm)
    return again if again.get("verdict") in {"answered", "cancelled"} else told


def _sentence(verdict: str, told: dict[str, Any], seconds: float) -> str:
    """Why there is no answer; what the worker says is masked once more on this side."""
    if verdict in {"refused", "failed"} and told.get("message"):
        return one_sentence(str(told["message"]))
    return {
        "too long": f"The statement took longer than {seconds:g} seconds and was stopped; ask for less, or aggregate.",
        "too large": "The statement needs more memory than it may have and was stopped; ask for less, or aggregate.",
        "cancelled": "The statement was cancelled.",
    }.get(verdict, "The statement could not be answered; try again.")


def _record(store: Store, who: str, sql: str, as_of: int, verdict: str, seconds: float, rows: int) -> None:
    store.warn(
        audit.write(store.path, who=who, statement=sql, as_of=as_of, verdict=verdict, seconds=seconds, rows=rows)
    )
