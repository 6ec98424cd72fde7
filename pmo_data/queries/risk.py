"""Questions about risks and registers: the matrix, exposure, ageing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.queries.base import ScopedQuery

_RISK = (
    "risk", "code", "name", "project", "project_name", "owner", "kind", "probability", "impact", "band", "score",
    "emv", "currency", "response", "mitigation", "raised_on", "due", "reviewed_on", "age_days", "overdue",
    "import_id", "sheet", "row_number",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RiskMatrix(ScopedQuery):
    """Probability x impact on 1-5 with counts of open risks: all 25 cells, empty ones with 0.

    `scores` chooses which assessment: current, inherent, residual or target. `rated` of `total` open risks carry both
    scores. `band` is low, medium, high or very_high by the risk matrix setting.
    """

    sql: ClassVar[str] = "risk/risk_matrix"
    columns: ClassVar[tuple[str, ...]] = (
        "probability", "impact", "band", "risks", "threats", "opportunities", "emv", "currency", "rated", "total",
    )  # fmt: skip
    scores: str = "current"


@dataclass(frozen=True, kw_only=True)
class RiskCell(ScopedQuery):
    """The open risks behind one cell of the matrix; a cell of NULL x NULL gives those without scores."""

    sql: ClassVar[str] = "risk/risk_cell"
    columns: ClassVar[tuple[str, ...]] = _RISK
    probability: int | None = None
    impact: int | None = None
    scores: str = "current"


@dataclass(frozen=True, kw_only=True)
class RiskSummary(ScopedQuery):
    """One row: open risks, how many are rated and high, their expected value, never reviewed; overdue actions.

    `high_risks` is NULL where none is rated, `emv` (in `currency`) where none of `open_risks` can be valued; the counts
    are NULL where no risk, or no action, is on file at all.
    """

    sql: ClassVar[str] = "risk/risk_summary"
    columns: ClassVar[tuple[str, ...]] = (
        "open_risks", "rated_risks", "high_risks", "emv", "emv_known", "currency", "never_reviewed",
        "overdue_actions",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Exposure(ScopedQuery):
    """Risk exposure of each project: expected value of open risks, how many, how many high, oldest, never reviewed.

    `emv` is the sum of probability x cost impact, threats positive and opportunities negative, in `currency`; known
    for `emv_known` of `open_risks`. `exposure_pct` is it against contingency.
    """

    sql: ClassVar[str] = "risk/exposure"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "code", "name", "programme_name", "rating", "open_risks", "high_risks", "threats",
        "opportunities", "emv", "emv_known", "currency", "contingency", "exposure_pct", "oldest_days",
        "never_reviewed", "not_reviewed_lately", "overdue_risks", "open_issues", "mean_score",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ExposureHistory(ScopedQuery):
    """Risk exposure at each status date up to the moment: expected value and counts of open risks."""

    sql: ClassVar[str] = "risk/exposure_history"
    columns: ClassVar[tuple[str, ...]] = (
        "status_date", "moment", "open_risks", "high_risks", "emv", "emv_known", "currency", "open_issues",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RaidAgeing(ScopedQuery):
    """Open register lines by kind and age: 0-30, 31-60, 61-90, 91-180, over 180 days, not dated.

    `kind` is risk, issue, assumption, decision or action; `bucket_order` sorts the buckets;
    `dated` are those that say when they are due.
    """

    sql: ClassVar[str] = "risk/raid_ageing"
    columns: ClassVar[tuple[str, ...]] = (
        "kind", "bucket", "bucket_order", "items", "overdue", "dated", "never_reviewed",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Overdue(ScopedQuery):
    """Open register lines whose date has passed, longest overdue first; `kinds` NULL means all kinds.

    `lines` says how many there are where `limit` cuts them.
    """

    sql: ClassVar[str] = "risk/overdue"
    columns: ClassVar[tuple[str, ...]] = (
        "kind", "item", "code", "name", "project", "project_name", "owner", "raised_on", "due", "overdue_days",
        "lines", "import_id", "sheet", "row_number",
    )  # fmt: skip
    kinds: tuple[str, ...] = ()
    limit: int | None = None
