"""All proof cases, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pmo_data.analytics.proof import choice, earned, networks, psplib, risk, scoring
from pmo_data.analytics.proof.case import ProofCase, ProofResult

CASES: tuple[Callable[[], Iterable[ProofCase]], ...] = (
    networks.cases,
    psplib.cases,
    earned.cases,
    risk.cases,
    choice.cases,
    scoring.cases,
)
"""Cases whose data is built in."""

FOLDER_CASES: tuple[Callable[[Path], Iterable[ProofCase]], ...] = (psplib.folder_cases, choice.folder_cases)
"""Cases over published data sets, run where their folder is at hand."""


def run_proofs(folder: Path | None = None) -> list[ProofResult]:
    """Run every case. `folder` holds published data sets (`psplib-j30`, `knapsack`); what is not there is not run."""
    results = [case.run() for cases in CASES for case in cases()]
    if folder is not None:
        results += [case.run() for cases in FOLDER_CASES for case in cases(folder)]
    return results
