"""One table from its sheet and plan to prepared rows: the order in which typing and checks follow each other.

Stands apart from the steps, which know nothing of each other, and from files, which may hold several tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.fields import Kind
from pmo_data.ingest.check.assumed import check_assumed
from pmo_data.ingest.check.findings import limited, row_ranges
from pmo_data.ingest.check.graph import Links, check_graph
from pmo_data.ingest.check.keys import check_keys
from pmo_data.ingest.check.ragged import check_shifted, check_widths
from pmo_data.ingest.check.required import check_required
from pmo_data.ingest.check.values import check_values
from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.mend import Mended, record_mended
from pmo_data.ingest.plan import PreparedTable, RowCounts, TablePlan
from pmo_data.ingest.typing.build import build_rows
from pmo_data.ingest.typing.column import Cells
from pmo_data.ingest.typing.columns import Circumstances
from pmo_data.ingest.typing.dates import type_date
from pmo_data.ingest.typing.derive import (
    add_milestones,
    add_outline,
    add_period_ends,
    add_periods,
    add_stated_probability,
    add_weekdays,
    dependencies,
    difference,
    fold_repeats,
    other_half,
    steps_of_totals,
)
from pmo_data.ingest.typing.key_results import fold_key_results
from pmo_data.ingest.typing.marked_days import add_actual_days
from pmo_data.ingest.typing.not_data import find_not_data
from pmo_data.ingest.typing.other_ids import parents_by_other_ids
from pmo_data.ingest.typing.outline import read_outline
from pmo_data.ingest.typing.people import leave_unnamed
from pmo_data.ingest.typing.rated_states import split_rated_states
from pmo_data.ingest.typing.records import Records, carried_down, cut, named_by_headings, with_whole_names
from pmo_data.ingest.typing.reshape import (
    Reshaped,
    computed_lines,
    drawn_spans,
    fill_down,
    of_kind,
    of_measures,
    unmark,
    unpivot,
)
from pmo_data.ingest.typing.settle import join_spans, keep_labels, settle_done, settle_milestones
from pmo_data.ingest.typing.several_people import each_person
from pmo_data.ingest.typing.sources import fold_sources
from pmo_data.ingest.typing.table import TypedTable, add_constant, add_currency, type_records
from pmo_data.ingest.typing.task_people import task_people
from pmo_data.ingest.typing.time_off import leave_projects
from pmo_data.store.delivery import Finding

_LISTED = 200


class Decisions(Protocol):
    """What typing asks of the options of an import."""

    @property
    def answers(self) -> Mapping[str, Mapping[str, Any]]: ...
    @property
    def project(self) -> str | None: ...
    @property
    def today(self) -> date | None: ...
    @property
    def fiscal_month(self) -> int: ...


def type_table(
    sheet: Sheet,
    plan: TablePlan,
    *,
    workbook_kind: str,
    options: Decisions,
    until: int | None = None,
    beside: frozenset[str] = frozenset(),
    mended: tuple[Mended, ...] = (),
) -> list[PreparedTable]:
    """The table's rows first, then tables derived from it (links, assignments).

    `beside` are ids that earlier tables of the file gave to such rows. Raises Refused where ids or columns cannot be
    trusted.
    """
    around = Circumstances(workbook_kind in ("xlsx", "xlsm", "xls", "ods"), options.fiscal_month)
    whole, strange = of_kind(named_by_headings(with_whole_names(cut(sheet, plan, until), plan), plan), plan)
    reasons = {
        **find_not_data(whole, entity_named(plan.entity), _declared(plan)),
        **computed_lines(whole, plan.settings),
    }
    keep = np.ones(len(whole), dtype=np.bool_)
    keep[list(reasons)] = False
    left_out = _left_out(whole, reasons)
    records, filled = _filled(carried_down(drawn_spans(whole.keep(keep), plan.settings), plan), sheet, plan)
    measure = plan.settings.get("unpivot", {}).get("measure")
    if measure is not None:
        records = records.keep(of_measures(records, plan.settings))
    beside_it = measure is not None and not measure["first"]  # what is no data was counted with the first measures
    shaped = _reshaped(records, plan)
    answers = {what: dict(by_header) for what, by_header in options.answers.items()}
    table = type_records(shaped.records, sheet, plan, around, answers)
    noted = strange if beside_it else [*strange, *left_out, *filled]
    table.findings = [*noted, *shaped.findings, *table.findings]
    table.beside = beside
    record_mended(table, mended)
    not_data = 0 if beside_it else len(reasons) + len(whole.tail)
    tables = _finish(table, shaped, sheet, around, options, not_data)
    return [other_half(tables[0]), *tables[1:]] if "beside" in plan.settings else tables


def _declared(plan: TablePlan) -> dict[int, str]:
    return {int(row): str(why) for row, why in dict(plan.settings.get("not_data", {})).items()}


def _left_out(whole: Records, reasons: dict[int, str]) -> list[Finding]:
    """A finding for each row left out; blank rows and many of a kind share one."""
    by_reason: dict[str, list[int]] = {}
    for position, why in sorted(reasons.items()):
        by_reason.setdefault(why, []).append(int(whole.rows[position]))
    if len(whole.tail):
        by_reason.setdefault("lies outside the table", []).extend(int(r) for r in whole.tail)
    findings = []
    for why, rows in by_reason.items():
        if why == "is blank" or len(rows) > _LISTED or why == "lies outside the table":
            verb = "was" if len(rows) == 1 else "were"
            said = f"{row_ranges(rows).capitalize()} {verb} left out: each {why}."
            findings.append(Finding("not_data", "warning", said))
        else:
            findings += [Finding("not_data", "warning", f"Row {r} {why} and was left out.", r) for r in rows]
    return findings


def _filled(records: Records, sheet: Sheet, plan: TablePlan) -> tuple[Records, list[Finding]]:
    return fill_down(records, sheet, plan) if len(records) else (records, [])


def _reshaped(records: Records, plan: TablePlan) -> Reshaped:
    if "unpivot" in plan.settings:
        return unpivot(records, plan.settings)
    if "marks" in plan.settings:
        return each_person(unmark(records, plan.settings))
    return Reshaped(records)


def _finish(
    table: TypedTable, shaped: Reshaped, sheet: Sheet, around: Circumstances, options: Decisions, not_data: int
) -> list[PreparedTable]:
    """Constants, periods, outlines and folding, then the checks, then the tables handed on."""
    settings, in_file = table.plan.settings, len(table) + not_data
    _constants(table, options)
    leave_unnamed(table)
    leave_projects(table)
    _periods(table, shaped, options)
    if settings.get("totals"):
        steps_of_totals(table)
    settle_done(table)
    add_milestones(table)
    add_stated_probability(table)
    split_rated_states(table)
    _date_rows(table, shaped.records, around)
    _outline(table, shaped.records, sheet)
    parents_by_other_ids(table)
    add_actual_days(table)
    derived = [fold_repeats(table, shaped.records, around)] if table.plan.collapse else []
    fold_sources(table)
    fold_key_results(table)
    not_data += table.folded
    check_widths(table, sheet)
    check_shifted(table)
    check_required(table)
    twins = check_keys(table, around.numeric_ids)
    not_data += _drop_twins(table, twins)
    check_values(table, options.today or date.today())
    if not settings.get("own"):  # our own export says what its cells are counted in
        check_assumed(table)
    links = check_graph(table)
    return _hand_on(table, links, [d for d in derived if d is not None], in_file, not_data)


def _periods(table: TypedTable, shaped: Reshaped, options: Decisions) -> None:
    """What follows from columns that are periods, and from periods that are numbers."""
    settings, today = table.plan.settings, options.today or date.today()
    start = dict(options.answers.get("period_start", {})).get("*")
    if "numbered" in settings:
        add_periods(table, settings["numbered"], start, today)
    if "unpivot" not in settings:
        return
    add_periods(table, settings["unpivot"], start, today)
    add_weekdays(table, settings["unpivot"])
    add_period_ends(table, settings["unpivot"])
    if shaped.base is not None:
        difference(table, shaped.base, settings["unpivot"], settings.get("cumulative"))
    keep_labels(table, settings["unpivot"])
    settle_milestones(table, settings["unpivot"])
    join_spans(table, settings["unpivot"])


def _constants(table: TypedTable, options: Decisions) -> None:
    for name, value in dict(table.plan.settings.get("constants", {})).items():
        add_constant(table, name, value)
    if options.project and "project" in table.entity.by_name:
        add_constant(table, "project", options.project)
    add_currency(table)


def _date_rows(table: TypedTable, records: Records, around: Circumstances) -> None:
    """The date that each row is of, where a file carries its own history."""
    index = table.plan.history
    found = next(((p, t) for p, t in records.columns if p.index == index), None) if index is not None else None
    if found is None:
        return
    column, texts = found
    known = next((c for c in table.fields.values() if c.column is not None and c.column.index == index), None)
    if known is not None and known.values.type == pa.date32():
        table.status_date = known.values
    else:
        declared = entity_named("status_report")["report_date"]
        typed = type_date(Cells(declared, column.header, texts, column.format), around.fiscal_month)
        table.status_date = typed.values
        table.formats["status_date"] = typed.said
    undated = np.asarray(pc.is_null(table.status_date).to_numpy(zero_copy_only=False), dtype=np.bool_)
    for row in table.rows[undated][:_LISTED].tolist():
        said = f"Row {row} has no {column.header}, so it belongs to no reporting date; it is held back."
        table.findings.append(Finding("history_undated", "error", said, row, column.header, fix="Fill in the date."))
    table.held |= undated


def _outline(table: TypedTable, records: Records, sheet: Sheet) -> None:
    spec = table.plan.settings.get("outline")
    if not spec or not len(table):
        return
    outline = read_outline(records, sheet, spec, _untrimmed(sheet, records, spec))
    if outline is not None:
        add_outline(table, outline)


def _untrimmed(sheet: Sheet, records: Records, spec: dict[str, Any]) -> pa.Array | None:
    """The names with their leading blanks, which typing has trimmed."""
    column = spec.get("column")
    if spec.get("how") != "spaces" or column is None:
        return None
    at = pa.array(records.rows.astype(np.int64) - sheet.first_row)
    return sheet.cells.column(int(column)).combine_chunks().take(at)


def _drop_twins(table: TypedTable, twins: dict[int, str]) -> int:
    """Leaves out lines that only repeat another, each with its reason."""
    if not twins:
        return 0
    keep = np.ones(len(table), dtype=np.bool_)
    keep[list(twins)] = False
    if len(twins) > 1:
        where = row_ranges([int(table.rows[i]) for i in sorted(twins)])
        said = f"{len(twins):,} rows only repeat another row and were left out, counted as not data: {where}."
        table.findings.append(Finding("row_repeated", "warning", said))
    for position, why in sorted(twins.items())[:_LISTED]:
        row = int(table.rows[position])
        table.findings.append(Finding("row_repeated", "warning", f"Row {row} {why} and was left out.", row))
    table.keep(keep)
    return len(twins)


def _hand_on(
    table: TypedTable, links: Links | None, derived: list[PreparedTable], in_file: int, not_data: int
) -> list[PreparedTable]:
    held = int(table.held.sum())
    money = _money(table)
    if links is not None and len(links):
        linked = dependencies(table, links)
        derived = [*derived, linked] if linked is not None else derived
    people = task_people(table)
    derived = [*derived, people] if people is not None else derived
    counts = RowCounts(in_file, len(table) - held, 0, held, not_data)
    table.keep(~table.held)
    rows, findings = build_rows(table), limited(table.findings)
    main = PreparedTable(table.plan, table.entity.name, rows, counts, findings, table.formats, None, money)
    return [main, *derived]


def _money(table: TypedTable) -> dict[str, tuple[str, str]]:
    """Per field of money: what the rows handed on sum to, and the rows held back."""
    found = {}
    for name, column in table.fields.items():
        if table.entity[name].kind is Kind.MONEY:
            found[name] = (_sum(column.values, ~table.held), _sum(column.values, table.held))
    return found


def _sum(values: pa.Array, flags: npt.NDArray[np.bool_]) -> str:
    total = pc.sum(values.filter(pa.array(flags))).as_py()
    return "0" if total is None else str(total)
