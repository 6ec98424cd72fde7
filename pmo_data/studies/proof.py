"""The proof as people see it: every published answer beside ours, and which published data sets are not at hand.

It stands apart from the cases because where the data sets lie is a fact of the place, not of a method.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from pmo_data.analytics.proof import ProofResult, run_proofs
from pmo_data.domain.places import app_folder

FOLDER_VARIABLE = "PMO_KNOWN"
_DATA_SETS = {"psplib-j30": "480 PSPLIB networks", "knapsack": "15 knapsack selections of the OR-Library"}
COLUMNS = ("verdict", "name", "method", "expected", "computed", "tolerance", "source")


@dataclass(frozen=True)
class Proof:
    """What was run, and sentences about what could not be for want of its data set."""

    results: tuple[ProofResult, ...]
    not_at_hand: tuple[str, ...]

    @property
    def misses(self) -> tuple[ProofResult, ...]:
        return tuple(result for result in self.results if not result.passed)

    @property
    def sentence(self) -> str:
        """'All 41 published answers are met.'"""
        total, missed = len(self.results), len(self.misses)
        if not missed:
            return f"All {total} published answers are met."
        return f"{missed} of {total} published answers {'is' if missed == 1 else 'are'} missed."

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """Label and count for the top of the page."""
        methods = {result.method for result in self.results}
        met = len(self.results) - len(self.misses)
        return (
            ("Answers met", f"{met} of {len(self.results)}"),
            ("Missed", str(len(self.misses))),
            ("Methods", str(len(methods))),
        )

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row per case, misses first; answers as text."""
        ordered = sorted(self.results, key=lambda result: result.passed)
        rows = [
            (
                "✓ met" if result.passed else "■ missed",
                result.name,
                result.method,
                shown(result.expected),
                shown(result.computed),
                result.tolerance,
                result.source,
            )
            for result in ordered
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS))


def known_folder() -> Path | None:
    """Where published data sets lie: `PMO_KNOWN`, or `../shared/data/known` beside a checkout; None without."""
    chosen = os.environ.get(FOLDER_VARIABLE, "").strip()
    place = Path(chosen).expanduser() if chosen else app_folder().parent / "shared" / "data" / "known"
    return place if place.is_dir() else None


def prove(folder: Path | None = None) -> Proof:
    """Run the cases that are built in, and those of `folder` where one is given (a few seconds more)."""
    missing = tuple(
        f"{what} not at hand: name their folder in {FOLDER_VARIABLE} to run them, too."
        for name, what in _DATA_SETS.items()
        if folder is None or not (folder / name).is_dir()
    )
    return Proof(tuple(run_proofs(folder)), missing)


def shown(answer: object) -> str:
    """An answer as text: numbers without needless digits, a tuple member by member, 'n/a' for what is undefined."""
    if answer is None:
        return "n/a"
    if isinstance(answer, tuple):
        return ", ".join(shown(member) for member in answer)
    if isinstance(answer, float):
        return f"{answer:,.6g}" if abs(answer) < 1e6 else f"{answer:,.0f}"
    return str(answer)
