"""Columns of money and numbers: one decimal mark, one unit and, where it is one, one currency for the whole column.

Stands apart from single amounts because "1.234" means nothing until its column, or its neighbours, have shown which
mark is which.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Absence, Kind
from pmo_data.ingest.typing.absences import EXCEL_ERRORS, absence_of
from pmo_data.ingest.typing.amounts import CURRENCY_CODES, CURRENCY_SIGNS, DOLLARS, Amount, read_amount
from pmo_data.ingest.typing.column import Cells, Distinct, Problem, Reading, Typed, assemble, cast_whole, grouped
from pmo_data.ingest.typing.elapsed import ELAPSED, elapsed_behind
from pmo_data.ingest.typing.magnitudes import own_units
from pmo_data.ingest.typing.texts import cell_bytes
from pmo_data.ingest.typing.words import ascii_digits, counted

MONEY = pa.decimal128(18, 2)
LARGEST = Decimal(10) ** 16
_CENT = Decimal("0.01")
# Longest first: a header that says "£ million" must not be read as "m" of something else.
_HEADER_UNITS = (
    (r"\b(bn|billions?|mrd|milliarden)\b|[£€$]\s?bn?\b", 10**9),
    (r"\b(mn|mio|mill|mln|millions?|millionen)\b|[£€$]\s?m\b|\(\s?[£€$]?\s?mm?\)|\bm\s?[£€$]|\bm(eur|gbp|usd|chf)\b|"
     r"\b(eur|gbp|usd|chf)\s?m\b", 10**6),
    (r"\b(thousands?|tsd|tausend|milliers|miles)\b|\bt\s?[£€$]|\bt(eur|gbp|usd|chf)\b|[£€$]\s?t\b|[£€$]\s?k\b|'000|\b000s?\b|\bk\s?[£€$]|\bk(eur|gbp|usd|chf)\b|\(k\)|"
     r"\b(eur|gbp|usd|chf)\s?k\b", 10**3),
)  # fmt: skip
TIME_UNITS: dict[str, dict[str, float]] = {
    "days": {
        "d": 1, "day": 1, "days": 1, "w": 5, "wk": 5, "wks": 5, "week": 5, "weeks": 5, "mo": 20, "mon": 20, "mons": 20,
        "month": 20, "months": 20, "h": 0.125, "hr": 0.125, "hrs": 0.125, "hour": 0.125, "hours": 0.125,
        "tage": 1, "tag": 1, "tagen": 1, "jours": 1, "jour": 1, "j": 1, "dia": 1, "dias": 1,
        "día": 1, "días": 1, "dagen": 1, "dag": 1, "giorni": 1, "woche": 5, "wochen": 5, "semaine": 5, "semaines": 5,
        "sem": 5, "semana": 5, "semanas": 5, "weken": 5, "monat": 20, "monate": 20, "mois": 20, "mes": 20, "meses": 20,
        "maand": 20, "maanden": 20, "stunden": 0.125, "std": 0.125, "heures": 0.125, "?": 1,
        "minutes": 1 / 480, "seconds": 1 / 28_800, "jrs": 1, "dgn": 1, "sm": 5, "wkn": 5,
        "sett": 5, "settimana": 5, "settimane": 5, "giorno": 1, "gg": 1, **ELAPSED,
    },
    "hours": {
        "h": 1, "hr": 1, "hrs": 1, "hour": 1, "hours": 1, "d": 8, "day": 8, "days": 8, "w": 40, "wk": 40, "wks": 40,
        "week": 40, "weeks": 40, "min": 1 / 60, "mins": 1 / 60, "stunden": 1, "std": 1, "?": 1,
        "minutes": 1 / 60, "seconds": 1 / 3_600,
    },
    "FTE": {"fte": 1},
    "%": {"pp": 1},
    "": {"pts": 1, "points": 1, "x": 1, "sp": 1},
}  # fmt: skip


_DOLLAR = re.compile(r"(?<![A-Za-z])(?:US|AU?|CA?|NZ|HK|S)? ?\$", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::[0-5]\d)?")
_ABOUT = re.compile(r"^[~e](?=\d)|\s*é$")  # "e5h" and "5 h é" run through days off, "~5d" is rounded
_AN_HOUR = re.compile(r"(?<=\d)\s*/\s*(?:h|hr|hrs|hour|std)\.?$", re.IGNORECASE)
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(weeks?|wks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m)\b[ ,]*")


def header_unit(header: str) -> int:
    """The multiplier a header names: "(£m)" is a million, "$000" a thousand; 1 where it names none."""
    words = header.casefold().replace("_", " ").replace("’", "'")
    for pattern, unit in _HEADER_UNITS:
        if re.search(pattern, words):
            return unit
    return 1


def header_currency(header: str) -> str | None:
    """The currency a header names, by code or sign; "$" alone is the US dollar, see `bare_dollar`."""
    for word in re.findall(r"[A-Za-z]{3,4}", header.replace("_", " ")):
        if word.upper() in CURRENCY_CODES and (word.isupper() or word.islower()):
            return str(word.upper())
    dollar = _DOLLAR.search(header)
    if dollar is not None:
        return CURRENCY_SIGNS.get(dollar[0].replace(" ", "").casefold(), "USD")
    for sign, code in CURRENCY_SIGNS.items():
        if len(sign) == 1 and not sign.isalpha() and sign in header:
            return code
    found = re.search(r"\b[kmt](eur|gbp|usd|chf)\b", header.casefold())
    return found[1].upper() if found else None


def bare_dollar(header: str) -> bool:
    """Whether a header's only word on the currency is a "$", which several countries write."""
    return "$" in header and header_currency(header) == "USD" and not re.search(r"us\s?\$|usd", header, re.IGNORECASE)


def type_number(cells: Cells) -> Typed:
    """A column of money (decimal(18,2), base units) or of numbers (double)."""
    money = cells.field.kind is Kind.MONEY
    unit = int(cells.format.get("unit") or (header_unit(cells.header) if money else 1))
    currency = _stated_currency(cells) if money else cells.format.get("currency")
    clean = _clean(cells, money) if unit == 1 and not cells.percents else None
    if clean is not None:
        return _said(Typed(_in_field_unit(clean, _time_factor(cells, money))), ".", unit, currency, money)
    return _careful(cells, money, unit, currency)


def _stated_currency(cells: Cells) -> str | None:
    """The currency of the whole column: decided before, or the header's; a bare "$" is what its surroundings say."""
    stated = cells.format.get("currency") or header_currency(cells.header)
    bare = bare_dollar(cells.header) or cells.format.get("shown") == "$"
    return _dollar(cells) or stated if stated == "USD" and bare else stated


def _dollar(cells: Cells) -> str | None:
    """Whose "$" it is, where this column or another of the table says so."""
    return cells.format.get("dollar") or cells.siblings.get("dollar")


def _time_factor(cells: Cells, money: bool) -> float:
    """What one of the column's time unit is in the field's: an hour is 0.125 working days. A cell's own word wins."""
    stated = cells.format.get("time_unit")
    return 1.0 if money or stated is None else TIME_UNITS.get(cells.field.unit, {}).get(str(stated), 1.0)


def _in_field_unit(values: pa.Array, factor: float) -> pa.Array:
    return values if factor == 1 else pc.multiply(values, pa.scalar(factor, pa.float64()))


def _clean(cells: Cells, money: bool) -> pa.Array | None:
    """The column by Arrow's own cast, where it is plain throughout; None sends it to the careful reading."""
    if cells.format.get("decimal", ".") != ".":
        return None
    values = cast_whole(cells.texts, MONEY if money else pa.float64())
    if values is None:
        return None
    finite = money or pc.all(pc.is_finite(values), min_count=0).as_py()
    return values if finite and not _is_odd(cells.texts, money) else None


def _is_odd(texts: pa.Array, money: bool) -> bool:
    """Whether a number may mean another: "1.234" may be a thousand, and so may "80.000", which a cast takes for eighty.

    Looks for the bytes first: one pass over them takes a tenth of the expression's time.
    """
    signs, starts, ends = cell_bytes(texts)
    short = ends[(ends - starts >= 5) & (ends - starts <= 8)]
    letters = not money and len(signs) > 0 and int(signs.max()) >= ord("A")
    if not letters and not bool((signs[short - 4] == ord(".")).any()):
        return False
    odd = r"^[+-]?\d{1,3}\.\d{3}$" if money else r"^[+-]?\d{1,3}\.\d{3}$|[a-zA-Z]"
    return bool(pc.any(pc.match_substring_regex(texts, odd), min_count=0).as_py())


def _careful(cells: Cells, money: bool, unit: int, currency: str | None) -> Typed:
    distinct = Distinct.of(cells.texts)
    words: dict[str, float] = {} if money else TIME_UNITS.get(cells.field.unit, {})
    hourly = cells.field.name == "rate"
    amounts = [_amount(_AN_HOUR.sub("", t) if hourly else t, words) for t in distinct.texts]
    words = {**words, "": _time_factor(cells, money)}
    decimal, problems = decide_decimal(cells, distinct, amounts)
    units, doubts = own_units(cells, distinct, amounts, unit, decimal)
    readings = [
        _reading(t, a, cells, decimal, u, words) for t, a, u in zip(distinct.texts, amounts, units, strict=True)
    ]
    values, original, absent = assemble(distinct, readings, MONEY if money else pa.float64())
    found = grouped(distinct, readings, lambda r, n, e: describe(cells.label, r, n, e))
    typed = Typed(values, original, absent, problems=(*problems, *doubts, *found))
    if money:
        typed, currency = _with_currency(cells, typed, distinct, amounts, currency)
    return _said(typed, decimal, unit, currency, money)


def _amount(text: str, words: dict[str, float]) -> Amount | None:
    plain = text.removesuffix("?") if words and text.endswith("?") else text
    if "h" in words:  # work is no elapsed time, whatever mark it has; a duration may be
        plain = _ABOUT.sub("", plain) if words["h"] == 1 else elapsed_behind(plain.removeprefix("~"))
    return read_amount(_in_one_unit(plain, words) if "h" in words else plain, frozenset(words))


def _in_one_unit(text: str, words: dict[str, float]) -> str:
    """A time in several units as one number of the field's: "3d 4h" as "28.0 h", "3:30" as "3.5 h"."""
    clock = _CLOCK.fullmatch(text)
    parts = list(_PART.finditer(text.lower()))
    if clock:
        total = (int(clock[1]) + int(clock[2]) / 60) * words["h"]
    elif len(parts) == 1 and parts[0][0] == text.lower() and parts[0][2] == "m":  # never a million hours
        total = float(parts[0][1]) * (1 / 60 if words["h"] == 1 else words["mo"])
    elif len(parts) > 1 and "".join(p[0] for p in parts) == text.lower():
        total = sum(float(p[1]) * (words["h"] / 60 if p[2][0] == "m" else words[p[2]]) for p in parts)
    else:
        return text
    return f"{round(total, 4)} {'h' if words['h'] == 1 else 'd'}"


def decide_decimal(cells: Cells, distinct: Distinct, amounts: list[Amount | None]) -> tuple[str, tuple[Problem, ...]]:
    """The column's decimal mark: told, proven by most of its cells, by its neighbours, or by rule and said so."""
    proofs: Counter[str] = Counter()
    for amount, count in zip(amounts, distinct.counts.tolist(), strict=True):
        if amount is not None and amount.proves:
            proofs[amount.proves] += count
    told = cells.format.get("decimal")
    if told in (".", ","):
        return str(told), ()
    if proofs:
        mark = "," if proofs[","] > proofs["."] else "."
        return mark, _minority(cells, distinct, amounts, mark)
    if not any(a is not None and a.either for a in amounts):
        return ".", ()
    if cells.siblings.get("decimal") in (".", ","):
        return str(cells.siblings["decimal"]), ()
    return _by_rule(cells, distinct, amounts)


def _minority(cells: Cells, distinct: Distinct, amounts: list[Amount | None], mark: str) -> tuple[Problem, ...]:
    chosen = [a is not None and a.proves is not None and a.proves != mark for a in amounts]
    positions = distinct.positions(chosen)
    if not len(positions):
        return ()
    name = "comma" if mark == "." else "point"
    uses = "uses" if len(positions) == 1 else "use"
    said = f"{cells.label}: {counted(len(positions), 'value')} {uses} a decimal {name} ({distinct.examples(chosen)})."
    return (Problem("decimal_mark_mixed", positions, said, None, "Write the column with one decimal mark."),)


def _noughts(distinct: Distinct, points: list[bool]) -> bool:
    """Whether every amount with a point ends in 000: 80.000 and 120.000 are thousands, nobody writes such decimals."""
    return all(t.rstrip(" €)").endswith(".000") for t, p in zip(distinct.texts, points, strict=True) if p)


def _by_rule(cells: Cells, distinct: Distinct, amounts: list[Amount | None]) -> tuple[str, tuple[Problem, ...]]:
    """Nothing proves the mark: a comma before three digits separates thousands, and so does a point in euros."""
    points = [a is not None and a.either is not None and "." in t for t, a in zip(distinct.texts, amounts, strict=True)]
    if not any(points):
        return ".", ()
    said_above = cells.format.get("currency") or header_currency(cells.header)
    euros = all(
        a is not None and (a.currency or said_above) == "EUR" for a, p in zip(amounts, points, strict=True) if p
    )
    commas = any(a is not None and a.either is not None and not p for a, p in zip(amounts, points, strict=True))
    single = cells.format.get("unit", header_unit(cells.header)) == 1 and all(a is None or a.unit == 1 for a in amounts)
    whole = cells.field.kind is Kind.MONEY and single and not commas and _noughts(distinct, points)
    mark = "," if (euros and not commas) or whole else "."
    what = "thousands" if mark == "," else "decimals"
    said = f"{cells.label}: nothing shows whether {distinct.examples(points)} has a decimal point; read as {what}."
    fix = "Choose the decimal mark of this column."
    return mark, (Problem("decimal_mark_ambiguous", distinct.positions(points), said, None, fix),)


def _reading(
    text: str, amount: Amount | None, cells: Cells, decimal: str, unit: int, words: dict[str, float]
) -> Reading:
    if amount is None:
        return not_a_number(text)
    value = amount.value(_mark_for(amount, text, decimal))
    if cells.field.kind is Kind.MONEY:
        if amount.percent:
            return Reading(absent=Absence.UNREADABLE, rule="not_a_number")
        return _money(text, value * unit)
    number = float(value) * amount.unit * float(words.get(amount.rest, 1))
    if amount.rest in ELAPSED:
        return Reading(round(number, 4), rule="elapsed_time")
    if cells.field.unit == "FTE":  # a full-time equivalent is a hundred per cent
        number = number / 100 if amount.percent else number
    elif cells.percents and not amount.percent:
        number = round(number * 100, 10)
    return Reading(number, changed=not _same(text, number))


def _mark_for(amount: Amount, text: str, decimal: str) -> str:
    """A euro amount with a point before three digits is in thousands whatever the rest of a mixed column shows."""
    return "," if amount.currency == "EUR" and "." in text and amount.either else decimal


def _money(text: str, value: Decimal) -> Reading:
    if abs(value) >= LARGEST:
        return Reading(absent=Absence.UNREADABLE, rule="amount_too_large")
    rounded = value.quantize(_CENT, ROUND_HALF_UP)
    return Reading(rounded, changed=not _same(text, rounded))


def _same(text: str, value: Decimal | float) -> bool:
    """The cell's text is the value, so there is no original to keep beside it."""
    try:
        return text.isascii() and Decimal(text) == Decimal(str(value))
    except ArithmeticError:
        return False


def not_a_number(text: str) -> Reading:
    """An absence, an Excel error, or a text that is no number."""
    if text.upper() in EXCEL_ERRORS:
        return Reading(absent=Absence.UNREADABLE, rule="excel_error")
    if re.fullmatch(r"[+-]?(inf|infinity|nan)", ascii_digits(text).casefold()):
        return Reading(absent=Absence.NOT_AVAILABLE, rule=str(Absence.NOT_AVAILABLE))
    absence = absence_of(text)
    if absence is not None:
        return Reading(absent=absence, rule=str(absence))
    return Reading(absent=Absence.UNREADABLE, rule="not_a_number")


def describe(header: str, rule: str, count: int, examples: str) -> tuple[str, str | None, str] | None:
    """The sentences of the findings that columns of numbers, money and percents share."""
    are = "is" if count == 1 else "are"
    values = counted(count, "value")
    if rule in set(Absence):
        what = f"{header}: {values} {are} not {'a number' if count == 1 else 'numbers'} but {rule} ({examples})."
        return what, None, ""
    if rule == "not_a_number":
        what = f"{header}: {values} {are} not {'a number' if count == 1 else 'numbers'} ({examples}); kept empty."
        return what, "{value} is not a number.", "Write a number, or leave the cell empty."
    if rule == "elapsed_time":
        what = f"{header}: {values} {are} elapsed time, which runs through days off ({examples}); "
        return what + "five of seven days are read as working days.", None, ""
    if rule == "excel_error":
        hold = "holds an Excel error" if count == 1 else "hold Excel errors"
        what = f"{count:,} {header} {'cell' if count == 1 else 'cells'} {hold} ({examples}) and {are} empty."
        return what, "{value} is an Excel error, not a value.", "Mend the formula in the spreadsheet."
    if rule == "amount_too_large":
        return f"{header}: {values} {are} too large for an amount of money ({examples}).", None, "Check the unit."
    return None


def _with_currency(
    cells: Cells, typed: Typed, distinct: Distinct, amounts: list[Amount | None], currency: str | None
) -> tuple[Typed, str | None]:
    named = {a.currency for a in amounts if a is not None and not a.bare and a.currency in DOLLARS} - {currency}
    single = next(iter(named)) if len(named) == 1 else "USD"
    dollar = _dollar(cells) or (currency if currency in DOLLARS else single)
    codes = [None if a is None else (dollar if a.bare else a.currency or currency) for a in amounts]
    found = sorted({c for c in codes if c is not None})
    if not found:
        return typed, currency
    shown = sum(int(n) for c, n in zip(codes, distinct.counts, strict=True) if c)
    if len(found) == 1 and shown * 2 >= sum(int(n) for a, n in zip(amounts, distinct.counts, strict=True) if a):
        # One currency on most amounts of a column is the currency of all of them.
        return typed, found[0]
    problems = typed.problems
    if len(found) > 1:
        said = f"{cells.label} mixes {len(found)} currencies: they are not converted ({', '.join(found)})."
        where = distinct.positions([c is not None for c in codes])
        problems = (*problems, Problem("currencies_mixed", where, said, None, "Add a column with the currency."))
    spread = distinct.spread(codes, pa.string())
    return Typed(typed.values, typed.original, typed.absent, problems=problems, currency=spread), None


def _said(typed: Typed, decimal: str, unit: int, currency: str | None, money: bool) -> Typed:
    chosen: dict[str, Any] = {"decimal": decimal}
    words = [f"decimal {'point' if decimal == '.' else 'comma'}"]
    if unit != 1:
        chosen["unit"] = unit
        words.append(f"in units of {unit:,}")
    if currency and money:
        chosen["currency"] = currency
        words.append(currency)
    return Typed(
        typed.values, typed.original, typed.absent, chosen, ", ".join(words), typed.problems,
        _whole(typed, currency) if money else None,
    )  # fmt: skip


def _whole(typed: Typed, currency: str | None) -> pa.Array | None:
    if typed.currency is not None or currency is None:
        return typed.currency
    some = pc.is_valid(typed.values)
    return pc.if_else(some, pa.scalar(currency), pa.scalar(None, pa.string()))
