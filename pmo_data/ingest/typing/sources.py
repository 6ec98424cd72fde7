"""A list of projects with a line for each source of their money, or kind of cost: one project each, amounts added up.

Stands apart from repeated ids that are faults, because here nothing contradicts: the lines of a project say the same of
everything but who pays, and how much.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pmo_data.domain.fields import Kind
from pmo_data.domain.words import listed
from pmo_data.ingest.check.keys import key_texts, repeats
from pmo_data.ingest.typing.amounts import read_amount
from pmo_data.ingest.typing.table import FieldColumn, TypedTable
from pmo_data.ingest.typing.words import counted, fold
from pmo_data.store.delivery import Finding

_PAYING = frozenset({
    "fund", "funds", "funding", "funder", "funders", "financing", "financier", "financiers", "source", "sources",
    "grant", "grants", "donor", "donors", "lender", "contribution", "contributor", "appropriation", "levy",
    "finanzierung", "mittelherkunft", "financement", "financeur",
})  # fmt: skip
_PAID = frozenset({"cost", "costs", "expense", "expenses", "expenditure", "budget", "kosten", "couts", "costes"})
_KIND = frozenset({"category", "type", "element", "item", "line", "kind", "kategorie", "art", "categorie", "tipo"})
Codes = npt.NDArray[np.int64]


def pays(header: str) -> bool:
    """Whether a column is called after who pays, or after what is paid for."""
    said = set(fold(header).split())
    return bool(_PAYING & said) or (bool(_PAID & said) and bool(_KIND & said))


def fold_sources(table: TypedTable) -> None:
    """Lines of one project that differ in a column of sources and in amounts become one, and a finding says so."""
    told = next((i for i, (name, _) in enumerate(table.extra) if pays(name)), None)
    groups = _groups(table) if told is not None and table.entity.name == "project" else None
    if told is None or groups is None:
        return
    lines = [np.flatnonzero(groups == g) for g in np.unique(groups[groups >= 0])]
    lines = [rows for rows in lines if _alike(table, rows, told)]
    if not lines:
        return
    added = [n for n, c in table.fields.items() if _is_money(table, n) and any(_differ(c.values, r) for r in lines)]
    for name in added:
        _add_up(table.fields[name], lines)
    header = table.extra[told][0]
    for place, (name, texts) in enumerate(table.extra):
        table.extra[place] = (name, _joined(texts, lines))
    keep = np.ones(len(table), dtype=np.bool_)
    for rows in lines:
        keep[rows[1:]] = False
    table.folded += int((~keep).sum())
    table.findings.append(_said(table, header, added, len(lines), int((~keep).sum())))
    table.keep(keep)


def _groups(table: TypedTable) -> Codes | None:
    fields = next((k for k in table.entity.keys if all(f in table.fields for f in k)), None)
    texts = None if fields is None else key_texts(table, fields)
    return None if texts is None else repeats(texts)


def _is_money(table: TypedTable, name: str) -> bool:
    return table.entity[name].kind is Kind.MONEY


def _alike(table: TypedTable, rows: Codes, told: int) -> bool:
    """Whether lines name each source once, and agree in all else but amounts as far as they say it."""
    others = [c.values for n, c in table.fields.items() if not _is_money(table, n)]
    others += [t for i, (_, t) in enumerate(table.extra) if i != told and not _counts(t, rows)]
    sources = table.extra[told][1].take(pa.array(rows)).to_pylist()
    return len(set(sources)) == len(rows) and not any(_differ(values, rows) for values in others)


def _counts(texts: pa.Array, rows: Codes) -> bool:
    return all(t is None or read_amount(t) is not None for t in texts.take(pa.array(rows)).to_pylist())


def _differ(values: pa.Array, rows: Codes) -> bool:
    return len({v for v in values.take(pa.array(rows)).to_pylist() if v is not None}) > 1


def _add_up(column: FieldColumn, lines: list[Codes]) -> None:
    """The sum in each project's first line, beside the texts that were added."""
    values: list[Decimal | None] = column.values.to_pylist()
    texts: list[str | None] = (
        column.texts if column.texts is not None else column.values.cast(pa.string())
    ).to_pylist()
    known: list[Any] = [None] * len(values) if column.original is None else column.original.to_pylist()
    for rows in lines:
        amounts = [amount for i in rows if (amount := values[i]) is not None]
        values[rows[0]] = sum(amounts, Decimal(0)) if amounts else None
        known[rows[0]] = " + ".join(text for i in rows if (text := texts[i]) is not None) or None
    column.values = pa.array(values, column.values.type)
    column.original = pa.array(known, pa.string())


def _joined(texts: pa.Array, lines: list[Codes]) -> pa.Array:
    """What stands beside the catalogue, of all lines of a project in its first."""
    values: list[str | None] = texts.to_pylist()
    for rows in lines:
        said = [text for i in rows if (text := values[i])]
        values[rows[0]] = "; ".join(said if len(set(said)) > 1 else said[:1]) or None
    return pa.array(values, pa.string())


def _said(table: TypedTable, header: str, added: list[str], projects: int, rows: int) -> Finding:
    said = f"{counted(projects, 'project')} {'stands' if projects == 1 else 'stand'} on several rows, one for each "
    said += f"{header}: {counted(rows, 'row')} {'was' if rows == 1 else 'were'} folded into the first of its project"
    names = [table.fields[n].column for n in added]
    whole = listed([p.header for p in names if p is not None], most=6)
    said += f", and {whole} {'is' if len(added) == 1 else 'are'} added up." if added else "; no amount differs."
    return Finding("sources_added", "warning", said, column=header, fix="Say so if a row is a project of its own.")
