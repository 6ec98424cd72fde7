"""Commits a batch: one transaction, one snapshot per status date, each row version ended or begun at its moment.

`preview` does the same and rolls it back, so that what is shown before is what happens after.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.fields import Entity
from pmo_data.domain.moments import FOREVER, moment_of
from pmo_data.store import merge_sql as sql
from pmo_data.store import task_names
from pmo_data.store import versions_sql as versions
from pmo_data.store.changes import changes_between
from pmo_data.store.delivery import Batch, Committed, Delivery, FieldChange, Finding, Mode, Outcome
from pmo_data.store.editions import no_longer_given, source_and_mode, stated_fields
from pmo_data.store.originals import told_once
from pmo_data.store.owners_sql import resolve_owner
from pmo_data.store.readings import refresh
from pmo_data.store.records import ledger_line, next_number, record_files, record_snapshot, record_tables
from pmo_data.store.references import missing_projects, unresolved

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pmo_data.store.database import Store

ORDER = tuple(ENTITIES)
_FIRST = ("portfolio", "programme", "objective", "project", "person", "benefit", "task")
"""Entities others refer to are committed before those that refer to them."""


_SORTED_FROM = 50_000
"""Rows from which on it is worth storing them sorted by project."""


class _RollBack(Exception):
    """Leaves the transaction of a preview."""


@dataclass(frozen=True)
class _Run:
    """One delivery being committed to one snapshot."""

    cursor: DuckDBPyConnection
    entity: Entity
    delivery: Delivery
    import_id: int
    snapshot: int
    moment: int

    @property
    def fed(self) -> list[str]:
        given = set(self.delivery.rows.column_names)
        return [f.name for f in self.entity.fields if f.name in given]

    @property
    def noted(self) -> list[str]:
        """The maps beside the fields that are not empty in every row."""
        columns = {name: self.delivery.rows.column(name) for name in sql.BESIDE}
        return [name for name, column in columns.items() if column.null_count < len(column)]

    def execute(self, text: str, **more: Any) -> Any:
        """Run a statement with those of our parameters that it names."""
        known = {
            "source": self.delivery.source,
            "import_id": self.import_id,
            "sheet": self.delivery.sheet,
            "snapshot": self.snapshot,
            "moment": self.moment,
            **more,
        }
        return self.cursor.execute(text, {k: v for k, v in known.items() if f"${k}" in text})


def commit(store: Store, batch: Batch) -> Committed:
    """Commit a batch. Nothing is recorded where the same bytes were imported before and say nothing new.

    Raises StoreError where the store cannot be written; it is then as it was.
    """
    already = already_imported(store, batch)
    if _restated(store, batch):
        return _nothing_done(batch, already)
    try:
        with store.writing() as cursor:
            committed = _apply(cursor, batch)
            if _all_known(batch, already) and not any(o.added or o.changed or o.removed for o in committed.outcomes):
                raise _RollBack
            refresh(cursor)
            line = ledger_line(cursor, batch, committed)
    except _RollBack:
        return replace(committed, batch=None, snapshots=(), already=_nothing_to_do(already))
    store.warn(store.ledger.append(line))
    return replace(committed, already=already)


def preview(store: Store, batch: Batch, *, limit: int = 5000) -> Committed:
    """What committing would do, field by field (at most `limit` changes listed), with nothing done.

    `batch` and `snapshots` are the numbers it would get, none where nothing would be recorded.
    """
    already = already_imported(store, batch)
    if _restated(store, batch):
        return _nothing_done(batch, already)
    try:
        with store.writing() as cursor:
            committed = _apply(cursor, batch)
            changes = _changes(cursor, batch, committed, limit)
            raise _RollBack
    except _RollBack:
        committed = replace(committed, changes=changes, already=already)
    if _all_known(batch, already) and not any(o.added or o.changed or o.removed for o in committed.outcomes):
        return replace(committed, batch=None, snapshots=(), already=_nothing_to_do(already))
    return committed


def already_imported(store: Store, batch: Batch) -> dict[str, str]:
    """File name -> a sentence, for each file whose very bytes are in the store already."""
    found: dict[str, str] = {}
    with store.reading() as cursor:
        for file in batch.files:
            row = cursor.execute(
                "select imported_at, snapshot, file_name from import_file where sha256 = ? and undone_at is null "
                "order by import_id desc limit 1",
                [file.sha256],
            ).fetchone()
            if row is not None:
                found[file.file_name] = f"This file was imported on {row[0]:%d %b %Y} as snapshot {row[1]} ({row[2]})."
    return found


def _all_known(batch: Batch, already: dict[str, str]) -> bool:
    return all(f.file_name in already for f in batch.files)


def _restated(store: Store, batch: Batch) -> bool:
    """Whether these very bytes were imported before for the same day and read the same way.

    They say nothing new then, also where another file has changed the rows since: an older file brought again by
    mistake must not turn the portfolio back. For another day, read another way, or told to replace what its source
    said, it is a statement of its own.
    """
    if any(d.mode == "replace" for d in batch.deliveries):
        return False
    with store.reading() as cursor:
        rows = cursor.execute(
            "select f.sha256, t.sheet, t.entity, t.plan from import_file as f "
            "left join import_table as t using (import_id) "
            "where f.undone_at is null and f.status_date = ? and list_contains(?, f.sha256)",
            [batch.status_date, [f.sha256 for f in batch.files]],
        ).fetchall()
    known = {sha for sha, *_ in rows}
    read = set(rows)
    return all(f.sha256 in known for f in batch.files) and all(
        (batch.files[d.file].sha256, d.sheet, d.entity, d.plan) in read for d in batch.deliveries
    )


def _nothing_done(batch: Batch, already: dict[str, str]) -> Committed:
    outcomes = (Outcome(d.entity, d.source, d.mode or "merge", unchanged=d.rows.num_rows) for d in batch.deliveries)
    return Committed(None, (), tuple(outcomes), already=_nothing_to_do(already))


def _nothing_to_do(already: dict[str, str]) -> dict[str, str]:
    return {name: f"{said.removesuffix('.')}; nothing to do." for name, said in already.items()}


def _apply(cursor: DuckDBPyConnection, batch: Batch) -> Committed:
    batch = told_once(cursor, batch)
    number = next_number(cursor, "import_file", "batch")
    first_import = next_number(cursor, "import_file", "import_id")
    snapshots: list[int] = []
    outcomes: dict[int, list[Outcome]] = {i: [] for i in range(len(batch.deliveries))}
    for day, indexes in _by_day(batch):
        snapshot = next_number(cursor, "snapshot", "snapshot")
        snapshots.append(snapshot)
        record_snapshot(cursor, batch, number, snapshot, day)
        met: set[tuple[str, str]] = set()
        for index in indexes:
            delivery = _slice(batch.deliveries[index], day)
            run = _run(cursor, delivery, first_import + delivery.file, snapshot, day)
            outcomes[index].append(_deliver(run, met))
    total = [_sum(parts, d) for parts, d in zip(outcomes.values(), batch.deliveries, strict=True)]
    record_files(cursor, batch, number, first_import, snapshots[-1])
    record_tables(cursor, batch, first_import, total)
    return Committed(number, tuple(snapshots), tuple(total))


def _by_day(batch: Batch) -> list[tuple[date, list[int]]]:
    """Status dates in order, each with the deliveries that speak of it, referred-to entities first."""
    days: dict[date, list[int]] = {}
    for index, delivery in enumerate(batch.deliveries):
        if "status_date" in delivery.rows.column_names:
            own = pc.unique(delivery.rows.column("status_date")).drop_null().to_pylist()
            for day in own:
                days.setdefault(day, []).append(index)
        else:
            days.setdefault(batch.status_date, []).append(index)
    if not days:
        days[batch.status_date] = []
    rank = {name: i for i, name in enumerate((*_FIRST, *ORDER))}
    for indexes in days.values():
        indexes.sort(key=lambda i: min(rank[batch.deliveries[i].entity], len(_FIRST)))
    return sorted(days.items())


def _slice(delivery: Delivery, day: date) -> Delivery:
    """The rows of a delivery that speak of one day."""
    if "status_date" not in delivery.rows.column_names:
        return delivery
    rows = delivery.rows.filter(pc.equal(delivery.rows.column("status_date"), pa.scalar(day, pa.date32())))
    return replace(delivery, rows=rows)


def _run(cursor: DuckDBPyConnection, delivery: Delivery, import_id: int, snapshot: int, day: date) -> _Run:
    return _Run(cursor, ENTITIES[delivery.entity], delivery, import_id, snapshot, moment_of(day, snapshot))


def begin_run(cursor: DuckDBPyConnection, delivery: Delivery) -> _Run:
    """A run whose rows stand in `incoming` with references resolved and keys, for loading a history."""
    run = _Run(cursor, ENTITIES[delivery.entity], delivery, 0, 0, 0)
    _prepare_incoming(run)
    return run


def _deliver(run: _Run, met: set[tuple[str, str]]) -> Outcome:
    """Lay one delivery over its entity. `met` collects the sources met in this snapshot: a second table of one
    batch never takes the place of the first.
    """
    _prepare_incoming(run)
    findings = [*_number_repeated(run), *unresolved(run.cursor, run.entity, run.fed)]
    missing = missing_projects(run.cursor, run.entity, run.fed)
    if missing is not None:
        # An unknown text is its project's key already: what was prepared stays right, and is kept out of the way.
        run.execute("alter table incoming rename to incoming_kept")
        stubs = replace(run.delivery, entity="project", rows=missing, mode="merge", primary=False)
        _deliver(replace(run, entity=ENTITIES["project"], delivery=stubs), met)
        run.execute("drop table incoming")
        run.execute("alter table incoming_kept rename to incoming")
    source, mode = source_and_mode(run.cursor, run.entity, run.fed, run.delivery.source, run.delivery.mode, run.moment)
    if mode == "replace" and (run.entity.name, source) in met:
        source, mode = run.delivery.source, "merge"
    met.add((run.entity.name, source))
    counts, gone = _merge(replace(run, delivery=replace(run.delivery, source=source)), mode)
    findings += gone
    run.cursor.unregister("delivery_rows")
    return Outcome(run.entity.name, source, mode, *counts, findings=tuple(findings))


def _prepare_incoming(run: _Run) -> None:
    """Delivered rows with references resolved and keys, in the temp table `incoming`."""
    targets = {f.reference for f in run.entity.fields if f.reference and f.name in run.fed}
    if sql.is_named(run.entity):
        targets.add(run.entity.name)
    labelled = {t for t in targets if t and ENTITIES[t].owner is None and "name" in ENTITIES[t].by_name}
    for target in labelled:
        run.execute(sql.create_labels(target))
        run.execute(sql.create_codes(target))
    references = {f.name: f.reference for f in run.entity.fields if f.name in run.fed and f.reference in labelled}
    run.cursor.register("delivery_rows", run.delivery.rows)
    for name, target in references.items():
        run.execute(sql.create_resolution(name, str(target)))
    apart = [name for name in references if run.execute(sql.resolves_apart(name)).fetchall()]
    run.execute(sql.create_incoming(run.entity, run.fed, apart, run.noted))
    run.delivery.let_go()
    owner = run.entity.owner
    if owner and owner not in run.fed and "code" in run.fed and "name" in run.entity.by_name:
        run.execute(resolve_owner(run.entity, run.fed))
    for name, target in references.items():
        if target == run.entity.name:
            run.execute(sql.resolve_within(name, run.fed))
    for statement in task_names.resolutions(run.entity.name, run.fed):
        run.execute(statement)


def _number_repeated(run: _Run) -> list[Finding]:
    """Keys that stand twice get a number behind them, and a finding: nothing is dropped."""
    # A fifth of the time that telling the keys themselves apart takes; only sorting is so quick, `np.unique` is not.
    hashes = np.sort(run.execute("select hash(key) as hashed from incoming").fetchnumpy()["hashed"])
    if (hashes[1:] != hashes[:-1]).all():
        return []
    rows, keys = run.execute("select count(key), count(distinct key) from incoming").fetchone()
    if rows == keys:
        return []
    run.execute(sql.NUMBER_REPEATED_KEYS)
    return [
        Finding(
            "repeated_name",
            "warning",
            f"{rows - keys} rows carry a name that another row carries too; they are kept apart by a number.",
            fix="Give each row an identifier of its own.",
        )
    ]


def _merge(run: _Run, mode: Mode) -> tuple[tuple[int, int, int, int], list[Finding]]:
    """Lay `incoming` over the rows in force; (added, changed, unchanged, removed), and what its source gave no more."""
    entity = run.entity
    if run.execute(f'select count(*) from "{entity.name}"').fetchone()[0] == 0:
        run.execute(versions.insert_first(entity, [*run.fed, *run.noted], order_by=_unsorted_project(run)))
        return (run.delivery.rows.num_rows, 0, 0, 0), []
    full = mode == "replace"
    stated = stated_fields(run.cursor, entity, run.delivery.source, run.moment, own=False)
    unfed = sorted(stated - set(run.fed))
    run.execute(sql.create_fate(entity, run.fed, unfed if full else [], replace=full, noted=run.noted))
    if full and run.execute(sql.rows_unmet(entity)).fetchone()[0]:
        run.execute(sql.add_removed().format(table=f'"{entity.name}"'))
    found = dict(run.execute("select fate, count(*) from fate group by fate").fetchall())
    source = run.delivery.source
    gone = no_longer_given(run.cursor, entity, source, run.moment, unfed) if full and "changed" in found else []
    if found.keys() - {"unchanged"}:
        _lay_over(run, full=full, plain=full or not unfed)
    added, changed, unchanged, removed = (int(found.get(f, 0)) for f in ("added", "changed", "unchanged", "removed"))
    return (added, changed, unchanged, removed), gone


def _lay_over(run: _Run, *, full: bool, plain: bool) -> None:
    """End the versions that `fate` says are over and begin the new ones; `plain` where they may take nothing over."""
    entity, following = run.entity, _following(run)
    late = following is not None
    joined = "select count(*) from fate where fate = 'changed' and joined"
    plain = plain and run.execute(joined).fetchone()[0] == 0
    if not plain:
        run.execute(sql.create_images(entity, run.fed, replace=full, late=late, noted=run.noted))
        run.execute(sql.create_beside(run.fed, replace=full))
    run.execute(versions.log_endings(entity))
    if late:
        run.execute(versions.reinstate(entity), next=following)
    run.execute(versions.drop_replaced(entity))
    run.execute(versions.end_versions(entity))
    kept = [*run.fed, *run.noted]
    insert = versions.insert_plain(entity, kept, late=late) if plain else versions.insert_images(entity)
    run.execute(insert, next=following if late else FOREVER)


def _unsorted_project(run: _Run) -> str | None:
    """The project field to sort by, where the rows do not stand together by project already."""
    if "project" not in run.fed or run.delivery.rows.num_rows < _SORTED_FROM:
        return None
    column = run.delivery.rows.column("project")
    turns = pc.sum(pc.not_equal(column[1:], column[:-1])).as_py() or 0
    return "project" if turns > 2 * pc.count_distinct(column).as_py() else None


def _following(run: _Run) -> int | None:
    """The moment of the next edition of this source, where this import comes late; FOREVER where only others follow."""
    row = run.execute(
        "select min(case when t.source = $source then s.moment end), count(*) from snapshot as s "
        "left join import_file as f on f.batch = s.batch left join import_table as t "
        f"on t.import_id = f.import_id and t.entity = '{run.entity.name}' "
        "where s.moment > $moment and s.undone_at is null"
    ).fetchone()
    if not row[1]:
        return None
    return FOREVER if row[0] is None else int(row[0])


def _changes(cursor: DuckDBPyConnection, batch: Batch, committed: Committed, limit: int) -> tuple[FieldChange, ...]:
    """Differences this batch makes, field by field, over all its entities."""
    moments = [
        int(m)
        for (m,) in cursor.execute(
            "select moment from snapshot where batch = ? order by moment", [committed.batch]
        ).fetchall()
    ]
    found: list[FieldChange] = []
    for name in dict.fromkeys(d.entity for d in batch.deliveries):
        found += changes_between(cursor, ENTITIES[name], moments[0] - 1, moments[-1], limit - len(found))
    return tuple(found)


def _sum(parts: Iterable[Outcome], delivery: Delivery) -> Outcome:
    """One outcome over all status dates of a delivery."""
    parts = list(parts) or [Outcome(delivery.entity, delivery.source, delivery.mode or "merge")]
    return Outcome(
        delivery.entity,
        parts[-1].source,
        parts[-1].mode,
        sum(p.added for p in parts),
        sum(p.changed for p in parts),
        sum(p.unchanged for p in parts),
        sum(p.removed for p in parts),
        tuple(dict.fromkeys(f for p in parts for f in p.findings)),
    )
