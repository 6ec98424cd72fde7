"""Where a value is from: file, sheet, cell, the text that stood there, how it was read, who brought it and when.

Stands apart from what the value means, which the catalogue and the measures say; this is the way back to the cell.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.errors import QueryError
from pmo_data.domain.fields import Entity
from pmo_data.domain.moments import FOREVER
from pmo_data.store.originals import original_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pmo_data.store.database import Store


_LABELS = ("name", "period", "start", "objective", "person", "project")
"""What the names of columns may become that were unfolded into rows."""


@dataclass(frozen=True)
class Origin:
    """The way from one value back to its cell. `column` and `cell` are None where the value was derived in reading."""

    entity: str
    key: str
    field: str
    value: str | None
    absent: str | None
    file_name: str
    sheet: str
    row: int
    column: str | None
    cell: str | None
    original: str | None
    rule: str | None
    who: str
    imported_at: datetime
    import_id: int
    snapshot: int
    status_date: date

    @property
    def sentence(self) -> str:
        """All of it in words."""
        place = f"cell {self.cell}" if self.cell else f"row {self.row}"
        sheet = f", sheet “{self.sheet}”" if self.sheet else ""
        column = f" (column “{self.column}”)" if self.column else ""
        text = f" There stood “{self.original}”." if self.original is not None else ""
        rule = f" It was read so: {self.rule}." if self.rule else ""
        gone = f" It gives no value: {self.absent}." if self.value is None and self.absent else ""
        brought = f" {self.who or 'Somebody'} imported it on {self.imported_at.day} {self.imported_at:%b %Y}"
        about = f" for {self.status_date.day} {self.status_date:%b %Y}."
        return f"{self.file_name}{sheet}, {place}{column}.{text}{rule}{gone}{brought}{about}"


def where_from(store: Store, entity: str, key: str, field: str, as_of: int = FOREVER) -> Origin | None:
    """The origin of a value at a moment; None where the row says nothing about the field.

    `key` is the row's key, or its code or name where these are unambiguous. Raises QueryError for an unknown entity,
    row or field.
    """
    described = entity_named(entity)
    if field not in described.by_name:
        raise QueryError(f"There is no field '{field}' in {entity}. Known are: {', '.join(described.by_name)}.")
    with store.reading() as cursor:
        row = _row(cursor, described, key, field, as_of)
        if row["value"] is None and row["absent"] is None and row["original"] is None:
            return None
        import_id, sheet, number = _place(row)
        return _origin(cursor, described, field, row, import_id, sheet, number)


def _row(cursor: DuckDBPyConnection, entity: Entity, key: str, field: str, as_of: int) -> dict[str, Any]:
    named = [n for n in ("code", "name") if n in entity.by_name]
    labels = ", ".join(f'"{n}"::varchar as label_{n}' for n in _LABELS if n in entity.by_name)
    labels += ", " if labels else ""
    either = " or ".join(["key = $key", *(f'"{n}" = $key' for n in named)])
    found = cursor.execute(
        f'select {labels}key, "{field}"::varchar as value, carried[$field] as carried, original[$field] as original, '
        f'absent[$field] as absent, import_id, sheet, row_number, valid_from from "{entity.name}" '
        f"where ({either}) and valid_from <= $as_of and valid_to > least($as_of, {FOREVER - 1}) "
        "order by key = $key desc, key",
        {"key": key, "field": field, "as_of": as_of},
    )
    names = [d[0] for d in found.description]
    rows = [dict(zip(names, r, strict=True)) for r in found.fetchall()]
    exact = [r for r in rows if r["key"] == key] or rows
    if not exact:
        raise QueryError(f"There is no {entity.name} '{key}' at that moment.")
    if len(exact) > 1:
        some = ", ".join(str(r["key"]) for r in exact[:5])
        raise QueryError(f"'{key}' is the name of {len(exact)} rows of {entity.name}: {some}. Name one by its key.")
    return exact[0]


def _place(row: Mapping[str, Any]) -> tuple[int, str, int]:
    """Import, sheet and row of the value: another file may have lent it."""
    if row["carried"]:
        import_id, _, rest = str(row["carried"]).partition("|")
        sheet, _, number = rest.rpartition("|")
        return int(import_id), sheet, int(number)
    return int(row["import_id"]), str(row["sheet"] or ""), int(row["row_number"])


def _origin(
    cursor: DuckDBPyConnection,
    entity: Entity,
    field: str,
    row: Mapping[str, Any],
    import_id: int,
    sheet: str,
    number: int,
) -> Origin | None:
    file = cursor.execute(
        "select file_name, who, imported_at, snapshot, status_date from import_file where import_id = ?", [import_id]
    ).fetchone()
    if file is None:
        return None
    snapshot, status_date = (None if row["carried"] else _spoken_of(cursor, row)) or (file[3], file[4])
    plans = cursor.execute(
        "select plan, formats, entity, originals from import_table "
        "where import_id = ? and sheet is not distinct from ? order by entity <> ?, entity",
        [import_id, sheet, entity.name],
    ).fetchall()
    read = [(json.loads(plan), json.loads(formats)) for plan, formats, *_ in plans]
    fed = ((p, f, c) for p, f in read if p.get("entity") == entity.name and (c := _column(p, field, row)) is not None)
    plan, formats, column = next(fed, (*(read[0] if read else ({}, {})), None))
    told = original_of(plans[0][3], field, row["value"]) if plans and plans[0][2] == entity.name else None
    return Origin(
        entity.name, row["key"], field, row["value"], row["absent"], file[0], sheet, number,
        column.get("header") if column else None, _cell(plan, column, number) if column else None,
        told if row["original"] is None else row["original"],
        _rule(formats.get(field), column), file[1] or "", file[2], import_id, snapshot, status_date,
    )  # fmt: skip


def _spoken_of(cursor: DuckDBPyConnection, row: Mapping[str, Any]) -> tuple[int, date] | None:
    """The snapshot and day a row came in with: a file with its own history speaks of many days, not of its import's."""
    found: tuple[int, date] | None = cursor.execute(
        "select s.snapshot, s.status_date from snapshot as s inner join import_file as f on f.batch = s.batch "
        "where s.moment = ? and f.import_id = ?",
        [row["valid_from"], row["import_id"]],
    ).fetchone()
    return found


def _column(plan: Mapping[str, Any], field: str, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """The first column that feeds the field, of unfolded ones that of the row; None where none does alone."""
    settings = plan.get("settings", {})
    also = settings.get("also", {}).get(field)  # the place of a column of another field that says this one too
    feeding = (c for c in plan.get("columns", ()) if c["field"] == field or c["index"] == also)
    fed = sorted(feeding, key=lambda c: int(c["priority"]))
    spec = settings.get("unpivot") or settings.get("marks") or {}
    label = spec.get("period_field") or spec.get("column_field")
    unfolded = set(spec.get("columns", ()))
    if not label or not (field == label or any(c["index"] in unfolded for c in fed)):
        return dict(fed[0]) if fed else None
    said = spec.get("became") or spec.get("labels") or spec.get("periods") or ()
    own = row.get(f"label_{label}")
    mine = [index for index, name in zip(spec["columns"], said, strict=False) if own is not None and _is_of(own, name)]
    found = [c for c in plan.get("columns", ()) if c["index"] in mine and (field == label or c["field"] == field)]
    return {**found[0], "names": field == label} if found else None


def _is_of(own: str, label: str | None) -> bool:
    """Whether a row is of the column so called: "Go-live", or "Leeds – Go-live" where each place has one."""
    return label is not None and (own == label or own.endswith(f" – {label}"))


def _cell(plan: Mapping[str, Any], column: Mapping[str, Any], row: int) -> str | None:
    """Where the value stands; what a column's name gave stands in the header."""
    if column.get("names"):
        row = max(plan.get("header_rows") or (row,))
    told = dict(plan.get("settings", {}).get("cells", {})).get(column["header"])
    if told is not None:
        return str(told)
    index = int(column["index"])
    if index < 0:
        return None
    return f"{_letters(row - 1)}{index + 1}" if plan.get("orientation") == "columns" else f"{_letters(index)}{row}"


def _letters(index: int) -> str:
    name, index = "", index + 1
    while index > 0:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _rule(said: str | None, column: Mapping[str, Any] | None) -> str | None:
    """How the column was read, and why it is this field's."""
    why = f"the column is {column['reason']}" if column and column.get("reason") else None
    return "; ".join(p for p in (said, why) if p) or None
