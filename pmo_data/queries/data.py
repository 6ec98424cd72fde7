"""The store about itself: snapshots, imports, findings, how fresh each source is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.moments import FOREVER
from pmo_data.queries.base import Query


@dataclass(frozen=True, kw_only=True)
class Snapshots(Query):
    """The snapshots, latest first, undone ones included: status date, moment, when and by whom, how many projects."""

    sql: ClassVar[str] = "data/snapshots"
    columns: ClassVar[tuple[str, ...]] = (
        "snapshot", "moment", "status_date", "batch", "committed_at", "who", "label", "undone_at", "files",
        "projects", "is_last_of_date",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Imports(Query):
    """The imports, latest first: file, hash, who, when, and the reconciliation of its rows.

    in_file = loaded + unchanged + held_back + not_data.
    """

    sql: ClassVar[str] = "data/imports"
    columns: ClassVar[tuple[str, ...]] = (
        "import_id", "snapshot", "status_date", "file_name", "sha256", "size_bytes", "who", "imported_at", "entities",
        "in_file", "loaded", "unchanged", "held_back", "not_data", "added", "changed", "removed", "errors", "warnings",
        "undone_at",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ImportTables(Query):
    """The tables of imported files with the plan by which each was read; `import_id` NULL means all."""

    sql: ClassVar[str] = "data/import_tables"
    columns: ClassVar[tuple[str, ...]] = (
        "import_id", "file_name", "sheet", "entity", "source", "mode", "plan", "formats", "in_file", "loaded",
        "unchanged", "held_back", "not_data", "added", "changed", "removed",
    )  # fmt: skip
    import_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Findings(Query):
    """Findings of imports not undone: file, sheet, row, column, value, rule, fix; `import_id` NULL means all."""

    sql: ClassVar[str] = "data/findings"
    columns: ClassVar[tuple[str, ...]] = (
        "import_id", "file_name", "sheet", "entity", "row_number", "column_name", "cell", "value", "rule", "severity",
        "message", "fix",
    )  # fmt: skip
    import_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Freshness(Query):
    """How fresh each source is: its last import and by whom, its age in days at the moment, its rows, is it stale.

    What is `standing` (calendars, objectives, people) is not expected anew for each period and never stale.
    """

    sql: ClassVar[str] = "data/freshness"
    columns: ClassVar[tuple[str, ...]] = (
        "source", "entity", "rows", "last_status_date", "last_imported_at", "last_file", "imports", "age_days",
        "is_standing", "is_stale", "who", "status_date",
    )  # fmt: skip
    as_of: int = FOREVER
    standing: tuple[str, ...] = tuple(name for name, entity in ENTITIES.items() if entity.standing)


@dataclass(frozen=True, kw_only=True)
class Contents(Query):
    """How many rows of each entity are in force at a moment."""

    sql: ClassVar[str] = "data/contents"
    columns: ClassVar[tuple[str, ...]] = ("entity", "rows", "sources", "first_snapshot", "last_snapshot")
    as_of: int = FOREVER
