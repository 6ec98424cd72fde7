"""Columns that are periods: weeks 1 to 7, Jan-25 to Dec-25, FY24 to FY27.

Stands apart because a run of periods makes a header out of what would otherwise be a row of numbers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from pmo_data.ingest.recognise.vocabulary.words import fold, tidy

PeriodKind = Literal["ordinal", "numbered_year", "year", "fiscal_year", "quarter", "month", "week", "date"]
_MONTHS = {m: i for i, names in enumerate(
    (("jan", "januar", "janvier", "janv", "ene", "enero", "gen", "gennaio"), ("feb", "fev", "fevr", "febrero"),
     ("mar", "mars", "marzo", "maerz", "mrz", "mrt"), ("apr", "avr", "abr"), ("may", "mai", "mayo", "mei", "mag"),
     ("jun", "juin", "junio", "giu"), ("jul", "juil", "julio", "lug"), ("aug", "aout", "ago"), ("sep", "sept", "set"),
     ("oct", "okt", "out", "ott"), ("nov",), ("dec", "dez", "dic")), start=1)
    for m in names}  # fmt: skip
_MONTH = re.compile(r"([a-z]{3,9})\.?[-/ ,']*(\d{2}|\d{4})?|(\d{2}|\d{4})[-/ ]([a-z]{3,9})\.?")
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})/(\d{4})|(20\d\d)m(\d\d)")
_QUARTER = re.compile(
    r"q([1-4])[-/ ]*(?:fy)?'?(\d{2,4})?(?:[-/]\d{2,4})?|(?:fy)?'?(\d{2,4})(?:[-/]\d{2})?[-/ ]*q([1-4])"
)
_FISCAL = re.compile(r"fy\s*'?(\d{2,4})(?:[-/](\d{2,4}))?|((?:19|20)\d\d)[-/](\d{2,4})")
_WEEK = re.compile(r"(?:calendar |kw|cw|week|wk|w|sprint|period|month|p)\s*[-_ ]?(\d{1,3})")
_NUMBERED_YEAR = re.compile(r"(?:year|yr|y|jahr|annee|ano|anno|jaar|ar|rok)\s*[-_#]?\s*(\d{1,2})")
_BEFORE = re.compile(
    r"^(?:w\s?/\s?[ce]|wc|week (?:commencing|ending|beginning|of)|month (?:of|ending))[ :.]*(?=\S*\d)", re.IGNORECASE
)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t].*)?|(\d{1,2})[./](\d{1,2})[./](\d{2,4})")


def bare(text: str) -> str:
    """A period's name without what merely announces it: "W/C 05/01/2026" is the date."""
    return _BEFORE.sub("", text)


_LONGEST = 80
"""Signs of a header that may be a period, with all that is written around it."""


@lru_cache(maxsize=20_000)
def period(text: str) -> tuple[PeriodKind, int] | None:
    """The kind of period a header names and its place in time, comparable within the kind."""
    if len(text) > _LONGEST:
        return None
    clean = fold(bare(tidy(text)))
    if not clean or len(clean) > 24:
        return None
    return _calendar(clean) or _counted(clean)


def _calendar(clean: str) -> tuple[PeriodKind, int] | None:
    found = _QUARTER.fullmatch(clean)
    if found:
        year = found[2] or found[3] or "0"
        return "quarter", _year(year) * 4 + int(found[1] or found[4])
    found = _FISCAL.fullmatch(clean)
    if found and (found[1] or int(found[4]) % 100 == (int(found[3]) + 1) % 100):  # 2026-01 is no year after 2026
        return "fiscal_year", _year(found[1] or found[3])
    found = _ISO_MONTH.fullmatch(clean)
    if found:
        year, month = found[1] or found[4] or found[5], found[2] or found[3] or found[6]
        return ("month", int(year) * 12 + int(month)) if 1 <= int(month) <= 12 else None
    found = _MONTH.fullmatch(clean)
    if found:
        name, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        month = _MONTHS.get(name) or _MONTHS.get(name[:3] if len(name) > 3 else "")
        return ("month", _year(year or "0") * 12 + month) if month and _is_month(name) else None
    found = _DATE.fullmatch(clean)
    if found:
        groups = [int(g) for g in found.groups() if g]
        year, month, day = groups if found[1] else (_year(str(groups[2])), groups[1], groups[0])
        return "date", year * 372 + month * 31 + day
    return None


def _counted(clean: str) -> tuple[PeriodKind, int] | None:
    if re.fullmatch(r"(19|20)\d\d", clean):
        return "year", int(clean)
    if re.fullmatch(r"\d{1,3}", clean):
        return "ordinal", int(clean)
    found = _NUMBERED_YEAR.fullmatch(clean)
    if found:
        return "numbered_year", int(found[1])
    found = _WEEK.fullmatch(clean)
    return ("week", int(found[1])) if found else None


def _is_month(name: str) -> bool:
    full = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december", "januar", "februar", "marz", "juni", "juli", "oktober", "dezember", "janvier",
            "fevrier", "avril", "juillet", "septembre", "octobre", "novembre", "decembre", "enero", "febrero", "marzo",
            "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")  # fmt: skip
    return name in _MONTHS or name in full


def _year(text: str) -> int:
    number = int(text)
    return number + 2000 if 0 < number < 100 else number


@lru_cache(maxsize=5_000)
def _run(row: tuple[str, ...]) -> tuple[int, ...]:
    best: tuple[int, ...] = ()
    runs: dict[str, list[int]] = {}
    places: dict[str, int] = {}
    for i, cell in enumerate(row):
        found = period(cell) if cell else None
        if found is not None:
            kind, place = found
            runs = {k: run for k, run in runs.items() if k == kind or kind in _SUMS.get(k, ())}
            follows = kind in runs and _follows(kind, places[kind], place)
            runs[kind] = [*runs[kind], i] if follows else [i]
            places[kind] = place
            best = max(best, tuple(runs[kind]), key=len)
        elif cell and not _sums_up(cell):
            runs = {}
    return best


_SUMS = {"date": ("month", "quarter", "year", "fiscal_year"), "week": ("month", "quarter"),
         "month": ("quarter", "year", "fiscal_year"), "quarter": ("year", "fiscal_year")}  # fmt: skip
"""Longer periods that may stand between those of a run as their sums: a quarter behind its three months."""
_SUM = re.compile(r"\b(?:sub-?)?(?:totals?|sum|summe|gesamt|ytd)\b|^h[12]\b")


def _sums_up(cell: str) -> bool:
    """Whether a header is of a sum of the periods before it and of nothing else: "Q1 Total", "FY26/27 total"."""
    if len(cell) > _LONGEST:
        return False
    clean = fold(tidy(cell))
    rest = _SUM.sub(" ", clean).strip(" -–")
    return len(clean) <= 24 and rest != clean and (not rest or period(rest) is not None)


def _follows(kind: str, before: int, after: int) -> bool:
    around_new_year = kind == "month" and before == 12 and after == 1
    return around_new_year or 0 < after - before <= _STEP[kind]


_STEP = {
    "ordinal": 1,
    "numbered_year": 1,
    "year": 1,
    "fiscal_year": 1,
    "quarter": 1,
    "month": 3,
    "week": 1,
    "date": 400,
}


def period_run(row: list[str] | tuple[str, ...]) -> tuple[int, ...]:
    """The columns of the longest run of at least three periods in order; empty where there is none.

    Months without a year may pass from December to January; a blank between two is no break.
    """
    found = _run(tuple(row))
    return found if len(found) >= 3 else ()
