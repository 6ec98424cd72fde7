"""Time across projects: milestones and how they moved, who waits for whom, and what a slip would reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.domain.moments import FOREVER
from pmo_data.queries.base import ComparedQuery, Query, ScopedQuery


@dataclass(frozen=True, kw_only=True)
class MilestoneRegister(ComparedQuery):
    """Milestones with baseline, the date at the comparison and now, and how many other projects wait for each.

    `which` leaves those "ahead" or those "moved" since the comparison; `moved_later` counts, over all rows that are
    left, those that moved later, also beyond `limit`.
    """

    sql: ClassVar[str] = "time/milestone_register"
    columns: ClassVar[tuple[str, ...]] = (
        "task", "name", "project", "project_name", "programme_name", "owner", "baseline_date", "date_before", "date",
        "actual_date", "late_days", "moved_days", "is_met", "receivers", "rating", "moved_later", "import_id",
        *("sheet", "row_number"),
    )  # fmt: skip
    which: str | None = None
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class DependencyPairs(ScopedQuery):
    """Which project gives to which: links, how many come later than needed, and the worst of them in days."""

    sql: ClassVar[str] = "time/dependency_pairs"
    columns: ClassVar[tuple[str, ...]] = (
        "giver", "giver_name", "giver_programme", "giver_rating", "receiver", "receiver_name", "receiver_programme",
        "receiver_rating", "links", "late_links", "worst_days", "worst_name", "worst_dependency", "first_needed",
        "receiver_budget", "currency",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CascadeLinks(Query):
    """Everything that waits for one task, near and far, with dates and the links a slip travels along.

    One row for each link into a task reached, and one without `giver` for the task itself.
    """

    sql: ClassVar[str] = "time/cascade_links"
    columns: ClassVar[tuple[str, ...]] = (
        "receiver", "project", "name", "start", "finish", "has_begun", "is_done", "giver", "relation", "lag_days",
        "handed_over",
    )  # fmt: skip
    task: str
    as_of: int = FOREVER


@dataclass(frozen=True, kw_only=True)
class CascadePromises(Query):
    """What projects have promised that a slip may break: finishes, gates, benefits, objectives, with dates."""

    sql: ClassVar[str] = "time/cascade_promises"
    columns: ClassVar[tuple[str, ...]] = (
        "kind", "item", "name", "project", "project_name", "promised", "worth", "currency", "latest",
    )  # fmt: skip
    projects: tuple[str, ...] = ()
    as_of: int = FOREVER
