"""The whole way from a workbook to its table plans.

Stands apart from the steps it calls: layout finds tables, entity and columns name them, shape says what a row is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pmo_data.domain.errors import Refused
from pmo_data.domain.words import EXPORT_SHEET, TEMPLATE_SHEET, listed
from pmo_data.ingest.grid import Sheet, Workbook
from pmo_data.ingest.plan import TablePlan
from pmo_data.ingest.recognise import refusal
from pmo_data.ingest.recognise.across.matrix import matrix
from pmo_data.ingest.recognise.across.timephased import by_measure
from pmo_data.ingest.recognise.form_above import form_above, form_left
from pmo_data.ingest.recognise.matching.memory import Remembered, apply_memory, as_remembered, plan_signature
from pmo_data.ingest.recognise.sheet_projects import named_by_sheet, of_sheets
from pmo_data.ingest.recognise.sheets.headless import headless
from pmo_data.ingest.recognise.sheets.layout import Block, find_blocks, first_row_block
from pmo_data.ingest.recognise.sheets.own import exported
from pmo_data.ingest.recognise.sheets.view import View, turnable
from pmo_data.ingest.recognise.tables import Found, read_blocks
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN, RANK
from pmo_data.store.delivery import Finding

_ABOUT = (TEMPLATE_SHEET, EXPORT_SHEET)


@dataclass(frozen=True)
class Recognised:
    """What a file holds: the plans of its tables, and what a person should know about the rest of it."""

    tables: tuple[TablePlan, ...]
    findings: tuple[Finding, ...] = ()


@dataclass
class _Look:
    """One sheet looked at: the tables found, and those headers that are of no table we know."""

    sheet: Sheet
    found: list[Found]
    strangers: list[tuple[str, ...]]
    headerless: bool = False


def recognise(
    workbook: Workbook,
    *,
    entity: str | None = None,
    memory: Mapping[str, Remembered | Mapping[str, Any]] | None = None,
) -> Recognised:
    """The plans of every table in a workbook.

    `entity` forces what the tables are. `memory` maps a header's `signature` to what was decided for it before and
    wins over guessing. Raises Refused, in one sentence, where nothing in the file is a table we know.
    """
    if entity is not None and entity not in KNOWN:
        raise Refused(f"There is no entity '{entity}'. Known are: {', '.join(sorted(KNOWN))}.")
    template = any(s.name in _ABOUT for s in workbook.sheets)
    shown = [_look(s, workbook, entity) for s in workbook.sheets if not s.hidden and s.name not in _ABOUT]
    hidden = [s for s in workbook.sheets if s.hidden and s.cells.num_rows]
    findings: list[Finding] = []
    if any(look.found for look in shown) or any(View(look.sheet).last_filled > 2 for look in shown):
        findings += [_hidden(s) for s in hidden]
        looks = shown
    else:
        looks = [*shown, *(_look(s, workbook, entity) for s in hidden)]
    kept = _credible(looks, entity is not None)
    if not kept:
        raise refusal.sentence([(x.sheet, x.strangers, x.headerless) for x in looks], entity)
    plans, naming = named_by_sheet([f.plan for f in kept], workbook)
    # A sheet of a template that nobody filled in is no surprise.
    asked = [x for x in looks if x.sheet.name != naming and (not template or x.sheet.cells.num_rows > 1)]
    findings += _left_out(asked, kept)
    findings += [_doubtful(f.plan) for look in looks for f in look.found if f not in kept]
    used = {f.plan.sheet for f in kept}
    findings += [_strange(names, x.sheet) for x in looks if x.sheet.name in used for names in x.strangers]
    findings += [f for found in kept for f in found.findings]
    plans, by_sheet = of_sheets(plans)
    return Recognised(tuple(_recalled(p, memory or {}) for p in plans), (*findings, *by_sheet))


def _look(sheet: Sheet, workbook: Workbook, entity: str | None) -> _Look:
    if not sheet.cells.num_rows or not sheet.cells.num_columns:
        return _Look(sheet, [], [])
    ours = exported(sheet, workbook) if entity is None else None
    if ours is not None:
        return _Look(sheet, [Found(ours)], [])
    view = View(sheet)
    schedule = workbook.kind in {"xer", "pmxml", "mspdi"}
    blocks = first_row_block(view) if schedule else find_blocks(view)
    if turnable(sheet) and not schedule:
        turned = View(sheet, turned=True)
        sideways = find_blocks(turned)
        more = _explains(sideways) > 1.5 * _explains(blocks) and _explains(sideways) >= 2
        if more and _leads(turned, sideways) and not any(_upright(view, b, workbook.file_name) for b in blocks):
            view, blocks = turned, sideways
    reading = read_blocks(view, blocks, workbook, entity)
    if entity is None and not schedule:
        forms = form_above(view, blocks, workbook)
        left = form_left(view, blocks) if reading.found and not forms else None
        reading.found[:0] = forms
        if left is not None:
            reading.found[0].findings.append(left)
    if not reading.found and not schedule and entity in {None, "task"} and (unnamed := headless(View(sheet))):
        reading = read_blocks(View(sheet), unnamed, workbook, "task")
    return _Look(sheet, reading.found, reading.strangers, not blocks)


def _upright(view: View, block: Block, file_name: str) -> bool:
    """Whether a table stands as it should: a line for each measure, marks of who answers, or days of projects."""
    marked = matrix(view, block, file_name)
    return bool(by_measure(view, block)) or (marked is not None and marked.entity in {"assignment", "task"})


def _leads(turned: View, sideways: list[Block]) -> bool:
    """Whether the names stand before what they name: a row is no header where a column as wide goes before it."""
    at = sideways[0].header[0]
    width = sum(1 for c in turned.band(at, at + 1)[0] if c)
    return all(sum(1 for c in row if c) < max(2, 0.8 * width) for row in turned.band(0, at))


def _explains(blocks: list[Block]) -> float:
    return max((b.known for b in blocks), default=0.0)


def _credible(looks: list[_Look], forced: bool) -> list[Found]:
    """Without a forced entity, tables that are mere guesses count only where no surer table is in the file."""
    every = [f for look in looks for f in look.found]
    if forced:
        return every
    surer = [f for f in every if RANK[f.plan.confidence] >= 2]
    return surer or every


def _doubtful(plan: TablePlan) -> Finding:
    """What to say of a table that is a mere guess, beside others that are surer."""
    names = [p.header for p in plan.columns if p.header]
    said = f"The table of {listed(names, most=5)} on “{plan.sheet}”, rows {plan.first_row} to {plan.last_row}, may be "
    said += f"of {KNOWN[plan.entity].plural or plan.entity + 's'}, but nothing says so for sure; it was not imported."
    return Finding("table_left_out", "warning", said.replace("_", " "), plan.first_row,
                   fix="Import it in a workbook of its own to choose what its rows are.")  # fmt: skip


def _strange(names: tuple[str, ...], sheet: Sheet) -> Finding:
    """What to say of a table of no kind we know, beside others that are: none of its rows came in."""
    shown = [name for name in names if name and name != refusal.NO_ROWS]
    said = f"The table of {listed(shown, most=5)} on “{sheet.name}” is of no kind we know; it was not imported."
    return Finding("table_left_out", "warning", said, fix="Import it in a workbook of its own if its rows are wanted.")


def _recalled(plan: TablePlan, memory: Mapping[str, Remembered | Mapping[str, Any]]) -> TablePlan:
    kept = memory.get(plan_signature(plan))
    if kept is None:
        return plan
    decided = as_remembered(kept)
    return apply_memory(replace(plan, entity=decided.entity), decided)


def _hidden(sheet: Sheet) -> Finding:
    return Finding(
        "hidden-sheet", "warning", f"The hidden sheet “{sheet.name}” was not imported.",
        fix="Unhide the sheet in the workbook and import it again if its rows are wanted.",
    )  # fmt: skip


def _left_out(looks: list[_Look], kept: list[Found]) -> list[Finding]:
    used = {f.plan.sheet for f in kept}
    return [
        Finding(
            "sheet-not-a-table",
            "warning",
            f"The sheet “{look.sheet.name}” holds no table we know; it was not imported.",
        )
        for look in looks
        if look.sheet.name not in used and look.sheet.cells.num_rows
    ]
