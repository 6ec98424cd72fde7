"""The typed table handed on: Arrow rows with what each cell said, why it is missing, and what the catalogue lacks.

Stands apart because the maps are built without a Python loop over rows: almost all of them are NULL.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.ingest.typing.table import TypedTable
from pmo_data.store.delivery import ARROW_TYPES

MAP = pa.map_(pa.string(), pa.string())


def build_rows(table: TypedTable) -> pa.Table:
    """The rows in the shape that the contract of a prepared table gives."""
    names = [f.name for f in table.entity.fields if f.name in table.fields]
    arrays = [table.fields[n].values.cast(ARROW_TYPES[table.entity[n].kind]) for n in names]
    names.append("row")
    arrays.append(pa.array(table.rows, pa.int32()))
    if table.status_date is not None:
        names.append("status_date")
        arrays.append(table.status_date)
    count = len(table)
    parts = {
        "extra": table.extra,
        "original": [*_parts(table, "original"), *table.extra_original],
        "absent": _parts(table, "absent"),
    }
    for name, columns in parts.items():
        names.append(name)
        arrays.append(map_of(columns, count))
    return pa.Table.from_arrays(arrays, names=names)


def _parts(table: TypedTable, part: str) -> list[tuple[str, pa.Array]]:
    found = [(name, getattr(column, part)) for name, column in table.fields.items()]
    return [(name, array) for name, array in found if array is not None]


def map_of(columns: list[tuple[str, pa.Array]], count: int) -> pa.Array:
    """One map per row from named string columns; NULL where none of them has a value."""
    columns = [(name, array) for name, array in columns if array.null_count < len(array)]
    if not columns:
        return pa.nulls(count, MAP)
    filled = [np.flatnonzero(pc.is_valid(array).to_numpy(zero_copy_only=False)) for _, array in columns]
    where = np.concatenate(filled)
    order = np.argsort(where, kind="stable")
    keys = pa.array(np.repeat(np.arange(len(columns)), [len(f) for f in filled])[order])
    key_texts = pa.array([name for name, _ in columns], pa.string()).take(keys)
    items = pa.concat_arrays([array.drop_null().cast(pa.string()) for _, array in columns]).take(pa.array(order))
    lengths = np.bincount(where, minlength=count)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return pa.MapArray.from_arrays(_with_nulls(offsets, lengths == 0), key_texts, items)


def _with_nulls(offsets: np.ndarray, empty: np.ndarray) -> pa.Array:
    return pa.array(offsets, pa.int32(), mask=np.append(empty, False))
