"""Columns of dates: one day/month order for the whole column, periods as their first or last day, sentinels as absent.

Stands apart from single texts because 03/04/2025 is April or March only once the rows that prove an order have been
counted, here and in the neighbouring columns.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Absence
from pmo_data.ingest.typing.absences import EXCEL_ERRORS, absence_of
from pmo_data.ingest.typing.column import Cells, Distinct, Problem, Reading, Typed, assemble, cast_whole, grouped
from pmo_data.ingest.typing.day_texts import DayText, Order, read_day
from pmo_data.ingest.typing.words import counted

FIRST, LAST = date(1901, 1, 1), date(2199, 12, 31)
SENTINELS = frozenset({
    date(1970, 1, 1), date(1901, 1, 1), date(2099, 12, 31), date(2199, 12, 31), date(1904, 1, 1), date(2079, 6, 6),
})  # fmt: skip
_SENTINEL_YEARS = frozenset({0, 1, 1753, 1899, 1900, 9999})
_ENDS = ("finish", "due", "_by", "closed_on", "updated_on", "reviewed_on", "report_date", "planned_date",
         "baseline_date", "actual_date", "proximity", "decided_on", "status_date")  # fmt: skip
_FORMS = {"numbers/": "/", "numbers-": "-", "numbers ": " "}
_FINANCIAL = re.compile(r"\b((?:19|20)\d\d)\s?[/–-]\s?((?:20)?\d\d)\b")


def takes_end(field: str) -> bool:
    """Whether a period such as "Q4 2026" stands for its last day in this field, else for its first."""
    return field.endswith(_ENDS)


def type_date(cells: Cells, fiscal_month: int = 1) -> Typed:
    """A column of dates (date32)."""
    clean = _clean(cells)
    if clean is not None:
        return clean
    distinct = Distinct.of(cells.texts)
    days = [read_day(t, fiscal_month) for t in distinct.texts]
    order, how, problems = decide_order(cells, distinct, days)
    end = takes_end(cells.field.name)
    readings = [_reading(t, d, order, end) for t, d in zip(distinct.texts, days, strict=True)]
    values, original, absent = assemble(distinct, readings, pa.date32())
    found = grouped(distinct, readings, lambda r, n, e: _describe(cells.label, r, n, e))
    kept = (*_notes(cells, distinct, days), *_two_years(cells, distinct, days, fiscal_month))
    return Typed(
        values, original, absent, {"date_order": order} if how else {}, _said(days, order, how, end),
        (*problems, *_together(cells, found), *kept),
    )  # fmt: skip


def _clean(cells: Cells) -> Typed | None:
    """The column by Arrow's own cast where every cell is an ISO date of a plausible year."""
    if cells.texts.null_count == len(cells.texts):
        return Typed(pa.nulls(len(cells.texts), pa.date32()))
    values = cast_whole(cells.texts, pa.date32())
    if values is None:
        return None
    bounds = pc.min_max(values).as_py()
    if bounds["min"] <= FIRST or bounds["max"] >= date(2099, 12, 31):
        return None
    return Typed(values, said="ISO dates") if not _holds(values, SENTINELS) else None


def _holds(values: pa.Array, days: frozenset[date]) -> bool:
    return bool(pc.any(pc.is_in(values, pa.array(sorted(days), pa.date32())), min_count=0).as_py())


def decide_order(
    cells: Cells, distinct: Distinct, days: list[DayText | None]
) -> tuple[Order, str, tuple[Problem, ...]]:
    """The order, in a word how it was decided (empty where no cell needs one), and what a person should know."""
    proofs: Counter[str] = Counter()
    open_ = [d is not None and d.numbers is not None and d.proves is None and _differs(d) for d in days]
    for day, count in zip(days, distinct.counts.tolist(), strict=True):
        if day is not None and day.proves:
            proofs[day.proves] += count
    told = cells.format.get("date_order")
    if told in ("dmy", "mdy"):
        return cast(Order, told), "told", _contrary(cells, distinct, days, cast(Order, told))
    if proofs:
        order: Order = "mdy" if proofs["mdy"] > proofs["dmy"] else "dmy"
        return order, "proven", _contrary(cells, distinct, days, order)
    if not any(d is not None and d.numbers is not None for d in days):
        return "dmy", "", ()
    near = cells.siblings.get("date_order") or cells.format.get("order_beside")
    if near in ("dmy", "mdy"):
        return cast(Order, near), "as in the other date columns", ()
    return "dmy", "assumed", _ask(cells, distinct, open_)


def _differs(day: DayText) -> bool:
    """04/04/2025 is the same day in either order."""
    return day.numbers is not None and day.numbers[0] != day.numbers[1]


def _ask(cells: Cells, distinct: Distinct, open_: list[bool]) -> tuple[Problem, ...]:
    positions = distinct.positions(open_)
    if not len(positions):
        return ()
    verb = "is" if len(positions) == 1 else "are"
    said = (
        f"{cells.label}: {counted(len(positions), 'value')} {verb} ambiguous ({distinct.examples(open_)}); "
        "read as day/month. Change the date order if that is wrong."
    )
    return (Problem("date_order_ambiguous", positions, said, None, "Choose day or month first for this column."),)


def _contrary(cells: Cells, distinct: Distinct, days: list[DayText | None], order: Order) -> tuple[Problem, ...]:
    chosen = [d is not None and d.proves is not None and d.proves != order for d in days]
    positions = distinct.positions(chosen)
    if not len(positions):
        return ()
    name = "day/month" if order == "dmy" else "month/day"
    said = f"{cells.label}: {counted(len(positions), 'date')} cannot be {name} like the rest of the column "
    fix = "Write the column in one date order."
    return (Problem("date_order_mixed", positions, f"{said}({distinct.examples(chosen)}).", "{value} is not in the "
                    "column's date order.", fix),)  # fmt: skip


def _reading(text: str, day: DayText | None, order: Order, end: bool) -> Reading:
    if day is None:
        return _no_date(text)
    if day.bad or (day.numbers is not None and day.day(order) is None):
        wrong_order = day.numbers is not None and not day.bad
        sentinel = day.year in _SENTINEL_YEARS
        return Reading(absent=Absence.NOT_AVAILABLE if sentinel else Absence.UNREADABLE,
                       rule="" if wrong_order else "date_unusable")  # fmt: skip
    found = day.last if end and day.last is not None and day.numbers is None else day.day(order)
    assert found is not None
    if found.year in _SENTINEL_YEARS or (found in SENTINELS):
        return Reading(absent=Absence.NOT_AVAILABLE, rule="date_unusable")
    if not FIRST < found < LAST:
        return Reading(absent=Absence.UNREADABLE, rule="date_unusable")
    return Reading(found, changed=text != found.isoformat(), rule="date_period" if _is_period(day) else "")


def _is_period(day: DayText) -> bool:
    return day.first is not None and day.first != day.last


def _no_date(text: str) -> Reading:
    if text in ("0", "0.0", "0000", "00/00/0000", "0000-00-00"):
        return Reading(absent=Absence.NOT_AVAILABLE, rule="date_unusable")
    if text.upper() in EXCEL_ERRORS:
        return Reading(absent=Absence.UNREADABLE, rule="excel_error")
    absence = absence_of(text)
    if absence is not None:
        return Reading(absent=absence, rule=str(absence))
    return Reading(absent=Absence.UNREADABLE, rule="date_unreadable")


def _describe(header: str, rule: str, count: int, examples: str) -> tuple[str, str | None, str] | None:
    are = "is" if count == 1 else "are"
    if rule in set(Absence):
        return f"{header}: {counted(count, 'cell')} {are} {rule} ({examples}).", None, ""
    if rule == "date_unreadable":
        said = f"{header}: {counted(count, 'value')} could not be read as a date ({examples}); kept empty."
        return said, "{value} could not be read as a date.", "Write the date as 2025-03-04."
    if rule == "date_unusable":
        said = f"{header}: {counted(count, 'date')} could not be used ({examples})"
        return said, "{value} is not a usable date.", "Write a real date, or leave the cell empty."
    if rule == "excel_error":
        return f"{header}: {counted(count, 'cell')} {are} an Excel error ({examples}) and kept empty.", None, ""
    return None


def _together(cells: Cells, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Adds to the unusable dates what became of their rows."""
    done = []
    for problem in problems:
        if problem.rule == "date_unusable":
            plural = "row is" if len(problem.positions) == 1 else "rows are"
            summary = f"{problem.summary}; their {plural} kept with an empty {cells.label}."
            problem = Problem(problem.rule, problem.positions, summary, problem.each, problem.fix)
        done.append(problem)
    return tuple(done)


def _notes(cells: Cells, distinct: Distinct, days: list[DayText | None]) -> tuple[Problem, ...]:
    """Things read, but worth a look: added centuries, periods, month names of another language."""
    found = []
    short = [d is not None and d.short_year and not d.bad for d in days]
    if any(short):
        said = (f"{cells.label}: two-digit years read as 2000-2049/1950-1999 "
                f"({counted(len(distinct.positions(short)), 'value')}: {distinct.examples(short)}).")  # fmt: skip
        found.append(Problem("two_digit_year", distinct.positions(short), said, None, "Write years with four digits."))
    period = [d is not None and _is_period(d) and not d.bad for d in days]
    if any(period):
        which = "last" if takes_end(cells.field.name) else "first"
        said = (f"{cells.label}: {counted(len(distinct.positions(period)), 'period')} read as the {which} day "
                f"({distinct.examples(period)}).")  # fmt: skip
        found.append(Problem("date_period", distinct.positions(period), said, None, ""))
    return (*found, *_languages(cells, distinct, days))


def _two_years(cells: Cells, distinct: Distinct, days: list[DayText | None], fiscal_month: int) -> tuple[Problem, ...]:
    """Financial years of two calendar years, where nobody has said in which month they begin."""
    named = [d is not None and not d.bad and _names_two(t) for t, d in zip(distinct.texts, days, strict=True)]
    if fiscal_month != 1 or not any(named):
        return ()
    count = len(distinct.positions(named))
    said = f"{cells.label}: {counted(count, 'value')} {'names' if count == 1 else 'name'} a financial year "
    said += f"({distinct.examples(named)}); read as the calendar year it ends in, as nothing says when it begins."
    return (Problem("financial_year", distinct.positions(named), said, None, _FIRST_MONTH),)


_FIRST_MONTH = "Say on the page Settings in which month your financial year begins, and read the file again."


def _names_two(text: str) -> bool:
    found = _FINANCIAL.search(text)
    return found is not None and int(found[2]) % 100 == (int(found[1]) + 1) % 100


def _languages(cells: Cells, distinct: Distinct, days: list[DayText | None]) -> tuple[Problem, ...]:
    counts: Counter[str] = Counter()
    for day, count in zip(days, distinct.counts.tolist(), strict=True):
        if day is not None and day.language:
            counts[day.language] += count
    if len(counts) < 2:
        return ()
    main = counts.most_common(1)[0][0]
    odd = [d is not None and d.language not in ("", main) for d in days]
    said = (f"{cells.label}: {distinct.examples(odd)} could not be read with the column's month names; read with "
            "those of another language.")  # fmt: skip
    return (Problem("month_language", distinct.positions(odd), said, None, "Write the month as a number."),)


def _said(days: list[DayText | None], order: Order, how: str, end: bool) -> str:
    forms = Counter(d.form for d in days if d is not None and not d.bad)
    names = []
    for form, _ in forms.most_common(5):
        if form in _FORMS:
            mark = _FORMS[form]
            names.append(f"d{mark}m{mark}y" if order == "dmy" else f"m{mark}d{mark}y")
        elif form in ("month", "quarter", "year", "fiscal year", "two days", "season", "part of a year", "week"):
            names.append(f"{form} (its {'last' if end else 'first'} day)")
        else:
            names.append(
                {"serial": "Excel day numbers", "epoch": "milliseconds since 1970", "ISO": "ISO dates"}.get(form, form)
            )
    return ", ".join(names) + (f"; order {how}" if how else "")


def proven_order(cells: Cells) -> tuple[Order | None, int]:
    """The order this column's own cells prove, with how many cells prove it; for its siblings."""
    if _clean(cells) is not None:
        return None, 0
    distinct = Distinct.of(cells.texts)
    proofs: Counter[Order] = Counter()
    for text, count in zip(distinct.texts, distinct.counts.tolist(), strict=True):
        day = read_day(text)
        if day is not None and day.proves:
            proofs[day.proves] += int(count)
    if not proofs:
        return None, 0
    order, count = proofs.most_common(1)[0]
    return (order, count) if count > sum(proofs.values()) / 2 else (None, 0)
