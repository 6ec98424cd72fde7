"""Faults of a plan's logic that counting alone does not show: dangling ends, progress out of order, spare links.

It stands apart from the fourteen points because these have no agreed limit; each is a list to look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_data.analytics.critical_path import Schedule

Bools: TypeAlias = npt.NDArray[np.bool_]
Pair: TypeAlias = tuple[Any, Any]

MOST_TASKS_FOR_SPARE_LINKS = 20_000
"""Reachability needs tasks squared / 8 bytes: 50 MB here. Above it the question is not answered."""


@dataclass(frozen=True)
class LinkColumns:
    """Usable links of a schedule as row positions of its tasks, with relation and lag."""

    before: npt.NDArray[np.int64]
    after: npt.NDArray[np.int64]
    relation: npt.NDArray[np.object_]
    lag_days: npt.NDArray[np.float64]

    @classmethod
    def of(cls, plan: Schedule) -> LinkColumns:
        frame = plan.input_links
        before = plan.position_of.get_indexer(pd.Index(frame["predecessor"])).astype(np.int64)
        after = plan.position_of.get_indexer(pd.Index(frame["successor"])).astype(np.int64)
        usable = (before >= 0) & (after >= 0)
        relation = np.full(len(frame), "FS", dtype=object)
        if "relation" in frame:
            stated = frame["relation"].notna().to_numpy()
            relation[stated] = frame["relation"].astype(object).to_numpy()[stated]
        lag = np.zeros(len(frame))
        if "lag_days" in frame:
            lag = np.nan_to_num(frame["lag_days"].to_numpy(dtype=np.float64, na_value=np.nan))
        return cls(before[usable], after[usable], relation[usable], lag[usable])

    def pairs(self, plan: Schedule, chosen: Bools) -> list[Pair]:
        """The chosen links as (predecessor, successor) ids."""
        ids = plan.tasks["task_id"]
        return [(ids.iloc[b], ids.iloc[a]) for b, a in zip(self.before[chosen], self.after[chosen], strict=True)]


def dangling_ends(plan: Schedule) -> tuple[list[Any], list[Any]]:
    """Tasks with predecessors none of which drives the start, and with successors none of which the finish drives.

    A task with no link at all on that side is a missing link, not a dangling end.
    """
    links, size = LinkColumns.of(plan), len(plan.tasks)
    from_finish = np.array([relation[0] == "F" for relation in links.relation], dtype=np.bool_)
    to_start = np.array([relation[1] == "S" for relation in links.relation], dtype=np.bool_)
    start_held, has_before = _touched(links.after[to_start], size), _touched(links.after, size)
    finish_used, has_after = _touched(links.before[from_finish], size), _touched(links.before, size)
    ids = plan.tasks["task_id"]
    return ids[has_before & ~start_held].tolist(), ids[has_after & ~finish_used].tolist()


def out_of_sequence(plan: Schedule) -> list[Pair]:
    """Links that actual progress has broken: the successor's end happened before the predecessor's end it waits for."""
    links = LinkColumns.of(plan)
    ends = {"S": _actual(plan, "actual_start_day"), "F": _actual(plan, "actual_finish_day")}
    broken = np.zeros(links.before.size, dtype=np.bool_)
    for name in ("FS", "SS", "FF", "SF"):
        is_kind = np.array([relation == name for relation in links.relation], dtype=np.bool_)
        due, done = ends[name[0]][links.before], ends[name[1]][links.after]
        broken |= is_kind & ~np.isnan(done) & (np.isnan(due) | (done < due + links.lag_days - 1e-6))
    return links.pairs(plan, broken)


def redundant_links(plan: Schedule) -> list[Pair] | None:
    """Finish-to-start links without lag that another chain of such links, or a second link, implies.

    Transitive reduction (Aho, Garey & Ullman 1972) with one bit per task; None above 20,000 tasks. Tasks in or
    after a loop are left out.
    """
    if len(plan.tasks) > MOST_TASKS_FOR_SPARE_LINKS:
        return None
    links = LinkColumns.of(plan)
    computed = plan.tasks["early_start_day"].notna().to_numpy()
    chain = np.array([relation == "FS" for relation in links.relation], dtype=np.bool_) & (links.lag_days >= 0)
    chain &= computed[links.before] & computed[links.after]
    followers: dict[int, list[int]] = {}
    for before, after in zip(links.before[chain].tolist(), links.after[chain].tolist(), strict=True):
        followers.setdefault(before, []).append(after)
    reach = _reach(followers)
    seen: set[tuple[int, int]] = set()
    spare = np.zeros(chain.size, dtype=np.bool_)
    for place in np.flatnonzero(chain & (links.lag_days == 0)).tolist():
        pair = (int(links.before[place]), int(links.after[place]))
        longer = any(reach[other] >> pair[1] & 1 for other in set(followers[pair[0]]) if other != pair[1])
        spare[place] = longer or pair in seen
        seen.add(pair)
    return links.pairs(plan, spare)


def _reach(followers: dict[int, list[int]]) -> dict[int, int]:
    """For every task the set of tasks after it, as the bits of one whole number."""
    reach: dict[int, int] = {}
    for root in followers:
        path = [root]
        while path:
            task = path[-1]
            waiting = [after for after in followers.get(task, []) if after not in reach]
            if waiting:
                path.extend(waiting)
                continue
            path.pop()
            bits = 0
            for after in followers.get(task, []):
                bits |= reach[after] | 1 << after
            reach[task] = bits
    return reach


def _touched(positions: npt.NDArray[np.int64], size: int) -> Bools:
    touched = np.zeros(size, dtype=np.bool_)
    touched[positions] = True
    return touched


def _actual(plan: Schedule, column: str) -> npt.NDArray[np.float64]:
    if column not in plan.input_tasks:
        return np.full(len(plan.tasks), np.nan)
    return plan.input_tasks[column].to_numpy(dtype=np.float64, na_value=np.nan)
