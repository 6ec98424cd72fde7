"""The settings stated so far; what is not among them stands at the default that the catalogue of settings names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.domain.moments import FOREVER
from pmo_data.queries.base import Query


@dataclass(frozen=True, kw_only=True)
class Settings(Query):
    """Settings stated until a moment: the value in force, the one before, since which status date, and by whom."""

    sql: ClassVar[str] = "settings/settings"
    columns: ClassVar[tuple[str, ...]] = ("name", "value", "value_before", "since", "written_at", "who", "source")
    as_of: int = FOREVER
