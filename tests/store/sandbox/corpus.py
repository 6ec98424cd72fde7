"""The hostile statements beside the repository, a published file they speak of, and ways of asking them."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
FILE = ROOT.parent / "shared" / "hostile_sql.jsonl"
TABLES = ("projects", "risks", "tasks")


@cache
def corpus() -> tuple[dict[str, Any], ...]:
    """Every statement: id, class, sql, expect, perhaps rows."""
    return tuple(json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines())


def expected(*kinds: str) -> list[dict[str, Any]]:
    """Statements of these expectations, in order; none where the corpus is not there."""
    return [row for row in corpus() if row["expect"] in kinds] if FILE.exists() else []


def statement(identifier: str) -> str:
    return str(next(row["sql"] for row in corpus() if row["id"] == identifier))


def placed(sql: str, canary: Path) -> str:
    """The statement with its places filled in."""
    for name in ("canary", "tmp", "dir"):
        sql = sql.replace(f"{{{name}}}", str(canary))
    return sql


def together(
    file: Path, sql: list[str], *without: str, seconds: float = 20, check: bool = True
) -> list[dict[str, Any]]:
    """The outcomes of many statements in one child process, behind its walls but those taken away by name.

    With `check` a process that does not come to its end is an error.
    """
    order = {"file": str(file), "statements": sql, "seconds": seconds, "rows": 5000, "columns": 500, "bytes": 5_000_000}
    ended = subprocess.run(
        [sys.executable, "-P", "-X", "utf8", "-m", "tests.store.sandbox.breached", *without],
        input=json.dumps(order),
        env={"PYTHONPATH": str(ROOT), "CANARY_ENV": "visible"},
        capture_output=True,
        text=True,
        check=check,
        timeout=60,
    )
    return [json.loads(line) for line in ended.stdout.splitlines()]
