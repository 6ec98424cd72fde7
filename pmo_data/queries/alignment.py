"""Does every project contribute to the goals, and is every goal served: money, strength and health by objective.

Where a portfolio names no objectives, any grouping of its own can stand in: `dimension` is objective (the default),
category, department, programme or portfolio; 'auto' takes objectives where there are contributions, otherwise the
first of category, programme, department and portfolio that tells projects apart. The answer says which was taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.queries.base import ScopedQuery


@dataclass(frozen=True, kw_only=True)
class Alignment(ScopedQuery):
    """Projects x objectives: contribution strength 0-4, share of the project's money, and that money.

    A project's money is split by its stated shares, or else in proportion to strength, or else evenly
    (`share_basis`). Projects that serve nothing have one row with `objective` NULL. `alignment_score` is the project's
    whole score 0-100: sum of weight x strength over sum of weight x 4.
    """

    sql: ClassVar[str] = "alignment/alignment"
    columns: ClassVar[tuple[str, ...]] = (
        "dimension", "objective", "objective_name", "weight_share_pct", "project", "project_name", "programme_name",
        "strength", "share_pct", "share_basis", "budget", "money", "currency", "rating", "alignment_score",
    )  # fmt: skip
    dimension: str = "auto"


@dataclass(frozen=True, kw_only=True)
class ObjectiveCoverage(ScopedQuery):
    """Coverage of each objective: weight, projects, money, share of spend against weight, health of what serves it.

    Counts of ratings are of open projects. `served_only_by_red`: it has open projects and all are red. `gap_pct` is
    spend share minus weight share, in percentage points. `money_known` of `projects` have a budget.
    """

    sql: ClassVar[str] = "alignment/objective_coverage"
    columns: ClassVar[tuple[str, ...]] = (
        "dimension", "objective", "objective_name", "parent", "weight", "weight_share_pct", "projects",
        "open_projects", "strength_sum", "money", "money_known", "currency", "spend_share_pct", "gap_pct", "green",
        "amber", "red", "unknown", "served_only_by_red", "is_orphan", "sentence",
    )  # fmt: skip
    dimension: str = "auto"


@dataclass(frozen=True, kw_only=True)
class OrphanProjects(ScopedQuery):
    """Open projects that serve no objective (or stand in no group of the dimension), by money."""

    sql: ClassVar[str] = "alignment/orphan_projects"
    columns: ClassVar[tuple[str, ...]] = (
        "dimension", "project", "code", "name", "programme_name", "department", "status", "rating", "budget",
        "currency", "mandatory",
    )  # fmt: skip
    dimension: str = "auto"


@dataclass(frozen=True, kw_only=True)
class OrphanObjectives(ScopedQuery):
    """Objectives without children that no open project in scope serves, by weight."""

    sql: ClassVar[str] = "alignment/orphan_objectives"
    columns: ClassVar[tuple[str, ...]] = (
        "objective", "code", "name", "parent", "owner", "weight", "weight_share_pct", "last_served_by",
    )  # fmt: skip
