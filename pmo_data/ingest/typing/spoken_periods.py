"""Periods as people say them: "Spring 2027", "early 2027", "1Q27", "KW 14/2027", "2. Halbjahr 2028".

Stands apart from days because such a text names months or weeks by words of several languages in any order; both
recognition, which asks whether a cell is a date at all, and typing, which reads it, need the same answer.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

# Meteorological seasons of the northern half of the world; winter ends in the year after the one that names it.
_SEASONS = {
    "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12,
    "fruhjahr": 3, "fruhling": 3, "sommer": 6, "herbst": 9, "printemps": 3, "ete": 6, "automne": 9, "hiver": 12,
    "primavera": 3, "verano": 6, "otono": 9, "invierno": 12, "verao": 6, "outono": 9, "inverno": 12, "estate": 6,
    "autunno": 9, "voorjaar": 3, "lente": 3, "zomer": 6, "najaar": 9, "herfst": 9,
}  # fmt: skip
_PARTS = {
    **dict.fromkeys(("early", "anfang", "debut", "principios", "comienzos", "inicios", "begin"), "early"),
    **dict.fromkeys(("mid", "middle", "mitte", "mi", "mediados", "milieu", "medio", "medios"), "mid"),
    **dict.fromkeys(("late", "spat"), "late"),
    **dict.fromkeys(("end", "ende", "fin", "finales", "eind"), "end"),
    **dict.fromkeys(("beginning", "start"), "beginning"),
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
             "erstes": 1, "zweites": 2, "drittes": 3, "viertes": 4, "premier": 1, "deuxieme": 2, "troisieme": 3,
             "quatrieme": 4, "primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4}  # fmt: skip
_LENGTHS = {
    **dict.fromkeys(("q", "qtr", "quarter", "quartal", "trimestre", "trim", "t", "kwartaal"), 3),
    **dict.fromkeys(("h", "half", "halbjahr", "hj", "semestre", "semester", "s"), 6),
}
# "Week 11-14" counts weeks of the project; "W11-24", "KW 11/24" and "Week 11 2024" are of a year.
_RANGE_OF_WEEKS = re.compile(r"(?:weeks?|wks?|wochen?|semaines?|semanas?)\s*\d{1,2}\s*[-–]\s*\d{1,2}", re.IGNORECASE)
_WEEKS = frozenset({"week", "wk", "w", "kw", "cw", "kalenderwoche", "woche", "semaine", "sem", "semana", "settimana"})
_FILLERS = frozenset({"of", "the", "in", "im", "de", "del", "des", "du", "d", "la", "le", "year", "st", "nd", "rd",
                      "th", "er", "eme", "e", "half", "cy", "calendar", "ano"})  # fmt: skip
_FISCAL = "fy"
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_WIDE, _SHORT = re.compile(r"19[5-9]\d|2[01]\d\d"), re.compile(r"\d\d")
_BEFORE_MONTH = re.compile(r"(early|mid|middle|late|end|beginning|start|anfang|mitte|ende|début|debut|mi|fin|"
                           r"principios|mediados|finales)(?: of | de | d'|[\s-]+)", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True)
class SpokenPeriod:
    """The first and last day of a period, with the sort of period and whether its century was added."""

    form: str
    first: date
    last: date
    short_year: bool = False


@lru_cache(maxsize=20_000)
def spoken_period(text: str, fiscal_month: int = 1) -> SpokenPeriod | None:
    """The period a text of words and a year names; None where any word of it is of another matter."""
    if len(text) > 40 or not any(c.isdigit() for c in text) or _RANGE_OF_WEEKS.fullmatch(text.strip()):
        return None
    plain = unicodedata.normalize("NFKD", text.casefold())
    tokens = _TOKEN.findall("".join(c for c in plain if not unicodedata.combining(c)))
    if tokens[:1] == [_FISCAL]:  # FY28 Q4: the year goes behind, as elsewhere
        digits = next((i for i, t in enumerate(tokens[1:], 1) if not t.isdigit()), len(tokens))
        tokens = [*tokens[digits:], _FISCAL, *tokens[1:digits]]
    found = _year([t for t in tokens if t != _FISCAL])
    if found is None or not any(t.isalpha() for t in found[1]):
        return None
    year, words, short, spans = found
    if _FISCAL not in tokens and not spans:
        fiscal_month = 1
    return _named(words, year, year + spans, fiscal_month, short)


def part_of(text: str) -> tuple[str, str]:
    """Which part of a month a text begins with, and the rest: "end of March 2028" -> ("end", "March 2028")."""
    found = _BEFORE_MONTH.match(text)
    return (_PARTS.get(found[1].casefold(), ""), text[found.end() :]) if found else ("", text)


def _year(tokens: list[str]) -> tuple[int, list[str], bool, int] | None:
    """The year, the other words, whether its century was added, and 1 where a second year follows: "2027/28"."""
    wide = [i for i in (len(tokens) - 1, len(tokens) - 2, 0) if 0 <= i < len(tokens) and _WIDE.fullmatch(tokens[i])]
    at = wide[0] if wide else len(tokens) - 1
    if at < 0 or not (wide or _SHORT.fullmatch(tokens[at])):
        return None
    before, after = tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""
    if _SHORT.fullmatch(after) and int(after) == (int(tokens[at]) + 1) % 100 and len(tokens) > 2:
        return _whole(tokens[at])[0], tokens[:at] + tokens[at + 2 :], False, 1
    if len(before) == len(tokens[at]) and before.isdigit() and int(tokens[at]) == int(before) + 1:
        return _whole(before)[0], tokens[: at - 1] + tokens[at + 1 :], len(before) == 2, 1
    year, short = _whole(tokens[at])
    return year, tokens[:at] + tokens[at + 1 :], short, 0


def _whole(token: str) -> tuple[int, bool]:
    if len(token) == 4:
        return int(token), False
    return (2000 if int(token) < 50 else 1900) + int(token), True


def _named(words: list[str], year: int, ends: int, fiscal_month: int, short: bool) -> SpokenPeriod | None:
    numbers = [int(w) for w in words if w.isdigit()]
    numbers += [_ORDINALS[w] for w in words if w in _ORDINALS]
    said = [w for w in words if not w.isdigit() and w not in _ORDINALS]
    lengths = [_LENGTHS[w] for w in said if w in _LENGTHS]
    if said and said[0] in _WEEKS and len(said) == len(numbers) == 1:
        return _week(year, numbers[0], short)
    if len(lengths) == len(numbers) == 1 and all(w in _LENGTHS or w in _FILLERS for w in said):
        return _share(ends, numbers[0], lengths[0], fiscal_month, short)
    if numbers:
        return None
    return _season_or_part([w for w in said if w not in _FILLERS], year, short)


def _week(year: int, number: int, short: bool) -> SpokenPeriod | None:
    try:
        first = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return SpokenPeriod("week", first, first + timedelta(days=6), short)


def _share(year: int, number: int, length: int, fiscal_month: int, short: bool) -> SpokenPeriod | None:
    """A quarter or a half of a year; of a fiscal year that begins in another month, the year is the one it ends in."""
    share = number or 12 // length
    if not 1 <= share <= 12 // length:
        return None
    begins = year if fiscal_month == 1 else year - 1
    name = {3: "quarter", 6: "half-year"}[length]
    return _months(name, begins, fiscal_month + (share - 1) * length, length, short)


def _season_or_part(said: list[str], year: int, short: bool) -> SpokenPeriod | None:
    part = _PARTS.get(said[0]) if said else None
    named = said[1:] if part else said
    if len(named) > 1 or not said:
        return None
    if not named:
        return _part_of_year(year, str(part), short)
    if named[0] not in _SEASONS:
        return None
    first = _SEASONS[named[0]]
    if part is None:
        return _months("season", year, first, 3, short)
    month = {"early": 0, "beginning": 0, "mid": 1, "late": 2, "end": 2}[part]
    return _months("season", year, first + month, 1, short)


def _part_of_year(year: int, part: str, short: bool) -> SpokenPeriod:
    """Early, middle and late thirds; the beginning and the end are one month."""
    first, length = {"early": (1, 4), "mid": (5, 4), "late": (9, 4), "beginning": (1, 1), "end": (12, 1)}[part]
    return _months("part of a year", year, first, length, short)


def _months(form: str, year: int, month: int, length: int, short: bool) -> SpokenPeriod:
    """Months from the `month`th of a year on, which may lie past its December."""
    start, end = month - 1, month + length - 2
    first = date(year + start // 12, start % 12 + 1, 1)
    year_end, month_end = year + end // 12, end % 12 + 1
    return SpokenPeriod(form, first, date(year_end, month_end, calendar.monthrange(year_end, month_end)[1]), short)
