"""Forward and backward pass over an ordered network: one numpy step per level, for one plan or many runs at once.

It stands apart so that the critical path (one column) and the simulation (hundreds of columns) cannot disagree.
All arrays follow the network's own numbering. FS: start >= finish of predecessor + lag; SS: start >= start + lag;
FF: finish >= finish + lag; SF: finish >= start + lag; the backward pass is the mirror image (Kelley & Walker 1959).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from pmo_data.analytics.network import Network

Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
_NONE: Bools = np.zeros(0, dtype=np.bool_)


@dataclass(frozen=True)
class Fixed:
    """What the passes must not move: `pinned` starts (NaN = free), `begun` = actual starts (NaN = not begun),
    and links that no longer bind, forward and backward (masks over the network's links)."""

    pinned: Floats
    begun: Floats
    idle_forward: Bools = field(default_factory=lambda: _NONE)
    idle_backward: Bools = field(default_factory=lambda: _NONE)


def forward(
    network: Network, duration: Floats, floor: Floats, fixed: Fixed | None = None
) -> tuple[Floats, Floats, Floats]:
    """Earliest (re)start, the start that successors see, and the earliest finish; shapes as `duration`.

    `duration` is (tasks,) or (tasks, runs); `floor` (tasks,) is the earliest start without any link.
    A NaN duration makes the task and all that waits for it NaN.
    """
    resume = np.array(np.broadcast_to(_column(floor, duration), duration.shape))
    begun = resume
    if fixed is not None and not np.isnan(fixed.begun).all():
        begun = np.array(np.broadcast_to(_column(fixed.begun, duration), duration.shape))
    finish = np.empty_like(resume)
    first = slice(0, int(network.level_starts[1]) if network.depth else 0)
    _settle(first, resume, begun, finish, duration, fixed)
    for tasks, links, starts in network.forward_levels():
        candidate = _early_candidates(network, links, duration, begun, finish)
        if fixed is not None and fixed.idle_forward.size:
            candidate[fixed.idle_forward[links]] = -np.inf
        np.maximum(resume[tasks], np.maximum.reduceat(candidate, starts, axis=0), out=resume[tasks])
        _settle(tasks, resume, begun, finish, duration, fixed)
    return resume, begun, finish


def backward(network: Network, duration: Floats, limit: Floats, fixed: Fixed | None = None) -> tuple[Floats, Floats]:
    """Latest (re)start and latest finish; `limit` is the latest finish without any link, shaped as `duration`.

    Candidates that are unknown (NaN) do not bind.
    """
    late_finish = np.array(np.broadcast_to(limit, duration.shape))
    late_start = late_finish - duration
    pinned = None if fixed is None else fixed.pinned
    for tasks, links, starts in network.backward_levels():
        candidate = _late_candidates(network, links, duration, late_start, late_finish)
        if fixed is not None and fixed.idle_backward.size:
            candidate[fixed.idle_backward[links]] = np.inf
        latest = np.fmin(late_finish[tasks], np.fmin.reduceat(candidate, starts, axis=0))
        if pinned is not None:
            held = _column(pinned[tasks], duration) + duration[tasks]
            latest = np.where(np.isnan(held), latest, held)
        late_finish[tasks] = latest
        late_start[tasks] = latest - duration[tasks]
    return late_start, late_finish


def link_slack(network: Network, duration: Floats, resume: Floats, begun: Floats, finish: Floats) -> Floats:
    """How far each link (in the network's order) is from binding, in working days; 0 = it drives its successor."""
    everything = slice(0, len(network.links))
    slack: Floats = resume[network.links.successor] - _early_candidates(network, everything, duration, begun, finish)
    return slack


def _early_candidates(network: Network, chosen: slice, duration: Floats, begun: Floats, finish: Floats) -> Floats:
    links = network.links
    before = links.predecessor[chosen]
    candidate: Floats = finish[before]
    from_finish, to_finish = links.from_finish[chosen], links.to_finish[chosen]
    if not from_finish.all():
        candidate = np.where(_column(from_finish, duration), candidate, begun[before])
    candidate += _column(links.lag_days[chosen], duration)
    if to_finish.any():
        candidate -= np.where(_column(to_finish, duration), duration[links.successor[chosen]], 0.0)
    return candidate


def _late_candidates(
    network: Network, chosen: npt.NDArray[np.int64], duration: Floats, late_start: Floats, late_finish: Floats
) -> Floats:
    links = network.links
    after = links.successor[chosen]
    candidate: Floats = late_start[after]
    from_finish, to_finish = links.from_finish[chosen], links.to_finish[chosen]
    if to_finish.any():
        candidate = np.where(_column(to_finish, duration), late_finish[after], candidate)
    candidate -= _column(links.lag_days[chosen], duration)
    if not from_finish.all():
        candidate += np.where(_column(from_finish, duration), 0.0, duration[links.predecessor[chosen]])
    return candidate


def _settle(tasks: slice, resume: Floats, begun: Floats, finish: Floats, duration: Floats, fixed: Fixed | None) -> None:
    """Apply what is pinned, and derive the finish, for one level whose links have been looked at."""
    if fixed is not None:
        pinned = _column(fixed.pinned[tasks], duration)
        resume[tasks] = np.where(np.isnan(pinned), resume[tasks], pinned)
        if begun is not resume:
            begun[tasks] = np.where(np.isnan(begun[tasks]), resume[tasks], begun[tasks])
    np.add(resume[tasks], duration[tasks], out=finish[tasks])


def _column(values: npt.NDArray[Any], like: Floats) -> npt.NDArray[Any]:
    """One value per task or link, shaped to meet a column per run."""
    return values if like.ndim == 1 else values[:, np.newaxis]
