"""Ratings by period to the right of a list of projects: "RAG Jan", "RAG Feb", "RAG Mar".

Stands apart because such a sheet is of two entities: the projects, rated as the last period says, and a report of each
project and period.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pmo_data.ingest.plan import ColumnPlan, Confidence, TablePlan
from pmo_data.ingest.recognise.sheets.bare_months import with_years
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.periods import period
from pmo_data.ingest.recognise.vocabulary.words import tidy, words
from pmo_data.store.delivery import Finding

_RATED = frozenset({"rag", "status", "rating", "health", "overall", "colour", "light", "traffic", "dca"})


def with_ratings(view: View, block: Block, plan: TablePlan) -> tuple[TablePlan, list[tuple[TablePlan, list[Finding]]]]:
    """The list with its last period's rating, and a plan of the reports of all; the list alone where there are none."""
    lead = [p for name in ("code", "name") for p in plan.columns if p.field == name]
    if plan.entity != "project" or view.turned or plan.collapse or plan.history is not None or not lead:
        return plan, []
    found = _rated(view, block, plan)
    kinds = {kind for _, (kind, _), _ in found}
    if len(found) < 2 or len(kinds) != 1 or kinds & {"ordinal", "numbered_year"}:
        return plan, []
    indexes = [p.index for p, _, _ in found]
    labels = with_years([said for _, _, said in found], view, block, tuple(indexes), "")
    rising = [place for _, (_, place), _ in found]
    last = found[-1 if rising == sorted(rising) or kinds == {"month"} else rising.index(max(rising))][0]
    sure = any(p.field == "declared_overall" and p.index not in indexes for p in plan.columns)
    columns = tuple(_as_read(p, indexes, None if sure else last.index) for p in plan.columns)
    second = _second(plan, lead, [p for p, _, _ in found], labels, kinds.pop())
    said = f"The columns {found[0][0].header} to {found[-1][0].header} are read as a report of each period, beside the "
    said += "projects" + ("." if sure else f", which are rated as “{last.header}” says.")
    note = Finding("ratings_by_period", "warning", said, fix="Say so if they hold something else.")
    return replace(plan, columns=columns), [(second, [note])]


def _rated(view: View, block: Block, plan: TablePlan) -> list[tuple[ColumnPlan, tuple[str, int], str]]:
    """The columns named by a period, and by nothing else but that it is rated, over traffic lights."""
    out: list[tuple[ColumnPlan, tuple[str, int], str]] = []
    for column in plan.columns:
        parts = tidy(column.header).replace("–", " ").split()
        said = " ".join(p for p in parts if not set(words(p)) & _RATED)
        found = period(said) if said else None
        free = column.field is None or column.field == "declared_overall"
        seen = view.evidence(column.index, block.first, block.last, block.skip) if found and column.index >= 0 else None
        if found is not None and free and seen is not None and seen.known and seen.colours >= 0.8:
            out.append((column, found, said))
    return out


def _as_read(column: ColumnPlan, indexes: list[int], last: int | None) -> ColumnPlan:
    if column.index not in indexes:
        return column
    if column.index == last:
        return replace(column, field="declared_overall", confidence="likely", reason="the rating of the last period",
                       alternatives=())  # fmt: skip
    return replace(column, field=None, confidence="none", reason="read as status report", alternatives=())


def _second(
    plan: TablePlan, lead: list[ColumnPlan], found: list[ColumnPlan], labels: list[str], kind: str
) -> TablePlan:
    columns = [replace(p, field="project", priority=place) for place, p in enumerate(lead)]
    columns += [
        replace(p, field="overall", confidence="likely", priority=place, reason="one period each", alternatives=())
        for place, p in enumerate(found)
    ]
    unpivot: dict[str, Any] = {
        "columns": [p.index for p in found], "periods": labels, "kind": kind, "value_field": "overall",
        "period_field": "report_date",
    }  # fmt: skip
    kept = {k: v for k, v in plan.settings.items() if k in {"not_data", "fill_down", "fill_how"}}
    settings = {**kept, "unpivot": unpivot, "cumulative": False, "beside": plan.entity, "shared": True}
    sure: Confidence = "guess" if plan.confidence == "guess" else "likely"  # else the list were left out as a guess
    fed = tuple(sorted(columns, key=lambda c: c.index))
    stands_for = "one project with a rating per period"
    return replace(
        plan, entity="status_report", columns=fed, confidence=sure, settings=settings, row_stands_for=stands_for
    )
