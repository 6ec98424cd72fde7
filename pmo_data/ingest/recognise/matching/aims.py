"""Objectives and indicators with values by year: "KPI, 2023 actual, 2024 target, 2025 target".

Stands apart because such values are of no money and no work: an objective has one target, and the values of years stay
beside it. An indicator that serves no objective has no place at all, which is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.vocabulary.periods import period
from pmo_data.ingest.recognise.vocabulary.words import tidy, words
from pmo_data.store.delivery import Finding

_INDICATORS = frozenset({"kpi", "indicator", "metric", "kri", "measure"})
_AIMS = frozenset({"objective", "goal", "okr", "kr"})
_OTHERS = frozenset({"project", "benefit", "task", "initiative", "scheme", "role", "resource", "team", "person",
                     "employee", "capacity", "demand"})  # fmt: skip
_MEASURES = frozenset({"target", "actual", "planned", "forecast", "value", "result", "baseline"})
_NUMBERED = frozenset({"id", "code", "number", "reference"})
_PART = re.compile(r"[\s–:,_()]+")


def of_aims(names: Sequence[str]) -> bool:
    """Whether a table is of objectives or indicators, by the names of its columns."""
    spoken = {w for name in names for w in words(name)}
    return bool(spoken & (_INDICATORS | _AIMS)) and not spoken & _OTHERS


def year_in(name: str) -> tuple[str, int] | None:
    """The period that a header names, "2024 target" too, with its place in time."""
    rest = " ".join(p for p in _PART.split(tidy(name)) if p and not set(words(p)) & _MEASURES)
    return period(rest) if len(name) < 40 else None


def with_latest_target(plans: list[ColumnPlan], entity: str) -> tuple[list[ColumnPlan], list[Finding]]:
    """The plans of objectives with the value of the last year as their target; those of other years stay beside."""
    years = [(found, p) for p in plans if p.field is None and (found := year_in(p.header)) is not None]
    kinds = {found[0] for found, _ in years}
    if entity != "objective" or len(years) < 2 or len(kinds) > 1:
        return plans, []
    last = max(years, key=lambda y: (y[0][1], "target" in words(y[1].header)))[1]
    aimed = not any(p.field == "target" for p in plans) and "actual" not in words(last.header)
    if aimed:
        of_last = replace(last, field="target", confidence="guess", reason="the value of the last year")
        plans = [of_last if p is last else p for p in plans]
    said = "An objective has one target" + (f", read from “{last.header}”" if aimed else "")
    said += "; the values of the other years are kept beside it."
    fix = "Import them as benefits by year if they are gains in money."
    return plans, [Finding("values_of_years_beside", "warning", said, fix=fix)]


def without_objective(names: Sequence[str]) -> str | None:
    """What to do with indicators that nothing says the objective of; None where the names are of something else."""
    told = [n for n in names if set(words(n)) & _INDICATORS]
    aimed = any(set(words(n)) & _AIMS and not set(words(n)) & _NUMBERED for n in names)
    if not told or aimed or not of_aims(names):
        return None
    by_year = "" if sum(1 for n in names if year_in(n)) < 2 else " The values by period stay beside it."
    return (
        f"“{tidy(told[0])}” names indicators, which are kept with the objective that each measures: add a column "
        f"called Objective, and one called Target with the value to be reached.{by_year}"
    )
