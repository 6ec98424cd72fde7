"""The working calendars of plans: their weeks as 1111100 from Monday, and their days off, one row each.

Each tool nests them in a way of its own, which no table can show; apart from the readers because the three ways give
one kind of sheet. Days worked by exception, and hours other than a day's, are left out: plans are reckoned in days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from pmo_data.ingest.read.element import Element, Row

DAY_OFF = "Day off"
"""The column of days off: below a calendar's own row one row each, with its name and, where told, the reason."""
_PMXML_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_XER_EPOCH = date(1899, 12, 30)  # P6 counts days as spreadsheets do
_XER_DAY = re.compile(r"\(0\|\|([1-7])\(\)\(")
_XER_EXCEPTION = re.compile(r"\(d\|(\d{4,6})\)\(\s*\)")
_LONGEST = 1_000  # days of one exception: a calendar closed for longer is a mistake
_YEARLY = ("2", "3")


def mspdi_week(calendar: Element) -> str:
    """The working week of Microsoft's calendar, "" where it states none. Its day 1 is Sunday."""
    stated = {d.value("DayType"): d.value("DayWorking") == "1" for d in calendar.within("WeekDays", "WeekDay")}
    return _week([stated.get(str(number)) for number in (2, 3, 4, 5, 6, 7, 1)])


def mspdi_days_off(calendar: Element) -> list[Row]:
    """Its days off: exceptions of whole days, once or every year; those of older files stand among the week's days."""
    rows: list[Row] = []
    name = calendar.value("Name").strip()
    old = [d for d in calendar.within("WeekDays", "WeekDay") if d.value("DayType") == "0"]
    for each in [*calendar.within("Exceptions", "Exception"), *old]:
        period = next(iter(each.within("TimePeriod")), each)
        first, last = _day(period.value("FromDate")), _day(period.value("ToDate"))
        if each.value("DayWorking") == "1" or first is None or each.value("Type") not in ("", "0", "1", *_YEARLY):
            continue
        days = _each_year(first, last or first) if each.value("Type") in _YEARLY else _each_day(first, last or first)
        rows += [_off(name, day, each.value("Name").strip()) for day in days]
    return rows


def pmxml_week(calendar: Element) -> str:
    """The working week of a calendar of Primavera's XML, "" where it states none."""
    stated = {
        day.value("DayOfWeek"): any(time.value("Start") for time in day.within("WorkTime"))
        for day in calendar.within("StandardWorkWeek", "StandardWorkHours")
    }
    return _week([stated.get(name) for name in _PMXML_DAYS])


def pmxml_days_off(calendar: Element) -> list[Row]:
    """Its days off: exceptions without hours of work."""
    name = calendar.value("Name").strip()
    found = [
        _day(each.value("Date"))
        for each in calendar.within("HolidayOrExceptions", "HolidayOrException")
        if not any(time.value("Start") for time in each.within("WorkTime"))
    ]
    return [_off(name, day) for day in found if day is not None]


def xer_week(data: str) -> str:
    """The working week in `clndr_data`, "" where it states none. Its day 1 is Sunday."""
    week = data.partition("DaysOfWeek")[2].partition("Exceptions")[0]
    parts = _XER_DAY.split(week)
    stated = {number: "s|" in hours for number, hours in zip(parts[1::2], parts[2::2], strict=True)}
    return _week([stated.get(str(number)) for number in (2, 3, 4, 5, 6, 7, 1)])


def xer_days_off(name: str, data: str) -> list[Row]:
    """The exceptions without hours in `clndr_data`, where days are counted from the end of 1899."""
    found = _XER_EXCEPTION.findall(data.partition("Exceptions")[2])
    return [_off(name, _XER_EPOCH + timedelta(days=int(number))) for number in found]


def _week(working: list[bool | None]) -> str:
    """Seven signs from Monday; what an incomplete week leaves unsaid is not worked."""
    return "".join("1" if day else "0" for day in working) if any(working) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _each_day(first: date, last: date) -> Iterable[date]:
    return [first + timedelta(days=n) for n in range(min((last - first).days + 1, _LONGEST))]


def _each_year(first: date, last: date) -> Iterable[date]:
    years = range(first.year, min(last.year, first.year + 50) + 1)
    days = [first.replace(year=year) for year in years if (first.month, first.day) != (2, 29)]
    return [day for day in days if first <= day <= last]


def _off(name: str, day: date, reason: str = "") -> Row:
    return {"Name": name, DAY_OFF: day.isoformat(), "Reason": reason}
