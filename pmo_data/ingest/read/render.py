"""Cell values to text, a column block at a time: the text a person would expect to see, without a format applied.

Whole numbers lose their ".0" (ids are floats in spreadsheets), dates are ISO, durations hours:minutes:seconds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# Beyond this a float no longer holds every whole number that was typed.
_EXACT = 10**15
# Between these Arrow writes a float as Python does, the shortest text that reads back the same, without an exponent.
_PLAIN_FROM, _PLAIN_TO = 1e-4, 1e9


def text_column(values: Sequence[Any]) -> tuple[pa.Array, list[int]]:
    """(the values as text, NULL where blank; the indices of whole numbers of more than 15 digits)."""
    kinds = set(map(type, values))
    if kinds == {str}:
        texts = pa.array(values, pa.string())
        return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts), []
    if kinds == {float}:
        return _floats(values)
    if kinds == {dt.date}:
        return pa.array(values, pa.date32()).cast(pa.string()), []
    long = [
        index
        for index, value in enumerate(values)
        if type(value) in (int, float) and abs(value) >= _EXACT and float(value).is_integer()
    ]
    return pa.array([_RENDER[type(value)](value) for value in values], pa.string()), long


def _floats(values: Sequence[float]) -> tuple[pa.Array, list[int]]:
    # Adding zero turns -0.0 into 0.0.
    numbers = np.array(values, dtype=np.float64) + 0.0
    size = np.abs(numbers)
    if bool(((size == 0) | ((size >= _PLAIN_FROM) & (size < _PLAIN_TO))).all()):
        return pa.array(numbers).cast(pa.string()), []
    long = np.flatnonzero((size >= _EXACT) & (np.floor(numbers) == numbers)).tolist()
    return pa.array(list(map(_float, values)), pa.string()), long


def _float(value: float) -> str:
    if value.is_integer() and abs(value) < 1e18:
        return str(int(value))  # also for -0.0
    return repr(value)


def _moment(value: dt.datetime) -> str:
    # Spreadsheets keep times as fractions of a day: microseconds are noise of the conversion.
    rounded = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    return rounded.date().isoformat() if rounded.time() == dt.time() else rounded.isoformat(" ")


def _time(value: dt.time) -> str:
    return _moment(dt.datetime.combine(dt.date(2000, 1, 1), value))[11:] or "00:00:00"


def _duration(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


_RENDER: dict[type, Callable[[Any], str | None]] = {
    str: lambda value: value or None,
    float: _float,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.datetime: _moment,
    dt.date: dt.date.isoformat,
    dt.time: _time,
    dt.timedelta: _duration,
}
