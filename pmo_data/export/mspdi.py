"""A project's schedule as MS Project XML (MSPDI), which Project, ProjectLibre and others open, and our importer too.

Stands apart from other exports because the format numbers tasks by itself: our own codes travel as an extended
attribute, by which the importer knows the tasks again. Element order is that of the published schema.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from pmo_data.export.cells import safe_text

Row = Mapping[str, Any]
NAMESPACE = "http://schemas.microsoft.com/project"
CODE_FIELD = "188743731"  # Text1
CODE_ALIAS = "Task code"
_RELATIONS = {"FF": "0", "FS": "1", "SF": "2", "SS": "3"}
_CONSTRAINTS = {name: str(n) for n, name in enumerate(("asap", "alap", "mso", "mfo", "snet", "snlt", "fnet", "fnlt"))}
_SHIFTS = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))
_HOURS_A_DAY = 8
_TENTHS_OF_MINUTES = 10 * 60 * _HOURS_A_DAY
_AS_DAYS = "7"


def mspdi(
    project: Row,
    tasks: Sequence[Row],
    dependencies: Sequence[Row] = (),
    assignments: Sequence[Row] = (),
    calendar: Sequence[Row] = (),
) -> bytes:
    """The XML of one project's tasks with baseline, forecast and actual dates, their links, people and calendar.

    Rows are field -> value as the store hands them out, a person by name. A task's dates are its forecast, else its
    planned ones; links to tasks of other projects are left out, the format having no place for them. Who works is told
    by assignments to tasks, else by the tasks' owners.
    """
    root = ET.Element("Project", xmlns=NAMESPACE)
    _say(root, "Name", project.get("code") or project.get("name"))
    _say(root, "Title", project.get("name") or project.get("code"))
    _say(root, "Manager", project.get("manager"))
    _say(root, "ScheduleFromStart", "1")
    starts = [d for t in tasks if (d := _start(t)) is not None]
    _say(root, "StartDate", _at(min(starts), "08:00:00") if starts else None)
    _say(root, "CurrencyCode", project.get("currency"))
    _say(root, "CalendarUID", "1" if calendar else None)
    _say(root, "MinutesPerDay", str(60 * _HOURS_A_DAY))
    attribute = ET.SubElement(ET.SubElement(root, "ExtendedAttributes"), "ExtendedAttribute")
    _say(attribute, "FieldID", CODE_FIELD)
    _say(attribute, "FieldName", "Text1")
    _say(attribute, "Alias", CODE_ALIAS)
    _calendar(root, calendar)
    numbers = {_code(task): number for number, task in enumerate(tasks, start=1)}
    links: dict[str, list[Row]] = {}
    for link in dependencies:
        if str(link.get("predecessor")) in numbers:
            links.setdefault(str(link.get("successor")), []).append(link)
    listed = ET.SubElement(root, "Tasks")
    for number, task in enumerate(tasks, start=1):
        _task(listed, number, task, links.get(_code(task), []), numbers)
    _people(root, _given(tasks, assignments, numbers))
    text: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text


def _task(listed: ET.Element, number: int, task: Row, links: Sequence[Row], numbers: Mapping[str, int]) -> None:
    made = ET.SubElement(listed, "Task")
    _say(made, "UID", str(number))
    _say(made, "ID", str(number))
    _say(made, "Name", task.get("name"))
    _say(made, "WBS", task.get("wbs"))
    _say(made, "OutlineNumber", task.get("wbs"))
    level = task.get("outline_level")
    _say(made, "OutlineLevel", f"{level:g}" if level is not None else None)
    _say(made, "Start", _at(_start(task), "08:00:00"))
    _say(made, "Finish", _at(_finish(task), "17:00:00"))
    _say(made, "Duration", _span(task.get("duration_days"), _HOURS_A_DAY))
    _say(made, "DurationFormat", _AS_DAYS)
    _say(made, "Work", _span(task.get("work_hours"), 1))
    _say(made, "Milestone", _flag(task.get("milestone")))
    _say(made, "Summary", _flag(task.get("summary")))
    percent = task.get("percent_complete")
    _say(made, "PercentComplete", f"{percent:.0f}" if percent is not None else None)
    _say(made, "Cost", _hundredths(task.get("planned_cost")))
    _say(made, "ActualStart", _at(task.get("actual_start"), "08:00:00"))
    _say(made, "ActualFinish", _at(task.get("actual_finish"), "17:00:00"))
    _say(made, "ActualCost", _hundredths(task.get("actual_cost")))
    _say(made, "ActualWork", _span(task.get("actual_work_hours"), 1))
    _say(made, "RemainingDuration", _span(task.get("remaining_days"), _HOURS_A_DAY))
    _say(made, "RemainingWork", _span(task.get("remaining_work_hours"), 1))
    _say(made, "ConstraintType", _CONSTRAINTS.get(str(task.get("constraint"))))
    _say(made, "ConstraintDate", _at(task.get("constraint_date"), "08:00:00"))
    _say(made, "Notes", task.get("notes"))
    for link in links:
        _link(made, link, numbers)
    attribute = ET.SubElement(made, "ExtendedAttribute")
    _say(attribute, "FieldID", CODE_FIELD)
    _say(attribute, "Value", _code(task))
    if task.get("baseline_start") is not None or task.get("baseline_finish") is not None:
        baseline = ET.SubElement(made, "Baseline")
        _say(baseline, "Number", "0")
        _say(baseline, "Start", _at(task.get("baseline_start"), "08:00:00"))
        _say(baseline, "Finish", _at(task.get("baseline_finish"), "17:00:00"))


def _link(made: ET.Element, link: Row, numbers: Mapping[str, int]) -> None:
    element = ET.SubElement(made, "PredecessorLink")
    _say(element, "PredecessorUID", str(numbers[str(link["predecessor"])]))
    _say(element, "Type", _RELATIONS.get(str(link.get("relation") or "FS"), "1"))
    _say(element, "LinkLag", f"{float(link.get('lag_days') or 0) * _TENTHS_OF_MINUTES:.0f}")
    _say(element, "LagFormat", _AS_DAYS)


def _calendar(root: ET.Element, rows: Sequence[Row]) -> None:
    """The working week and the days off of one calendar, the project's own."""
    if not rows:
        return
    made = ET.SubElement(ET.SubElement(root, "Calendars"), "Calendar")
    _say(made, "UID", "1")
    _say(made, "Name", str(rows[0]["name"]))
    _say(made, "IsBaseCalendar", "1")
    week = next((str(r["weekdays"]) for r in rows if r.get("weekdays")), "1111100")
    days = ET.SubElement(made, "WeekDays")
    for number, place in enumerate((6, 0, 1, 2, 3, 4, 5), start=1):  # the format's day 1 is Sunday
        day = ET.SubElement(days, "WeekDay")
        works = week[place : place + 1] == "1"
        _say(day, "DayType", str(number))
        _say(day, "DayWorking", _flag(works))
        times = ET.SubElement(day, "WorkingTimes") if works else None
        for first, last in _SHIFTS if times is not None else ():
            shift = ET.SubElement(times, "WorkingTime")  # type: ignore[arg-type]
            _say(shift, "FromTime", first)
            _say(shift, "ToTime", last)
    off = ET.SubElement(made, "Exceptions")
    for row in rows:
        if row.get("holiday"):
            _day_off(off, row)


def _day_off(off: ET.Element, row: Row) -> None:
    made = ET.SubElement(off, "Exception")
    _say(made, "EnteredByOccurrences", "0")
    period = ET.SubElement(made, "TimePeriod")
    _say(period, "FromDate", _at(row["holiday"], "00:00:00"))
    _say(period, "ToDate", _at(row["holiday"], "23:59:00"))
    _say(made, "Occurrences", "1")
    _say(made, "Name", row.get("reason"))
    _say(made, "Type", "1")
    _say(made, "DayWorking", "0")


def _given(tasks: Sequence[Row], assignments: Sequence[Row], numbers: Mapping[str, int]) -> list[tuple[int, str, Row]]:
    """(number of the task, person, what is known of the assignment), in the order of the tasks."""
    told = [(numbers[str(a["task"])], str(a["person"]), a) for a in assignments if str(a.get("task")) in numbers]
    named = {number for number, *_ in told}
    nothing: Row = {}
    owned = [(n, str(t["owner"]), nothing) for n, t in enumerate(tasks, start=1) if t.get("owner") and n not in named]
    return sorted([*told, *owned], key=lambda one: one[0])


def _people(root: ET.Element, given: Sequence[tuple[int, str, Row]]) -> None:
    people = list(dict.fromkeys(name for _, name, _ in given))
    if not people:
        return
    resources, assignments = ET.SubElement(root, "Resources"), ET.SubElement(root, "Assignments")
    for number, name in enumerate(people, start=1):
        made = ET.SubElement(resources, "Resource")
        _say(made, "UID", str(number))
        _say(made, "Name", name)
    for number, (task, name, row) in enumerate(given, start=1):
        made = ET.SubElement(assignments, "Assignment")
        _say(made, "UID", str(number))
        _say(made, "TaskUID", str(task))
        _say(made, "ResourceUID", str(people.index(name) + 1))
        _say(made, "ActualWork", _span(row.get("actual_hours"), 1))
        _say(made, "Finish", _at(row.get("finish"), "17:00:00"))
        _say(made, "Start", _at(row.get("start"), "08:00:00"))
        _say(made, "Work", _span(row.get("planned_hours"), 1))


def _hundredths(amount: float | None) -> str | None:
    """Money as the format counts it."""
    return None if amount is None else f"{float(amount) * 100:.0f}"


def _code(task: Row) -> str:
    return str(task.get("code") or task.get("wbs") or task.get("name") or "")


def _start(task: Row) -> date | None:
    return next((task[n] for n in ("forecast_start", "planned_start", "actual_start") if task.get(n)), None)


def _finish(task: Row) -> date | None:
    return next((task[n] for n in ("forecast_finish", "planned_finish", "actual_finish") if task.get(n)), None)


def _at(day: date | None, time: str) -> str | None:
    return f"{day:%Y-%m-%d}T{time}" if day is not None else None


def _span(amount: float | None, hours: int) -> str | None:
    """Working time as ISO 8601 writes it: five days of eight hours are PT40H0M0S."""
    if amount is None:
        return None
    minutes = round(float(amount) * hours * 60)
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def _flag(value: bool | None) -> str | None:
    return None if value is None else "1" if value else "0"


def _say(parent: ET.Element, name: str, text: str | None) -> None:
    if text not in (None, ""):
        ET.SubElement(parent, name).text = safe_text(str(text))
