"""What recognition decides about a file and what typing makes of it: the contract between the two and the store.

A plan is small, plain and serialisable: it is shown to the analyst, corrected by her, remembered for next month and
kept with the import. A prepared table holds the rows themselves, typed, as Arrow.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa

from pmo_data.ingest.grid import Note
from pmo_data.store.delivery import Finding, nothing_to_let_go

Confidence = Literal["exact", "likely", "guess", "none"]
Orientation = Literal["rows", "columns"]


@dataclass(frozen=True)
class ColumnPlan:
    """How one column of the file is read. `index` is 0-based in the sheet (a row index where orientation is columns).

    `field` is a field of the entity, or None for a column kept as an extra field. `format` holds what was decided for
    the whole column, as plain values: e.g. {"date_order": "dmy"}, {"decimal": ",", "unit": 1000000, "currency": "GBP"},
    {"percent_scale": 100}, {"scale": {"Low": 1, "High": 3}}, {"values": {"grün": "green"}}. `priority` orders several
    columns that feed one field: the first known value wins.
    """

    index: int
    header: str
    field: str | None
    confidence: Confidence
    format: dict[str, Any] = dataclasses.field(default_factory=dict)
    priority: int = 0
    reason: str = ""
    samples: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class TablePlan:
    """How one table of a file is read: where it stands, what a row of it is, and each column's plan.

    `first_row`/`last_row` bound the data (1-based, inclusive; columns where orientation is "columns").
    `row_stands_for` is said in words: "one project", "one project and reporting date", "one task and developer".
    `history` names the column index whose date makes each row part of a snapshot of its own.
    `collapse` are column indexes that vary within a repeated key (a task repeated per developer): rows are folded to
    one per key, the varying part going to assignments where the catalogue has a place for it.
    """

    sheet: str
    entity: str
    orientation: Orientation
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    row_stands_for: str
    columns: tuple[ColumnPlan, ...]
    confidence: Confidence = "likely"
    history: int | None = None
    collapse: tuple[int, ...] = ()
    settings: dict[str, Any] = dataclasses.field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class RowCounts:
    """The reconciliation line: in_file = loaded + unchanged + held_back + not_data, always."""

    in_file: int
    loaded: int = 0
    unchanged: int = 0
    held_back: int = 0
    not_data: int = 0


@dataclass(frozen=True)
class PreparedTable:
    """The rows of one entity, typed and ready to be compared with the store.

    `rows` has one column per catalogue field that the file feeds, of the field's type (string, date32, decimal(18,2),
    double, bool), and always: `row` int32 (source row; the column's number for transposed sheets), `extra`
    map<string,string> of the columns kept beside the catalogue, `original` map<string,string> field -> the cell's text
    where typing changed it, `absent` map<string,string> field -> why it is missing. `status_date` date32 is there
    where the table carries its own history. Held-back rows are not in `rows`; `counts.loaded` counts rows that are.
    `derived_from` names the entity whose rows gave rise to these (links of tasks, assignments of repeated rows);
    derived tables have no reconciliation of their own. `money` reconciles amounts as rows are: field -> (sum over the
    rows handed on, sum over the rows held back), as decimal texts. `let_go` is called by whoever has taken the rows
    over, and gives back the memory of a large table until it is looked at again.
    """

    plan: TablePlan
    entity: str
    rows: pa.Table
    counts: RowCounts
    findings: tuple[Finding, ...] = ()
    formats: dict[str, str] = dataclasses.field(default_factory=dict)
    derived_from: str | None = None
    money: dict[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    let_go: Callable[[], None] = dataclasses.field(default=nothing_to_let_go, compare=False, repr=False)


@dataclass(frozen=True)
class PreparedFile:
    """One file, read, recognised and typed; or refused, with the sentence that says why.

    `datamap` are the entries (name, sheet, cell) of a file that is no data itself but a map of a form's cells.
    """

    file_name: str
    sha256: str
    size_bytes: int
    tables: tuple[PreparedTable, ...] = ()
    refused: str | None = None
    findings: tuple[Finding, ...] = ()
    status_date_hint: str | None = None
    datamap: tuple[tuple[str, str, str], ...] = ()
