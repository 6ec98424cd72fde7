"""What people write in the app itself - settings, decisions, reports, comments - by the one door that files come by.

It stands apart so that nothing is written past the store's commit: a line written here is a snapshot as an import is,
with who and when, and can be undone. It belongs to the latest status date, after everything known of that day, so a
changed threshold holds from then on and does not rewrite what was read before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pyarrow as pa

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.errors import PmoError
from pmo_data.domain.fields import Entity
from pmo_data.domain.words import is_unknown
from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from pmo_data.store.delivery import ARROW_TYPES, WORDS, Batch, Committed, Delivery, FileFacts
from pmo_data.store.snapshots import snapshots

SOURCE = "written in the app"


Line = tuple[str, Mapping[str, Any]]
"""An entity's name and the fields of one line of it."""


def write(store: Store, entity: str, line: Mapping[str, Any], *, who: str, on: date | None = None) -> Committed:
    """Commit one line of an entity; fields left out or blank keep what they were. `on` is the status date, the latest
    if None.

    Raises PmoError for a field the entity does not have or a required one left out, StoreError where the store
    cannot be written.
    """
    label = f"{entity.replace('_', ' ').capitalize()} written in the app"
    return write_all(store, [(entity, line)], who=who, on=on, label=label)


def write_all(store: Store, lines: Sequence[Line], *, who: str, label: str, on: date | None = None) -> Committed:
    """The same for several lines that belong together: one snapshot, all of them or none."""
    at = datetime.now(UTC)
    told = [_delivery(entity, line, place, at) for place, (entity, line) in enumerate(lines)]
    batch = Batch(tuple(f for f, _ in told), tuple(d for _, d in told), on or _latest(store), who=who, label=label)
    return commit(store, batch)


def _delivery(entity: str, line: Mapping[str, Any], place: int, at: datetime) -> tuple[FileFacts, Delivery]:
    said = {name: value for name, value in line.items() if not is_unknown(value) and value != ""}
    declared = entity_named(entity)
    _check(declared, said, line)
    if "code" in declared.by_name and not any(said.keys() >= set(key) for key in declared.keys):
        # Without an identity of its own each line would take the place of the one written before.
        said["code"] = uuid4().hex[:12]
    fields = declared.by_name
    columns = {name: pa.array([value], ARROW_TYPES[fields[name].kind]) for name, value in said.items()}
    empty = {name: pa.nulls(1, WORDS) for name in ("extra", "original", "absent")}
    rows = pa.table({**columns, "row": pa.array([1], pa.int32()), **empty})
    # The moment is part of the bytes: writing the same line again later is a statement of its own.
    digest = hashlib.sha256(f"{at.isoformat()}{place}{entity}{sorted(said.items())}".encode()).hexdigest()
    delivery = Delivery(entity, rows, source=SOURCE, sheet=entity, mode="merge", in_file=1, file=place)
    return FileFacts(SOURCE, digest, 0), delivery


def _check(entity: Entity, said: Mapping[str, Any], line: Mapping[str, Any]) -> None:
    strange = sorted(set(line) - set(entity.by_name))
    if strange:
        raise PmoError(f"A line of {entity.name} has no {', '.join(strange)}.")
    lacking = [entity[name].title for name in entity.lacking(said)]
    if lacking:
        raise PmoError(f"Please fill in: {', '.join(lacking)}.")


def _latest(store: Store) -> date:
    known = snapshots(store)
    if not known:
        raise PmoError("Nothing was imported yet: there is no status date to write for.")
    return max(s.status_date for s in known)
