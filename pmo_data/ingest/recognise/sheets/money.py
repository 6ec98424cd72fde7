"""What is known of a column's money beside its header: a note, the format of its cells, and whose dollars they are.

Stands apart because they are asked in this order wherever columns of money are found: a header is believed before the
unit that its own cells show, that before a note or the headers beside, and the dollar is looked up last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pmo_data.domain.fields import Kind
from pmo_data.ingest.grid import MoneyFormat
from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.sheets.dollars import with_dollar
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.units import with_unit
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import tidy
from pmo_data.ingest.typing.amounts import currency_of
from pmo_data.ingest.typing.numbers import header_currency, header_unit
from pmo_data.store.delivery import Finding


def in_money(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> tuple[list[ColumnPlan], list[Finding]]:
    """The plans with unit and currency of their money, as far as the sheet says them; and what is to be said of it."""
    shown = {} if view.turned else view.sheet.money_formats
    plans, counted = _with_shown({c: form for c, form in shown.items() if form.unit != 1}, plans, entity)
    plans, noted = with_unit(view, block, plans, entity)
    plans, _ = _with_shown(shown, plans, entity)  # what has its unit by now has none to be said
    plans, paid = with_dollar(view, block, plans, entity)
    return plans, [*counted, *noted, *paid]


def _with_shown(
    shown: Mapping[int, MoneyFormat], plans: list[ColumnPlan], entity: str
) -> tuple[list[ColumnPlan], list[Finding]]:
    """The plans with what the format of their cells shows, where nothing said it before."""
    fields = KNOWN[entity].by_name
    money = {p.index for p in plans if p.field in fields and fields[p.field or ""].kind is Kind.MONEY}
    named = any(p.field == "currency" for p in plans)  # a column that says it row by row knows better than a format
    given = {p.index: t for p in plans if p.index in shown and p.index in money and (t := _told(p, shown, named))}
    counted = [p for p in plans if "unit" in given.get(p.index, {})]
    plans = [replace(p, format={**p.format, **given[p.index]}) if p.index in given else p for p in plans]
    return plans, [_said(p, given[p.index]["unit"]) for p in counted]


def _told(plan: ColumnPlan, shown: Mapping[int, MoneyFormat], named: bool) -> dict[str, Any]:
    sign, unit = shown[plan.index]
    told: dict[str, Any] = {}
    if unit != 1 and "unit" not in plan.format and header_unit(plan.header) == 1:
        told["unit"] = unit
    currency = currency_of(sign) if sign and not named else None
    if currency and "currency" not in plan.format and header_currency(plan.header) is None:
        told |= {"currency": currency, **({"shown": sign} if sign == "$" else {})}
    return told


def _said(plan: ColumnPlan, unit: int) -> Finding:
    said = f"{tidy(plan.header)}: amounts are read in units of {unit:,}, as the format of the cells shows them."
    return Finding("unit_shown", "warning", said, fix="Choose the unit if the column is counted otherwise.")
