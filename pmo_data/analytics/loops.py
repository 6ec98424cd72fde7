"""Loops among links: which tasks wait for themselves.

It stands apart from the network because it is the one search that cannot be done level by level; it only ever
sees the few tasks that ordering could not place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]


def find_loops(predecessor: Ints, successor: Ints, among: Ints, tasks: int) -> tuple[tuple[int, ...], ...]:
    """Members of each loop among the positions `among`, ascending; a task linked to itself is a loop of one."""
    inside = np.zeros(tasks, dtype=np.bool_)
    inside[among] = True
    while True:
        # Followers of a loop are peeled off from the back, so that the slow search sees little but loops.
        keep = inside[predecessor] & inside[successor]
        predecessor, successor = predecessor[keep], successor[keep]
        has_next = np.zeros(tasks, dtype=np.bool_)
        has_next[predecessor] = True
        if np.array_equal(has_next, inside):
            break
        inside = has_next
    graph: dict[int, list[int]] = {int(task): [] for task in np.flatnonzero(inside)}
    for before, after in zip(predecessor.tolist(), successor.tolist(), strict=True):
        graph[before].append(after)
    parts = _StrongParts(graph).find()
    return tuple(sorted(tuple(sorted(p)) for p in parts if len(p) > 1 or p[0] in graph[p[0]]))


class _StrongParts:
    """Tarjan's strongly connected components (1972), with a stack of its own: loops may be long."""

    def __init__(self, graph: dict[int, list[int]]) -> None:
        self.graph = graph
        self.index: dict[int, int] = {}
        self.low: dict[int, int] = {}
        self.open: dict[int, None] = {}
        self.parts: list[list[int]] = []

    def find(self) -> list[list[int]]:
        for root in self.graph:
            if root not in self.index:
                self._search(root)
        return self.parts

    def _search(self, root: int) -> None:
        path = [self._enter(root)]
        while path:
            node, followers = path[-1]
            fresh = self._next_fresh(node, followers)
            if fresh is not None:
                path.append(self._enter(fresh))
                continue
            path.pop()
            if path:
                parent = path[-1][0]
                self.low[parent] = min(self.low[parent], self.low[node])
            if self.low[node] == self.index[node]:
                self._close(node)

    def _enter(self, node: int) -> tuple[int, Iterator[int]]:
        self.index[node] = self.low[node] = len(self.index)
        self.open[node] = None
        return node, iter(self.graph[node])

    def _next_fresh(self, node: int, followers: Iterator[int]) -> int | None:
        for follower in followers:
            if follower not in self.index:
                return follower
            if follower in self.open:
                self.low[node] = min(self.low[node], self.index[follower])
        return None

    def _close(self, node: int) -> None:
        part = []
        while True:
            member, _ = self.open.popitem()
            part.append(member)
            if member == node:
                break
        self.parts.append(part)
