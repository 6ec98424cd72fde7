"""The unit that a note beside the table gives to all its money: "All figures £m unless stated", "Angaben in T€".

Stands apart from headers, which speak of their own column only; a header that names a unit or a currency is believed
before such a note.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pmo_data.domain.fields import Kind
from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import fold, header_units, tidy
from pmo_data.store.delivery import Finding

_ABOUT_MONEY = re.compile(
    r"\b(figures?|amounts?|values?|costs?|money|budgets?|sums|unless|units?|currency|angaben|betrage|werte|zahlen|"
    r"kosten|montants?|chiffres|valeurs|importes|cifras|all)\b"
)
_CURRENCY = (
    r"(?:us\$|a\$|c\$|[£€$]|(?:eur|gbp|usd|chf|aud|cad|nzd|sek|nok|dkk|jpy|inr|zar|pln|brl|cny|sgd|hkd|euros?|pounds|"
    r"dollars)(?![a-z]))"
)
_COUNT = (
    r"(?:thousands?|millions?|billions?|tausend|millionen|milliers|miles|millones|mio\.?|tsd\.?|'?000s?|mn|bn|[mkt])"
)
_UNIT = re.compile(
    rf"(?<![a-z\d.,]){_CURRENCY}\s?{_COUNT}(?![a-z\d])|(?:\b(?:in|en)\s+)?(?<![a-z\d.,']){_COUNT}\s?(?:of\s|de\s|d')?{_CURRENCY}"
    r"|\b(?:in|en)\s+(?:thousands|millions|tausend|millionen|milliers|miles|millones)\b"
)
_NAMES = {"pounds": "£", "euros": "€", "euro": "€", "dollars": "$", " of ": " ", " de ": " ", " d'": " ", "mio.": "mio",
          "tsd.": "tsd"}  # fmt: skip
_YEAR = re.compile(r"\b(?:(?:19|20)\d\d|fy\s?'?\d\d)(?:[/-]\d{2,4})? \($")  # "Budget 2026 (k€)" is no amount of 2026
_LONG = 140


def unit_beside(view: View, block: Block) -> tuple[str, dict[str, Any]] | None:
    """The note and what it says of unit and currency; None where no note, or two that differ, speak of it."""
    below = view.band(max(block.first, view.last_filled - 4), view.last_filled + 1)
    rows = [r for r in view.band(0, block.header[0])[-30:] if sum(1 for c in r if c) <= 3]
    rows += [r for r in below if sum(1 for c in r if c) == 1]
    notes = {c for r in rows for c in r if c and len(c) <= _LONG}
    found = [(note, unit) for note in sorted({*notes, view.sheet.name}) if (unit := _said(note))]
    return found[0] if found and all(unit == found[0][1] for _, unit in found) else None


def _said(note: str) -> dict[str, Any]:
    text = fold(tidy(note)).replace("’", "'")
    hit = _UNIT.search(text)
    if hit is None or (re.search(r"\d[\s(]*$", before := text[: hit.start()]) and not _YEAR.search(before)):
        return {}
    bracketed = re.search(rf"\((?:all )?{re.escape(hit[0])}\)|\((?:all |figures )?in {re.escape(hit[0])}\)", text)
    closing = re.search(rf"(?:\D|\d{{4}})[,;] *{re.escape(hit[0])}$", text)
    if not bracketed and not closing and not _ABOUT_MONEY.search(text) and len(text.strip("() ")) > len(hit[0]) + 4:
        return {}
    phrase = hit[0]
    for word, sign in _NAMES.items():
        phrase = phrase.replace(word, sign)
    phrase = re.sub(r"^(?:in|en) ", "", phrase).strip()
    apart = re.sub(r"^([kmt])(?=[a-z]{3}$)", r"\1 ", phrase)  # kCHF is k CHF
    unit = header_units(f"({apart})")
    return {k: v for k, v in unit.items() if k in ("unit", "currency")} if unit.get("unit") else {}


def with_unit(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> tuple[list[ColumnPlan], list[Finding]]:
    """The plans with the note's unit for every column of money that names neither unit nor currency, with that said."""
    told = unit_beside(view, block)
    if told is None:
        return plans, []
    note, unit = told
    fields = KNOWN[entity].by_name
    changed = [
        p for p in plans
        if p.field in fields and fields[p.field or ""].kind is Kind.MONEY and not p.format.keys() & {"unit", "currency"}
    ]  # fmt: skip
    if not changed:
        return plans, []
    said = f"Amounts are read in units of {unit['unit']:,}, as “{tidy(note)}” says."
    fix = "Choose the unit of a column that is counted otherwise."
    taken = {p.index for p in changed}
    out = [replace(p, format={**p.format, **unit}) if p.index in taken else p for p in plans]
    return out, [Finding("unit_beside", "warning", said, fix=fix)]
