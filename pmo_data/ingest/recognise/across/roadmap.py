"""What is to be done when, written under months, quarters or years to the right of a list of projects: a road map.

Stands apart from numbers and lights under periods: each text is a task, from the first to the last period it stands in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pmo_data.ingest.plan import ColumnPlan, Confidence, TablePlan
from pmo_data.ingest.recognise.across.timephased import period_text
from pmo_data.ingest.recognise.sheets.bare_months import with_years
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.periods import period, period_run
from pmo_data.ingest.typing.day_texts import read_day
from pmo_data.store.delivery import Finding

_WHOLE = frozenset({"month", "quarter", "year", "fiscal_year"})


def with_roadmap(
    view: View, block: Block, plan: TablePlan, file_name: str = ""
) -> tuple[TablePlan, list[tuple[TablePlan, list[Finding]]]]:
    """The list of projects, and a plan of the tasks that stand under its periods; the list alone where none do."""
    lead = [p for name in ("code", "name") for p in plan.columns if p.field == name]
    if plan.entity != "project" or view.turned or plan.collapse or plan.history is not None or not lead:
        return plan, []
    run = period_run([period_text(n) for n in block.names])
    free = {p.index for p in plan.columns if p.field is None and not p.reason}
    if not run or not set(run) <= free or not _worded(view, block, run):
        return plan, []
    labels = with_years([period_text(block.names[i]) for i in run], view, block, run, file_name)
    dated = all((found := period(n)) and found[0] in _WHOLE and read_day(n) is not None for n in labels)
    if not dated:
        return plan, []
    columns = tuple(replace(p, reason="read as task", alternatives=()) if p.index in run else p for p in plan.columns)
    first, last = block.names[run[0]], block.names[run[-1]]
    said = (
        f"The texts under {first} to {last} are read as tasks of the projects, each from the first to the last period "
    )
    note = Finding("tasks_by_period", "warning", f"{said}it stands in.", fix="Say so if they are something else.")
    return replace(plan, columns=columns), [(_second(plan, lead, run, labels), [note])]


def _worded(view: View, block: Block, run: tuple[int, ...]) -> bool:
    """Whether what stands under the periods is words: no numbers, no marks and no lights."""
    seen = [e for i in run if (e := view.evidence(i, block.first, block.last, block.skip)).known]
    plain = [e for e in seen if e.worded > 0.9 and e.flags < 0.2 and e.colours < 0.2 and e.length > 2.5]
    return len(seen) >= 2 and len(plain) == len(seen)


def _second(plan: TablePlan, lead: list[ColumnPlan], run: tuple[int, ...], labels: list[str]) -> TablePlan:
    held = {p.index: p for p in plan.columns}
    columns = [replace(p, field="project", priority=place) for place, p in enumerate(lead)]
    columns += [
        replace(held[i], field="name", confidence="likely", priority=place, reason="one period each", alternatives=())
        for place, i in enumerate(run)
    ]
    found = period(labels[0])
    unpivot: dict[str, Any] = {
        "columns": list(run), "periods": labels, "kind": found[0] if found else "quarter", "value_field": "name",
        "period_field": "planned_start", "spans": True,
    }  # fmt: skip
    kept = {k: v for k, v in plan.settings.items() if k in {"not_data", "fill_down", "fill_how"}}
    sure: Confidence = "guess" if plan.confidence == "guess" else "likely"  # else the list were left out as a guess
    settings = {**kept, "unpivot": unpivot, "cumulative": False, "beside": plan.entity}
    fed = tuple(sorted(columns, key=lambda c: c.index))
    stands_for = "one project with a task per period"
    return replace(plan, entity="task", columns=fed, confidence=sure, settings=settings, row_stands_for=stands_for)
