"""Names of a file that the store may know by another spelling: asked, and only merged when somebody says so.

The answer is kept like any other (`Options.answers["values"][header]`: the file's text -> the name known), so that the
file's own text stays with the row as its original and next month's file asks no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.fields import PEOPLE, Entity
from pmo_data.domain.words import count
from pmo_data.ingest.match.names import likeliest
from pmo_data.ingest.match.values import BODIES, decided
from pmo_data.ingest.plan import PreparedFile, PreparedTable
from pmo_data.ingest.typing.words import fold, identity
from pmo_data.store.database import Store
from pmo_data.store.known import known_names

_LISTED = 200
_NAMED = frozenset({"project", "person", "programme", "portfolio", "objective"})


@dataclass(frozen=True)
class SimilarName:
    """A text of one column and the known names that it may mean, likeliest first."""

    file_name: str
    sheet: str
    entity: str
    column: str
    field: str
    text: str
    rows: int
    candidates: tuple[str, ...]
    sentence: str


def similar_names(store: Store, prepared: Sequence[PreparedFile]) -> list[SimilarName]:
    """Names in these files that are unknown but like known ones; names known exactly, or by their id, are not asked."""
    known = known_names(store)
    found: list[SimilarName] = []
    for file in prepared:
        for table in file.tables:
            if table.derived_from is None:
                found += _of_table(file.file_name, table, known) + _renumbered(file.file_name, table, known)
    return found[:_LISTED]


def _renumbered(file_name: str, table: PreparedTable, known: dict[str, dict[str, str | None]]) -> list[SimilarName]:
    """Rows with an unknown id that are called exactly as one row known by an id that this file does not hold."""
    header = next((c for c in table.plan.columns if c.field == "code"), None)
    here = known.get(table.entity) or {}
    if header is None or table.entity not in _NAMED or not {"code", "name"} <= set(table.rows.column_names):
        return []
    codes, names = (table.rows.column(n).to_pylist() for n in ("code", "name"))
    held, every = {identity(str(c)) for c in codes if c}, {identity(c) for c in here.values() if c}
    gone = {fold(name): code for name, code in here.items() if code and identity(code) not in held}
    told = decided(header)
    found = []
    for code, name in zip(codes, names, strict=True):
        before = gone.get(fold(str(name))) if name else None
        if not code or before is None or identity(str(code)) in every or code in told:
            continue
        said = f"{header.header}: is “{code}” the same as “{before}”, which is known and called {name} too?"
        found.append(SimilarName(file_name, table.plan.sheet, table.entity, header.header, "code", str(code), 1,
                                 (before,), said))  # fmt: skip
    return found


def _of_table(file_name: str, table: PreparedTable, known: dict[str, dict[str, str | None]]) -> list[SimilarName]:
    entity = entity_named(table.entity)
    headers = {c.field: c.header for c in reversed(table.plan.columns) if c.field}
    found = []
    for field in entity.by_name:
        kind = _kind(entity, field)
        if kind is None or field not in headers or field not in table.rows.column_names or not known.get(kind):
            continue
        texts = _unknown(table, field, known[kind], own=kind == entity.name)
        told = decided(next(c for c in table.plan.columns if c.header == headers[field]))
        for text, rows in ((t, n) for t, n in texts.items() if t not in told):
            names = [n for n in known[kind] if n not in texts]
            candidates = likeliest(text, names, people=kind in ("person", "people"))
            if candidates:
                often = count(rows, "row")
                said = f"{headers[field]}: is “{text}” ({often}) the same as “{candidates[0]}”, which is known?"
                found.append(SimilarName(file_name, table.plan.sheet, table.entity, headers[field], field, text, rows,
                                         candidates, said))  # fmt: skip
    return found


def _kind(entity: Entity, field: str) -> str | None:
    """Among which known names a field's texts belong."""
    reference = entity[field].reference
    if field == "name" and entity.name in _NAMED:
        return entity.name
    if reference in _NAMED:
        return reference
    return "people" if field in PEOPLE else field if field in BODIES else None


def _unknown(table: PreparedTable, field: str, known: dict[str, str | None], *, own: bool) -> Counter[str]:
    """The field's texts that are no known name, nor name a row that its id makes known."""
    names = {fold(n) for n in known}
    codes = {identity(c) for c in known.values() if c}
    ids = table.rows.column("code").to_pylist() if own and "code" in table.rows.column_names else None
    counts: Counter[str] = Counter()
    for i, text in enumerate(table.rows.column(field).to_pylist()):
        if text is None or fold(str(text)) in names or identity(str(text)) in codes:
            continue
        # A row with an id of its own is another project, however alike the names are.
        if ids is None or ids[i] is None:
            counts[str(text)] += 1
    return counts
