"""What the second reading of a table follows the first in: what a person said of a column, which order days are in.

Stands apart because only here two plans of the same rows meet: a list of projects, and what is unfolded beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pmo_data.ingest.plan import TablePlan


def is_second(plan: TablePlan) -> bool:
    """Whether the plan unfolds columns of a table that another plan reads as a list."""
    return "beside" in plan.settings and "unpivot" in plan.settings


def without_corrected(plan: TablePlan, corrections: Mapping[str, str | None]) -> TablePlan | None:
    """The plan without the columns that a person has chosen a place for, or none; None where no column is left."""
    return _without(plan, {c.index for c in plan.columns if c.header in corrections})


def after_first(plan: TablePlan, first: TablePlan) -> TablePlan | None:
    """The plan without columns that the list feeds after all, its days in the order that the list's are in."""
    kept = {"declared_overall"} if plan.settings.get("shared") else set()  # the last rating is the project's own too
    left = _without(plan, {c.index for c in first.columns if c.field is not None and c.field not in kept})
    orders = {c.format["date_order"] for c in first.columns if "date_order" in c.format}
    if left is None or len(orders) != 1:
        return left
    order = {"order_beside": orders.pop()}
    columns = tuple(replace(c, format={**c.format, **order}) for c in left.columns)
    return replace(left, columns=columns)


def _without(plan: TablePlan, gone: set[int]) -> TablePlan | None:
    spec: dict[str, Any] = plan.settings["unpivot"]
    kept = [place for place, index in enumerate(spec["columns"]) if index not in gone]
    if len(kept) == len(spec["columns"]):
        return plan
    if not kept:
        return None
    lost = set(spec["columns"]) & gone
    parts = {name: [spec[name][place] for place in kept] for name in ("columns", "periods", "fields") if name in spec}
    columns = tuple(c for c in plan.columns if c.index not in lost)
    return replace(plan, columns=columns, settings={**plan.settings, "unpivot": {**spec, **parts}})
