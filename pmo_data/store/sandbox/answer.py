"""What a foreign statement is answered with, and the errors that say why it was not."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pmo_data.domain.errors import QueryError

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 5_000
MOST_COLUMNS = 500
MOST_BYTES = 5_000_000


class NotAnswered(QueryError):
    """A statement without an answer; `verdict` is refused, failed, too long, too large, lost or cancelled."""

    def __init__(self, sentence: str, verdict: str, seconds: float, missing: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.verdict = verdict
        self.seconds = seconds
        self.missing = missing


@dataclass(frozen=True)
class Answer:
    """A result: `rows` are lists in the order of `columns`, whose DuckDB types are in `types`.

    Dates and timestamps are Python's, decimals are floats, what has a time zone is text. `cut` is a sentence where
    not everything is shown. `seconds` is the statement's own time. `reduced_protection` is True where the operating
    system lacks a wall; `missing` says which, in sentences.
    """

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[list[Any]]
    cut: str | None
    seconds: float
    verdict: str = "answered"
    missing: tuple[str, ...] = ()

    @property
    def reduced_protection(self) -> bool:
        return bool(self.missing)

    def frame(self) -> pd.DataFrame:
        """The rows as a frame; columns of the same name are told apart by a number behind it, dates are timestamps."""
        import pandas as pd

        frame = pd.DataFrame(self.rows, columns=pd.Index(_told_apart(self.columns)))
        for name, kind in zip(frame.columns, self.types, strict=True):
            if kind == "DATE" or (kind.startswith("TIMESTAMP") and "ZONE" not in kind):
                frame[name] = pd.to_datetime(frame[name], errors="coerce")
        return frame


def answer_of(told: dict[str, Any]) -> Answer:
    """The answer a worker told; it is not trusted to keep the limits it was given."""
    columns = tuple(str(name) for name in told["columns"][:MOST_COLUMNS])
    types = tuple(str(kind) for kind in told["types"][: len(columns)])
    readers = [_READERS.get(kind, _as_it_is) for kind in types]
    rows = [[read(value) for read, value in zip(readers, row, strict=True)] for row in told["rows"][:MOST_ROWS]]
    return Answer(
        columns, types, rows, told.get("cut"), float(told["seconds"]), missing=tuple(map(str, told.get("missing", ())))
    )


def _told_apart(names: tuple[str, ...]) -> list[str]:
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _as_it_is(value: Any) -> Any:
    return value


def _date(value: Any) -> Any:
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return value


def _timestamp(value: Any) -> Any:
    try:
        return datetime.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value


_READERS: dict[str, Callable[[Any], Any]] = {
    "DATE": _date,
    "TIMESTAMP": _timestamp,
    "TIMESTAMP_S": _timestamp,
    "TIMESTAMP_MS": _timestamp,
}
