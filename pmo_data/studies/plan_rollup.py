"""Summary lines: the span, the least float and the progress of what stands below them.

It stands apart from the plan because it works on arrays level by level: a plan of 5,000 lines in a few milliseconds.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats: TypeAlias = npt.NDArray[np.float64]

_COMPUTED = {"early_start": np.fmin, "early_finish": np.fmax, "late_finish": np.fmax}
_FILED = {
    "planned_start": np.fmin, "planned_finish": np.fmax, "baseline_start": np.fmin, "baseline_finish": np.fmax,
    "forecast_start": np.fmin, "forecast_finish": np.fmax, "actual_start": np.fmin,
}  # fmt: skip


def rolled_up(lines: pd.DataFrame) -> pd.DataFrame:
    """`lines` with dates, float, criticality, per cent complete and actual finish of summary lines filled in.

    Dates computed for a heading are always those of what stands below it; filed ones stay where there are any.
    """
    if not len(lines) or not lines["is_summary"].any():
        return lines
    tree = _Tree(lines)
    made = lines.copy()
    for name, narrow in _COMPUTED.items():
        made[name] = _dates(tree.up(tree.blank(_days(lines[name])), narrow))
    for name, narrow in _FILED.items():
        made[name] = lines[name].fillna(pd.Series(_dates(tree.up(_days(lines[name]), narrow)), index=lines.index))
    made["total_float_days"] = tree.up(tree.blank(_floats(lines["total_float_days"])), np.fmin)
    critical = tree.up(_floats(lines["critical"].astype("boolean").fillna(False)), np.fmax)
    made["critical"] = pd.array(critical > 0, dtype="boolean")
    made["percent_complete"] = lines["percent_complete"].fillna(pd.Series(tree.progress(lines), index=lines.index))
    made["actual_finish"] = _dates(tree.finished(_days(lines["actual_finish"])))
    return made


class _Tree:
    """The outline as arrays: of each line its parent's position, and the lines of each depth."""

    def __init__(self, lines: pd.DataFrame) -> None:
        self.above = pd.Index(lines["task"]).get_indexer(pd.Index(lines["parent_task"].astype(object)))
        self.summary = lines["is_summary"].to_numpy(dtype=bool)
        depth = lines["depth"].to_numpy()
        self.levels = [np.flatnonzero((depth == d) & (self.above >= 0)) for d in range(int(depth.max()), 0, -1)]

    def blank(self, values: Floats) -> Floats:
        """The values of detail lines only."""
        return np.where(self.summary, np.nan, values)

    def up(self, values: Floats, narrow: Any) -> Floats:
        """Each heading's value narrowed by those below it, deepest level first."""
        gathered = values.copy()
        for level in self.levels:
            narrow.at(gathered, self.above[level], gathered[level])
        return gathered

    def total(self, values: Floats) -> Floats:
        gathered = np.where(self.summary, 0.0, np.nan_to_num(values))
        for level in self.levels:
            np.add.at(gathered, self.above[level], gathered[level])
        return gathered

    def progress(self, lines: pd.DataFrame) -> Floats:
        """Per cent complete of headings, weighed by the working days below them; NaN where none is known."""
        done = _floats(lines["percent_complete"])
        days = np.where(np.isnan(done), 0.0, np.nan_to_num(_floats(lines["duration_days"])))
        weight = self.total(np.maximum(days, 0.0))
        achieved = self.total(np.maximum(days, 0.0) * np.nan_to_num(done))
        shares: Floats = np.divide(achieved, weight, out=np.full(weight.size, np.nan), where=weight > 0)
        return shares

    def finished(self, finish: Floats) -> Floats:
        """The latest actual finish below a heading of which nothing is open; NaN else."""
        still_open = self.up(np.where(self.summary, 0.0, np.isnan(finish).astype(float)), np.fmax)
        latest = self.up(self.blank(finish), np.fmax)
        return np.where(still_open > 0, np.nan, latest)


def _days(column: pd.Series[Any]) -> Floats:
    days = column.to_numpy("datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype("int64").astype(np.float64))


def _dates(days: Floats) -> npt.NDArray[np.datetime64]:
    known = np.isfinite(days)
    dates = np.full(days.size, np.datetime64("NaT", "us"))
    dates[known] = days[known].astype("int64").astype("datetime64[D]").astype("datetime64[us]")
    return dates


def _floats(column: pd.Series[Any]) -> Floats:
    return column.to_numpy(dtype=np.float64, na_value=np.nan)
