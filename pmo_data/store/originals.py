"""Original texts that a table says once: a vocabulary's words would else be kept a million times.

Where every cell of a column with the same value held the same text ("in progress" for active), the pair goes to the
record of the imported table and leaves the rows. Texts that differ, and those of cells without a value, stay with
their row. Keeping them there cost a first import of a million tasks as much as ten full columns.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.fields import SQL_TYPES, Field, Kind
from pmo_data.store.delivery import WORDS, Batch, Delivery

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_PAIRS = 200
"""More texts than this are no vocabulary."""
_IN_ROWS = frozenset({"project"})
"""Entities whose pages show original texts beside the values, row by row."""


def told_once(cursor: DuckDBPyConnection, batch: Batch) -> Batch:
    """The batch with such texts moved from the rows to `originals` of their delivery: {field: {value: text}}."""
    tables = Counter((d.file, d.sheet, d.entity) for d in batch.deliveries)
    return replace(
        batch,
        deliveries=tuple(
            d if tables[d.file, d.sheet, d.entity] > 1 or d.entity in _IN_ROWS else _told_once(cursor, d)
            for d in batch.deliveries
        ),
    )


def _told_once(cursor: DuckDBPyConnection, delivery: Delivery) -> Delivery:
    column = delivery.rows.column("original").combine_chunks()
    if column.null_count == len(column):
        return delivery
    entries = column.cast(pa.list_(pa.struct([("key", pa.string()), ("value", pa.string())])))
    where = pc.list_parent_indices(entries)
    names, texts = (pc.list_flatten(entries).field(part) for part in ("key", "value"))
    kept, told = pc.is_valid(names), {}
    for name in pc.unique(names).to_pylist():
        field = ENTITIES[delivery.entity].by_name.get(name)
        if field is None or name not in delivery.rows.column_names or not _is_plain(field):
            continue
        here = pc.equal(names, pa.scalar(name, pa.string()))
        values = delivery.rows.column(name).combine_chunks().take(where.filter(here))
        pairs = _pairs(delivery.rows.column(name), values, texts.filter(here))
        if pairs is not None:
            told[name] = _as_stored(cursor, field, pairs)
            kept = pc.replace_with_mask(kept, here, pc.is_null(values))
    if not told:
        return delivery
    rest = _map_of(names.filter(kept), texts.filter(kept), where.filter(kept), len(column))
    index = delivery.rows.column_names.index("original")
    rows = delivery.rows.set_column(index, "original", rest)
    return replace(delivery, rows=rows, originals=json.dumps(told, ensure_ascii=False))


def _is_plain(field: Field) -> bool:
    """Whether what is delivered is what is stored: references become keys and codes are trimmed."""
    return field.reference is None and field.kind is not Kind.CODE


def _pairs(column: pa.ChunkedArray, values: pa.Array, texts: pa.Array) -> pa.Table | None:
    """Value and text, where each value has one text and no cell of the column has that value without a text."""
    if pc.count_distinct(texts).as_py() > MOST_PAIRS:
        return None
    said = pa.table({"value": values, "text": texts}).filter(pc.is_valid(values))
    pairs = said.group_by(["value", "text"]).aggregate([([], "count_all")])
    if not len(pairs) or len(pairs) > MOST_PAIRS or pc.count_distinct(pairs["value"]).as_py() < len(pairs):
        return None
    in_column = pc.sum(pc.is_in(column, value_set=pairs["value"])).as_py()
    return pairs.select(["value", "text"]) if in_column == len(said) else None


def _as_stored(cursor: DuckDBPyConnection, field: Field, pairs: pa.Table) -> Mapping[str, str]:
    """Text by value, the value written as the store writes it."""
    cursor.register("original_pairs", pairs)
    rows = cursor.execute(f"select value::{SQL_TYPES[field.kind]}::varchar, text from original_pairs").fetchall()
    cursor.unregister("original_pairs")
    return dict(rows)


def _map_of(names: pa.Array, texts: pa.Array, where: pa.Array, count: int) -> pa.Array:
    """One map per row from entries and the rows they stand in; NULL where a row has none."""
    if not len(names):
        return pa.nulls(count, WORDS)
    lengths = np.bincount(where.to_numpy(), minlength=count)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    return pa.MapArray.from_arrays(pa.array(offsets, pa.int32(), mask=np.append(lengths == 0, False)), names, texts)


def original_of(originals: str | None, field: str, value: str | None) -> str | None:
    """The text that the record of a table keeps for a value of a field."""
    told = json.loads(originals or "{}").get(field, {})
    text = told.get(value) if value is not None else None
    return None if text is None else str(text)
