"""One text, one day: every way of writing a date that real plans show, and what each leaves open.

Stands apart from columns of dates because day/month order is decided for a column; here a cell says which parts it
holds and whether they prove an order.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from pmo_data.ingest.typing.spoken_periods import part_of, spoken_period
from pmo_data.ingest.typing.words import ascii_digits

Order = Literal["dmy", "mdy"]

_MONTHS = {
    "en": ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"),
    "de": ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
           "dezember"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre"),
    "pt": ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
           "novembro", "dezembro"),
    "it": ("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
           "novembre", "dicembre"),
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december"),
}  # fmt: skip
_SHORT = {
    "en": {"sept": 9}, "de": {"mär": 3, "mrz": 3, "maerz": 3, "jän": 1, "okt": 10, "dez": 12},
    "fr": {"janv": 1, "fevr": 2, "févr": 2, "fevrier": 2, "fév": 2, "avr": 4, "juil": 7, "aout": 8, "déc": 12,
           "decembre": 12},
    "es": {"ene": 1, "abr": 4, "ago": 8, "dic": 12, "setiembre": 9, "set": 9},
    "pt": {"fev": 2, "out": 10}, "it": {"gen": 1, "mag": 5, "giu": 6, "lug": 7, "ott": 10}, "nl": {"mrt": 3},
}  # fmt: skip


def _month_names() -> dict[str, tuple[int, str]]:
    """Name or abbreviation -> (month, language); English wins where languages share a word."""
    names: dict[str, tuple[int, str]] = {}
    for language, months in _MONTHS.items():
        for number, name in enumerate(months, 1):
            names.setdefault(name, (number, language))
            if language == "en":
                names.setdefault(name[:3], (number, language))
        for name, number in _SHORT[language].items():
            names.setdefault(name, (number, language))
    return names


MONTHS = _month_names()
_TIME = re.compile(
    r"[T ,]\s*\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(z|(?:utc|gmt)?(?:[+-]\d{2}:?\d{2})?)"
    r"(?:\s*\([^()]{2,60}\))?$",  # browsers add the name of the zone in brackets
    re.IGNORECASE,
)
_WEEKDAYS = (
    "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday "
    "mo montag di die dienstag mi mit mittwoch do don donnerstag fr fre freitag sa sam samstag so son sonntag "
    "lun lundi mardi mer mercredi jeu jeudi ven vendredi samedi dim dimanche "
    "lunes martes mié miércoles jue jueves vie viernes sáb sábado dom domingo "
    "seg segunda ter terça qua quarta qui quinta sex sexta "
    "lunedì martedì mercoledì gio giovedì venerdì sab sabato domenica "
    "ma maandag dinsdag wo woensdag donderdag vr vrijdag za zaterdag zo zondag"
)
_WEEKDAY = re.compile(  # "mar" is a Tuesday only where no number could be the day of a month of that name
    rf"^(?:{'|'.join(_WEEKDAYS.split())}|mar(?=[.,]?\s+\d{{1,2}}[/.-]\d))"
    r"[.,]?\s+(?=\S*\d|[^\W\d_]{3,9}\.?\s\d{1,2}\b)",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_YMD = re.compile(r"(\d{4})[/.] ?(\d{1,2})[/.] ?(\d{1,2})\.?")
_NUMERIC = re.compile(r"(\d{1,2})\s?([/.\- ])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?")
_COMPACT = re.compile(r"(19|20|21)(\d{2})(\d{2})(\d{2})")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.)?[\s\-/.]*(?:de\s+|of\s+)?([^\W\d_]{3,})\.?[\s\-/.,]*(?:de\s+)?'?(\d{4}|\d{2})"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?[\s\-/.]*(\d{1,2})(?:st|nd|rd|th)?[\s\-/.,]+'?(\d{4})")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})[\s\-/.]+([^\W\d_]{3,})\.?[\s\-/.]+(\d{1,2})")
_JAPANESE = re.compile(r"(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]")
_FROM_TO = re.compile(r"(.{6,24}?)\s*(?:→|->|\s[–—-]\s|\sto\s|\sbis\s)\s*(.{6,24})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_MARKED = re.compile(r"(?<=\d) ?(?:A|\*)$")  # Primavera marks an actual day by A, a constrained one by a star
_EPOCH = re.compile(r"(1\d{12})(?:\.0)?")  # milliseconds since 1970, as exports for programs write a moment
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,})\.?[\s\-/.,]*'?(\d{4}|\d{2})")
_YEAR_MONTH = re.compile(r"((?:19|20|21)\d{2})[\s\-/.]+([^\W\d_]{3,})\.?")
_NUMBER_MONTH = re.compile(r"(\d{1,2})[/.\-](\d{4})|(\d{4})[/.\-](\d{1,2})|(\d{4})年(\d{1,2})月")
_QUARTER = re.compile(
    r"(?:(?:q|qtr|quarter)\s?([1-4])[\s\-/,]*(?:cy)?\s?'?(\d{4}|\d{2})|(\d{4})[\s\-/]*q([1-4]))", re.IGNORECASE
)
_HALF = re.compile(r"(?:h([12])|([12])h)[\s\-/]*(?:cy)?\s?'?(\d{4}|\d{2})", re.IGNORECASE)
_FISCAL = re.compile(r"fy\s?'?(\d{4}|\d{2})(?:[/\-](\d{2}|\d{4}))?|(\d{4})[/\-–](\d{4}|\d{2})", re.IGNORECASE)
# What stands before a day and changes nothing of it, and an aside on the day it was before.
_ABOUT = re.compile(
    r"^(?:w\s?/?\s?[cb]|week (?:commencing|beginning|of)|by|due|approx\.?|circa|ca\.|~|voraussichtlich|vsl\.)"
    r"[ :]+(?=\S.*\d)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\s*\((?:was|orig(?:inally|inal)?|prev(?:iously)?|formerly|baseline|bl|war|vorher|zuvor|ursprünglich|était|"
    r"initialement|antes|eerder)\b[^()]*\)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(19|20|21)\d{2}")
SERIALS = range(20000, 80001)  # 1954-10-03 to 2119-01-11


@dataclass(frozen=True, slots=True)
class DayText:
    """What a cell says of a day.

    `first`/`last` bound it (equal for a day, apart for a period). `numbers` are two numbers whose order only the column
    decides, with `year`. `form` names the way of writing; `short_year` that the century was added; `bad` that the
    text has the shape of a date and is none (month 13, 29 February 2023).
    """

    form: str
    first: date | None = None
    last: date | None = None
    numbers: tuple[int, int] | None = None
    year: int = 0
    short_year: bool = False
    language: str = ""
    bad: bool = False

    @property
    def proves(self) -> Order | None:
        """The order that the numbers themselves prove, if any."""
        if self.numbers is None:
            return None
        a, b = self.numbers
        if a > 12 >= b:
            return "dmy"
        return "mdy" if b > 12 >= a else None

    def day(self, order: Order) -> date | None:
        """The day, its numbers read in this order; None where there is no such day."""
        if self.numbers is None:
            return self.first
        a, b = self.numbers
        return real_day(self.year, b, a) if order == "dmy" else real_day(self.year, a, b)


def real_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_day(text: str, fiscal_month: int = 1) -> DayText | None:
    """What the text says of a day or period; None where it does not look like either."""
    text = _MARKED.sub("", " ".join(ascii_digits(text).split()))
    # The weekday first: after it, 05.01.26 would pass for a time of day.
    text = _ABOUT.sub("", _BEFORE.sub("", text))
    bare = _TIME.sub("", _WEEKDAY.sub("", text)).strip(" ,")
    for reader in (_numbers, _named, _period_of_months):
        found = reader(bare)
        if found is not None:
            # 2025/26 is no month of 2025, but the year that begins in it.
            return (_long_period(bare, fiscal_month) or found) if found.bad and found.form == "month" else found
    return _long_period(bare, fiscal_month) or _as_spoken(bare, fiscal_month) or _from_to(bare, fiscal_month)


def _numbers(text: str) -> DayText | None:
    for form, pattern in (("ISO", _ISO), ("y/m/d", _YMD), ("年月日", _JAPANESE)):
        found = pattern.fullmatch(text)
        if found:
            return _exact(form, int(found[1]), int(found[2]), int(found[3]))
    found = _COMPACT.fullmatch(text)
    if found:
        return _exact("yyyymmdd", int(found[1] + found[2]), int(found[3]), int(found[4]))
    found = _NUMERIC.fullmatch(text)
    if found:
        return _three_numbers(found)
    found = _EPOCH.fullmatch(text)
    if found:
        day = (datetime(1970, 1, 1) + timedelta(milliseconds=int(found[1]))).date()
        return DayText("epoch", day, day)
    found = _SERIAL.fullmatch(text)
    if found and int(found[1]) in SERIALS:
        day = date(1899, 12, 30) + timedelta(days=int(found[1]))
        return DayText("serial", day, day)
    return None


def _three_numbers(found: re.Match[str]) -> DayText:
    year, short = _century(found[4])
    a, b = int(found[1]), int(found[3])
    if found[2] == ".":
        exact = _exact("d.m.y", year, b, a)
        return DayText(exact.form, exact.first, exact.last, short_year=short, bad=exact.bad, year=year)
    bad = real_day(year, b, a) is None and real_day(year, a, b) is None
    return DayText(f"numbers{found[2]}", None, None, None if bad else (a, b), year, short, bad=bad)


def _exact(form: str, year: int, month: int, day: int, short: bool = False, language: str = "") -> DayText:
    found = real_day(year, month, day)
    return DayText(form, found, found, year=year, short_year=short, language=language, bad=found is None)


def _century(text: str) -> tuple[int, bool]:
    """Two digits are 2000-2049 or 1950-1999."""
    if len(text) == 4:
        return int(text), False
    return (2000 if int(text) < 50 else 1900) + int(text), True


def _named(text: str) -> DayText | None:
    for pattern, day_at, month_at, year_at in (
        (_DAY_MONTH, 1, 2, 3), (_MONTH_DAY, 2, 1, 3), (_YEAR_MONTH_DAY, 3, 2, 1),
    ):  # fmt: skip
        found = pattern.fullmatch(text)
        month = MONTHS.get(found[month_at].casefold()) if found else None
        if found and month:
            year, short = _century(found[year_at])
            return _exact("month name", year, month[0], int(found[day_at]), short, month[1])
    return None


def _period_of_months(text: str) -> DayText | None:
    turned = _YEAR_MONTH.fullmatch(text)
    found = _MONTH_YEAR.fullmatch(f"{turned[2]} {turned[1]}" if turned else text)
    month = MONTHS.get(found[1].casefold()) if found else None
    if found and month:
        year, short = _century(found[2])
        return _months("month", year, month[0], 1, short, month[1])
    found = _NUMBER_MONTH.fullmatch(text)
    if found:
        written, number = (found[2], found[1]) if found[1] else (found[3] or found[5], found[4] or found[6])
        return _months("month", int(written), int(number), 1)
    found = _QUARTER.fullmatch(text)
    if found:
        year, short = _century(found[2] or found[3])
        return _months("quarter", year, int(found[1] or found[4]) * 3 - 2, 3, short)
    found = _HALF.fullmatch(text)
    if found:
        year, short = _century(found[3])
        return _months("half-year", year, int(found[1] or found[2]) * 6 - 5, 6, short)
    return None


def _as_spoken(text: str, fiscal_month: int) -> DayText | None:
    """A season, a part of a year or of a month, a week: the bounds that its words have."""
    part, rest = part_of(text)
    month = _period_of_months(rest) if part else None
    if month is not None and month.form == "month" and month.first is not None and month.last is not None:
        days = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "beginning": (1, 1), "end": (31, 31)}[part]
        first, last = (month.first.replace(day=min(day, month.last.day)) for day in days)
        return DayText("part of a month", first, last, year=month.year, short_year=month.short_year)
    found = spoken_period(text, fiscal_month)
    return (
        DayText(found.form, found.first, found.last, year=found.first.year, short_year=found.short_year)
        if found
        else None
    )


def _from_to(text: str, fiscal_month: int) -> DayText | None:
    """Two days or periods in one cell, as note-taking tools write the time a task takes: from the first to the last."""
    found = _FROM_TO.fullmatch(text)
    if found is None:
        return None
    start, end = (read_day(part.strip(), fiscal_month) for part in found.groups())
    if start is None or end is None or start.first is None or end.last is None or end.last < start.first:
        return None
    return DayText("two days", start.first, end.last, year=start.year, language=start.language)


def _long_period(text: str, fiscal_month: int) -> DayText | None:
    """A fiscal year is named by the year it ends in: FY27 ends in 2027."""
    if _YEAR.fullmatch(text):
        return _months("year", int(text), 1, 12)
    found = _FISCAL.fullmatch(text)
    if not found:
        return None
    year, short = _century(found[1] or found[3])
    second = found[2] or found[4]
    if second:
        if int(second) % 100 != (year + 1) % 100:
            return None
        year += 1
    return _months("fiscal year", year if fiscal_month == 1 else year - 1, fiscal_month, 12, short)


def _months(form: str, year: int, month: int, length: int, short: bool = False, language: str = "") -> DayText:
    first = real_day(year, month, 1)
    if first is None:
        return DayText(form, bad=True, year=year)
    end = month + length - 1
    year_end, month_end = year + (end - 1) // 12, (end - 1) % 12 + 1
    last = date(year_end, month_end, calendar.monthrange(year_end, month_end)[1])
    return DayText(form, first, last, year=year, short_year=short, language=language)
