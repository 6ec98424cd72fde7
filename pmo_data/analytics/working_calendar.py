"""Working days as numbers: the schedule algorithms count in working days, people read dates.

Day number 0 is the calendar's epoch. A start of 5.0 is the morning of working day 5; a finish of 5.0 is
the evening of working day 4, so that finish = start + duration holds without exceptions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from pmo_data.analytics.errors import AnalysisError

Floats: TypeAlias = npt.NDArray[np.float64]
Dates: TypeAlias = npt.NDArray[np.datetime64]

EPOCH = date(1900, 1, 1)
"""A Monday before any plan the product meets; moving it changes day numbers, never dates."""


@dataclass(frozen=True)
class WorkingCalendar:
    """A week of working days and the days off. `weekmask` is seven 0/1 signs from Monday."""

    weekmask: str = "1111100"
    holidays: tuple[date, ...] = ()
    epoch: date = EPOCH

    def __post_init__(self) -> None:
        if len(self.weekmask) != 7 or set(self.weekmask) - {"0", "1"} or "1" not in self.weekmask:
            raise AnalysisError(
                f"The working week {self.weekmask!r} must be seven signs 0 or 1 from Monday, at least one 1."
            )

    @property
    def _numpy(self) -> np.busdaycalendar:
        holidays = np.array(self.holidays, dtype="datetime64[D]")
        return np.busdaycalendar(weekmask=self.weekmask, holidays=holidays)

    def start_numbers(self, dates: Iterable[Any] | npt.NDArray[Any]) -> Floats:
        """Day number of each date's morning; a day off counts as the next working morning; NaT gives NaN."""
        return self._numbers(_as_days(dates))

    def finish_numbers(self, dates: Iterable[Any] | npt.NDArray[Any]) -> Floats:
        """Day number of each date's evening; a day off counts as the evening of the working day before."""
        return self._numbers(_as_days(dates) + np.timedelta64(1, "D"))

    def start_dates(self, numbers: npt.ArrayLike) -> Dates:
        """The working day in which each start number falls; NaN gives NaT."""
        return self._dates(np.floor(np.asarray(numbers, dtype=np.float64) + 1e-9))

    def finish_dates(self, numbers: npt.ArrayLike) -> Dates:
        """The working day at whose end (or within which) each finish number falls; NaN gives NaT."""
        return self._dates(np.ceil(np.asarray(numbers, dtype=np.float64) - 1e-9) - 1)

    def working_days(self, starts: Iterable[Any], finishes: Iterable[Any]) -> Floats:
        """Working days from the morning of each start to the evening of each finish, both counted.

        Negative where a task finishes before the day before it starts; NaN where a date is missing.
        """
        return self.finish_numbers(finishes) - self.start_numbers(starts)

    def _numbers(self, days: Dates) -> Floats:
        known = ~np.isnat(days)
        numbers = np.full(days.shape, np.nan)
        epoch = np.datetime64(self.epoch, "D")
        numbers[known] = np.busday_count(epoch, days[known], busdaycal=self._numpy)
        return numbers

    def _dates(self, numbers: Floats) -> Dates:
        known = np.isfinite(numbers)
        dates = np.full(numbers.shape, np.datetime64("NaT", "D"))
        first = np.busday_offset(np.datetime64(self.epoch, "D"), 0, roll="forward", busdaycal=self._numpy)
        whole = numbers[known].astype(np.int64)
        dates[known] = np.busday_offset(first, whole, roll="forward", busdaycal=self._numpy)
        return dates


def _as_days(dates: Iterable[Any] | npt.NDArray[Any]) -> Dates:
    array = dates if isinstance(dates, np.ndarray) else np.asarray(dates)
    if array.dtype == object:
        array = np.array([np.datetime64("NaT") if day is None or day != day else day for day in array])
    return np.atleast_1d(array.astype("datetime64[D]"))
