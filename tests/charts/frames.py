"""Frames as the queries promise them, made by hand: the named cells given, every other column unknown."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmo_data.queries.base import Query


def frame_of(query: type[Query], *rows: dict[str, Any]) -> pd.DataFrame:
    """A frame with all the columns of a query; a cell that its columns do not have is a mistake of the test."""
    strange = {name for row in rows for name in row} - set(query.columns)
    assert not strange, f"{query.__name__} has no {strange}"
    frame = pd.DataFrame([{**dict.fromkeys(query.columns), **row} for row in rows], columns=list(query.columns))
    dates = [n for n in frame.columns if (n.endswith(_ENDINGS) and not n.endswith("to_date")) or n in _DATES]
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in dates})


_ENDINGS = ("_date", "_start", "_finish", "month", "_by")
_DATES = ("start", "finish", "date", "due", "raised_on", "date_before", "date_after", "period", "since")
