"""Our own workbook of an export, known by the sheet that says so: what we wrote there is not guessed but known.

Stands apart from recognition, which it goes before: every header is a label of the catalogue or a column kept beside
it, money stands in whole units, 5 is the highest step, and nothing of it is asked.
"""

from __future__ import annotations

from pmo_data.domain.fields import Entity
from pmo_data.domain.words import EXPORT_SHEET
from pmo_data.ingest.grid import Sheet, Workbook
from pmo_data.ingest.plan import ColumnPlan, TablePlan
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import tidy

_BY_SHEET = {entity.title[:31]: entity for entity in KNOWN.values()}


def exported(sheet: Sheet, workbook: Workbook) -> TablePlan | None:
    """The plan of a sheet that our export wrote; None for any other, or where a required column was taken out."""
    entity = _BY_SHEET.get(sheet.name)
    if entity is None or not any(s.name == EXPORT_SHEET for s in workbook.sheets):
        return None
    view = View(sheet)
    if view.last_filled < 1:
        return None
    columns = tuple(_columns(view, entity))
    if entity.lacking({c.field for c in columns if c.field}):
        return None
    return TablePlan(
        sheet=sheet.name,
        entity=entity.name,
        orientation="rows",
        header_rows=(view.number(0),),
        first_row=view.number(1),
        last_row=view.number(view.last_filled),
        row_stands_for=f"one {entity.name.replace('_', ' ')}",
        columns=columns,
        confidence="exact",
        settings={"own": True},
    )


def _columns(view: View, entity: Entity) -> list[ColumnPlan]:
    """Each label feeds its field, the first time it stands there; what is kept beside the catalogue stays there."""
    by_title = {field.title: field.name for field in entity.fields}
    plans = []
    for index, header in enumerate(view.head[0]):
        name = by_title.pop(header, None)
        if not header and name is None:
            continue
        cells = tuple(dict.fromkeys(t[:80] for v in view.sample(index, 1, view.last_filled) if (t := tidy(v))))[:3]
        reason = "as our export writes it" if name else "kept beside, as our export writes it"
        plans.append(ColumnPlan(index, header, name, "exact" if name else "none", reason=reason, samples=cells))
    return plans
