"""A table typed: from a sheet and its plan to columns of values, one per field, still with every row of the file.

Stands apart from the checks, which may hold rows back, and from the maps in which a prepared table is handed on.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.catalogue.choices import STATUS
from pmo_data.domain.fields import Entity, Field, Kind
from pmo_data.ingest.check.findings import of_problem
from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.plan import ColumnPlan, TablePlan
from pmo_data.ingest.typing.amounts import DOLLARS, read_amount
from pmo_data.ingest.typing.choices import mostly_ratings
from pmo_data.ingest.typing.column import Cells, Distinct, Typed
from pmo_data.ingest.typing.columns import Circumstances, SharedProofs, type_column
from pmo_data.ingest.typing.day_texts import read_day
from pmo_data.ingest.typing.numbers import bare_dollar
from pmo_data.ingest.typing.records import Records, Rows
from pmo_data.ingest.typing.texts import rearmed
from pmo_data.ingest.typing.words import fold, short_header
from pmo_data.store.delivery import ARROW_TYPES, Finding

Answers = dict[str, dict[str, Any]]
_NO_DATES = frozenset({"serial", "epoch", "yyyymmdd", "month", "quarter", "year", "fiscal year"})
_CODE = re.compile(r"(?:\b|_)(?:codes?|ids?|numbers?|refs?|references?)$", re.IGNORECASE)
"""Headers of what only looks like days: "03 10 00" is a section of a specification."""
_TOLD = ("unit", "dollar", "scale_order", "values")  # answers that stand with the column even where they change nothing
_SHARED = frozenset({Kind.DATE, Kind.MONEY, Kind.NUMBER})


@dataclass
class FieldColumn:
    """A field's values for every record, with where they came from. `texts` are those of its first column."""

    values: pa.Array
    original: pa.Array | None = None
    absent: pa.Array | None = None
    column: ColumnPlan | None = None
    texts: pa.Array | None = None


@dataclass
class TypedTable:
    """The records of one table, typed. `held` flags those that an error holds back; the checks add to it."""

    plan: TablePlan
    entity: Entity
    rows: Rows
    fields: dict[str, FieldColumn]
    extra: list[tuple[str, pa.Array]]
    findings: list[Finding]
    formats: dict[str, str]
    held: npt.NDArray[np.bool_]
    status_date: pa.Array | None = None
    folded: int = 0
    currencies: dict[str, pa.Array] = field(default_factory=dict)
    extra_original: list[tuple[str, pa.Array]] = field(default_factory=list)
    beside: frozenset[str] = frozenset()  # ids of other tables of the file that hold such rows too

    def __len__(self) -> int:
        return len(self.rows)

    def keep(self, flags: npt.NDArray[np.bool_]) -> None:
        """Leaves only the flagged records."""
        if bool(flags.all()):
            return
        mask = pa.array(flags)
        for column in self.fields.values():
            column.values = column.values.filter(mask)
            for part in ("original", "absent", "texts"):
                array = getattr(column, part)
                setattr(column, part, None if array is None else array.filter(mask))
        self.extra = [(name, texts.filter(mask)) for name, texts in self.extra]
        self.extra_original = [(name, texts.filter(mask)) for name, texts in self.extra_original]
        self.status_date = None if self.status_date is None else self.status_date.filter(mask)
        self.rows, self.held = self.rows[flags], self.held[flags]


def type_records(
    records: Records, sheet: Sheet, plan: TablePlan, around: Circumstances, answers: Answers
) -> TypedTable:
    """Types every planned column and brings columns of the same field together."""
    entity = entity_named(plan.entity)
    columns = _remap_ratings(records.columns, entity)
    cells = [_cells(column, texts, plan, sheet, answers) for column, texts in columns]
    siblings = SharedProofs([c for c in cells if c is not None and c.field.kind in _SHARED])
    table = TypedTable(plan, entity, records.rows, {}, [], [], {}, np.zeros(len(records), dtype=np.bool_))
    decided: list[ColumnPlan] = []
    asked = [None if c is None else dataclasses.replace(c, siblings=siblings) for c in cells]
    readings = [None if c is None else type_column(c, around) for c in asked]
    whole = zip(columns, asked, readings, strict=True)
    for (column, texts), cell, typed in sorted(whole, key=lambda c: c[0][0].priority):
        if cell is None or typed is None:
            _add_extra(table, column, texts)
            decided.append(column)
            continue
        if cell.field.name not in entity.by_name:
            _add_dates(table, column, typed, texts)
            decided.append(column)
            continue
        told = {what: cell.format[what] for what in _TOLD if what in cell.format}
        column = dataclasses.replace(column, field=cell.field.name, format={**column.format, **told, **typed.format})
        decided.append(column)
        if column.index in sheet.coloured and plan.orientation == "rows":
            typed = dataclasses.replace(typed, said=f"the cell is blank, its colour was read; {typed.said}")
        _add(table, column, cell, typed)
    table.plan = _as_decided(plan, decided)
    return table


def _as_decided(plan: TablePlan, decided: list[ColumnPlan]) -> TablePlan:
    """The plan with how its columns were read; those that were unfolded into one stand in no column of the sheet."""
    by_index = {c.index: c for c in decided}
    columns = tuple(by_index.get(c.index, c) for c in plan.columns)
    spec = plan.settings.get("unpivot") or plan.settings.get("marks") or {}
    label, planned = spec.get("period_field") or spec.get("column_field"), {c.index for c in plan.columns}
    added = [c for c in decided if c.index < 0 and c.index not in planned and c.field != label]
    unfolded = {c.header: dict(c.format) for c in added}
    settings = {**plan.settings, "unfolded": unfolded} if unfolded else plan.settings
    return dataclasses.replace(plan, columns=columns, settings=settings)


def _cells(column: ColumnPlan, texts: pa.Array, plan: TablePlan, sheet: Sheet, answers: Answers) -> Cells | None:
    """What typing needs of the column; None for a column kept beside the catalogue.

    What was answered for one of the columns that were unfolded into this one holds for all of them.
    """
    entity = entity_named(plan.entity)
    if column.field is None or column.field not in entity.by_name:
        return _dates_beside(column, texts)
    folded = [p.header for p in plan.columns if p.field == column.field] if column.index < 0 else []
    given = {
        what: by_header[header]
        for what, by_header in answers.items() for header in (*folded, column.header) if header in by_header
    }  # fmt: skip
    percents = column.index in sheet.percents or bool(column.format.get("percent_cells"))
    return Cells(entity[column.field], column.header, texts, {**column.format, **given}, percents)


def _dates_beside(column: ColumnPlan, texts: pa.Array) -> Cells | None:
    """A column outside the catalogue that is written as dates is read as dates, so that its day and month are right."""
    sample = [read_day(t) for t in pc.drop_null(texts[:2000])[:200].to_pylist()]
    dates = [d for d in sample if d is not None and d.form not in _NO_DATES and not d.bad]
    if len(dates) < 3 or len(dates) < 0.9 * len(sample) or not column.header.strip() or _CODE.search(column.header):
        return None
    return Cells(Field(column.header, Kind.DATE, "A date kept beside the catalogue."), column.header, texts)


def _remap_ratings(
    columns: tuple[tuple[ColumnPlan, pa.Array], ...], entity: Entity
) -> list[tuple[ColumnPlan, pa.Array]]:
    """A "status" full of traffic lights is the declared rating, where nothing else is."""
    taken = {column.field for column, _ in columns}
    target = "declared_overall"
    done = []
    for column, texts in columns:
        found = entity.by_name.get(column.field or "")
        free = target in entity.by_name and target not in taken
        if free and found is not None and found.choices is STATUS and mostly_ratings(texts):
            column = dataclasses.replace(column, field=target, reason="its words are ratings")
        done.append((column, texts))
    return done


def _add(table: TypedTable, column: ColumnPlan, cells: Cells, typed: Typed) -> None:
    for problem in typed.problems:
        table.findings += of_problem(problem, table.plan, column, table.rows, cells.texts)
    if typed.currency is not None:
        table.currencies[cells.field.name] = typed.currency
    name = cells.field.name
    if typed.said and typed.values.null_count < len(typed.values):
        table.formats[name] = typed.said if name not in table.formats else f"{table.formats[name]}; {typed.said}"
    first = table.fields.get(name)
    if first is None:
        table.fields[name] = FieldColumn(typed.values, typed.original, typed.absent, column, cells.texts)
        return
    _coalesce(table, first, column, cells, typed)


def _coalesce(table: TypedTable, first: FieldColumn, column: ColumnPlan, cells: Cells, typed: Typed) -> None:
    """The first known value wins; where both are known, the second's text stays beside the row."""
    missing = pc.is_null(first.values)
    use = pc.and_(missing, pc.is_valid(typed.values))
    second_text = pc.if_else(pc.invert(use), cells.texts, pa.scalar(None, pa.string()))
    _add_extra(table, column, second_text)
    # A reason for absence holds until some column knows the value; so does the text it was read from.
    first.original = _pick(use, missing, typed.original, first.original)
    absent = _pick(use, missing, typed.absent, first.absent)
    first.absent = None if absent is None else pc.if_else(use, pa.scalar(None, pa.string()), absent)
    first.values = pc.if_else(use, typed.values, first.values)


def _pick(use: pa.Array, missing: pa.Array, second: pa.Array | None, first: pa.Array | None) -> pa.Array | None:
    if first is None and second is None:
        return None
    nothing = pa.nulls(len(use), pa.string())
    first = nothing if first is None else first
    second = nothing if second is None else second
    kept = pc.if_else(use, second, first)
    return pc.if_else(missing, pc.coalesce(kept, second), kept)


def _add_dates(table: TypedTable, column: ColumnPlan, typed: Typed, texts: pa.Array) -> None:
    """Dates beside the catalogue are kept as ISO texts, what the file wrote as their original.

    Where nothing proves day or month first they stay as written: nobody is asked about columns kept beside.
    """
    if typed.said.endswith("assumed"):
        _add_extra(table, column, texts)
        return
    _add_extra(table, column, pc.coalesce(typed.values.cast(pa.string()), texts))
    if typed.original is not None and table.extra:
        read = pc.is_valid(typed.values)
        changed = pc.if_else(read, typed.original, pa.scalar(None, pa.string()))
        table.extra_original.append((table.extra[-1][0], changed))
        table.formats[table.extra[-1][0]] = typed.said


def _add_extra(table: TypedTable, column: ColumnPlan, texts: pa.Array) -> None:
    name = " ".join(column.header.split())
    if name and texts.null_count < len(texts):
        # Our own export writes it beside that field's column, and has to find it again under its name.
        taken = {f.title for c in table.plan.columns if (f := table.entity.by_name.get(c.field or "")) is not None}
        taken |= {n for n, _ in table.extra}
        number = 2
        unique = name
        while unique in taken:
            unique, number = f"{name} ({number})", number + 1
        if pc.any(pc.starts_with(texts, "'"), min_count=0).as_py():
            texts = pa.array([None if t is None else rearmed(t) for t in texts.to_pylist()], pa.string())
        table.extra.append((unique, texts))


def add_constant(table: TypedTable, name: str, value: Any, only_blank: bool = True) -> None:
    """A field that every record gets: what the sheet says once, or what the analyst chose."""
    declared = table.entity.by_name.get(name)
    if declared is None:
        return
    if declared.kind is Kind.DATE and isinstance(value, str):  # a plan is plain JSON
        value = date.fromisoformat(value)
    whole = pa.repeat(pa.scalar(value, ARROW_TYPES[declared.kind]), len(table))
    present = table.fields.get(name)
    if present is None:
        table.fields[name] = FieldColumn(whole)
        table.formats[name] = f"{value} for every row"
    elif only_blank:
        present.values = pc.coalesce(present.values, whole)


def add_currency(table: TypedTable) -> None:
    """The currency of the amounts, from signs and headers, where no column gives it."""
    if "currency" not in table.entity.by_name or not table.currencies:
        return
    present = table.fields.get("currency")
    codes = pc.coalesce(*(_as_stated(table.fields[n], c, present) for n, c in table.currencies.items()))
    if codes.null_count == len(codes):
        return
    if present is None:
        table.fields["currency"] = FieldColumn(codes)
        table.formats["currency"] = ", ".join(sorted(c for c in pc.unique(codes).to_pylist() if c))
    else:
        _contradicted(table, present, codes)
        present.values = pc.coalesce(codes, present.values)


def _as_stated(column: FieldColumn, codes: pa.Array, present: FieldColumn | None) -> pa.Array:
    """The currencies of amounts in a bare "$", which is the dollar of the row's own currency where it names one."""
    if present is None or not in_bare_dollars(column):
        return codes
    dollars = pa.array(list(DOLLARS))
    both = pc.and_(pc.is_in(present.values, dollars), pc.is_in(codes, dollars))
    return pc.if_else(pc.fill_null(both, False), present.values, codes)


def in_bare_dollars(column: FieldColumn) -> bool:
    """Whether all that tells the currency of a column's amounts is a "$", in its header or its cells."""
    if column.column is None or column.texts is None:
        return False
    if bare_dollar(column.column.header) or column.column.format.get("shown") == "$":
        return True
    signs = Distinct.of(column.texts.filter(pc.fill_null(pc.match_substring(column.texts, "$"), False))).texts
    return any((amount := read_amount(text)) is not None and amount.bare for text in signs)


def _contradicted(table: TypedTable, present: FieldColumn, codes: pa.Array) -> None:
    """Says where amounts name another currency than the column of currencies does: the amounts are believed."""
    apart = pc.fill_null(pc.not_equal(present.values, codes), False)
    count = pc.sum(apart, min_count=0).as_py() or 0
    if not count or present.column is None:
        return
    header, first = short_header(present.column.header), int(table.rows[np.flatnonzero(apart.to_numpy(False))[0]])
    named = ", ".join(sorted(c for c in pc.unique(codes).to_pylist() if c))
    said = f"{header}: {count:,} {'row names' if count == 1 else 'rows name'} another currency than the amounts "
    said += f"themselves, which are in {named}; the amounts are believed, and {header} is kept beside."
    fix = "Choose the column of amounts that is in this currency, or convert them."
    table.findings.append(Finding("currency_contradicted", "warning", said, first, present.column.header, fix=fix))
    _add_extra(table, present.column, pc.if_else(apart, present.values, pa.scalar(None, pa.string())))


def header_of(table: TypedTable, name: str) -> str:
    """How the file calls the field; the catalogue's label where no column of the file feeds it."""
    column = table.fields[name].column if name in table.fields else None
    return short_header(column.header) if column is not None and fold(column.header) else table.entity[name].title
