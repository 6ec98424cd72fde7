"""What number formats write beside the digits: a per cent sign, a currency, "m" for millions.

Stands apart because every kind of workbook has the same format codes, and because what a cell shows in this way is
nowhere in its value: £2.3m is stored as 2.3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pmo_data.ingest.grid import MoneyFormat
from pmo_data.ingest.typing.amounts import UNITS

_PERCENT_BUILT_IN = (9, 10)
# Text in a format code that is shown as it stands: quoted, after a backslash, in brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_SPACING = re.compile(r"_.|\*.")
_LOCAL = re.compile(r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]")
_DIGITS = re.compile(r"[0#?](?:[0#?.,\s]*[0#?])?")
_SIGNS = re.compile(
    r"(?<![A-Za-z])(?:US|AU?|CA?|NZ|HK|S|R)\$|[£€$¥₹₽₩₺₪₦]|(?<![A-Za-z])(?:[A-Z]{3}|kr|zł|Kč)(?![A-Za-z])"
)
# A format may name the country beside a sign that several write (numbers of Windows' locales).
_COUNTRIES = {
    ("$", 0x409): "US$", ("$", 0xC09): "A$", ("$", 0x1009): "C$", ("$", 0xC0C): "C$", ("$", 0x1409): "NZ$",
    ("$", 0x4809): "S$", ("$", 0xC04): "HK$", ("$", 0x80A): "MXN", ("kr", 0x41D): "SEK", ("kr", 0x414): "NOK",
    ("kr", 0x814): "NOK", ("kr", 0x406): "DKK", ("kr.", 0x406): "DKK", ("kr", 0x40F): "ISK",
}  # fmt: skip


def shows_percent(number: int, codes: Mapping[int, str]) -> bool:
    """Whether a number format shows parts of one as percents; `codes` are the workbook's own formats."""
    return number in _PERCENT_BUILT_IN or "%" in _LITERAL.sub("", codes.get(number, ""))


def shown_money(code: str) -> MoneyFormat | None:
    """The currency and the unit that a format code writes beside the digits; None where it writes neither.

    A format that scales by itself (`0.0,,"m"`) says nothing of a unit: the cell holds the whole amount.
    """
    first = _SPACING.sub("", code.partition(";")[0])
    local = _LOCAL.search(first)
    literal = _LOCAL.sub("", first).replace("\\", "").replace('"', "")
    digits = _DIGITS.search(literal)
    if digits is None or "%" in literal:
        return None
    currency = _currency(local) if local and local[1].strip() else ""
    sign = _SIGNS.search(_DIGITS.sub(" ", literal))
    rest = literal[digits.end() :]
    word = re.match(r"\s*([A-Za-z]+)", _SIGNS.sub(" ", rest))
    unit = UNITS.get(word[1].casefold(), 1) if word and not rest.startswith(",") else 1
    found = MoneyFormat(currency or (sign[0] if sign else ""), unit)
    return found if found.currency or found.unit != 1 else None


def _currency(local: re.Match[str]) -> str:
    sign = local[1].strip()
    return _COUNTRIES.get((sign, int(local[2], 16) & 0xFFFF), sign) if local[2] else sign


def settled(
    counts: Mapping[int, Mapping[MoneyFormat, int]], numbers: Mapping[int, int]
) -> tuple[dict[int, MoneyFormat], dict[int, tuple[str, ...]]]:
    """By column what most of its numbers are shown as, and the currencies of columns that show several."""
    most, mixed = {}, {}
    for column, shown in counts.items():
        currencies = sorted({each.currency for each, count in shown.items() if count and each.currency})
        best = max(shown, key=lambda each: shown[each])
        if len(currencies) > 1:
            mixed[column] = tuple(currencies)
        elif shown[best] * 2 > numbers.get(column, 0):
            most[column] = best
    return most, mixed
