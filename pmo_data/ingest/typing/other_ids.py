"""Parents named by an id of the tool's own beside the code, as trackers write them, led to the code of that row.

Stands apart because it needs the whole table typed: which column names the rows is known only once all are read.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.ingest.check.keys import comparable
from pmo_data.ingest.typing.table import FieldColumn, TypedTable

_IDS = re.compile(r"(?:\b|_)(?:id|uid|key|number|no)\W*$", re.IGNORECASE)
_LEAST = 0.5
"""How many of the parents that are no code must be ids of the other column, for this to be no accident."""


def parents_by_other_ids(table: TypedTable) -> None:
    """Parents that are the "Issue id" of a row become its code; what the file wrote is kept as their original."""
    code, parent = table.fields.get("code"), table.fields.get("parent")
    if code is None or parent is None or code.values.null_count == len(table):
        return
    said = comparable(parent.values.cast(pa.string()))
    known = pc.is_in(said, comparable(code.values.cast(pa.string())))
    open_ = pc.and_(pc.is_valid(said), pc.invert(known))
    count = pc.sum(open_, min_count=0).as_py()
    for name, texts in table.extra if count else ():
        if not _IDS.search(name) or pc.count_distinct(texts).as_py() != len(texts) - texts.null_count:
            continue
        at = pc.fill_null(pc.index_in(said, comparable(texts)), -1).to_numpy(zero_copy_only=False)
        hit = np.asarray(open_.to_numpy(zero_copy_only=False), dtype=np.bool_) & (at >= 0)
        hit &= at != np.arange(len(table))
        if hit.sum() >= _LEAST * count:
            _lead(table, parent, code.values.take(pa.array(np.maximum(at, 0))), pa.array(hit), name)
            return


def _lead(table: TypedTable, parent: FieldColumn, codes: pa.Array, hit: pa.Array, name: str) -> None:
    hit = pc.and_(hit, pc.is_valid(codes))
    written = pc.if_else(hit, parent.values, pa.scalar(None, pa.string()))
    parent.original = written if parent.original is None else pc.coalesce(parent.original, written)
    parent.values = pc.if_else(hit, codes, parent.values)
    table.formats["parent"] = f"led from {name} to the code of the row that has it"
