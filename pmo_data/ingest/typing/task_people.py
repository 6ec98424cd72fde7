"""Tasks whose owner's cell names several people, or a part of their time: each is assigned to the task.

Schedules list whoever works on a task in one cell, "Ana Silva[50%],Bo Ek". Stands apart from `several_people`, where
each name becomes a row of the table itself: here the task stays one, and nobody owns what several are to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.ingest.plan import PreparedTable
from pmo_data.ingest.typing.column import Distinct
from pmo_data.ingest.typing.derive import derived_rows, names_of_rows
from pmo_data.ingest.typing.people import nobody
from pmo_data.ingest.typing.table import FieldColumn, TypedTable, header_of
from pmo_data.ingest.typing.words import counted
from pmo_data.store.delivery import ARROW_TYPES, Finding

_UNITS = re.compile(r"\s*\[\s*(\d+(?:[.,]\d+)?)\s*%\s*\]$")
_MATERIAL = re.compile(r"\[[^\[\]]*\]$")
"""What stands in brackets without a per cent sign counts litres or money: such a name is nobody's."""
_BETWEEN = re.compile(r"\s*[;\r\n|]+\s*|\s*,\s+|,")
_WHOLE = 100.0


@dataclass(frozen=True)
class _Named:
    """A person and the part of their time in per cent, None where nothing says it."""

    name: str
    share: float | None


def task_people(table: TypedTable) -> PreparedTable | None:
    """The people whom cells of a plan name beside each other, as assignments; who works alone stays the owner."""
    owner = table.fields.get("owner")
    folded = table.plan.settings.get("collapse_to") or {}  # rows that repeat a task became its assignments already
    if table.entity.name != "task" or owner is None or folded.get("entity") == "assignment":
        return None
    words = [text for text in pc.unique(owner.values).to_pylist() if text]
    marked = any(_UNITS.search(part) for text in words for part in _BETWEEN.split(text))
    if not marked and not any(_BETWEEN.search(text) for text in words):
        return None
    distinct = Distinct.of(owner.values)
    named = [_named(text, marked) if marked else _apart(text, set(words)) for text in distinct.texts]
    if all(len(n) < 2 and not marked for n in named):
        return None
    rows = _assignments(table, distinct, [n if marked or len(n) > 1 else [] for n in named])
    _leave_owners(table, owner, distinct, named)
    return rows


def _named(text: str, marked: bool) -> list[_Named]:
    """Whom a list of names with parts of their time names; who has none gives all of it."""
    found: dict[str, _Named] = {}
    for part in _BETWEEN.split(text):
        units = _UNITS.search(part)
        name = _UNITS.sub("", part).strip()
        if name and not _MATERIAL.search(name) and nobody(name) is None:
            share = float(units[1].replace(",", ".")) if units else _WHOLE if marked else None
            found.setdefault(name, _Named(name, share))
    return list(found.values())


def _apart(text: str, alone: set[str]) -> list[_Named]:
    """Whom a list of names names; one comma alone may part a last name from a first, "Silva, Ana"."""
    parts = _named(text, marked=False)
    sure = ";" in text or "\n" in text or "|" in text
    if sure or len(parts) > 2 or all(" " in p.name or "@" in p.name or p.name in alone for p in parts):
        return parts
    return [_Named(text, None)]


def _assignments(table: TypedTable, distinct: Distinct, named: list[list[_Named]]) -> PreparedTable | None:
    """One row per task and person named; the rows held back give none."""
    counts = np.array([*(len(n) for n in named), 0])
    at = np.flatnonzero((counts[distinct.indices] > 0) & ~table.held)
    if not len(at):
        return None
    of = [named[word] for word in distinct.indices[at].tolist()]
    rows = pa.array(np.repeat(at, [len(n) for n in of]))
    people = [one for each in of for one in each]
    arrays = {
        "task": names_of_rows(table).take(rows),
        "person": pa.array([one.name for one in people], pa.string()),
        "share": pa.array([one.share for one in people], ARROW_TYPES[entity_named("assignment")["share"].kind]),
        "row": pa.array(table.rows, pa.int32()).take(rows),
    }
    if "project" in table.fields:
        arrays["project"] = table.fields["project"].values.take(rows)
    return derived_rows(table, "assignment", arrays)


def _leave_owners(table: TypedTable, owner: FieldColumn, distinct: Distinct, named: list[list[_Named]]) -> None:
    """A task that one person works on is theirs; what the cells said is kept as it stood."""
    alone = [n[0].name if len(n) == 1 else None for n in named]
    changed = [None if one == text else text for one, text in zip(alone, distinct.texts, strict=True)]
    written = distinct.spread(changed, pa.string())
    owner.values = distinct.spread(alone, pa.string())
    owner.original = written if owner.original is None else pc.coalesce(owner.original, written)
    cells = int(pc.sum(pc.is_valid(written)).as_py() or 0)
    verb = "names" if cells == 1 else "name"
    said = f"{header_of(table, 'owner')}: {counted(cells, 'cell')} {verb} several people or a part of their time; "
    said += "each person was assigned to the task, and tasks of several have no single owner."
    table.findings.append(Finding("people_assigned", "warning", said))
