"""A page of one project: labels with their values on top, "Project name | CRM", and tables of its plan or risks below.

Stands apart because the labels are a table of one record, turned, and the sheet's other tables are not.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pmo_data.domain.words import listed
from pmo_data.ingest.grid import Workbook
from pmo_data.ingest.recognise.sheets.layout import Block, find_blocks
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.tables import Found, read_blocks
from pmo_data.ingest.recognise.vocabulary.lexicon import entities_knowing
from pmo_data.store.delivery import Finding

_LEAST = 5  # labels we know: fewer are what a sheet says above any table, such as its project and its date
_MOST = 60  # rows


def form_above(view: View, blocks: list[Block], workbook: Workbook) -> list[Found]:
    """The report or the project that the rows above a sheet's first table fill in; empty where they are no form."""
    top = blocks[0].header[0] if blocks and not view.turned else 0
    if not _LEAST <= top <= _MOST or any(sum(1 for c in row if c) > 2 for row in view.band(0, top)):
        return []
    turned = View(replace(view.sheet, cells=view.sheet.cells.slice(0, top)), turned=True)
    found = read_blocks(turned, find_blocks(turned), workbook, None).found
    return [_said(form) for form in found if _is_one(form)]


def form_left(view: View, blocks: list[Block]) -> Finding | None:
    """What to say of labels and values above the first table that stand in pairs beside each other: none was read."""
    top = blocks[0].header[0] if blocks and not view.turned else 0
    if not 2 <= top <= _MOST:
        return None
    rows = view.band(0, top)
    paired = {r: told for r, row in enumerate(rows) if len(told := _labels(row)) > 1}
    labels = [label for told in paired.values() for label in told]
    if len(labels) < _LEAST:
        return None
    said = (
        f"Rows {view.number(min(paired))} to {view.number(max(paired))} of “{view.sheet.name}” hold labels with their "
    )
    said += f"values in pairs beside each other ({listed(labels, most=4)}); they were not read."
    fix = "Give each label a row of its own, or import them as a table with a row for the project."
    return Finding("form_left", "warning", said, view.number(min(paired)), fix=fix)


def _labels(row: list[str]) -> list[str]:
    """The cells of a row that name a fact of a project and have its value to their right."""
    told = [cell.rstrip(" :") for cell, value in pairwise(row) if value and not value.endswith(":")]
    return [label for label in told if entities_knowing(label) & {"project", "status_report"}]


def _is_one(form: Found) -> bool:
    plan = form.plan
    sure = [c for c in plan.columns if c.field and c.confidence != "guess"]
    named = {"name", "project"} & {c.field for c in sure}
    one = plan.orientation == "columns" and plan.first_row == plan.last_row
    return one and plan.entity in {"project", "status_report"} and len(sure) >= _LEAST and bool(named)


def _said(form: Found) -> Found:
    rows = [c.index + 1 for c in form.plan.columns]
    said = f"The labels in rows {min(rows)} to {max(rows)} of “{form.plan.sheet}” are read as one "
    said += f"{form.plan.entity.replace('_', ' ')}, beside the tables below them."
    told = Finding("form_above", "warning", said, min(rows), fix="Leave the form out if another file brings the same.")
    return Found(replace(form.plan, confidence="likely"), [told, *form.findings])
