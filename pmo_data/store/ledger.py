"""The ledger: what was committed, kept outside the database, so that a lost log cannot lose an import unnoticed.

DuckDB opens without a word at an earlier commit when its write-ahead log was cut or deleted. Each commit and each
undo therefore leaves one line in a file beside the store, flushed to disk; opening compares the two.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Line = dict[str, Any]


@dataclass(frozen=True)
class Ledger:
    """Append-only lines of JSON; `path` None for a store in memory, which has nothing to lose.

    A commit's line holds batch, rows, files, sha256, at, who; an undo's line the batch under `undo`, and at.
    """

    path: Path | None

    @classmethod
    def beside(cls, database: Path) -> Ledger:
        return cls(None if str(database) == ":memory:" else database.with_name(database.name + ".ledger"))

    def append(self, line: Line) -> str | None:
        """Write one line and flush it to the disk itself; a sentence where that cannot be done.

        The commit stands then all the same: the line is added when the store is opened next.
        """
        if self.path is None:
            return None
        text = json.dumps(line, ensure_ascii=False, default=str) + "\n"
        try:
            with self.path.open("ab+") as file:
                file.write((b"" if _ends_a_line(file) else b"\n") + text.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            return (
                f"The ledger {self.path.name} could not be written ({error.strerror}). What is in the store is safe; "
                "make the file writable, so that a loss would be noticed."
            )
        return None

    def lines(self) -> list[Line]:
        """Every line that can be read; a line cut off by a crash is left out. Raises OSError."""
        if self.path is None or not self.path.exists():
            return []
        found = []
        for text in self.path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                line = json.loads(text)
            except json.JSONDecodeError:
                continue
            if isinstance(line, dict) and isinstance(line.get("undo", line.get("batch")), int):
                found.append(line)
        return found

    def reconcile(self, committed: Mapping[int, Line], *, add: bool) -> tuple[str, ...]:
        """Sentences about what the ledger knows and the store has lost; with `add`, what only the store knows is added.

        `committed` is what the store holds: batch -> its line, with `undone` where it was taken back.
        """
        try:
            lines = self.lines()
        except OSError as error:
            name = self.path.name if self.path else ""
            return (
                f"The ledger {name} cannot be read ({error.strerror}); an import that was lost would go unnoticed. "
                "Make the file readable, or move it away to start a new one.",
            )
        latest = {line["batch"]: line for line in lines if "undo" not in line}
        undone = _undone(lines)
        lost = {b: line for b, line in latest.items() if not _holds(committed, b, line)}
        sentences = [_lost(line) for b, line in lost.items() if b not in undone and not _anywhere(committed, line)]
        sentences += [_not_undone(latest[b]) for b in undone if b in latest and b not in lost and _stands(committed, b)]
        if add:
            written = [self.append(line) for line in _unwritten(committed, latest, undone, lost)]
            sentences += list(dict.fromkeys(s for s in written if s))
        return tuple(sentences)


def undo_line(batch: int, at: str, who: str) -> Line:
    return {"undo": batch, "at": at, "who": who}


def _ends_a_line(file: Any) -> bool:
    if file.seek(0, os.SEEK_END) == 0:
        return True
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")


def _undone(lines: list[Line]) -> set[int]:
    """Batches whose last word is an undo; a batch number is given again after its import was lost."""
    undone: set[int] = set()
    for line in lines:
        if "undo" in line:
            undone.add(line["undo"])
        else:
            undone.discard(line["batch"])
    return undone


def _holds(committed: Mapping[int, Line], batch: int, line: Line) -> bool:
    """Whether the store's batch of this number is the one the line tells of, in full."""
    own = committed.get(batch)
    return own is not None and own["sha256"] == line.get("sha256") and own["rows"] == line.get("rows")


def _anywhere(committed: Mapping[int, Line], line: Line) -> bool:
    """Whether the same files are in the store by another import: a lost one that was imported again."""
    wanted = set(line.get("sha256", ()))
    held = {sha for own in committed.values() if not own["undone"] for sha in own["sha256"]}
    return bool(wanted) and wanted <= held


def _stands(committed: Mapping[int, Line], batch: int) -> bool:
    return not committed[batch]["undone"]


def _unwritten(
    committed: Mapping[int, Line], latest: Mapping[int, Line], undone: set[int], lost: Mapping[int, Line]
) -> list[Line]:
    """Lines for what happened between a commit and its line; a number given again gets its new line."""
    found: list[Line] = []
    for batch, own in sorted(committed.items()):
        if batch not in latest or batch in lost:
            found.append({k: v for k, v in own.items() if k != "undone"})
        if own["undone"] and (batch not in undone or batch in lost):
            found.append(undo_line(batch, str(own["undone"]), ""))
    return found


def _lost(line: Line) -> str:
    names = ", ".join(str(f) for f in line.get("files", ())) or "a file"
    return (
        f"The store has lost the import of {names} of {str(line.get('at', ''))[:10]} ({line.get('rows')} rows): "
        "its log was cut or deleted. Import the file again, or restore a backup."
    )


def _not_undone(line: Line) -> str:
    names = ", ".join(str(f) for f in line.get("files", ())) or "a file"
    return f"The store has lost the undo of the import of {names} (import batch {line['batch']}). Undo it again."
