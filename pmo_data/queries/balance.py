"""The balance of the portfolio: every project by what it is worth, costs and risks; buckets against their targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.queries.base import ScopedQuery


@dataclass(frozen=True, kw_only=True)
class Balance(ScopedQuery):
    """Projects with everything a balance is drawn by: money, benefit, alignment, slip, exposure, age, size, stage.

    `benefit_ratio` is undiscounted benefit over budget. Size bands are thirds of the budgets in scope.
    """

    sql: ClassVar[str] = "balance/balance"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "code", "name", "programme_name", "department", "category", "stage", "status", "rating", "is_open",
        "main_objective", "alignment_score", "budget", "benefit_value", "benefit_ratio", "slip_pct",
        "cost_variance_pct", "exposure_pct", "percent_complete", "high_risks", "age_days", "size_band", "age_band",
        "currency",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Mix(ScopedQuery):
    """Buckets of open projects by category, department, programme or stage: share of the money against the target.

    A target is a setting named `target_mix:<dimension>:<bucket>`, in per cent.
    """

    sql: ClassVar[str] = "balance/mix"
    columns: ClassVar[tuple[str, ...]] = (
        "dimension", "bucket", "projects", "red", "money", "money_known", "share_pct", "target_pct", "gap_pct",
        "currency",
    )  # fmt: skip
    dimension: str = "category"
