"""Who is to work how much: demand of the projects against what people can give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.queries.base import ScopedQuery


@dataclass(frozen=True, kw_only=True)
class PeopleLoad(ScopedQuery):
    """Person x month: demand in full-time equivalents against capacity.

    `demand_fte` is over all projects, `scope_fte` the part of the projects in scope; people are those with any
    demand from the scope. Shares are of full time; hours are spread over the working days of the assignment.
    `capacity_fte` is 1 where a person's capacity is not known (`capacity_known` tells).
    """

    sql: ClassVar[str] = "people/people_load"
    columns: ClassVar[tuple[str, ...]] = (
        "person", "name", "role", "team", "month", "demand_fte", "scope_fte", "capacity_fte", "capacity_known",
        "load_pct", "overloaded", "projects",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class People(ScopedQuery):
    """The people with role, team and capacity, and how many projects in scope each works on."""

    sql: ClassVar[str] = "people/people"
    columns: ClassVar[tuple[str, ...]] = (
        "person", "code", "name", "role", "team", "department", "capacity_fte", "hours_per_week", "active",
        "projects", "demand_fte", "load_pct", "source", "import_id", "sheet", "row_number",
    )  # fmt: skip
