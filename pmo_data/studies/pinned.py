"""What is pinned to a review, as one text: its rows, what was asked, as of when, and the figure drawn of them.

Kept with the item and read from nowhere else, so that it is shown the same whatever is imported or changed in the
programme later. It stands apart from `review`, which keeps the agenda, and knows nothing of how a figure is drawn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pmo_data.domain.errors import PmoError
from pmo_data.domain.words import is_unknown

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 1_000
"""So many rows of an answer are kept; `of` says how many there were."""
MOST_BYTES = 2_000_000
_DATES, _NUMBERS = "date", "number"


@dataclass(frozen=True)
class Pinned:
    """`rows` (the first of `of`), the statement asked ('' for a page's chart), the state in words, and the figure as
    plain values (None where there is only a table)."""

    rows: pd.DataFrame
    of: int
    statement: str
    state: str
    figure: Mapping[str, Any] | None

    @property
    def cut(self) -> str:
        """'The first 1,000 of 4,200 rows.', or nothing where all are kept."""
        return f"The first {len(self.rows):,} of {self.of:,} rows are kept." if self.of > len(self.rows) else ""


def packed(rows: pd.DataFrame, *, statement: str, state: str, figure: Mapping[str, Any] | None) -> str:
    """The text to keep. Raises PmoError where it would be larger than 2 MB."""
    shown = rows.head(MOST_ROWS)
    said = {
        "columns": [[str(name), _kind(shown[name])] for name in shown.columns],
        "rows": [[_plain(value) for value in row] for row in shown.itertuples(index=False, name=None)],
        "of": len(rows), "statement": statement, "state": state, "figure": figure,
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    if len(text.encode()) > MOST_BYTES:
        raise PmoError("This is too large to be pinned. Filter it to what the meeting is to see.")
    return text


def unpacked(text: object) -> Pinned | None:
    """What an item keeps; None where it keeps nothing."""
    if is_unknown(text):
        return None
    import pandas as pd

    said = json.loads(str(text))
    rows = pd.DataFrame(said["rows"], columns=[name for name, _ in said["columns"]])
    for name, kind in said["columns"]:
        if kind == _DATES:
            rows[name] = pd.to_datetime(rows[name], errors="coerce")
        elif kind == _NUMBERS:
            rows[name] = pd.to_numeric(rows[name])
    return Pinned(rows, int(said["of"]), str(said["statement"]), str(said["state"]), said["figure"])


def _kind(values: pd.Series[Any]) -> str:
    if values.dtype.kind == "M":
        return _DATES
    return _NUMBERS if values.dtype.kind in "fiu" else "text"


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple | dict) or getattr(value, "ndim", False):
        return str(value)
    if is_unknown(value):
        return None
    if isinstance(value, date):
        return value.isoformat()
    found = value.item() if hasattr(value, "item") else value
    return found if isinstance(found, bool | int | float | str) else str(found)
