"""Opening the project behind a row or a mark, the same way on every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pages._ui import chart, frame, tables

if TYPE_CHECKING:
    import pandas as pd


def table(
    rows: pd.DataFrame, *, columns: Mapping[str, str], alt: str, empty: str, key: str, counted: str | None = None
) -> None:
    """A table of rows with a `project` key each; selecting a row opens its project."""
    chosen = tables.show(rows, columns=columns, alt=alt, empty=empty, key=key, select=True, counted=counted)
    if chosen:
        said = rows.iloc[chosen[0]]["project"]
        if said == said and said is not None:
            frame.open_project(str(said))


def mark(points: list[dict[str, Any]]) -> None:
    """Open the project whose key the selected mark carries."""
    project = chart.picked(points)
    if project:
        frame.open_project(project)
