"""One published answer, how to compute ours, and how the two compare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from pmo_data.domain.errors import PmoError

Answer: TypeAlias = float | str | tuple["Answer", ...] | None


@dataclass(frozen=True)
class ProofResult:
    """Our number beside the published one. `tolerance` is absolute; `passed` is False also where computing failed."""

    name: str
    method: str
    source: str
    expected: Answer
    computed: Answer
    tolerance: float
    passed: bool


@dataclass(frozen=True)
class ProofCase:
    """A published answer: a number, a text, or a tuple of them; `tolerance` covers its printed rounding only."""

    name: str
    method: str
    source: str
    expected: Answer
    compute: Callable[[], Answer]
    tolerance: float = 1e-9

    def run(self) -> ProofResult:
        """Compute and compare. What stops the computation is shown as the computed answer, and fails."""
        try:
            computed = self.compute()
            passed = agree(self.expected, computed, self.tolerance)
        except (PmoError, ArithmeticError, ValueError, LookupError) as error:
            computed, passed = f"{type(error).__name__}: {error}", False
        return ProofResult(self.name, self.method, self.source, self.expected, computed, self.tolerance, passed)


def agree(expected: Answer, computed: Answer, tolerance: float) -> bool:
    """Numbers within the tolerance, texts and unknowns exactly, tuples member by member."""
    if isinstance(expected, tuple):
        if not isinstance(computed, tuple) or len(expected) != len(computed):
            return False
        return all(agree(one, other, tolerance) for one, other in zip(expected, computed, strict=True))
    if isinstance(expected, int | float) and isinstance(computed, int | float):
        return abs(expected - computed) <= tolerance
    return type(expected) is type(computed) and expected == computed
