"""Who asked what in SQL, and how it ended: one line of JSON each, beside the store, only ever added to."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_LONGEST = 10_000


def audit_path(store_path: Path) -> Path | None:
    """Where the lines of a store lie; a store in memory keeps none."""
    return None if str(store_path) == ":memory:" else store_path.with_name(store_path.name + ".statements.jsonl")


def write(
    store_path: Path, *, who: str, statement: str, as_of: int, verdict: str, seconds: float, rows: int
) -> str | None:
    """Add one line in a single write, so that processes do not mix theirs. A sentence where it cannot be written."""
    path = audit_path(store_path)
    if path is None:
        return None
    line = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "who": who,
        "statement": statement[:_LONGEST],
        "as_of": as_of,
        "verdict": verdict,
        "seconds": round(seconds, 3),
        "rows": rows,
    }
    try:
        opened = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(opened, (json.dumps(line, ensure_ascii=True) + "\n").encode())
        finally:
            os.close(opened)
    except OSError as error:
        return f"The record of statements {path.name} cannot be written ({error.strerror}); make it writable."
    return None


def lines(store_path: Path) -> list[dict[str, Any]]:
    """Every line written so far, oldest first; one that a crash cut off is left out."""
    path = audit_path(store_path)
    if path is None or not path.exists():
        return []
    found = []
    for text in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            found.append(json.loads(text))
        except json.JSONDecodeError:
            continue
    return found
