"""Loads the demo portfolio: twelve monthly snapshots of CSVs whose headers are the catalogue's own field names.

They are ours and clean, so they need no child process, recognition or repair: a year of history is there in seconds.
Demo and real data never mix, the demo has a store of its own.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.errors import PmoError
from pmo_data.domain.fields import Entity, Kind
from pmo_data.domain.places import demo_folder
from pmo_data.store.database import Store
from pmo_data.store.delivery import ARROW_TYPES, WORDS, Batch, Delivery, FileFacts
from pmo_data.store.history import commit_history
from pmo_data.store.snapshots import snapshots


def ensure_demo(path: Path) -> int:
    """Make the demo store at `path` unless it is there already; returns how many snapshots it holds.

    It is built beside its place and moved there when complete, so that a start that was broken off leaves nothing.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        building = path.with_name(f"{path.name}.{os.getpid()}")
        with Store.open(building) as store:
            load_demo(store)
        _move(building, path)
    with Store.open(path, read_only=True) as store:
        return len(snapshots(store))


def _move(building: Path, path: Path) -> None:
    ledger = building.with_name(building.name + ".ledger")
    if ledger.exists():
        ledger.replace(path.with_name(path.name + ".ledger"))
    building.replace(path)


def load_demo(store: Store, folder: Path | None = None) -> None:
    """Commit every month of the demo. Raises PmoError where the demo's files are missing."""
    months = sorted(p for p in (folder or demo_folder() / "demo").glob("*-*-*") if p.is_dir())
    if not months:
        raise PmoError("The demo portfolio's files are missing from this installation. Install it again.")
    commit_history(store, [_batch(month) for month in months])


def _batch(month: Path) -> Batch:
    files, deliveries = [], []
    for index, (entity, path) in enumerate(_tables(month)):
        rows = _rows(entity, path)
        files.append(FileFacts(f"{month.name}/{path.name}", _sha256(path), path.stat().st_size))
        deliveries.append(
            Delivery(entity.name, rows, source=f"demo {entity.name}", mode="merge", file=index, in_file=rows.num_rows)
        )
    day = date.fromisoformat(month.name)
    return Batch(tuple(files), tuple(deliveries), day, who="Demo", label=f"Demo portfolio, {day:%B %Y}")


def _tables(month: Path) -> Iterator[tuple[Entity, Path]]:
    for name, entity in ENTITIES.items():
        path = month / f"{name}.csv"
        if path.exists():
            yield entity, path


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _rows(entity: Entity, path: Path) -> pa.Table:
    """A CSV as the store takes it: fields in their types, blank cells unknown, the row each stood in."""
    types = {f.name: pa.string() if f.kind is Kind.MONEY else ARROW_TYPES[f.kind] for f in entity.fields}
    table = pacsv.read_csv(
        path,
        parse_options=pacsv.ParseOptions(newlines_in_values=True),
        convert_options=pacsv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""]),
    )
    for f in entity.fields:
        if f.kind is Kind.MONEY and f.name in table.column_names:
            index = table.column_names.index(f.name)
            table = table.set_column(index, f.name, pc.cast(table.column(f.name), ARROW_TYPES[f.kind]))
    count = table.num_rows
    table = table.append_column("row", pa.array(range(2, 2 + count), pa.int32()))
    for name in ("extra", "original", "absent"):
        table = table.append_column(name, pa.nulls(count, WORDS))
    return table
