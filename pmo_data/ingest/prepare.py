"""The whole way of a file: read, recognise, type, check; what comes out is ready for the store.

Runs in a child process, so it imports nothing heavy; the prepared tables cross back as Arrow files beside a small JSON.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.errors import PmoError, Refused
from pmo_data.domain.words import TEMPLATE_SHEET
from pmo_data.ingest.grid import Note, Sheet, Workbook
from pmo_data.ingest.mapped import load_rows
from pmo_data.ingest.mend import Mended, mend
from pmo_data.ingest.plan import ColumnPlan, PreparedFile, PreparedTable, RowCounts, TablePlan
from pmo_data.ingest.read import read_workbook
from pmo_data.ingest.recognise import (
    apply_corrections,
    datamap_entries,
    fill_form,
    fits,
    is_datamap,
    recognise,
    with_codes,
)
from pmo_data.ingest.recognise.matching.second import after_first, is_second, without_corrected
from pmo_data.ingest.recognise.sheets.from_to import with_from_to
from pmo_data.ingest.recognise.sheets.key_result_lines import with_key_results
from pmo_data.ingest.status_day import day_of_rows, spoken_day, status_date_of
from pmo_data.ingest.tables import type_table
from pmo_data.ingest.typing.records import letters
from pmo_data.ingest.typing.words import identity, short_header
from pmo_data.store.delivery import Finding

DATAMAPS = "datamaps"
"""Where the memory keeps maps of form cells: file name -> entries of (name, sheet, cell)."""
_LARGEST_MAP = 300_000  # bytes


@dataclass(frozen=True)
class Options:
    """What a person, or the memory, has decided before the file is read.

    `corrections` maps headers to fields (None: keep beside). `answers` maps a question to its answer per header:
    {"date_order": {"Start": "mdy"}, "decimal": {…}, "unit": {…}, "currency": {…}, "dollar": {…}, "percent_scale": {…},
    "scale": {header: {word: step}}, "values": {header: {word: value}}, "period_start": {"*": "2026-01-05"},
    "cells": {"D42": "2026-03-04", "Costs!B7": None}}, the last replacing single cells before anything is read.
    `project` is the project of plans that name none.
    """

    entity: str | None = None
    corrections: Mapping[str, str | None] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    memory: Mapping[str, Any] = field(default_factory=dict)
    project: str | None = None
    today: date | None = None
    fiscal_month: int = 1

    def to_json(self) -> dict[str, Any]:
        """Plain values, for the child process."""
        plain = {f.name: getattr(self, f.name) for f in dataclasses.fields(self) if f.name != "memory"}
        memory = {k: dataclasses.asdict(v) if dataclasses.is_dataclass(v) else v for k, v in self.memory.items()}  # type: ignore[arg-type]
        return {**plain, "memory": memory, "today": self.today.isoformat() if self.today else None}

    @staticmethod
    def from_json(plain: Mapping[str, Any]) -> Options:
        """The options from what `to_json` gave."""
        given = dict(plain)
        given["today"] = date.fromisoformat(given["today"]) if given.get("today") else None
        return Options(**given)


def prepare_file(data: bytes, file_name: str, *, options: Options | None = None) -> PreparedFile:
    """Reads, recognises, types and checks one file; a refusal is part of the answer, not an exception."""
    options = options or Options()
    try:
        workbook = read_workbook(data, file_name)
    except PmoError as refusal:
        return PreparedFile(file_name, hashlib.sha256(data).hexdigest(), len(data), refused=str(refusal))
    del data  # as large as the cells that were read from it
    facts = (file_name, workbook.sha256, workbook.size_bytes)
    try:
        workbook = with_codes(workbook)
        if is_datamap(workbook):
            return _datamap(workbook, facts)
        workbook, mended = mend(workbook, options.answers.get("cells", {}))
        form, cells = _form_filled(with_key_results(with_from_to(workbook)), options)
        return _prepare(form, facts, options, cells, mended)
    except PmoError as refusal:
        return PreparedFile(*facts, refused=str(refusal))


def _datamap(workbook: Workbook, facts: tuple[str, str, int]) -> PreparedFile:
    entries = tuple(datamap_entries(workbook))
    said = f"This is a map of {len(entries)} cells of a form, not data; import it together with the filled-in forms."
    return PreparedFile(*facts, findings=(Finding("datamap", "warning", said),), datamap=entries)


def _form_filled(workbook: Workbook, options: Options) -> tuple[Workbook, dict[str, str]]:
    """A form read by the first map that fits it, with where each value stands; any other workbook as it is."""
    for name, entries in dict(options.memory.get(DATAMAPS) or {}).items():
        told = [(str(key), str(sheet), str(cell)) for key, sheet, cell in entries]
        if len(workbook.sheets) > 1 and fits(workbook, told):
            return fill_form(workbook, told, name), {key: f"{sheet}!{cell}" for key, sheet, cell in told}
    return workbook, {}


def _prepare(
    workbook: Workbook,
    facts: tuple[str, str, int],
    options: Options,
    cells: dict[str, str],
    mended: tuple[Mended, ...],
) -> PreparedFile:
    """`cells` are the addresses of a form's values by the names its map gives them."""
    recognised = recognise(workbook, entity=options.entity, memory=options.memory or None)
    corrected = (_corrected(plan, options, len(recognised.tables)) for plan in recognised.tables)
    plans = [plan for plan in corrected if plan is not None]
    if any(sheet.name == TEMPLATE_SHEET for sheet in workbook.sheets):
        plans = [dataclasses.replace(p, settings={**p.settings, "template": True}) for p in plans]
    if cells:
        plans = [dataclasses.replace(p, settings={**p.settings, "cells": cells}) for p in plans]
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    tables = _typed(workbook, plans, options, mended)
    notes = [_from_note(n, None, None) for n in workbook.notes]
    used = {plan.sheet for plan in plans}
    notes += [_from_note(n, s, _plan_of(s, plans)) for s in workbook.sheets if s.name in used for n in s.notes]
    findings = (*notes, *recognised.findings, *(_from_note(n, None, p) for p in plans for n in p.notes))
    spoken = spoken_day(sheets, plans, options.today) or day_of_rows(tables, options.today)
    findings = findings if spoken is None else (*findings, spoken)
    return PreparedFile(*facts, tuple(tables), None, findings, status_date_of(facts[0], spoken, options.today))


def _typed(
    workbook: Workbook, plans: list[TablePlan], options: Options, mended: tuple[Mended, ...]
) -> list[PreparedTable]:
    """Every plan's rows, each plan following those before it; a table refused beside others is held back whole."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    tables: list[PreparedTable] = []
    for planned in plans:
        plan = _following(planned, tables)
        if plan is None:
            continue
        try:
            tables += type_table(
                sheets[plan.sheet],
                plan,
                workbook_kind=workbook.kind,
                options=options,
                until=_until(plan, plans),
                beside=_ids(tables, plan.entity),
                mended=mended,
            )
            tables = [_naming_its_projects(t) for t in tables]
        except Refused as refusal:
            if len(plans) == 1:
                raise
            tables.append(_held_whole(sheets[plan.sheet], plan, str(refusal)))
    return tables


def _naming_its_projects(table: PreparedTable) -> PreparedTable:
    """A filled-in template keeps with its plan which projects it speaks of, so that it is known who answered."""
    settings = table.plan.settings
    name = "code" if table.entity == "project" else "project"
    if not settings.get("template") or "template_of" in settings or name not in table.rows.column_names:
        return table
    told = sorted({str(p) for p in table.rows.column(name).to_pylist() if p})
    return dataclasses.replace(table, plan=dataclasses.replace(table.plan, settings={**settings, "template_of": told}))


def _ids(tables: list[PreparedTable], entity: str) -> frozenset[str]:
    """Ids of an entity's rows in the tables read so far, as they are compared."""
    alike = [t.rows.column("code") for t in tables if t.entity == entity and "code" in t.rows.column_names]
    return frozenset(identity(code) for column in alike for code in column.to_pylist() if code)


def _following(plan: TablePlan, tables: list[PreparedTable]) -> TablePlan | None:
    """The plan as the list that it stands beside was read; None where nothing is left for it."""
    first = next((t.plan for t in tables if is_second(plan) and _same_rows(t.plan, plan)), None)
    return plan if first is None else after_first(plan, first)


def _same_rows(one: TablePlan, other: TablePlan) -> bool:
    return (one.sheet, one.first_row, one.entity) == (other.sheet, other.first_row, other.settings["beside"])


def _corrected(plan: TablePlan, options: Options, tables: int) -> TablePlan | None:
    """The plan as a person corrected it; with several tables, headers and fields of other tables are not errors."""
    if not options.corrections:
        return plan
    if is_second(plan):
        return without_corrected(plan, options.corrections)
    headers = {c.header for c in plan.columns}
    fields = entity_named(plan.entity).by_name
    wanted: dict[str | int, str | None] = {
        h: f
        for h, f in options.corrections.items()
        if tables == 1 or (h in headers and (f is None or f in fields or "only" not in plan.settings))
    }
    return apply_corrections(plan, wanted) if wanted else plan


def _until(plan: TablePlan, plans: list[TablePlan]) -> int | None:
    """The last row that can be the plan's: above the next table of its sheet, or its own last if one lies beside it."""
    others = [p for p in plans if p is not plan and p.sheet == plan.sheet]
    below = [min((*p.header_rows, p.first_row)) for p in others if p.first_row > plan.last_row]
    if any(p.first_row <= plan.last_row and p.last_row >= plan.first_row for p in others):
        return plan.last_row
    return min(below) - 1 if below else None


def _held_whole(sheet: Sheet, plan: TablePlan, sentence: str) -> PreparedTable:
    """A table refused beside others that are fine: every row of it is held back, with the one reason."""
    count = max(min(plan.last_row, sheet.first_row + sheet.cells.num_rows - 1) - plan.first_row + 1, 0)
    finding = Finding("table_refused", "error", sentence)
    nothing = pa.table({"row": pa.array([], pa.int32())})
    return PreparedTable(plan, plan.entity, nothing, RowCounts(count, held_back=count), (finding,))


def _plan_of(sheet: Sheet, plans: list[TablePlan]) -> TablePlan | None:
    return next((p for p in plans if p.sheet == sheet.name), None)


def _from_note(note: Note, sheet: Sheet | None, plan: TablePlan | None) -> Finding:
    """What reading noticed, with the column's header and the cell's address where they are known."""
    column: ColumnPlan | None = None
    if plan is not None and note.column is not None and plan.orientation == "rows":
        column = next((c for c in plan.columns if c.index == note.column), None)
    cell = f"{letters(note.column)}{note.row}" if note.column is not None and note.row is not None else None
    header = column.header if column is not None else None
    message = note.message
    if header:
        message = re.sub(r"^Column [A-Z]+:", f"{short_header(header)}:", message)
    if header and sheet is not None and note.row is not None and header not in message:
        message = f"{message.rstrip('.')} ({short_header(header)})."
    return Finding(note.rule, note.severity, message, note.row, header, cell, note.value, note.fix)


def prepare_files(inputs: list[Path], options: dict[str, Any], out_dir: Path) -> None:
    """The target of a child process: prepares files, shown by the names in `options["files"]`, into `out_dir`."""
    chosen = Options.from_json(options.get("options") or {})
    names = options.get("files") or [path.name for path in inputs]
    chosen = with_datamaps(chosen, _maps_among(inputs, names))
    prepared = [prepare_file(p.read_bytes(), name, options=chosen) for p, name in zip(inputs, names, strict=True)]
    save_prepared(prepared, out_dir)


def with_datamaps(options: Options, found: Mapping[str, Sequence[tuple[str, str, str]]]) -> Options:
    """The options with maps of form cells (file name -> entries) beside those remembered, the new ones first."""
    known = dict(options.memory.get(DATAMAPS) or {})
    maps = {**found, **{name: entries for name, entries in known.items() if name not in found}}
    return dataclasses.replace(options, memory={**options.memory, DATAMAPS: maps}) if maps else options


def _maps_among(inputs: list[Path], names: list[str]) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """The maps of form cells among files brought together, for the others of them; a map is a small file."""
    found = {}
    for path, name in zip(inputs, names, strict=True):
        if len(inputs) > 1 and path.stat().st_size < _LARGEST_MAP:
            try:
                workbook = read_workbook(path.read_bytes(), name)
            except PmoError:  # said when the file's own turn comes
                continue
            if is_datamap(workbook):
                found[name] = tuple(datamap_entries(workbook))
    return found


def save_prepared(prepared: list[PreparedFile], folder: Path) -> None:
    """Writes prepared files: the rows as Arrow files, all else as one JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = []
    for number, file in enumerate(prepared):
        known = {f.name: getattr(file, f.name) for f in dataclasses.fields(file) if f.name != "tables"}
        known["findings"] = [dataclasses.asdict(f) for f in file.findings]
        known["tables"] = [_save_table(t, folder / f"{number}-{i}.arrow") for i, t in enumerate(file.tables)]
        plain.append(known)
    (folder / "prepared.json").write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")


def _save_table(table: PreparedTable, path: Path) -> dict[str, Any]:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.rows.schema) as writer:
        writer.write_table(table.rows)
    plain = {f.name: getattr(table, f.name) for f in dataclasses.fields(table) if f.name not in {"rows", "let_go"}}
    plain["plan"] = dataclasses.asdict(table.plan)
    plain["counts"] = dataclasses.asdict(table.counts)
    plain["findings"] = [dataclasses.asdict(f) for f in table.findings]
    return {**plain, "rows": path.name}


def load_prepared(folder: Path) -> list[PreparedFile]:
    """What `save_prepared` wrote; the folder may be removed afterwards."""
    plain = json.loads((folder / "prepared.json").read_text(encoding="utf-8"))
    return [_load_file(known, folder) for known in plain]


def _load_file(known: dict[str, Any], folder: Path) -> PreparedFile:
    tables = tuple(_load_table(t, folder) for t in known.pop("tables"))
    findings = tuple(Finding(**f) for f in known.pop("findings"))
    known["datamap"] = tuple((key, sheet, cell) for key, sheet, cell in known["datamap"])
    return PreparedFile(**known, tables=tables, findings=findings)


def _load_table(known: dict[str, Any], folder: Path) -> PreparedTable:
    rows, let_go = load_rows(folder / known.pop("rows"))
    plan = known.pop("plan")
    columns = tuple(
        ColumnPlan(**{**c, "samples": tuple(c["samples"]), "alternatives": tuple(c["alternatives"])})
        for c in plan.pop("columns")
    )
    notes = tuple(Note(**n) for n in plan.pop("notes"))
    for name in ("header_rows", "collapse"):
        plan[name] = tuple(plan[name])
    money = {name: (pair[0], pair[1]) for name, pair in known.pop("money").items()}
    counts, findings = RowCounts(**known.pop("counts")), tuple(Finding(**f) for f in known.pop("findings"))
    return PreparedTable(
        TablePlan(**plan, columns=columns, notes=notes),
        rows=rows,
        counts=counts,
        findings=findings,
        money=money,
        let_go=let_go,
        **known,
    )
