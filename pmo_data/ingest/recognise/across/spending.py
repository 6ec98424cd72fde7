"""Money by year or quarter to the right of a list of projects: the list, and what each plans to spend when.

Stands apart because such a sheet is of two entities; multi-year capital programmes are nearly always kept so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pmo_data.ingest.plan import ColumnPlan, Confidence, TablePlan
from pmo_data.ingest.recognise.across.timephased import (
    amount_in,
    numeric_run,
    period_text,
    said_with_periods,
    spans_left,
)
from pmo_data.ingest.recognise.matching.columns import Column
from pmo_data.ingest.recognise.sheets.bare_months import with_years
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.money import in_money
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.periods import period
from pmo_data.ingest.recognise.vocabulary.spans import spans_years
from pmo_data.ingest.recognise.vocabulary.words import header_units, words
from pmo_data.store.delivery import Finding

_SPENT = frozenset({"actual", "actuals", "spent", "spend", "expenditure", "outturn", "paid"})
_EXPECTED = frozenset({"expected", "forecast", "projected"})
_OTHER = frozenset({"hours", "fte", "benefit", "saving", "savings", "headcount", "resource", "effort", "days", "rag"})


def with_spending(
    view: View, block: Block, columns: list[Column], plan: TablePlan, file_name: str
) -> tuple[TablePlan, list[tuple[TablePlan, list[Finding]]]]:
    """The plan of a list of projects, and that of the money by period beside it, where there is any."""
    run = _money_run(view, block, plan)
    key = next((p for name in ("code", "name") for p in plan.columns if p.field == name), None)
    spoken = {
        w for text in (view.sheet.name, re.sub(r"\.\w+$", "", file_name), *_groups(block, run)) for w in words(text)
    }
    if not run or key is None or spoken & _OTHER:
        return plan, []
    entity, field = _measured(spoken, said_with_periods(block, run))
    held = {c.index: c for c in columns}
    lead = [
        replace(p, field="project", priority=0) if p is key else replace(p, field=None, confidence="none", reason="")
        for p in plan.columns if p.field in {"code", "name"}
    ]  # fmt: skip
    money = [
        ColumnPlan(i, held[i].name, field, "guess", dict(header_units(held[i].name)), place, "one period each",
                   held[i].seen.samples)
        for place, i in enumerate(run)
    ]  # fmt: skip
    money, noted = in_money(view, block, money, entity)
    kept = {k: v for k, v in plan.settings.items() if k == "not_data"}
    settings = {
        **kept,
        "unpivot": _unpivot(view, block, run, field, file_name),
        "cumulative": False,
        "beside": plan.entity,
    }
    name = entity.replace("_", " ")
    sure: Confidence = "guess" if plan.confidence == "guess" else "likely"  # else the list were left out as a guess
    second = replace(plan, entity=entity, columns=(*lead, *money), confidence=sure, settings=settings,
                     row_stands_for="one project with a value per period")  # fmt: skip
    taken = _taken(view, block, plan, run, name)
    said = f"The columns {block.names[run[0]]} to {block.names[run[-1]]} are read as money "
    said += f"{'spent in' if field == 'actual_cost' else 'planned for'} each period, beside the projects."
    finding = Finding("money_by_period", "warning", said, fix="Say so if they hold something else.")
    return replace(plan, columns=taken), [(second, [finding, *spans_left(view, block, run), *noted])]


def _measured(spoken: set[str], said: set[str]) -> tuple[str, str]:
    """The entity and field of the amounts, by what their own names say before sheet and file."""
    if said & _EXPECTED:
        return "budget_period", "forecast_cost"
    spent = said & _SPENT or (not said and spoken & _SPENT)
    return ("cost_period", "actual_cost") if spent else ("budget_period", "planned_value")


def _taken(view: View, block: Block, plan: TablePlan, run: tuple[int, ...], name: str) -> tuple[ColumnPlan, ...]:
    """The list's columns, those of periods read elsewhere, and their sum as the budget if nothing else is."""
    taken = tuple(
        replace(p, field=None, confidence="none", format={}, reason=f"read as {name}") if p.index in run else p
        for p in plan.columns
    )
    whole = _whole(view, block, plan, run)
    if whole is None or any(p.field == "approved_budget" for p in taken):
        return taken
    return tuple(
        replace(p, field="approved_budget", confidence="guess", reason="the sum of the periods beside it")
        if p.index == whole else p for p in taken
    )  # fmt: skip


def _unpivot(view: View, block: Block, run: tuple[int, ...], field: str, file_name: str) -> dict[str, Any]:
    first = period(period_text(block.names[run[0]]))
    labels = with_years([period_text(block.names[i]) for i in run], view, block, run, file_name)
    return {"columns": list(run), "periods": labels, "kind": first[0] if first else "year", "value_field": field,
            "period_field": "period"}  # fmt: skip


def _money_run(view: View, block: Block, plan: TablePlan) -> tuple[int, ...]:
    """The columns of a list of projects that are periods over amounts and feed nothing else but by a guess."""
    if plan.entity != "project" or plan.settings.keys() & {"unpivot", "marks", "contracts"} or view.turned:
        return ()
    run = numeric_run(view, block)
    free = {p.index for p in plan.columns if p.field is None or p.confidence == "guess"}
    if len(run) < 3 or not set(run) <= free or period(period_text(block.names[run[0]])) is None:
        return ()
    rows = view.band(block.first, min(block.last + 1, block.first + 200))
    unit = {i: float(str(header_units(block.names[i]).get("unit", 1))) for i in run}
    large = [v for row in rows for i in run if (v := amount_in(row[i])) is not None and abs(v * unit[i]) >= 100]
    dated = all((found := period(period_text(block.names[i]))) and found[0] not in {"ordinal", "week"} for i in run)
    return run if dated and len(large) >= 2 else ()


def _whole(view: View, block: Block, plan: TablePlan, run: tuple[int, ...]) -> int | None:
    """The column of totals: called so, and in most rows what the periods, and those before them, come to."""
    free = [p.index for p in plan.columns if p.field is None and p.index not in run]
    past = {"prior", "previous", "past"}
    before = [i for i in free if set(words(block.names[i])) & past or spans_years(block.names[i])]
    rows = view.band(block.first, min(block.last + 1, block.first + 200))
    for index in (i for i in free if "total" in words(block.names[i])):
        amounts = [(amount_in(row[index]), [amount_in(row[i]) or 0.0 for i in (*run, *before)]) for row in rows]
        known = [(whole, parts) for whole, parts in amounts if whole]
        same = sum(
            1 for whole, parts in known if abs(whole - sum(parts)) < 1 or abs(whole - sum(parts[: len(run)])) < 1
        )
        if known and same >= 0.8 * len(known):
            return index
    return None


def _groups(block: Block, run: tuple[int, ...]) -> list[str]:
    return [block.names[i].rsplit(" – ", 1)[0] for i in run if " – " in block.names[i]]
