"""What is handed to the store to be committed, and what it answers: plain records, no SQL.

A batch is some files imported together; each table of each file is one delivery.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pyarrow as pa

from pmo_data.domain.fields import Kind

Mode = Literal["merge", "replace"]
Severity = Literal["error", "warning"]

ARROW_TYPES: dict[Kind, pa.DataType] = {
    Kind.CODE: pa.string(),
    Kind.TEXT: pa.string(),
    Kind.CHOICE: pa.string(),
    Kind.LINKS: pa.string(),
    Kind.DATE: pa.date32(),
    Kind.MONEY: pa.decimal128(18, 2),
    Kind.NUMBER: pa.float64(),
    Kind.PERCENT: pa.float64(),
    Kind.SCALE: pa.float64(),
    Kind.FLAG: pa.bool_(),
}
"""In what each kind of field is delivered."""

WORDS = pa.map_(pa.string(), pa.string())
"""In what stands beside the fields: `extra`, `original` and `absent`, by field or header."""


def nothing_to_let_go() -> None:
    """For rows that are in memory for good."""


@dataclass(frozen=True)
class FileFacts:
    """A file as it came."""

    file_name: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True)
class Finding:
    """One thing a person should know about a cell, row, column or file.

    `row` is the spreadsheet's 1-based row, `column` the header as the file writes it, `cell` an address such as D42.
    An error holds back its row (or, without a row, the file); a warning never does.
    """

    rule: str
    severity: Severity
    message: str
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    value: str | None = None
    fix: str = ""


@dataclass(frozen=True)
class Delivery:
    """The typed rows of one entity from one table of one file.

    `rows` has a column per fed field, and `row`, `extra`, `original`, `absent`; `status_date` where the table carries
    its own history. `source` names the stream of files this one belongs to; `mode` None lets the store decide whether
    it is the next edition of a known source (replace) or an addition (merge). `primary` is False for rows derived
    from another table, which have no reconciliation of their own. `originals` is what the store made of `original` (see
    `originals.py`). `let_go` is called once the rows are taken over, to give their memory back where they can be read
    again from a file.
    """

    entity: str
    rows: pa.Table
    source: str
    sheet: str = ""
    mode: Mode | None = None
    file: int = 0
    plan: str = "{}"
    formats: str = "{}"
    in_file: int = 0
    held_back: int = 0
    not_data: int = 0
    findings: tuple[Finding, ...] = ()
    primary: bool = True
    originals: str = "{}"
    let_go: Callable[[], None] = field(default=nothing_to_let_go, compare=False, repr=False)


@dataclass(frozen=True)
class Batch:
    """Files imported together, for one status date, by somebody."""

    files: tuple[FileFacts, ...]
    deliveries: tuple[Delivery, ...]
    status_date: date
    who: str = ""
    label: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of one delivery. `loaded` are rows added or changed; removed rows were in the source before."""

    entity: str
    source: str
    mode: Mode
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class FieldChange:
    """One value that differs between two moments; `kind` added, changed or removed concerns the row."""

    entity: str
    key: str
    kind: Literal["added", "changed", "removed"]
    field: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class Committed:
    """The answer to a commit: the snapshots made (none where nothing was new) and the outcome of each delivery."""

    batch: int | None
    snapshots: tuple[int, ...]
    outcomes: tuple[Outcome, ...]
    changes: tuple[FieldChange, ...] = ()
    already: Mapping[str, str] = field(default_factory=dict)

    @property
    def snapshot(self) -> int | None:
        """The latest snapshot made."""
        return self.snapshots[-1] if self.snapshots else None
