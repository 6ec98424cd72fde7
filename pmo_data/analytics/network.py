"""The task network as arrays, ordered in levels, so that one numpy step computes a whole level.

It stands apart from the critical path because the simulation runs the same network thousands of times:
ordering and the search for loops are paid once. A level is the longest count of links from a task without
predecessors; tasks of one level never depend on each other, however many projects are in the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.loops import find_loops

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]

RELATIONS = ("FS", "SS", "FF", "SF")


@dataclass(frozen=True)
class Links:
    """Links between task positions. `from_finish`/`to_finish` spell the relation: FS = (True, False)."""

    predecessor: Ints
    successor: Ints
    from_finish: Bools
    to_finish: Bools
    lag_days: Floats

    @classmethod
    def of(
        cls,
        predecessor: npt.ArrayLike,
        successor: npt.ArrayLike,
        relation: Any = None,
        lag_days: npt.ArrayLike | None = None,
    ) -> Links:
        """Build from positions, relations (`FS` if none is given) and lags in working days (0 if none)."""
        before = np.asarray(predecessor, dtype=np.int64)
        lags = np.nan_to_num(np.asarray(0.0 if lag_days is None else lag_days, dtype=np.float64))
        lags = np.ascontiguousarray(np.broadcast_to(lags, before.shape))
        from_finish, to_finish = _relation_ends(relation, before.size)
        return cls(before, np.asarray(successor, dtype=np.int64), from_finish, to_finish, lags)

    def take(self, chosen: npt.NDArray[Any]) -> Links:
        """The chosen links (by mask or positions), in that order."""
        return Links(
            self.predecessor[chosen],
            self.successor[chosen],
            self.from_finish[chosen],
            self.to_finish[chosen],
            self.lag_days[chosen],
        )

    def __len__(self) -> int:
        return int(self.predecessor.size)

    def relation(self, position: int) -> str:
        """The relation of one link as its two letters."""
        return ("F" if self.from_finish[position] else "S") + ("F" if self.to_finish[position] else "S")


@dataclass(frozen=True)
class Network:
    """Tasks renumbered level by level; `order[k]` is the input position of the k-th task in that numbering.

    `links` are sorted by successor and use the new numbering; `link_source` gives their input positions.
    `by_predecessor` sorts them for the way back. Within a level, tasks with successors come first.
    Tasks in `blocked` (members of loops and all that follows them) are in no level: nothing is computed
    for them. `loops` names the members of each loop by input position.
    """

    order: Ints
    level_starts: Ints
    with_successors: Ints
    links: Links
    link_source: Ints
    by_predecessor: Ints
    in_starts: Ints
    out_starts: Ints
    loops: tuple[tuple[int, ...], ...]
    blocked: Ints

    @property
    def size(self) -> int:
        """How many tasks can be computed."""
        return int(self.order.size)

    @property
    def depth(self) -> int:
        """How many levels there are."""
        return int(self.level_starts.size - 1)

    def forward_levels(self) -> Iterator[tuple[slice, slice, Ints]]:
        """For every level after the first: its tasks, its incoming links, where each task's links begin."""
        for level in range(1, self.depth):
            first, last = self.level_starts[level], self.level_starts[level + 1]
            begin, end = self.in_starts[first], self.in_starts[last]
            yield slice(first, last), slice(begin, end), self.in_starts[first:last] - begin

    def backward_levels(self) -> Iterator[tuple[slice, Ints, Ints]]:
        """From the last level to the first: its tasks with successors, their links, each one's first link."""
        for level in range(self.depth - 1, -1, -1):
            first = self.level_starts[level]
            last = first + self.with_successors[level]
            if last == first:
                continue
            begin, end = self.out_starts[first], self.out_starts[last]
            yield slice(first, last), self.by_predecessor[begin:end], self.out_starts[first:last] - begin


def build_network(tasks: int, links: Links) -> Network:
    """Order `tasks` tasks by level. Links refer to positions 0..tasks-1. Cost: 0.5 s for 1M and 2M links."""
    ends = (links.predecessor, links.successor)
    if len(links) and (min(end.min() for end in ends) < 0 or max(end.max() for end in ends) >= tasks):
        raise AnalysisError("A link refers to a task outside the network; leave such links out first.")
    level, has_successor = _levels(tasks, links)
    blocked = np.flatnonzero(level < 0)
    loops = find_loops(links.predecessor, links.successor, blocked, tasks) if blocked.size else ()
    if blocked.size:
        has_successor = np.zeros(tasks, dtype=np.bool_)
        has_successor[links.predecessor[level[links.successor] >= 0]] = True
    order = _order(level, has_successor)
    new_number = np.full(tasks, -1, dtype=np.int64)
    new_number[order] = np.arange(order.size)
    kept, source = _renumber(links, new_number, any_blocked=bool(blocked.size))
    by_predecessor = _sorted_positions(kept.predecessor, order.size)
    level_of = level[order]
    depth = int(level_of[-1]) + 1 if order.size else 0
    level_starts = np.searchsorted(level_of, np.arange(depth + 1))
    out_counts = np.bincount(kept.predecessor, minlength=order.size)
    running = np.concatenate(([0], np.cumsum(out_counts > 0)))
    return Network(
        order=order,
        level_starts=level_starts,
        with_successors=running[level_starts[1:]] - running[level_starts[:-1]],
        links=kept,
        link_source=source,
        by_predecessor=by_predecessor,
        in_starts=np.concatenate(([0], np.cumsum(np.bincount(kept.successor, minlength=order.size)))),
        out_starts=np.concatenate(([0], np.cumsum(out_counts))),
        loops=loops,
        blocked=blocked,
    )


def _relation_ends(relation: Any, size: int) -> tuple[Bools, Bools]:
    if relation is None:
        return np.ones(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    # Comparing 2M strings four times costs 0.3 s; naming the few distinct ones first costs a quarter of it.
    codes, names = pd.factorize(relation)
    for name in names:
        if name not in RELATIONS:
            raise AnalysisError(f"A link has the relation {name!r}; it must be one of {', '.join(RELATIONS)}.")
    # Position -1 is a link without a relation: it means FS, as in every planning tool.
    from_finish = np.array([*(name[0] == "F" for name in names), True])
    to_finish = np.array([*(name[1] == "F" for name in names), False])
    return from_finish[codes], to_finish[codes]


def _sorted_positions(keys: Ints, limit: int) -> Ints:
    """Stable argsort of whole numbers below `limit`: sorting key and position in one number is 3x faster."""
    size = keys.size
    if size == 0:
        return np.empty(0, dtype=np.int64)
    if limit * size >= 2**62:
        return np.argsort(keys, kind="stable").astype(np.int64)
    packed = np.sort(keys * size + np.arange(size))
    return np.asarray(packed % size, dtype=np.int64)


def _levels(tasks: int, links: Links) -> tuple[Ints, Bools]:
    """Level of each task, peeling off level by level the tasks whose predecessors are all placed; else -1."""
    outgoing = links.successor[_sorted_positions(links.predecessor, tasks)]
    counts = np.bincount(links.predecessor, minlength=tasks)
    starts = np.cumsum(counts) - counts
    waiting = np.bincount(links.successor, minlength=tasks)
    level = np.full(tasks, -1, dtype=np.int64)
    mark = np.empty(tasks, dtype=np.int64)
    front = np.flatnonzero(waiting == 0)
    number = 0
    while front.size:
        level[front] = number
        front = _next_front(front, starts, counts, outgoing, waiting, mark)
        number += 1
    return level, counts > 0


def _next_front(front: Ints, starts: Ints, counts: Ints, outgoing: Ints, waiting: Ints, mark: Ints) -> Ints:
    """Tasks that became free by placing `front`; counts `waiting` down in place, `mark` is scratch space."""
    amount = counts[front]
    ends = np.cumsum(amount)
    total = int(ends[-1])
    reached = outgoing[np.repeat(starts[front] - (ends - amount), amount) + np.arange(total)]
    np.subtract.at(waiting, reached, 1)
    free = reached[waiting[reached] == 0]
    # A task reached by several links stands here several times: only the last writer of its mark stays.
    position = np.arange(free.size)
    mark[free] = position
    last: Ints = free[mark[free] == position]
    return last


def _order(level: Ints, has_successor: Bools) -> Ints:
    placed = np.flatnonzero(level >= 0)
    key = level[placed] * 2 + ~has_successor[placed]
    return np.asarray(placed[_sorted_positions(key, 2 * level.size + 2)], dtype=np.int64)


def _renumber(links: Links, new_number: Ints, any_blocked: bool) -> tuple[Links, Ints]:
    predecessor, successor = new_number[links.predecessor], new_number[links.successor]
    source = np.arange(len(links))
    if any_blocked:
        # A task that is placed has no blocked predecessor: only the way into the blocked part is cut.
        source = np.flatnonzero(successor >= 0)
        successor = successor[source]
    source = source[_sorted_positions(successor, max(new_number.size, 1))]
    kept = links.take(source)
    ends = (predecessor[source], new_number[kept.successor])
    return Links(*ends, kept.from_finish, kept.to_finish, kept.lag_days), source
