"""Which country's dollar a bare "$" is, where something beside the amounts says so: another column, a note, a title.

Stands apart from headers and cells, which name the sign alone; where nothing says it, a check asks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pmo_data.domain.fields import Kind
from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import tidy
from pmo_data.ingest.typing.amounts import CURRENCY_SIGNS, DOLLARS
from pmo_data.ingest.typing.numbers import bare_dollar
from pmo_data.store.delivery import Finding

_CODE = re.compile(rf"\b({'|'.join(DOLLARS)})\b")
_SIGN = re.compile(r"(?<![A-Za-z])((?:US|AU?|CA?|NZ|HK|S)\$)")
_PLACES = {
    r"australian?|new south wales|queensland|\.gov\.au": "AUD",
    r"canada|canadian|ontario|british columbia|\.gc\.ca": "CAD",
    r"new zealand|\.govt\.nz": "NZD",
    r"singapore": "SGD",
    r"hong kong": "HKD",
    r"mexico": "MXN",
    r"united states|us dollars|american dollars": "USD",
}
_CELL = re.compile(r"(?<![A-Za-z])\$")
_LONG = 140


def with_dollar(
    view: View, block: Block, plans: list[ColumnPlan], entity: str
) -> tuple[list[ColumnPlan], list[Finding]]:
    """The plans with the dollar that the table's surroundings name, for each column of money in a bare "$"."""
    fields = KNOWN[entity].by_name
    bare = {
        p.index for p in plans
        if p.field in fields and fields[p.field or ""].kind is Kind.MONEY
        and (bare_dollar(p.header) or p.format.get("shown") == "$" or any(_CELL.search(s) for s in p.samples))
    }  # fmt: skip
    told = dollar_beside(view, block) if bare else None
    if told is None:
        return plans, []
    text, code = told
    said = f"Amounts in $ are read as {DOLLARS[code]}, as “{text}” says."
    fix = "Choose the currency of a column that is in another."
    plans = [replace(p, format={**p.format, "dollar": code}) if p.index in bare else p for p in plans]
    return plans, [Finding("dollar_beside", "warning", said, fix=fix)]


def dollar_beside(view: View, block: Block) -> tuple[str, str] | None:
    """The text that names a dollar and which; None where none does, or several that differ."""
    above = [r for r in view.band(0, block.header[0])[-30:] if sum(1 for c in r if c) <= 3]
    below = view.band(max(block.first, view.last_filled - 4), view.last_filled + 1)
    near = [*above, *(r for r in below if sum(1 for c in r if c) == 1)]
    notes = [c for row in near for c in row if c and len(c) <= _LONG]
    found = {code: text for text in (*block.names, *notes, view.sheet.name) for code in _named(tidy(text))}
    return (next(iter(found.values())), next(iter(found))) if len(found) == 1 else None


def _named(text: str) -> set[str]:
    codes = {m[1] for m in _CODE.finditer(text)}
    codes |= {CURRENCY_SIGNS[m[1].casefold()] for m in _SIGN.finditer(text)}
    return codes or {
        code for words, code in _PLACES.items() if re.search(rf"(?<![a-z]){words}(?![a-z])", text.casefold())
    }
