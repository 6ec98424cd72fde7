"""How well projects serve the objectives, and how far a ranking can be trusted when weights are uncertain.

It stands apart from selection: a score orders projects, it does not choose a portfolio.
A missing score is a range from worst to best, never a zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pmo_data.analytics.errors import AnalysisError

Floats: TypeAlias = npt.NDArray[np.float64]

CONTRIBUTIONS = ("none", "low", "moderate", "strong", "extreme")
"""Levels 0 to 4 of what a project contributes to an objective."""
ANCHORS = (
    "No effect on the objective that anyone could name.",
    "Helps indirectly; the objective would be met as well without it.",
    "A measurable part of the objective's target depends on it.",
    "The objective would be clearly missed without it.",
    "The objective stands or falls with it.",
)
"""What each level means, so that two people mean the same."""
_MOST = len(CONTRIBUTIONS) - 1


@dataclass(frozen=True)
class ScoreRanges:
    """Per project, 0-1: `worst` and `best` with missing scores at their ends; `score` where nothing is missing (else
    NaN); `known`: how many scores were given."""

    worst: Floats
    best: Floats
    score: Floats
    known: npt.NDArray[np.int64]


@dataclass(frozen=True)
class RankStability:
    """Per project: `stated_rank` (1 = best), share of draws with rank <= k for `within` k, and a 90 % interval."""

    stated_rank: npt.NDArray[np.int64]
    within: Floats
    lowest_rank: npt.NDArray[np.int64]
    highest_rank: npt.NDArray[np.int64]


def alignment(contributions: npt.ArrayLike, weights: npt.ArrayLike) -> ScoreRanges:
    """A = sum of weight x contribution / 4 over objectives; NaN = not judged.

    `contributions` (projects, objectives) on 0-4; `weights` of the objectives, any positive scale.
    Raises AnalysisError for a contribution outside 0-4, or weights that do not fit.
    """
    values = np.asarray(contributions, dtype=np.float64)
    if (np.nan_to_num(values) < 0).any() or (np.nan_to_num(values) > _MOST).any():
        raise AnalysisError("A contribution must be 0 (none) to 4 (extreme).")
    return weighted_scores(values / _MOST, weights)


def normalise(values: npt.ArrayLike, higher_is_better: bool, worst: float, best: float) -> Floats:
    """Values on 0 (worst) to 1 (best), cut off at the ends; missing ones stay NaN. The direction must be meant."""
    if worst == best or (best > worst) != higher_is_better:
        raise AnalysisError("The best end must lie above the worst when more is better, and below it when less is.")
    scaled: Floats = np.clip((np.asarray(values, dtype=np.float64) - worst) / (best - worst), 0.0, 1.0)
    return scaled


def weighted_scores(values: npt.ArrayLike, weights: npt.ArrayLike) -> ScoreRanges:
    """S = sum of w x v for `values` (projects, criteria) on 0-1 and weights scaled to sum 1; NaN gives a range."""
    table = np.asarray(values, dtype=np.float64)
    share = _shares(weights, table.shape[1])
    missing = np.isnan(table)
    worst = np.where(missing, 0.0, table) @ share
    best = np.where(missing, 1.0, table) @ share
    # A missing score of no weight changes nothing.
    score = np.where((missing & (share > 0)).any(axis=1), np.nan, worst)
    return ScoreRanges(worst, best, score, (~missing).sum(axis=1))


def rank_stability(
    values: npt.ArrayLike,
    weights: npt.ArrayLike,
    *,
    within: int = 10,
    concentration: float = 100.0,
    draws: int = 5_000,
    seed: int = 20_260_101,
) -> RankStability:
    """How ranks move when weights are drawn around the stated ones (Dirichlet).

    `concentration`: 100 moves a weight of 0.2 by about 0.04; higher moves less. Missing values count as the middle.
    """
    table = np.nan_to_num(np.asarray(values, dtype=np.float64), nan=0.5)
    share = _shares(weights, table.shape[1])
    # Dirichlet needs every parameter above 0: a weight of 0 stays, for all practical purposes, 0.
    drawn = np.random.default_rng(seed).dirichlet(np.maximum(share * concentration, 1e-9), draws)
    ranks = _ranks(table @ drawn.T)
    return RankStability(
        stated_rank=_ranks((table @ share)[:, np.newaxis])[:, 0],
        within=(ranks <= within).mean(axis=1),
        lowest_rank=np.quantile(ranks, 0.05, axis=1, method="nearest").astype(np.int64),
        highest_rank=np.quantile(ranks, 0.95, axis=1, method="nearest").astype(np.int64),
    )


def _ranks(scores: Floats) -> npt.NDArray[np.int64]:
    """Rank 1 for the highest of each column; ties keep the input's order."""
    order = np.argsort(-scores, axis=0, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, scores.shape[0] + 1)[:, np.newaxis], axis=0)
    return ranks.astype(np.int64)


def _shares(weights: npt.ArrayLike, size: int) -> Floats:
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != (size,):
        raise AnalysisError(f"There must be one weight per column: {size}, not {given.size}.")
    if not np.isfinite(given).all() or (given < 0).any() or given.sum() <= 0:
        raise AnalysisError("Weights must be known, not negative, and not all 0.")
    return np.asarray(given / given.sum())
