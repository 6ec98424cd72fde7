"""What each person saw last: the snapshot, kept beside the store, because looking is no change of the portfolio."""

from __future__ import annotations

import json
import os
from pathlib import Path


def visits_path(store_path: Path) -> Path | None:
    """Where visits are kept; a store in memory keeps none."""
    return None if str(store_path) == ":memory:" else store_path.with_name(store_path.name + ".visits.json")


def last_seen(store_path: Path, who: str) -> int | None:
    """The number of the snapshot that somebody saw last; None at the first visit."""
    found = _read(store_path).get(who)
    return found if isinstance(found, int) else None


def mark_seen(store_path: Path, who: str, snapshot: int) -> None:
    """Remember what somebody saw. Where it cannot be written, the next visit compares with an earlier one."""
    path = visits_path(store_path)
    if path is None:
        return
    told = _read(store_path) | {who: snapshot}
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        temporary.write_text(json.dumps(told), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        return


def _read(store_path: Path) -> dict[str, object]:
    path = visits_path(store_path)
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
