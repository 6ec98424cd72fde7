"""The unit that a note beside the table gives to all its money, or the headers beside a column that says none.

Stands apart from headers, which speak of their own column only; a header that names a unit or a currency is believed
before a note such as "All figures £m unless stated" or "Angaben in T€".
"""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median
from typing import Any

from pmo_data.domain.fields import Kind
from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import fold, header_units, tidy, words
from pmo_data.ingest.typing.amounts import read_amount
from pmo_data.ingest.typing.numbers import header_unit
from pmo_data.store.delivery import Finding

_ABOUT_MONEY = re.compile(
    r"\b(figures?|amounts?|values?|costs?|spend|expenditure|money|budgets?|sums|unless|units?|currency|angaben|betrage|"
    r"werte|zahlen|"
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
    if len(block.header) > 1:  # the sheet's title may stand beside the groups of its columns
        notes |= {c for c in view.band(block.header[0], block.header[0] + 1)[0] if c and not _in_names(c, block)}
    found = [(note, unit) for note in sorted({*notes, view.sheet.name}) if (unit := said_of(note))]
    return found[0] if found and all(unit == found[0][1] for _, unit in found) else None


def _in_names(cell: str, block: Block) -> bool:
    return any(cell in name for names in (block.names, *block.more_names) for name in names)


def said_of(note: str) -> dict[str, Any]:
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
    """The plans with the note's unit, or that of the headers beside, for columns of money that name none themselves.

    A column that names a unit or a currency is believed; that it is given another's unit is said.
    """
    fields = KNOWN[entity].by_name
    silent = [
        p for p in plans
        if p.field in fields and fields[p.field or ""].kind is Kind.MONEY and not p.format.keys() & {"unit", "currency"}
    ]  # fmt: skip
    counted = unit_column(view, block) if silent else None
    if counted is not None:
        plans = [_for_units(p) if p.index == counted[0] else p for p in plans]
    told = counted[1:] if counted is not None else unit_beside(view, block)
    if told is None:
        return _as_beside(view, block, plans, silent)
    if not silent:
        return plans, []
    note, unit = told
    if not unit:
        said = f"“{note}” counts the rows differently; the amounts beside are read as they stand."
        return plans, [Finding("units_differ", "warning", said, fix="Write the amounts of all rows in the same unit.")]
    said = f"Amounts are read in units of {unit['unit']:,}, as “{tidy(note)}” says."
    return _given(plans, silent, unit), [Finding("unit_beside", "warning", said, fix=_FIX)]


def _for_units(plan: ColumnPlan) -> ColumnPlan:
    return replace(plan, field=None, confidence="none", reason="says what the amounts are counted in", format={})


def unit_column(view: View, block: Block) -> tuple[int, str, dict[str, Any]] | None:
    """The column that says what the amounts are counted in, what it says, and the unit; no unit where rows differ."""
    for index, name in enumerate(block.names):
        if view.turned or not set(words(name)) & _UNIT_WORDS or not set(words(name)) <= _UNIT_WORDS | _OF_UNITS:
            continue
        held = view.cells.column(index).slice(block.first, block.last - block.first + 1).unique().to_pylist()
        cells = sorted({tidy(v) for v in held if tidy(v)})[:_DIFFERENT]
        units = [said_of(cell) or said_of(f"in {cell}") for cell in cells]
        if any(units):
            alike = all(unit == units[0] for unit in units)
            return index, cells[0] if alike else tidy(name), units[0] if alike else {}
    return None


_UNIT_WORDS = frozenset({"unit", "units", "scale", "denomination"})
_OF_UNITS = frozenset({"of", "measure", "measurement", "currency", "amount", "money", "reporting"})
_DIFFERENT = 50
"""More different cells than these say nothing of units."""
_FIX = "Choose the unit of a column that is counted otherwise."


def _given(plans: list[ColumnPlan], silent: list[ColumnPlan], unit: dict[str, Any]) -> list[ColumnPlan]:
    taken = {p.index for p in silent}
    return [replace(p, format={**p.format, **unit}) if p.index in taken else p for p in plans]


def _as_beside(
    view: View, block: Block, plans: list[ColumnPlan], silent: list[ColumnPlan]
) -> tuple[list[ColumnPlan], list[Finding]]:
    """The plans with the one unit that headers beside state, for columns whose amounts are of the size of theirs."""
    stated = [(i, unit) for i, name in enumerate(block.names) if name and (unit := _counting(name))]
    amounts = [a for i, _ in stated for a in _amounts(view, block, i)]
    if not silent or not amounts or any(unit != stated[0][1] for _, unit in stated):
        return plans, []
    usual = median(amounts)
    silent = [p for p in silent if "rate" not in (p.field or "") and not _counting(p.header)]
    alike = [p for p in silent if (own := _amounts(view, block, p.index)) and _near(median(own), usual)]
    together = [a for p in silent for a in _amounts(view, block, p.index)]
    if len(silent) > 2 and all(p.field == silent[0].field for p in silent):  # periods, of which some hold little
        alike = silent if together and _near(median(together), usual) else []
    if not alike:
        return plans, []
    header, unit = tidy(block.names[stated[0][0]]), stated[0][1]
    named = "The amounts of the periods" if len(alike) > 2 else " and ".join(tidy(p.header) for p in alike)
    said = f"{named}: read in units of {unit['unit']:,}, as “{header}” beside says of its own."
    return _given(plans, alike, unit), [Finding("unit_beside", "warning", said, fix=_FIX)]


def _counting(header: str) -> dict[str, Any]:
    """What a header says of unit and currency, where it counts in thousands or more."""
    unit = {"unit": header_unit(header), **header_units(header)}
    return {k: v for k, v in unit.items() if k in ("unit", "currency")} if unit["unit"] != 1 else {}


def _amounts(view: View, block: Block, index: int) -> list[float]:
    """The amounts of a column that are not nothing; none where a cell names a unit or a currency of its own."""
    read = [read_amount(tidy(v)) for v in view.sample(index, block.first, block.last, block.skip) if tidy(v)]
    known = [a for a in read if a is not None]
    if any(a.unit != 1 or a.currency or a.percent for a in known):
        return []
    return [size for a in known if (size := abs(float(a.number)))]


def _near(one: float, other: float) -> bool:
    return other / _TIMES <= one <= other * _TIMES


_TIMES = 50
"""So far from the amounts beside, a column is hardly counted as they are."""
