"""What people write in the app itself - settings, decisions, actions - through the one door that files come by.

It stands apart so that nothing is written past the store's commit: a line written here is a snapshot as an import is,
with who and when, and can be undone. It belongs to the latest status date, after everything known of that day, so a
changed threshold holds from then on and does not rewrite what was read before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.errors import PmoError
from pmo_data.domain.fields import Kind
from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from pmo_data.store.delivery import Batch, Committed, Delivery, FileFacts
from pmo_data.store.snapshots import snapshots

SOURCE = "written in the app"
_WORDS = pa.map_(pa.string(), pa.string())
_TYPES = {
    Kind.DATE: pa.date32(),
    Kind.MONEY: pa.decimal128(18, 2),
    Kind.NUMBER: pa.float64(),
    Kind.PERCENT: pa.float64(),
    Kind.SCALE: pa.float64(),
    Kind.FLAG: pa.bool_(),
}


def write(store: Store, entity: str, line: Mapping[str, Any], *, who: str, on: date | None = None) -> Committed:
    """Commit one line of an entity; fields not named keep what they were. `on` is the status date, the latest if None.

    Raises PmoError for a field the entity does not have or a required one left out, StoreError where the store
    cannot be written.
    """
    fields = entity_named(entity).by_name
    strange = sorted(set(line) - set(fields))
    lacking = sorted(name for name, f in fields.items() if f.required and not line.get(name))
    if strange or lacking:
        said = f"has no {', '.join(strange)}" if strange else f"needs {', '.join(lacking)}"
        raise PmoError(f"A line of {entity} {said}.")
    columns = {name: pa.array([value], _TYPES.get(fields[name].kind, pa.string())) for name, value in line.items()}
    empty = {name: pa.nulls(1, _WORDS) for name in ("extra", "original", "absent")}
    rows = pa.table({**columns, "row": pa.array([1], pa.int32()), **empty})
    at = datetime.now(UTC)
    # The moment is part of the bytes: writing the same line again later is a statement of its own.
    digest = hashlib.sha256(f"{at.isoformat()}{entity}{sorted(line.items())}".encode()).hexdigest()
    delivery = Delivery(entity, rows, source=SOURCE, sheet=entity, mode="merge", in_file=1)
    facts = FileFacts(SOURCE, digest, 0)
    label = f"{entity.replace('_', ' ').capitalize()} written in the app"
    return commit(store, Batch((facts,), (delivery,), on or _latest(store), who=who, label=label))


def _latest(store: Store) -> date:
    known = snapshots(store)
    if not known:
        raise PmoError("Nothing was imported yet: there is no status date to write for.")
    return max(s.status_date for s in known)
