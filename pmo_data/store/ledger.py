"""The ledger: what was committed, kept outside the database, so that a lost log cannot lose an import unnoticed.

DuckDB opens without a word at an earlier commit when its write-ahead log was cut or deleted. Each commit therefore
leaves one line (batch, rows, files) in a file beside the store, flushed to disk; opening compares the two.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Ledger:
    """Append-only lines of JSON; `path` None for a store in memory, which has nothing to lose."""

    path: Path | None

    @classmethod
    def beside(cls, database: Path) -> Ledger:
        return cls(None if str(database) == ":memory:" else database.with_name(database.name + ".ledger"))

    def append(self, line: dict[str, Any]) -> None:
        """Write one line and flush it to the disk itself."""
        if self.path is None:
            return
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def lines(self) -> list[dict[str, Any]]:
        """Every line that can be read; a line cut off by a crash is left out."""
        if self.path is None or not self.path.exists():
            return []
        found = []
        for text in self.path.read_text(encoding="utf-8").splitlines():
            try:
                found.append(json.loads(text))
            except json.JSONDecodeError:
                continue
        return found

    def compare(self, committed: dict[int, int]) -> tuple[str, ...]:
        """Sentences about commits that the ledger knows and the store does not (batch -> rows of the store)."""
        lost = [line for line in self._in_force() if committed.get(int(line["batch"])) != int(line["rows"])]
        return tuple(
            f"The store has lost the import of {', '.join(line['files'])} of {line['at'][:10]} "
            f"({line['rows']} rows): its log was cut or deleted. Import the file again."
            for line in lost
        )

    def _in_force(self) -> list[dict[str, Any]]:
        """The latest line of each batch: a batch that was lost is committed again under the same number."""
        latest: dict[int, dict[str, Any]] = {}
        for line in self.lines():
            latest[int(line["batch"])] = line
        return list(latest.values())
