"""The settings stated so far; what is not among them stands at the default that the catalogue of settings names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pmo_data.domain.moments import FOREVER
from pmo_data.queries.base import Query

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Settings(Query):
    """Settings stated until a moment: the value in force, the one before, since which status date, and by whom."""

    sql: ClassVar[str] = "settings/settings"
    columns: ClassVar[tuple[str, ...]] = ("name", "value", "value_before", "since", "written_at", "who", "source")
    as_of: int = FOREVER


def palette(stated: pd.DataFrame) -> str | None:
    """The palette of what `Settings` answers; None for the standard one.

    The one set last: how ratings are drawn is no statement about a moment.
    """
    said = stated.loc[stated["name"].str.lower() == "palette", "value"]
    return str(said.iloc[0]) if len(said) else None
