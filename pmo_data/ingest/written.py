"""The one door through which the app writes: a row typed on a page is committed like an imported file.

So it has a snapshot, can be undone, and tells who wrote it; its source is "written in the app".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import uuid4

import pyarrow as pa

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.errors import PmoError
from pmo_data.ingest.demo import ARROW_TYPES
from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from pmo_data.store.delivery import Batch, Committed, Delivery, FileFacts
from pmo_data.store.snapshots import snapshots

SOURCE = "written in the app"
_WORDS = pa.map_(pa.string(), pa.string())


def write(store: Store, entity: str, row: Mapping[str, object], who: str, label: str = "") -> Committed:
    """Commit one row of an entity at the latest status date (today on an empty store), merged by its key.

    Fields that are blank are left as they are. Raises PmoError for a field the entity does not have, or a required
    one that is missing; StoreError where the store cannot be written.
    """
    declared = entity_named(entity)
    given = {name: value for name, value in row.items() if value not in (None, "")}
    unknown = sorted(set(given) - set(declared.by_name))
    if unknown:
        raise PmoError(f"A {entity} has no field {', '.join(unknown)}.")
    missing = [f.title for f in declared.fields if f.required and f.name not in given]
    if missing:
        raise PmoError(f"Please fill in: {', '.join(missing)}.")
    if "code" in declared.by_name and not any(all(name in given for name in key) for key in declared.keys):
        # Without an identity of its own each row would take the place of the one written before.
        given["code"] = uuid4().hex[:12]
    columns = {name: pa.array([value], ARROW_TYPES[declared[name].kind]) for name, value in given.items()}
    beside = {name: pa.nulls(1, _WORDS) for name in ("extra", "original", "absent")}
    rows = pa.table({**columns, "row": pa.array([1], pa.int32()), **beside})
    known = snapshots(store)
    day = known[-1].status_date if known else date.today()
    said = json.dumps({**given, "at": datetime.now(UTC).isoformat()}, default=str, ensure_ascii=False).encode()
    facts = FileFacts(SOURCE, hashlib.sha256(said).hexdigest(), len(said))
    delivery = Delivery(entity, rows, source=SOURCE, mode="merge", in_file=1)
    return commit(store, Batch((facts,), (delivery,), day, who=who, label=label or f"{declared.title}, {SOURCE}"))
