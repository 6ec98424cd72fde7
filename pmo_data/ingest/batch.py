"""Files in, a snapshot out: reads them in a child process, hands typed rows to the store, and reports.

The same few functions serve the page, the console script and the demo, so that all three do the same.
"""

from __future__ import annotations

import dataclasses
import json
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath

import pyarrow.compute as pc

from pmo_data.domain.errors import Refused
from pmo_data.ingest.child import Progress, discard, run_in_child, seconds_allowed
from pmo_data.ingest.collect import Incoming, collect, left_out
from pmo_data.ingest.plan import PreparedFile, PreparedTable
from pmo_data.ingest.prepare import DATAMAPS, Options, load_prepared
from pmo_data.ingest.recognise import remember as remember_plan
from pmo_data.ingest.recognise.vocabulary.profiles import SCHEDULES
from pmo_data.store.commit import commit, preview
from pmo_data.store.database import Store
from pmo_data.store.delivery import Batch, Committed, Delivery, FileFacts, Finding, Mode
from pmo_data.store.memory import keep, recall
from pmo_data.studies.settings import financial_year

TARGET = "pmo_data.ingest.prepare:prepare_files"
MANY_LEAVE = 10
"""From so many rows that leave on, a person has to type their number: a wrong file is noticed there."""
_SHARED = frozenset({"person", "calendar", "project"})
"""What several schedules name, each as far as it needs them."""


@dataclass(frozen=True)
class Request:
    """What is to be imported and how: files, their status date, and what a person decided about reading them."""

    paths: tuple[Path, ...]
    options: Options = field(default_factory=Options)
    status_date: date | None = None
    mode: Mode | None = None
    who: str = ""


@dataclass(frozen=True)
class Imported:
    """The files as prepared and what the store made of them; `deliveries[i]` is the (file, table) of outcome i."""

    files: tuple[PreparedFile, ...]
    committed: Committed | None
    deliveries: tuple[tuple[int, int], ...] = ()
    status_date: date | None = None

    @property
    def refused(self) -> bool:
        """Whether nothing at all could be read."""
        return all(f.refused is not None for f in self.files)

    @property
    def leaving(self) -> int:
        """How many rows of the store these files no longer hold and therefore take out."""
        return sum(o.removed for o in self.committed.outcomes) if self.committed is not None else 0

    @property
    def held_back(self) -> int:
        """How many rows stayed out because of errors."""
        return sum(t.counts.held_back for f in self.files for t in f.tables if t.derived_from is None)


def with_known(store: Store, options: Options) -> Options:
    """The options with what the store knows: how such files were read before, and when its financial year begins."""
    return dataclasses.replace(options, memory=recall(store), fiscal_month=financial_year(store.fetch))


def prepare(paths: Iterable[Path], options: Options, *, progress: Progress | None = None) -> list[PreparedFile]:
    """Read, recognise, type and check files in a child process with limits. A file that is refused says why."""
    with tempfile.TemporaryDirectory(prefix="pmo-") as scratch:
        incoming = collect(paths, Path(scratch))
        return with_left_out(prepare_incoming(incoming, options, progress=progress), left_out(paths))


def with_left_out(files: list[PreparedFile], sentence: str) -> list[PreparedFile]:
    """The files, the first of them with what was left out beside them, if anything was."""
    if not sentence:
        return files
    said = Finding("files_left_out", "warning", sentence, fix="Save what holds data as .csv or .xlsx.")
    return [dataclasses.replace(files[0], findings=(*files[0].findings, said)), *files[1:]]


def prepare_incoming(
    incoming: Sequence[Incoming], options: Options, *, progress: Progress | None = None
) -> list[PreparedFile]:
    """As `prepare`, for files already collected. One file that breaks the reader does not take the others with it."""
    try:
        return _in_child(incoming, options, progress)
    except Refused as error:
        if len(incoming) == 1:
            return [_refused(incoming[0], str(error))]
    return [prepare_incoming([one], options)[0] for one in incoming]


def _in_child(incoming: Sequence[Incoming], options: Options, progress: Progress | None) -> list[PreparedFile]:
    told = {"files": [i.file_name for i in incoming], "options": options.to_json()}
    seconds = seconds_allowed() * max(1, len(incoming) / 4)
    paths = [i.path.absolute() for i in incoming]
    folder = run_in_child(TARGET, paths, told, seconds=seconds, on_progress=progress)
    try:
        return load_prepared(folder)
    finally:
        discard(folder)


def _refused(incoming: Incoming, sentence: str) -> PreparedFile:
    return PreparedFile(incoming.file_name, incoming.sha256(), incoming.path.stat().st_size, refused=sentence)


def check(store: Store, request: Request, prepared: Sequence[PreparedFile] | None = None) -> Imported:
    """What importing would do, with nothing done."""
    files = tuple(prepared if prepared is not None else prepare(request.paths, request.options))
    batch, where = to_batch(files, request)
    if not batch.deliveries:
        return Imported(files, None, status_date=batch.status_date)
    return Imported(files, preview(store, batch), where, _spoken_of(batch))


def import_files(store: Store, request: Request, prepared: Sequence[PreparedFile] | None = None) -> Imported:
    """Import files as one batch: one transaction, one snapshot (or one per reporting date the files carry)."""
    files = tuple(prepared if prepared is not None else prepare(request.paths, request.options))
    batch, where = to_batch(files, request)
    if not batch.deliveries:
        return Imported(files, None, status_date=batch.status_date)
    return Imported(files, commit(store, batch), where, _spoken_of(batch))


def _spoken_of(batch: Batch) -> date:
    """The day that the snapshot is of: that of all rows where each carries the same, else the one chosen."""
    carried = [d.rows["status_date"] for d in batch.deliveries if "status_date" in d.rows.column_names]
    days = {day for column in carried for day in pc.unique(column).to_pylist()}
    only = days.pop() if len(days) == 1 and len(carried) == len(batch.deliveries) else None
    return only if isinstance(only, date) else batch.status_date


def to_batch(files: Sequence[PreparedFile], request: Request) -> tuple[Batch, tuple[tuple[int, int], ...]]:
    """The store's form of prepared files; refused files and tables without rows deliver nothing."""
    facts: list[FileFacts] = []
    deliveries: list[Delivery] = []
    where: list[tuple[int, int]] = []
    for index, file in enumerate(files):
        if file.refused is not None:
            continue
        # A table of which every row is held back says nothing; as the next edition it would empty its source.
        loaded = [(number, table) for number, table in enumerate(file.tables) if table.rows.num_rows]
        for number, table in loaded:
            deliveries.append(_delivery(file, table, len(facts), request.mode))
            where.append((index, number))
        if loaded:
            facts.append(FileFacts(file.file_name, file.sha256, file.size_bytes))
    status_date = request.status_date or date.today()
    return Batch(tuple(facts), tuple(deliveries), status_date, request.who), tuple(where)


def source_of(file_name: str) -> str:
    """What a series of files has in common: its name without dates, numbers and versions."""
    plain = re.sub(r"[\d_\-.()]+", " ", PurePath(file_name).stem)
    stem = re.sub(r"(?i)\b(v|ver|version|copy|final|draft|rev)\b", " ", plain)
    return " ".join(stem.lower().split()) or "file"


def _delivery(file: PreparedFile, table: PreparedTable, index: int, mode: Mode | None) -> Delivery:
    return Delivery(
        entity=table.entity,
        rows=table.rows,
        source=source_of(file.file_name),
        sheet=table.plan.sheet,
        mode=mode or ("merge" if _is_part(table) else None),
        file=index,
        plan=json.dumps(dataclasses.asdict(table.plan), ensure_ascii=False, default=str),
        formats=json.dumps(table.formats, ensure_ascii=False),
        in_file=table.counts.in_file,
        held_back=table.counts.held_back,
        not_data=table.counts.not_data,
        findings=tuple(table.findings),
        primary=table.derived_from is None,
        let_go=table.let_go,
    )


def _is_part(table: PreparedTable) -> bool:
    """Whether what a table does not hold has not left: a workbook we handed out may be one project's part, and a
    schedule names the people, calendars and projects of that schedule only.
    """
    scheduled = table.plan.settings.get("tool") in SCHEDULES and table.entity in _SHARED
    return bool(table.plan.settings.get("template")) or scheduled


def remember(store: Store, files: Sequence[PreparedFile], who: str = "") -> None:
    """Keep how these files were read, for next month's."""
    plans = [t.plan for f in files if f.refused is None for t in f.tables if t.derived_from is None]
    ways = [(remember_plan(plan), plan.entity) for plan in plans]
    kept = {signature: dataclasses.asdict(way) for (signature, way), _ in ways}
    maps = {f.file_name: [list(entry) for entry in f.datamap] for f in files if f.datamap}
    if maps:
        kept[DATAMAPS] = {**recall(store).get(DATAMAPS, {}), **maps}
    keep(store, kept, {signature: entity for (signature, _), entity in ways}, who)
