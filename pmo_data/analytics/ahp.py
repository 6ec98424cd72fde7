"""The analytic hierarchy process: weights from pairwise comparisons, and whether these contradict each other.

It stands apart from scoring because weights may come from elsewhere. Source: Saaty 1980, 2008.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pmo_data.analytics.errors import AnalysisError

Floats: TypeAlias = npt.NDArray[np.float64]

RANDOM_INDEX = {3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41}
"""Mean consistency index of random matrices by size (Saaty)."""
ACCEPTED_RATIO = 0.10


@dataclass(frozen=True)
class Priorities:
    """`weights` sum to 1. `consistency_ratio` is None below 3 and above 8 criteria, where it is not defined."""

    weights: Floats
    largest_eigenvalue: float
    consistency_index: float
    consistency_ratio: float | None

    @property
    def consistent(self) -> bool | None:
        """Whether the ratio is at most 0.10; with one or two criteria always; None where there is no ratio."""
        if self.weights.size < 3:
            return True
        return None if self.consistency_ratio is None else self.consistency_ratio <= ACCEPTED_RATIO


def priorities(comparisons: npt.ArrayLike) -> Priorities:
    """Weights by the principal eigenvector of a reciprocal matrix: entry (i, j) says how much i outweighs j.

    Raises AnalysisError for a matrix that is not square, positive and reciprocal.
    """
    matrix = np.asarray(comparisons, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or matrix.size == 0:
        raise AnalysisError("Pairwise comparisons must be a square matrix, one row and column per criterion.")
    # Printed matrices round 1/3 to .33: 2 % covers that, not a wrong entry.
    if not (matrix > 0).all() or np.abs(matrix * matrix.T - 1).max() > 0.02:
        raise AnalysisError("Each comparison must be positive, and the one across the diagonal its reciprocal.")
    size = matrix.shape[0]
    values, vectors = np.linalg.eig(matrix)
    first = int(np.argmax(values.real))
    weights = np.abs(vectors[:, first].real)
    largest = float(values[first].real)
    index = max(0.0, (largest - size) / (size - 1)) if size > 1 else 0.0
    ratio = index / RANDOM_INDEX[size] if size in RANDOM_INDEX else None
    return Priorities(weights / weights.sum(), largest, index, ratio)


def comparisons_of(judgements: Sequence[float], size: int) -> Floats:
    """The full matrix from the judgements above the diagonal, row by row; below it stand the reciprocals."""
    if len(judgements) != size * (size - 1) // 2:
        raise AnalysisError(f"{size} criteria need {size * (size - 1) // 2} judgements, not {len(judgements)}.")
    matrix = np.ones((size, size))
    above = np.triu_indices(size, 1)
    matrix[above] = judgements
    matrix.T[above] = 1 / matrix[above]
    return matrix
