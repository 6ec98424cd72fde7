"""Who is to work how much: demand of the projects against what people can give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.queries.base import ScopedQuery


@dataclass(frozen=True, kw_only=True)
class People(ScopedQuery):
    """The people with role, team and capacity, and how many projects in scope each works on."""

    sql: ClassVar[str] = "people/people"
    columns: ClassVar[tuple[str, ...]] = (
        "person", "code", "name", "role", "team", "department", "capacity_fte", "hours_per_week", "active",
        "projects", "demand_fte", "load_pct", "source", "import_id", "sheet", "row_number",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Capacity(ScopedQuery):
    """Group of people x month ahead: full-time equivalents agreed and proposed against what the group can give.

    Groups (`dimension`: role, team or department) are those with demand from the scope; demand is of all projects not
    ended. `committed_fte` is of projects agreed, `pipeline_fte` of those only proposed, `unfilled_fte` the part of both
    that names a role and nobody for it. `state` is over (agreed work
    alone), over with pipeline, or within; `is_first_breach` marks the first month that is not within.
    """

    sql: ClassVar[str] = "people/capacity"
    columns: ClassVar[tuple[str, ...]] = (
        "group_name", "month", "people", "capacity_known", "capacity_fte", "committed_fte", "pipeline_fte",
        "demand_fte", "scope_fte", "unfilled_fte", "projects", "load_pct", "short_fte", "state", "is_first_breach",
    )  # fmt: skip
    dimension: str = "role"
    months: int = 12


@dataclass(frozen=True, kw_only=True)
class Displaced(ScopedQuery):
    """Who is displaced: projects that a group short of people cannot serve in full, with since when and how much.

    A group serves what is agreed before what is proposed, then by priority, then what started first. `displaced_fte`
    is the most that the project goes without in a month, of the `demand_fte` it asks for then.
    """

    sql: ClassVar[str] = "people/displaced"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "project_name", "group_name", "first_month", "months", "displaced_fte", "demand_fte",
        "is_pipeline", "status", "priority", "reason",
    )  # fmt: skip
    dimension: str = "role"
    months: int = 12


@dataclass(frozen=True, kw_only=True)
class RoleDemand(ScopedQuery):
    """Work of projects not ended, from the status date on, that is wanted of a role and nobody is named for.

    `fte` are the full-time equivalents stated, by number or by share; NULL where the row states hours alone.
    """

    sql: ClassVar[str] = "people/role_demand"
    columns: ClassVar[tuple[str, ...]] = (
        "assignment", "role", "project", "project_name", "task", "start", "finish", "fte", "planned_hours", "source",
        "import_id", "sheet", "row_number",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Spread(ScopedQuery):
    """People on more open projects in one month ahead than the setting `works_on_most_projects` (`most`) allows."""

    sql: ClassVar[str] = "people/spread"
    columns: ClassVar[tuple[str, ...]] = (
        "person", "name", "role", "team", "month", "projects", "most", "demand_fte", "load_pct", "project_names",
    )  # fmt: skip
