"""How each source was read last time: remembered when it is imported, so that next month's file needs no answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pmo_data.store.database import Store


def recall(store: Store) -> dict[str, Any]:
    """Signature of the headers -> the latest way of reading them."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "select signature, max_by(mapping, version) from remembered_mapping group by signature order by signature"
        ).fetchall()
    return {signature: json.loads(mapping) for signature, mapping in rows}


def keep(store: Store, ways: Mapping[str, Any], entities: Mapping[str, str], who: str = "") -> None:
    """Remember ways of reading (signature -> plain values); one that is the same as before is not written again."""
    known = recall(store)
    new = {s: w for s, w in ways.items() if known.get(s) != w}
    if not new:
        return
    with store.writing() as cursor:
        for signature, way in new.items():
            cursor.execute(
                "insert into remembered_mapping select $signature, coalesce(max(version), 0) + 1, $entity, $mapping, "
                "null, now()::timestamp, $who from remembered_mapping where signature = $signature",
                {
                    "signature": signature,
                    "entity": entities.get(signature, ""),
                    "mapping": json.dumps(way, ensure_ascii=False),
                    "who": who,
                },
            )
