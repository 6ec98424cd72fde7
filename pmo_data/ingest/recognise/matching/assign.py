"""One column to one field: the assignment of greatest total weight.

Stands apart because it knows nothing of columns or fields. The Hungarian method on a small dense matrix, own code
since the reading process does without scipy; 60 fields by 200 columns take some 0.2 s, ordinary sheets 1 ms.
"""

from __future__ import annotations


def assign(weights: list[list[float]]) -> list[int]:
    """For each row of `weights` (rows >= 1, all rows equally long) the column it gets, -1 for none.

    Weights are not negative; a weight of 0 is never assigned. The sum of assigned weights is the greatest possible.
    """
    if not weights or not weights[0]:
        return [-1] * len(weights)
    rows, cols = len(weights), len(weights[0])
    if rows > cols:
        flipped = assign([[weights[r][c] for r in range(rows)] for c in range(cols)])
        out = [-1] * rows
        for c, r in enumerate(flipped):
            if r >= 0:
                out[r] = c
        return out
    owner = _hungarian([[-w for w in row] for row in weights])
    return [c if c >= 0 and weights[r][c] > 0 else -1 for r, c in enumerate(owner)]


def _hungarian(cost: list[list[float]]) -> list[int]:
    """Least-cost assignment of every row to a column of its own (rows <= columns), by shortest augmenting paths."""
    rows, cols = len(cost), len(cost[0])
    u, v = [0.0] * (rows + 1), [0.0] * (cols + 1)
    taken = [0] * (cols + 1)
    for row in range(1, rows + 1):
        column, way = _augment(cost, row, taken, u, v)
        while column:
            taken[column] = taken[way[column]]
            column = way[column]
    out = [-1] * rows
    for column in range(1, cols + 1):
        if taken[column]:
            out[taken[column] - 1] = column - 1
    return out


def _augment(
    cost: list[list[float]], row: int, taken: list[int], u: list[float], v: list[float]
) -> tuple[int, list[int]]:
    """The cheapest path from a free row to a free column, as its end and each column's predecessor."""
    cols = len(v) - 1
    taken[0] = row
    least, way, used = [float("inf")] * (cols + 1), [0] * (cols + 1), [False] * (cols + 1)
    here = 0
    while taken[here]:
        used[here] = True
        current, delta, following = taken[here], float("inf"), 0
        for c in range(1, cols + 1):
            if used[c]:
                continue
            reduced = cost[current - 1][c - 1] - u[current] - v[c]
            if reduced < least[c]:
                least[c], way[c] = reduced, here
            if least[c] < delta:
                delta, following = least[c], c
        for c in range(cols + 1):
            if used[c]:
                u[taken[c]] += delta
                v[c] -= delta
            else:
                least[c] -= delta
        here = following
    return here, way
