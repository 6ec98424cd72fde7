"""A timeline drawn in cells: marks under months or quarters, from the first to the last of which a row's work goes on.

Stands apart from marks of weeks and days and from drawings by colour alone, of which no text tells when anything is.
"""

from __future__ import annotations

from typing import Any

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.sheets.bare_months import with_years
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.periods import period
from pmo_data.ingest.recognise.vocabulary.words import letter
from pmo_data.ingest.typing.day_texts import read_day
from pmo_data.store.delivery import Finding

_WHOLE = frozenset({"month", "quarter", "year", "fiscal_year"})  # periods that have a last day of their own
_SPAN = {"task": ("planned_start", "planned_finish"), "project": ("forecast_start", "forecast_finish")}
_DAYS = frozenset({"planned_start", "planned_finish", "forecast_start", "forecast_finish", "baseline_start",
                   "baseline_finish"})  # fmt: skip


def spans_drawn(
    view: View, block: Block, entity: str, plans: list[ColumnPlan], drawn: tuple[int, int], file_name: str = ""
) -> tuple[list[ColumnPlan], dict[str, Any], Finding]:
    """The plans, the settings that say what the drawing is, and what to say of it.

    Its marks are read where no column gives a start or finish and each period says its year; else it is left out.
    """
    span = f"{letter(drawn[0])} to {letter(drawn[1])}"
    kept = [p for p in plans if not drawn[0] <= p.index <= drawn[1]]
    timed = [i for i in range(drawn[0], drawn[1] + 1) if block.names[i] and period(block.names[i])]
    labels = with_years([block.names[i] for i in timed], view, block, tuple(timed), file_name)
    dated = all((found := period(n)) and found[0] in _WHOLE and read_day(n) is not None for n in labels)
    marked = any(view.has_text(i, block.first, block.last) for i in timed)
    if ({p.field for p in plans} & _DAYS or not dated) and entity == "project":
        said = f"Columns {span} are a drawn timeline; its marks are kept as they stand and give no dates."
        return plans, {}, Finding("drawn-timeline", "warning", said, fix="Add columns with the start and the finish.")
    if {p.field for p in plans} & _DAYS or not dated or not marked:
        why = {f"{letter(drawn[0])}:{letter(drawn[1])}": "a drawn timeline"}
        said = f"Columns {span} are a drawn timeline; they were left out."
        return kept, {"ignored_columns": why}, Finding("drawn-timeline", "warning", said)
    marks = [ColumnPlan(i, block.names[i], None, "none", reason="marks of a drawn timeline") for i in timed]
    said = (
        f"Columns {span} are a drawn timeline; the first and the last period with a mark are a row's start and finish."
    )
    fix = "Add columns with the start and the finish if the marks mean something else."
    settings = {"timeline": {"columns": timed, "periods": labels, "fields": list(_SPAN[entity])}}
    return [*kept, *marks], settings, Finding("drawn-timeline", "warning", said, fix=fix)
