"""References that lead nowhere: told to the importer, and projects that rows speak of entered by their code alone.

A plan of a project the portfolio does not know yet is still a plan; its project is entered with what is known of it,
and the finding says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.fields import Entity, Field
from pmo_data.domain.words import count as counted
from pmo_data.store.delivery import Finding

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LISTED = 20
_SHOWN = 5
_DAY = re.compile(r"\d{4}-\d\d-\d\d.*")


def _references(entity: Entity, fed: Collection[str]) -> list[Field]:
    """Reference fields to other entities with codes or names of their own."""
    return [
        f for f in entity.fields
        if f.name in fed and f.reference and f.reference != entity.name and ENTITIES[f.reference].owner is None
    ]  # fmt: skip


def unresolved(cursor: DuckDBPyConnection, entity: Entity, fed: Collection[str]) -> list[Finding]:
    """A warning for each value that names something the store does not hold, the first twenty of a field listed."""
    findings: list[Finding] = []
    for field in _references(entity, fed):
        if _all_known(cursor, field):
            continue
        rows = cursor.execute(
            f'select "{field.name}", min(row_number), count(*), min_by(key, row_number), count(*) over () '
            f'from incoming where "{field.name}" is not null and not exists '
            f'(select 1 from "{field.reference}" as t where t.key = incoming."{field.name}") '
            f"group by 1 order by 2 limit {_LISTED}"
        ).fetchall()
        if len(rows) > 1 and field.reference != "project" and _none_known(cursor, str(field.reference)):
            findings.append(_no_list(field, rows))
            continue
        findings += [_finding(field, *row) for row in rows]
        if rows and rows[0][4] > _LISTED:
            more = rows[0][4] - _LISTED
            message = f"{more} more values of {field.name} name no {field.reference} known here."
            fix = f"Import the {field.reference}s."
            findings.append(Finding("unknown_reference", "warning", message, column=field.name, fix=fix))
    return findings


def _all_known(cursor: DuckDBPyConnection, field: Field) -> bool:
    """Whether the store holds all that a field names, as told by its distinct texts where references were resolved."""
    if "name" not in ENTITIES[str(field.reference)].by_name:
        return False
    unknown = cursor.execute(
        f'select 1 from "ref_{field.name}" as r where r.key is not null '
        f'and not exists (select 1 from "{field.reference}" as t where t.key = r.key) limit 1'
    ).fetchall()
    return not unknown


def _none_known(cursor: DuckDBPyConnection, entity: str) -> bool:
    return not cursor.execute(f'select 1 from "{entity}" limit 1').fetchall()


def _no_list(field: Field, rows: list[Any]) -> Finding:
    """One warning for all that a field names where nothing of its kind was ever imported."""
    kind = ENTITIES[str(field.reference)].title.lower()
    _, row, _, _, number = rows[0]
    shown = ", ".join(str(value) for value, *_ in rows[:_SHOWN]) + (", …" if number > _SHOWN else "")
    said = f"No list of {kind} is here yet; {number:,} are known only by what this file calls them ({shown})."
    fix = f"Import a list of {kind} with their codes or names."
    return Finding("unknown_reference", "warning", said, row=row, column=field.name, fix=fix)


def _finding(field: Field, value: str, row: int, count: int, key: str, _: int) -> Finding:
    added = "; it was added with this code only" if field.reference == "project" else ""
    last = key.rsplit("/", 1)[-1]
    # A row known by its date, or by the very value that is missing, is told by its place.
    who = f"Row {row}" if last == value or _DAY.fullmatch(last) else last
    return Finding(
        "unknown_reference",
        "warning",
        f"{who}: {field.reference} {value} does not exist{added} ({counted(count, 'row')}).",
        row=row,
        column=field.name,
        value=value,
        fix=f"Import a list of {field.reference}s that holds {value}, or correct the value.",
    )


def missing_projects(cursor: DuckDBPyConnection, entity: Entity, fed: Collection[str]) -> pa.Table | None:
    """Rows for the projects that `incoming` speaks of and the store does not hold; None where there are none."""
    fields = [f for f in _references(entity, fed) if f.reference == "project" and not _all_known(cursor, f)]
    if not fields:
        return None
    union = " union all ".join(
        f'select "{f.name}" as code, row_number from incoming where "{f.name}" is not null' for f in fields
    )
    rows: pa.Table = cursor.sql(
        "select m.code, m.code as name, min(m.row_number)::integer as row, null::map(varchar, varchar) as extra, "
        f"null::map(varchar, varchar) as original, null::map(varchar, varchar) as absent from ({union}) as m "
        "where not exists (select 1 from project as p where p.key = m.code) group by m.code order by m.code"
    ).to_arrow_table()
    return rows if rows.num_rows else None
