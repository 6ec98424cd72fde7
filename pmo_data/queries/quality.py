"""How good the data is: a score per project and per import, each lost point with its row and field.

Five dimensions of 20 points: completeness (eight things a dashboard needs), validity (cells that hold no value),
consistency (statements that cannot both be true), timeliness (age of the data), movement (unchanged in edition after
edition). A dimension loses at most its 20 points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.queries.base import Query, ScopedQuery


@dataclass(frozen=True, kw_only=True)
class Quality(ScopedQuery):
    """Data quality of each project in scope, worst first: the score of 100 and its five parts of 20 points."""

    sql: ClassVar[str] = "quality/quality"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "code", "name", "score", "completeness", "validity", "consistency", "timeliness", "movement",
        "reasons",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class QualityPoints(ScopedQuery):
    """Every point lost: project, dimension, why, and the row and field it stands in; `project` NULL means all."""

    sql: ClassVar[str] = "quality/quality_points"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "dimension", "points", "reason", "entity", "key", "field", "import_id", "file_name", "sheet",
        "row_number",
    )  # fmt: skip
    project: str | None = None


@dataclass(frozen=True, kw_only=True)
class ImportQuality(Query):
    """Quality of each import: 100 less the share of its data rows held back, and half the share with a warning."""

    sql: ClassVar[str] = "quality/import_quality"
    columns: ClassVar[tuple[str, ...]] = (
        "import_id", "file_name", "status_date", "imported_at", "who", "data_rows", "held_back", "doubtful_rows",
        "findings", "score",
    )  # fmt: skip
