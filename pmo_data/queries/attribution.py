"""What moved a sum of money between two moments: never is a joiner told as growth or a leaver as saving.

The effects: joined; left (also stopped); rebaselined (the approved budget was changed); currency (another rate,
currency, price base or basis); coverage (the amount became known or unknown); continuing (everything else). They add
up to the difference of the totals, to the cent. `measure` is budget, forecast_cost, whole_life_cost or actual_cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from pmo_data.queries.base import ComparedQuery

Measure = Literal["budget", "forecast_cost", "whole_life_cost", "actual_cost"]


@dataclass(frozen=True, kw_only=True)
class Attribution(ComparedQuery):
    """What moved the money, project by project and effect by effect, between two moments."""

    sql: ClassVar[str] = "attribution/attribution"
    columns: ClassVar[tuple[str, ...]] = (
        "effect", "project", "name", "programme_name", "before_value", "after_value", "change", "measure",
        "is_unconverted", "currency",
    )  # fmt: skip
    measure: str = "forecast_cost"


@dataclass(frozen=True, kw_only=True)
class AttributionSteps(ComparedQuery):
    """The steps from the earlier total to the later: before, each effect, after; `amount` in the later currency."""

    sql: ClassVar[str] = "attribution/attribution_steps"
    columns: ClassVar[tuple[str, ...]] = (
        "step", "amount", "projects", "measure", "date_before", "date_after", "unconverted", "currency",
    )  # fmt: skip
    measure: str = "forecast_cost"
