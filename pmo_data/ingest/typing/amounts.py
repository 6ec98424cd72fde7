"""One text, one amount: sign, digits, decimal mark, unit and currency of a cell that holds a number.

Stands apart from the columns of numbers because the decimal mark is decided for a column, after its cells have shown
what they prove; here a cell only says what it holds and what it proves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pmo_data.ingest.typing.words import ascii_digits

CURRENCY_SIGNS = {
    "£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₪": "ILS",
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
    "r$": "BRL", "zł": "PLN", "kč": "CZK", "fr": "CHF", "sfr": "CHF", "kr": "SEK", "euro": "EUR", "euros": "EUR",
    "pound": "GBP", "pounds": "GBP", "dollar": "USD", "dollars": "USD", "rs": "INR", "tl": "TRY", "₦": "NGN",
}  # fmt: skip
CURRENCY_CODES = frozenset({
    "AED", "ARS", "AUD", "BDT", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP",
    "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KES", "KRW", "KWD", "MAD", "MXN",
    "MYR", "NGN", "NOK", "NZD", "OMR", "PEN", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR",
    "SEK", "SGD", "THB", "TND", "TRY", "TWD", "UAH", "USD", "VND", "ZAR",
})  # fmt: skip
UNITS = {
    "k": 10**3, "tsd": 10**3, "thousand": 10**3, "thousands": 10**3, "th": 10**3, "'000": 10**3, "000": 10**3,
    "000s": 10**3, "'000s": 10**3, "thou": 10**3, "m": 10**6, "mn": 10**6, "mm": 10**6, "mil": 10**6, "mill": 10**6,
    "mio": 10**6, "million": 10**6, "millions": 10**6, "millionen": 10**6, "mln": 10**6, "lakh": 10**5,
    "lakhs": 10**5, "crore": 10**7, "crores": 10**7, "cr": 10**7, "b": 10**9, "bn": 10**9, "bil": 10**9,
    "billion": 10**9, "billions": 10**9, "mrd": 10**9, "milliard": 10**9, "milliards": 10**9, "milliarden": 10**9,
    "t": 10**12, "tn": 10**12, "trn": 10**12, "trillion": 10**12, "trillions": 10**12,
}  # fmt: skip

DOLLARS = {
    "USD": "US dollars", "AUD": "Australian dollars", "CAD": "Canadian dollars", "NZD": "New Zealand dollars",
    "SGD": "Singapore dollars", "HKD": "Hong Kong dollars", "TWD": "Taiwan dollars", "MXN": "Mexican pesos",
    "COP": "Colombian pesos", "CLP": "Chilean pesos", "ARS": "Argentine pesos",
}  # fmt: skip
"""The currencies that a bare "$" may stand for."""

_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d{1,3}")
_CORE = re.compile(r"\d(?:[\d.,' ]*\d)?(?:[.,](?!\w))?|[.,]\d+")
_TOKEN = re.compile(r"'000s?|[a-z]{1,2}\$|[^\W\d_]+|[^\w\s]|\d+")
_NO_CENTS = re.compile(r"(?<=\d)([.,])\s?-{1,2}(?![\d-])")
"""A stroke behind the decimal mark stands for no cents, as in 50'000.- or 50.000,--; a minus stands behind digits."""
_STROKE = re.compile(r"([^\s\d-]{1,3})\s*-|-\s*([^\s\d-]{1,3})")
_SPACED = re.compile(r"(\d{1,3}(?:[ ']\d{2,3})*[ ']\d{3})(?:([.,])(\d*))?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a cell. `proves` is the decimal mark the cell shows by itself ("." or ","), if any.

    `either` holds both readings of a cell that proves nothing: (with "." as decimal mark, with "," as decimal mark).
    `unit` is the multiplier the cell itself names; `number` is without it. `bare` says that its currency is told by a
    "$" alone, which several countries write.
    """

    number: Decimal
    proves: str | None = None
    either: tuple[Decimal, Decimal] | None = None
    unit: int = 1
    currency: str | None = None
    percent: bool = False
    rest: str = ""
    bare: bool = False

    def value(self, decimal: str) -> Decimal:
        """The number, its ambiguous separator read by the column's decimal mark, without unit."""
        if self.either is None:
            return self.number
        return self.either[0] if decimal == "." else self.either[1]


def read_amount(text: str, units: frozenset[str] = frozenset()) -> Amount | None:
    """The amount in the text, or None. `units` are further words allowed beside the digits ("days", "hrs"); the one
    found is in `rest`."""
    if _PLAIN.fullmatch(text) and text.isascii():
        return _plain(text)
    text = _NO_CENTS.sub(r"\g<1>00", ascii_digits(text).strip())
    if "_" in text or not any(c.isdigit() for c in text):
        return _nothing(text)
    if _SCIENTIFIC.fullmatch(text):
        return Amount(Decimal(text.replace(",", ".")))
    cores = [m for m in _CORE.finditer(text) if not _is_unit_zeros(text, m)]
    if len(cores) != 1:
        return None
    core = cores[0]
    around = _around(text[: core.start()], text[core.end() :], units)
    number = _digits(core.group().strip())
    if around is None or number is None:
        return None
    return _signed(number, around)


def _nothing(text: str) -> Amount | None:
    """An amount of zero in words, or as accounts write it: a stroke beside the sign of a currency, "$ -"."""
    if text.casefold() in ("nil", "zero"):
        return Amount(Decimal(0))
    found = _STROKE.fullmatch(text)
    sign = (found[1] or found[2]).casefold() if found else ""
    return Amount(Decimal(0), currency=currency_of(sign), bare=sign == "$") if sign in CURRENCY_SIGNS else None


def _plain(text: str) -> Amount:
    whole, _, part = text.lstrip("-").partition(".")
    if len(part) == 3 and 1 <= len(whole) <= 3 and whole.strip("0"):
        value = Decimal(text)
        return Amount(value, either=(value, Decimal(text.replace(".", ""))))
    return Amount(Decimal(text), proves="." if part else None)


def _is_unit_zeros(text: str, core: re.Match[str]) -> bool:
    """The 000 of £'000 is a unit, not a number."""
    return core.group() == "000" and text[max(0, core.start() - 1) : core.start()] == "'"


@dataclass(frozen=True, slots=True)
class _Around:
    negative: bool
    unit: int
    currency: str | None
    percent: bool
    rest: str
    bare: bool


def _around(before: str, after: str, units: frozenset[str]) -> _Around | None:
    """What stands around the digits; None where it is anything but sign, currency, unit and brackets."""
    before, after = before.strip().casefold(), after.strip().casefold()
    negative = before.startswith("(") and after.endswith(")") and "(" not in after
    unit, percent, rest = 1, False, ""
    signs: list[str] = []
    for token in _TOKEN.findall(before + " " + after):
        if token in "()[]+" or token == ".":
            continue
        if token == "-":
            negative = True
        elif token == "%":
            percent = True
        elif token in units and token in after:
            rest = token
        elif currency_of(token) is not None:
            signs.append(token)
        elif token in UNITS and unit == 1 and not (token in before and token not in after and not _money_word(before)):
            unit = UNITS[token]
        elif (joined := _joined(token)) is not None:
            unit = joined[0]
            signs.append(joined[1])
        else:
            return None
    telling = [s for s in signs if s != "$"] or signs  # "$ 100 AUD" are Australian
    currency = currency_of(telling[-1]) if telling else None
    return _Around(negative, unit, currency, percent, rest, "$" in telling)


def _money_word(text: str) -> bool:
    """Before the digits a unit counts only beside a currency: "T1" is a task, "k€ 5" is money."""
    return any(currency_of(token) for token in _TOKEN.findall(text))


def _joined(token: str) -> tuple[int, str] | None:
    """A unit and a currency written as one word: "keur", "meur", "musd"."""
    for unit in ("k", "t", "m", "mn", "mio"):
        if token.startswith(unit) and token[len(unit) :].upper() in CURRENCY_CODES:
            return (1000 if unit in "kt" else 10**6), token[len(unit) :].upper()
    return None


def currency_of(token: str) -> str | None:
    """The three-letter code a sign or word stands for."""
    if token.upper() in CURRENCY_CODES and len(token) == 3:
        return token.upper()
    return CURRENCY_SIGNS.get(token.casefold())


def _signed(number: Amount, around: _Around) -> Amount:
    sign = -1 if around.negative else 1
    either = None if number.either is None else (sign * number.either[0], sign * number.either[1])
    return Amount(
        sign * number.number, number.proves, either, around.unit, around.currency, around.percent, around.rest,
        around.bare,
    )  # fmt: skip


def _digits(core: str) -> Amount | None:
    core = core.rstrip(".,") if core[-1] in ".," else core
    if core.isdigit():
        return Amount(Decimal(core))
    spaced = _SPACED.fullmatch(core)
    if spaced:
        whole, mark, part = re.sub("[ ']", "", spaced[1]), spaced[2], spaced[3]
        return Amount(Decimal(f"{whole}.{part or 0}" if mark else whole), proves=mark or None)
    if " " in core or "'" in core:
        return None
    if "." in core and "," in core:
        return _two_marks(core)
    return _one_mark(core, "." if "." in core else ",")


def _two_marks(core: str) -> Amount | None:
    decimal = "." if core.rfind(".") > core.rfind(",") else ","
    thousands = "," if decimal == "." else "."
    whole, _, part = core.rpartition(decimal)
    if decimal in whole or not _grouped(whole, thousands) or not part.isdigit():
        return None
    return Amount(Decimal(f"{whole.replace(thousands, '')}.{part}"), proves=decimal)


def _one_mark(core: str, mark: str) -> Amount | None:
    pieces = core.split(mark)
    other = "," if mark == "." else "."
    if len(pieces) > 2:
        return Amount(Decimal("".join(pieces)), proves=other) if _grouped(core, mark) else None
    whole, part = pieces
    as_decimal = Decimal(f"{whole or 0}.{part}")
    if len(part) != 3 or not 1 <= len(whole) <= 3 or not whole.strip("0"):
        return Amount(as_decimal, proves=mark)
    as_thousands = Decimal(whole + part)
    both = (as_decimal, as_thousands) if mark == "." else (as_thousands, as_decimal)
    return Amount(as_thousands if mark == "," else as_decimal, either=both)


def _grouped(whole: str, mark: str) -> bool:
    """Groups of three, or of two before the last three as in India."""
    first, *rest = whole.split(mark)
    if not rest or not 1 <= len(first) <= 3:
        return False
    return len(rest[-1]) == 3 and all(g.isdigit() and len(g) in (2, 3) for g in rest) and first.isdigit()
